"""What an instructor reads after grading a cohort: the table, lost points, and what needs attention."""

import statistics
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.cohorts.outcome import Outcome
from autograder.exercise import Exercise
from autograder.grading import timing
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import Verdict

SHOWN = 3  # of the slowest


def cohort_table(exercise: Exercise, results: Sequence[Outcome]) -> Group:
    """Students x tasks, with the points of each; below it the reason for each lost point."""
    cells = exercise.graded_cells
    table = Table(title=f"{exercise.name}: {len(results)} submissions", title_justify="left", pad_edge=False)
    table.add_column("student", no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    for number, maximum in enumerate(cells.values(), start=1):
        table.add_column(f"{number}\n/{points(maximum)}", justify="right", no_wrap=True)
    table.add_column("status")
    for result in results:
        record = result.record
        if record is None:
            table.add_row(result.student, "-", *("-" for _ in cells), "[bold red]failed")
            continue
        scores = {verdict.grade_id: verdict for verdict in record.verdicts}
        row = [_score(scores.get(grade_id)) for grade_id in cells]
        total = f"{points(record.score)}/{points(record.maximum)}"
        table.add_row(result.student, total, *row, _status(result))
    names = ", ".join(f"{number} {name.removeprefix('check_')}" for number, name in enumerate(cells, start=1))
    parts: list[RenderableType] = [
        table,
        f"[dim]Tasks: {names}. Written questions are graded by hand in formgrader.[/]",
    ]
    reasons = [line for result in results for line in _lost_points(result)]
    if reasons:
        parts += ["", "[bold]Why points were lost[/]", *reasons]
    return Group(*parts)


def _score(verdict: Verdict | None) -> str:
    if verdict is None:
        return "-"
    if verdict.score >= verdict.maximum:
        return f"[green]{points(verdict.score)}"
    return f"[red]{points(verdict.score)}"


def _status(result: Outcome) -> str:
    if result.status == "ungradable":
        return "[bold red]nothing could be graded"
    notes = ["unchanged"] if result.status == "unchanged" else []
    record = result.record
    if record is not None:
        notes += [f"{len(record.repairs)} repairs"] if record.repairs else []
        notes += ["[yellow]suspicious[/]"] if record.suspicious else []
        notes += ["[yellow]needs attention[/]"] if record.needs_instructor else []
    notes += ["[yellow]review your manual score[/]"] if result.manual else []
    return ", ".join(notes) or "graded"


def _lost_points(result: Outcome) -> list[RenderableType]:
    if result.record is None or result.record.problem:
        return [f"[bold]{result.student}[/]", Padding(escape(result.problem), (0, 0, 0, 4))]
    lines: list[RenderableType] = []
    for number, verdict in enumerate(result.record.verdicts, start=1):
        if verdict.score < verdict.maximum:
            name = verdict.grade_id.removeprefix("check_")
            lost = points(verdict.maximum - verdict.score)
            text = "\n".join(verdict.reasons)
            lines.append(Padding(f"[cyan]{number} {name}[/] -{lost}: {escape(text)}", (0, 0, 0, 4)))
    return [f"[bold]{result.student}[/]", *lines] if lines else []


def outcome(result: Outcome) -> str:
    """What became of one submission, in a few words."""
    if result.record is None:
        return "failed"
    status = Text.from_markup(_status(result)).plain
    return f"{points(result.record.score)}/{points(result.record.maximum)}, {status}"


def summary(exercise: Exercise, results: Sequence[Outcome], seconds: float) -> Group:
    """How long the grading took, where the time went, and which submissions need a person.

    Args:
        seconds: wall time.
    """
    sandboxes = {result.record.sandbox for result in results if result.record is not None and result.record.sandbox}
    about = f"data: {exercise.data_source}; sandbox: {' / '.join(sorted(sandboxes)) or 'nothing was executed'}"
    parts: list[RenderableType] = ["", f"{len(results)} submissions in {seconds:.0f} s; {about}"]
    executed = [result.record for result in results if result.status == "graded" and result.record is not None]
    if executed:
        parts += [_shares(timing.in_all(executed)), _slowest_tasks(executed), _slowest_submissions(executed)]
    needed = [f"{result.student}: {need}" for result in results for need in _needs(result, exercise.name)]
    if needed:
        parts += ["", "[bold]Needs attention[/]"]
        parts += (Padding(escape(line), (0, 0, 0, 4)) for line in needed)
    return Group(*parts, f"Details: autograder explain {exercise.name} STUDENT")


def _shares(spent: timing.Times) -> str:
    whole = spent.own + spent.overhead or 1.0
    names = {"students' cells": spent.cells, "answers to hidden tests": spent.answers}
    names |= {"hidden tests": spent.hidden_tests, "starting kernels": spent.starting, "other": spent.rest}
    shares = ", ".join(f"{name} {value / whole:.0%}" for name, value in names.items())
    return f"Time breakdown ({whole:.0f} s of work): {shares}"


def _slowest_tasks(records: Sequence[GradingRecord]) -> str:
    seconds: dict[str, list[float]] = {}
    for record in records:
        for grade_id, value in timing.by_task(record).items():
            seconds.setdefault(grade_id, []).append(value)
    medians = {grade_id: statistics.median(values) for grade_id, values in seconds.items()}
    slowest = sorted(medians, key=medians.__getitem__, reverse=True)[:SHOWN]
    shown = ", ".join(f"{grade_id.removeprefix('check_')} {medians[grade_id]:.1f} s" for grade_id in slowest)
    return f"Slowest tasks, in the median: {shown}"


def _slowest_submissions(records: Sequence[GradingRecord]) -> str:
    slowest = sorted(records, key=lambda record: record.seconds, reverse=True)[:SHOWN]
    return "Slowest submissions: " + ", ".join(f"{escape(each.student)} {each.seconds:.1f} s" for each in slowest)


def _needs(result: Outcome, exercise: str) -> list[str]:
    if result.record is None or result.problem:
        return []  # said at the very end, with what to do
    broken = [verdict.grade_id for verdict in result.record.verdicts if verdict.needs_instructor]
    needs = [f"no verdict for {', '.join(broken)}, the reason: autograder explain {exercise} {result.student}"]
    needs = [*(needs if broken else []), *result.record.review]
    if result.manual:
        needs.append(f"your manual score of {', '.join(result.manual)} was kept: review it in the formgrader")
    if result.record.suspicious:
        needs.append(f"suspected cheating, the evidence: autograder report {exercise}")
    return needs


def problem_lines(results: Sequence[Outcome]) -> list[str]:
    """A line for each submission that needs attention, naming the student and what to do."""
    return [f"{result.student}: {result.problem}" for result in results if result.problem]
