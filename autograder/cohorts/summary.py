"""What an instructor reads after grading a cohort: the table, lost points, and what needs attention."""

import statistics
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.cohorts import plain
from autograder.cohorts.cohort_table import BY_HAND, CohortTable, status, total
from autograder.cohorts.needs import needs
from autograder.cohorts.outcome import Outcome
from autograder.exercise import Exercise
from autograder.grading import timing
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord

SHOWN = 3  # of the slowest


def cohort_table(exercise: Exercise, results: Sequence[Outcome]) -> Group:
    """Students x tasks, with the points that the gradebook has; below it the reason for each lost point."""
    names = ", ".join(f"{number} {name.removeprefix('check_')}" for number, name in enumerate(exercise.graded_cells, 1))
    about = (
        f"Tasks: {names}. Written questions are graded by hand in formgrader; they count in the total once they are."
    )
    if any(result.counts.by_hand for result in results):
        about += f" {BY_HAND} a person has set this score."
    parts: list[RenderableType] = [CohortTable(exercise, results), "", f"[dim]{about}[/]"]
    reasons = [line for result in results for line in _lost_points(result)]
    if reasons:
        parts += ["", "[bold]Why points were lost[/]", *reasons]
    return Group(*parts)


def _lost_points(result: Outcome) -> list[RenderableType]:
    student = f"[bold]{plain.name(result.student)}[/]"
    if result.record is None or result.record.problem:
        return [student, Padding(plain.plain(result.problem), (0, 0, 0, 4))]
    lines: list[RenderableType] = []
    for number, verdict in enumerate(result.record.verdicts, start=1):
        score = result.counts.cells.get(verdict.grade_id)
        if score is None:
            score = verdict.score
        if score < verdict.maximum:
            name = verdict.grade_id.removeprefix("check_")
            lost = points(verdict.maximum - score)
            by_hand = verdict.grade_id in result.counts.by_hand
            text = "set by hand" if by_hand else "\n".join(verdict.reasons)
            lines.append(Padding(f"[cyan]{number} {name}[/] -{lost}: {plain.plain(text)}", (0, 0, 0, 4)))
    if result.counts.penalty:
        lines.append(Padding(f"[cyan]handed in late[/] -{points(result.counts.penalty)}", (0, 0, 0, 4)))
    return [student, *lines] if lines else []


def outcome(result: Outcome) -> str:
    """What became of one submission, in a few words."""
    said = Text.from_markup(status(result)).plain
    return f"{total(result)}, {said}" if result.has_points else said


def summary(exercise: Exercise, results: Sequence[Outcome], seconds: float, others: Sequence[str] = ()) -> Group:
    """How long the grading took, where the time went, and which submissions need a person.

    Args:
        seconds: wall time.
        others: what else a person has to look at, a sentence each.
    """
    sandboxes = {result.record.sandbox for result in results if result.record is not None and result.record.sandbox}
    about = f"data: {exercise.data_source}; sandbox: {' / '.join(sorted(sandboxes)) or 'nothing was executed'}"
    parts: list[RenderableType] = ["", f"{plain.count(len(results), 'submission')} in {seconds:.0f} s; {about}"]
    executed = [result.record for result in results if result.status == "graded" and result.record is not None]
    if executed:
        parts += [_shares(timing.in_all(executed)), _slowest_tasks(executed), _slowest_submissions(executed)]
    needed = [f"{plain.name(each.student)}: {plain.plain(need)}" for each in results for need in needs(each)]
    needed += [plain.plain(line) for line in others]
    if needed:
        parts += ["", "[bold]Needs attention[/]"]
        parts += (Padding(line, (0, 0, 0, 4)) for line in needed)
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
    return "Slowest submissions: " + ", ".join(f"{plain.name(each.student)} {each.seconds:.1f} s" for each in slowest)


def problem_lines(results: Sequence[Outcome]) -> list[str]:
    """A line of markup for each submission that could not be graded, naming the student and what to do."""
    return [f"{plain.name(result.student)}: {plain.plain(result.problem)}" for result in results if result.problem]
