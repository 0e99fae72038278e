"""What an instructor reads in the terminal: the cohort as a table, and one grade explained."""

import statistics
from collections.abc import Mapping, Sequence

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.authoring.calibration import Calibration
from autograder.cohorts.grade import Graded
from autograder.course import Exercise
from autograder.grading import timing as times
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import Verdict

SHOWN = 3  # of the slowest


def cohort_table(exercise: Exercise, results: Sequence[Graded]) -> Group:
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
    parts = [table, f"[dim]Tasks: {names}. Written questions are graded by hand in formgrader.[/]"]
    reasons = [line for result in results for line in _lost_points(result, exercise)]
    if reasons:
        parts += ["", "[bold]Why points were lost[/]", *reasons]
    return Group(*parts)


def _score(verdict: Verdict | None) -> str:
    if verdict is None:
        return "-"
    if verdict.score >= verdict.maximum:
        return f"[green]{points(verdict.score)}"
    return f"[red]{points(verdict.score)}"


def _status(result: Graded) -> str:
    if result.status == "ungradable":
        return "[bold red]nothing could be graded"
    notes = ["was graded before"] if result.status == "unchanged" else []
    notes += [f"{len(result.record.repairs)} repairs"] if result.record.repairs else []
    notes += ["[yellow]suspicious[/]"] if result.record.suspicious else []
    notes += ["[yellow]needs you[/]"] if result.record.needs_instructor else []
    notes += ["[yellow]review your manual score[/]"] if result.manual else []
    return ", ".join(notes) or "graded"


def _lost_points(result: Graded, exercise: Exercise) -> list:
    if result.record is None or result.record.problem:
        return [f"[bold]{result.student}[/]", Padding(escape(result.problem), (0, 0, 0, 4))]
    lines = []
    for number, verdict in enumerate(result.record.verdicts, start=1):
        if verdict.score < verdict.maximum:
            name = verdict.grade_id.removeprefix("check_")
            lost = points(verdict.maximum - verdict.score)
            text = "\n".join(verdict.reasons)
            lines.append(Padding(f"[cyan]{number} {name}[/] -{lost}: {escape(text)}", (0, 0, 0, 4)))
    return [f"[bold]{result.student}[/]", *lines] if lines else []


def outcome(result: Graded) -> str:
    """What became of one submission, in a few words."""
    if result.record is None:
        return "failed"
    status = Text.from_markup(_status(result)).plain
    return f"{points(result.record.score)}/{points(result.record.maximum)}, {status}"


def summary(exercise: Exercise, results: Sequence[Graded], seconds: float) -> Group:
    """How long the grading took, where the time went, and which submissions need a person.

    Args:
        seconds: wall time.
    """
    walls = {result.record.walls for result in results if result.record is not None and result.record.walls}
    about = f"data: {exercise.data_source}; walls: {' / '.join(sorted(walls)) or 'nothing was executed'}"
    parts = ["", f"{len(results)} submissions in {seconds:.0f} s; {about}"]
    executed = [result.record for result in results if result.status == "graded"]
    if executed:
        parts += [_shares(times.in_all(executed)), _slowest_tasks(executed), _slowest_submissions(executed)]
    needed = [f"{result.student}: {need}" for result in results for need in _needs(result, exercise.name)]
    if needed:
        parts += ["", "[bold]These need you[/]", *(Padding(escape(line), (0, 0, 0, 4)) for line in needed)]
    return Group(*parts, f"Details: autograder explain {exercise.name} STUDENT")


def _shares(spent: times.Times) -> str:
    whole = spent.own + spent.overhead or 1.0
    names = {"students' cells": spent.cells, "answers to hidden tests": spent.answers}
    names |= {"hidden tests": spent.hidden_tests, "starting kernels": spent.starting, "the rest": spent.rest}
    shares = ", ".join(f"{name} {value / whole:.0%}" for name, value in names.items())
    return f"Where the time of {whole:.0f} s of work went: {shares}"


def _slowest_tasks(records: Sequence[GradingRecord]) -> str:
    seconds: dict[str, list[float]] = {}
    for record in records:
        for grade_id, value in times.by_task(record).items():
            seconds.setdefault(grade_id, []).append(value)
    medians = {grade_id: statistics.median(values) for grade_id, values in seconds.items()}
    slowest = sorted(medians, key=medians.get, reverse=True)[:SHOWN]
    shown = ", ".join(f"{grade_id.removeprefix('check_')} {medians[grade_id]:.1f} s" for grade_id in slowest)
    return f"Slowest tasks, in the median: {shown}"


def _slowest_submissions(records: Sequence[GradingRecord]) -> str:
    slowest = sorted(records, key=lambda record: record.seconds, reverse=True)[:SHOWN]
    return "Slowest submissions: " + ", ".join(f"{escape(each.student)} {each.seconds:.1f} s" for each in slowest)


