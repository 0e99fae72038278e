"""What an instructor sees while a cohort is graded: a bar with the time left, or lines where there is no terminal."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.cohorts import plain


class CohortProgress:
    """Tells how far the grading of a cohort is.

    Args:
        console: where to.
        name: of what is graded.
        total: how many submissions there are.
    """

    def __init__(self, console: Console, name: str, total: int):
        self._console = console
        self._total = total
        self._done = 0
        self._counts = {"failed": 0, "to review": 0}
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[noted]}"),
            TextColumn("[dim]{task.fields[student]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(name, total=total, student="", noted="")

    def __enter__(self) -> "CohortProgress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.update(self._task, student="")
        self._bar.stop()

    def unchanged(self, count: int, *, review: int) -> None:
        """So many submissions were graded before.

        Args:
            review: at how many of them a person has to look.
        """
        self._advance(count, 0, review)
        if count and not self._console.is_terminal:
            self._console.print(f"{self._done}/{self._total} unchanged", soft_wrap=True)

    def started(self, student: str) -> None:
        """Work on a submission begins."""
        self._bar.update(self._task, student=plain.name(student))

    def finished(self, student: str, outcome: str, *, failed: bool = False, review: bool = False) -> None:
        """A submission is done.

        Args:
            outcome: in a few words.
            failed: nothing could be graded.
            review: a person has to look at something.
        """
        self._advance(1, failed, review)
        if not self._console.is_terminal:
            self._console.print(
                f"{self._done}/{self._total} {plain.name(student)}: {plain.plain(outcome)}", soft_wrap=True
            )

    def _advance(self, by: int, failed: int, review: int) -> None:
        self._done += by
        self._counts["failed"] += failed
        self._counts["to review"] += review
        noted = ", ".join(f"{count} {name}" for name, count in self._counts.items() if count)
        self._bar.update(self._task, advance=by, noted=noted)
