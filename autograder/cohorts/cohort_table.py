"""The table of a cohort: students x tasks, readable in narrow terminals and with long ids."""

from collections.abc import Sequence
from functools import lru_cache

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from autograder.cohorts import needs, plain
from autograder.cohorts.outcome import Outcome
from autograder.exercise import Exercise
from autograder.grading.feedback import points

LEAST = 12  # columns for an id: longer ones take several lines
FAIR = 16  # columns for the status, if an id needs the others
BY_HAND = "*"  # a person has set or changed this score


class CohortTable:
    """A renderable table. Total and tasks are always shown; ids are folded, and the status left out, if need be."""

    def __init__(self, exercise: Exercise, results: Sequence[Outcome]):
        self._exercise = exercise
        self._results = results
        self._columns = [["total", *(_total(result) for result in results)]]
        for number, (grade_id, maximum) in enumerate(exercise.graded_cells.items(), start=1):
            heading = f"{number}\n/{points(maximum)}"
            self._columns.append([heading, *(_cell(result, grade_id, maximum) for result in results)])
        self._names = [plain.name(result.student) for result in results]
        self._status = [status(result) for result in results]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        of_names, of_status, gap = self._widths(options.max_width)
        heading, *rows = self._numbers(" " * gap)
        table = Table(box=box.SIMPLE_HEAD, padding=(0, gap - 1, 0, 0), pad_edge=False, show_edge=False)
        table.add_column("student", overflow="fold", width=of_names)
        table.add_column(heading, no_wrap=True)
        if of_status:
            table.add_column("status", overflow="fold", width=of_status)
        for name, numbers, said in zip(self._names, rows, self._status, strict=True):
            shown = name if of_status or said in ("graded", "unchanged") else f"[yellow]{name}[/]"
            table.add_row(shown, numbers, *([said] if of_status else []))
        yield f"{self._exercise.name}: {plain.count(len(self._results), 'submission')}"
        yield ""
        yield table

    def _numbers(self, gap: str) -> list[str]:
        """The heading and the rows of total and tasks, as one column: many columns take rich long."""
        widths = [max(map(_width, column)) for column in self._columns]
        heading, *rows = (
            [f"{' ' * (width - _width(cell))}{cell}" for width, cell in zip(widths, row, strict=True)]
            for row in zip(*self._columns, strict=True)
        )
        lines = (
            gap.join(part.rjust(width) for width, part in zip(widths, line, strict=True))
            for line in zip(*(cell.strip().rpartition("\n")[::2] for cell in heading), strict=True)
        )
        return ["\n".join(lines), *map(gap.join, rows)]

    def _widths(self, whole: int) -> tuple[int, int, int]:
        """Columns for the ids; for the status, 0 if there is no room for it; and between two columns."""
        names, status = (max(map(_width, column)) for column in (["student", *self._names], ["status", *self._status]))
        longest_word = max(len(word) for text in ["status", *self._status] for word in _words(text))
        for gap in (2, 1):
            room = whole - sum(max(map(_width, column)) + gap for column in self._columns)
            shown = min(names, max(LEAST, room - gap - max(longest_word, min(status, FAIR))))
            if shown + gap + longest_word <= room:
                return shown, min(status, room - gap - shown), gap
        return max(1, min(names, room)), 0, 1


def total(result: Outcome) -> str:
    """The points in the gradebook, of those of the cells that have a score."""
    return f"{points(result.counts.score)}/{points(result.counts.maximum)}"


def status(result: Outcome) -> str:
    """What became of a submission, and whether a person has to look, in a few words of markup."""
    if result.record is None:
        return "[bold red]failed[/]" + (", old grade" if result.has_points else "")
    if result.status == "ungradable" or result.problem:
        return "[bold red]nothing could be graded[/]"
    notes: list[str] = [result.status]
    if result.counts.penalty:
        notes.append(f"[yellow]late: -{points(result.counts.penalty)}[/]")
    if needs.needs(result):
        notes.append("[yellow]needs you[/]")
    return ", ".join(notes)


def _total(result: Outcome) -> str:
    return total(result) if result.has_points else "-"


def _cell(result: Outcome, grade_id: str, maximum: float) -> str:
    score = result.counts.cells.get(grade_id) if result.has_points else None
    if score is None:
        return "-"
    mark = BY_HAND if grade_id in result.counts.by_hand else ""
    return f"[{'green' if score >= maximum else 'red'}]{points(score)}{mark}[/]"


def _width(markup: str) -> int:
    return max(map(len, _text(markup).splitlines()), default=0)


def _words(markup: str) -> list[str]:
    return _text(markup).split()


@lru_cache(maxsize=4096)
def _text(markup: str) -> str:
    return Text.from_markup(markup, emoji=False).plain