def _needs(result: Graded, exercise: str) -> list[str]:
    if result.record is None or result.problem:
        return []  # said at the very end, with what to do
    broken = [verdict.grade_id for verdict in result.record.verdicts if verdict.needs_instructor]
    needs = [f"no verdict for {', '.join(broken)}, the reason: autograder explain {exercise} {result.student}"]
    needs = needs if broken else []
    if result.manual:
        needs.append(f"your manual score of {', '.join(result.manual)} was kept: review it in the formgrader")
    if result.record.suspicious:
        needs.append(f"looks like an attempt to gain points, the evidence: autograder report {exercise}")
    return needs


def problem_lines(results: Sequence[Graded]) -> list[str]:
    """A line for each submission that needs attention, naming the student and what to do."""
    return [f"{result.student}: {result.problem}" for result in results if result.problem]


def attempts(records: Sequence[GradingRecord]) -> Group:
    """What looked like an attempt to gain points, by student, with the evidence; and which limits struck."""
    parts: list = []
    for record in records:
        if not record.suspicious and not record.limits:
            continue
        parts.append(f"[bold]{escape(record.student)}[/], {points(record.score)} of {points(record.maximum)}")
        parts += [
            Padding(f"[yellow]looks like an attempt[/]: {escape(line)}", (0, 0, 0, 4)) for line in record.suspicious
        ]
        parts += [Padding(f"limit: {escape(line)}", (0, 0, 0, 4)) for line in record.limits]
    if not parts:
        return Group("Nothing looked like an attempt, and no limit struck.")
    return Group(*parts, "", "[dim]None of this has changed a score: look at the notebooks before you decide.[/]")


def explain(record: GradingRecord, console: Console, failure: str = "") -> None:
    """Print one grade in plain words: each task, points, reason, what was repaired.

    Args:
        failure: when and why a later grading of the submission failed, "" if none did.
    """
    if failure:
        console.print(f"[bold red]A later grading failed[/]: {escape(failure)}")
        console.print("[bold red]What follows is the grade before it[/], perhaps of an earlier submission.")
    console.print(f"[bold]{record.exercise}, {record.student}[/]: {points(record.score)} of {points(record.maximum)}")
    console.print(
        f"graded {record.graded_at} in {record.seconds:.1f} s, data: {record.data_source or 'none'}, "
        f"walls: {record.walls or 'not executed'}"
    )
    if record.problem:
        console.print(f"[bold red]Nothing could be graded[/]: {escape(record.problem)}")
        return
    notes = {
        "Repaired": record.repairs,
        "Looks like an attempt (changes no score)": record.suspicious,
        "Limit": record.limits,
    }
    for title, lines in notes.items():
        for line in lines:
            console.print(f"[yellow]{title}[/]: {escape(line)}")
    for cell in record.cells:
        if cell["problem"]:
            console.print(f"[yellow]Cell {escape(cell['id'])}[/]: {escape(cell['problem'])}")
    for verdict in record.verdicts:
        colour = "green" if verdict.score >= verdict.maximum else "red"
        console.print(
            f"\n[bold]{verdict.grade_id}[/]: [{colour}]{points(verdict.score)} of {points(verdict.maximum)}[/]"
        )
        if verdict.problem:
            console.print(Padding(escape(verdict.problem), (0, 0, 0, 4)))
        for test in verdict.tests:
            sign = {"passed": "[green]+[/]", "failed": "[red]-[/]", "error": "[yellow]![/]"}[test.outcome]
            measured = "".join(f"; {name} {value:.4g}" for name, value in test.measured.items())
            console.print(f"  {sign} {escape(test.claim)} ({points(test.earned)} of {points(test.points)}{measured})")
            for text in (test.reason, test.detail):
                if text:
                    console.print(Padding(escape(text), (0, 0, 0, 6)))


def calibration_table(exercise: Exercise, measured: Mapping[str, Calibration]) -> Table:
    """Each threshold between the right solutions and the wrong ones that it has to catch."""
    table = Table(title=f"{exercise.name}, {exercise.data_source} data", title_justify="left")
    for column in ("threshold", "solution"):
        table.add_column(column, overflow="fold")
    for column in ("runs", "min", "median", "max"):
        table.add_column(column, justify="right")
    for name, calibration in measured.items():
        data = calibration.to_dict()
        table.add_row(name, "reference", *_row(data["reference"]))
        for solution, distribution in data["alternative"].items():
            table.add_row("", solution, *_row(distribution))
        table.add_row("", f"[bold]at least {calibration.bound:g}[/]")
        for solution, distribution in data["wrong"].items():
            table.add_row("", solution, *_row(distribution))
        table.add_section()
    return table


def _row(distribution: Mapping) -> list[str]:
    return [str(distribution["runs"]), *(f"{distribution[key]:.4f}" for key in ("min", "median", "max"))]
