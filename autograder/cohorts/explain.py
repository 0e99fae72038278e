"""Explains one grade in plain words."""

from rich.console import Console
from rich.padding import Padding

from autograder.cohorts.plain import name, plain
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin.standing import Standing


def explain(
    record: GradingRecord,
    console: Console,
    failure: str = "",
    *,
    standing: Standing | None = None,
    another_was_handed_in: bool = False,
) -> None:
    """Print one grade in plain words: each task, points, reason, what was repaired.

    Args:
        failure: when and why a later grading of the submission failed, "" if none did.
        standing: what the gradebook says, None if nothing.
        another_was_handed_in: whether what lies in `submitted/` is not what was graded.
    """
    if failure:
        console.print(f"[bold red]A later grading failed[/]: {plain(failure)}")
        console.print("[bold red]What follows is the grade before it[/], perhaps of an earlier submission.")
    elif another_was_handed_in:
        console.print(
            "[bold red]A different submission was handed in since[/]: what follows is the grade of the earlier one. "
            f"Grade it: autograder grade {record.exercise}"
        )
    console.print(
        f"[bold]{record.exercise}, {name(record.student)}[/]: {points(record.score)} of {points(record.maximum)} "
        "automatic points"
    )
    if standing is not None:
        console.print(in_the_gradebook(standing))
    console.print(
        f"graded {record.graded_at} in {record.seconds:.1f} s, data: {record.data_source or 'none'}, "
        f"sandbox: {record.sandbox or 'not executed'}"
    )
    if record.problem:
        console.print(f"[bold red]Nothing could be graded[/]: {plain(record.problem)}")
        return
    notes = {
        "Look at this": record.review,
        "Repaired": record.repairs,
        "Suspicious (changes no score)": record.suspicious,
        "Limit exceeded": record.limits,
    }
    for title, lines in notes.items():
        for line in lines:
            console.print(f"[yellow]{title}[/]: {plain(line)}")
    judged = {verdict.grade_id for verdict in record.verdicts}  # a visible check's error is that of a hidden test
    for cell in record.cells:
        if cell.problem or (cell.error and cell.id not in judged):
            console.print(f"[yellow]Cell {plain(cell.id)}[/]: {plain(cell.problem or cell.error)}")
    for verdict in record.verdicts:
        colour = "green" if verdict.score >= verdict.maximum else "red"
        console.print(
            f"\n[bold]{verdict.grade_id}[/]: [{colour}]{points(verdict.score)} of {points(verdict.maximum)}[/]"
        )
        for text in (verdict.problem, verdict.detail):
            if text:
                console.print(Padding(plain(text), (0, 0, 0, 4)))
        for test, explanation in zip(verdict.tests, verdict.explanations, strict=True):
            sign = {"passed": "[green]+[/]", "failed": "[red]-[/]", "error": "[yellow]![/]"}[test.outcome]
            measured = "".join(f"; {what} {value:.4g}" for what, value in test.measured.items())
            console.print(f"  {sign} {plain(test.claim)} ({points(test.earned)} of {points(test.points)}{measured})")
            for text in (explanation, test.detail):
                if text:
                    console.print(Padding(plain(text), (0, 0, 0, 6)))


def in_the_gradebook(standing: Standing) -> str:
    """The points that count, and what makes them differ from the automatic ones: lateness, and a person's scores."""
    notes = [f"late -{points(standing.penalty)}"] if standing.penalty else []
    if by_hand := [f"{cell} {points(standing.cells[cell] or 0.0)}" for cell in sorted(standing.by_hand)]:
        notes.append(f"set by hand: {', '.join(by_hand)}")
    why = f" ({'; '.join(notes)})" if notes else ""
    return f"gradebook: {points(standing.score)} of {points(standing.maximum)}{why}"
