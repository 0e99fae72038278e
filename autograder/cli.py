"""The command line: `autograder build | grade | regrade | explain | report | calibrate | demo`."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape

from autograder.cohorts.progress import CohortProgress

if TYPE_CHECKING:
    from autograder.cohorts.grade import Graded
    from autograder.course import Course, Exercise
    from autograder.judging.plugin import HiddenTest

console = Console()
errors = Console(stderr=True)

# Each command imports what it needs when it runs: nbgrader alone takes seconds, and help should not.


class _Reported(click.Group):
    """Shows an error that a user can mend as one line, not as a traceback; ends with exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            errors.print("interrupted: what was graded so far is in the gradebook; the same command goes on from there")
            sys.exit(130)
        except (click.exceptions.Exit, click.ClickException):
            raise
        except Exception as error:
            if not isinstance(error, _mendable()):
                raise
            errors.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
            sys.exit(1)


def _mendable() -> tuple[type[Exception], ...]:
    """Errors whose text tells the user what to do."""
    from autograder.course import CourseError
    from autograder.errors import SandboxUnavailable
    from autograder.judging.process import HiddenTestsBroken
    from convnets.datasets.sources import DatasetError

    return CourseError, DatasetError, HiddenTestsBroken, SandboxUnavailable


@click.group(cls=_Reported, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build, grade and explain the exercises of a course folder (the one with nbgrader_config.py).

    A first round: 'autograder build', hand out release/, put what comes back into
    submitted/STUDENT/EXERCISE/EXERCISE.ipynb, 'autograder grade EXERCISE', then nbgrader's own
    'nbgrader generate_feedback EXERCISE' and 'nbgrader export'.
    """


@main.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--check", is_flag=True, help="Only say what is stale; exit code 1 if anything is.")
@click.option("--force", is_flag=True, help="Build also what is not stale.")
def build(exercises: Sequence[str], check: bool, force: bool) -> None:
    """Make release/ and solutions/ from source/ (default: all exercises)."""
    from autograder.authoring import build as building
    from autograder.authoring import checks as coherence
    from autograder.course import Course, CourseError

    course = Course.load()
    found = False
    for name in exercises or course.exercises:
        exercise = course.exercise(name)
        mistakes = coherence.of_source(exercise) + coherence.of_release(exercise, exercise.released)
        if mistakes:
            raise CourseError("\n".join(mistakes))
        stale = building.stale(course, exercise)
        for item in stale:
            found = True
            if check:
                console.print(f"stale: {item.path.relative_to(course.root)} {item.why}", soft_wrap=True)
        if check:
            continue
        paths = {item.path for item in stale}
        if force or building.release_path(course, exercise) in paths:
            _say_built(course.root, building.build_release(course, exercise))
        if force or building.solution_path(course, exercise) in paths:
            with console.status(f"executing the solution of {name}"):
                path = building.build_solution(course, exercise)
            _say_built(course.root, path)
    if check and found:
        console.print("build it with: autograder build")
        sys.exit(1)
    if not found:
        console.print("everything in release/ and solutions/ fits source/")


def _say_built(root: Path, path: Path) -> None:
    console.print(f"built {path.relative_to(root)}", soft_wrap=True)


@main.command()
@click.argument("exercises", nargs=-1, required=True, metavar="EXERCISE...")
@click.option("--students", default="*", metavar="GLOB", help="Only students whose names match, such as 'a*'.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Workers on this machine (default: one a core, fewer for a few submissions).",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on the workers of this Dask scheduler, such as tcp://host:8786."
)
@click.option("--force", is_flag=True, help="Grade also what was graded before and has not changed.")
def grade(exercises: Sequence[str], students: str, jobs: int | None, scheduler: str | None, force: bool) -> None:
    """Grade what lies in submitted/, into gradebook.db, autograded/ and records/.

    Ends with exit code 1 if a submission could not be graded; all others are graded.
    """
    from autograder.course import Course

    if jobs and scheduler:
        raise click.UsageError("--jobs starts workers here, --scheduler takes those of a cluster: choose one")
    course = Course.load()
    troubled = False
    for name in exercises:
        troubled |= grade_exercise(course, name, students, force, jobs, scheduler)
    sys.exit(1 if troubled else 0)


def grade_exercise(
    course: "Course",
    name: str,
    pattern: str = "*",
    force: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> bool:
    """Grade one exercise and print its table; returns whether a submission could not be graded."""
    from autograder.cohorts import grade as cohort
    from autograder.cohorts import report

    exercise = course.exercise(name)
    students = cohort.select(course, name, pattern)
    start = time.monotonic()
    results = []
    with ExitStack() as stack:
        with console.status(f"preparing {name}"):
            standing = {} if force else cohort.standing(course, exercise, students)
            waiting = [student for student in students if student not in standing]
            graded = cohort.grade
            if waiting:
                workers = min(jobs or _workers_for(len(waiting)), len(waiting))
                graded, collect = stack.enter_context(_graded_on(course, exercise, workers, scheduler))
                cohort.prepare(course, exercise, collect)
        progress = stack.enter_context(CohortProgress(console, name, len(students)))
        for result in chain(standing.values(), graded(course, exercise, waiting, started=progress.started)):
            results.append(result)
            failed = result.status in ("ungradable", "failed")
            repaired = bool(result.record and result.record.repairs)
            progress.finished(result.student, report.outcome(result), failed=failed, repaired=repaired)
    results.sort(key=lambda result: result.student)  # workers do not finish in this order
    console.print(report.cohort_table(exercise, results))
    console.print(report.summary(exercise, results, time.monotonic() - start))
    for line in report.problem_lines(results):
        errors.print(f"[bold red]{name}[/], {escape(line)}", soft_wrap=True)
    return any(result.status in ("ungradable", "failed") or result.problem for result in results)


def _workers_for(submissions: int) -> int:
    """One worker a core; fewer for a few submissions, since each worker imports TensorFlow twice before its first."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, -(-submissions // 3))


@contextmanager
def _graded_on(
    course: "Course", exercise: "Exercise", jobs: int, scheduler: str | None
) -> "Iterator[tuple[Callable[..., Iterator[Graded]], Callable[[str], Sequence[HiddenTest]] | None]]":
    """What grades submissions: this process, workers on this machine, or those of a cluster; and what lists tests."""
    from autograder.cohorts import grade as cohort

    if jobs == 1 and not scheduler:
        yield cohort.grade, None
        return
    from autograder.cohorts import workers
    from autograder.nbgrader_plugin import GradeSubmission

    if scheduler:
        with workers.at(scheduler) as client:
            yield partial(workers.grade, client), None
        return
    settings = GradeSubmission(config=course.config).settings()
    with workers.local(jobs, exercise, settings) as client:
        yield partial(workers.grade, client), partial(workers.collect, client, settings)


@main.command()
@click.argument("exercise")
@click.option("--students", default="*", metavar="GLOB", help="Only students whose names match, such as 'a*'.")
@click.option("--dry-run", is_flag=True, help="Only say whose grade would change and why; write and execute nothing.")
def regrade(exercise: str, students: str, dry_run: bool) -> None:
    """Grade again after a change in hidden tests, points or thresholds, without running students' code.

    The answers come from the grading records. A submission is executed only where a hidden test asks a new question,
    or where the record is missing, damaged, or made under other conditions; each is named with the reason. Ends with
    exit code 1 if a submission could not be graded.
    """
    from autograder.judging.process import HiddenTestProcess

    start = time.monotonic()
    tests = HiddenTestProcess()
    tests.start(exercise)  # imports Keras while this process imports nbgrader
    from autograder.cohorts import grade as cohort
    from autograder.cohorts import regrade as regrading
    from autograder.cohorts import regrading_report
    from autograder.course import Course

    course = Course.load()
    chosen = cohort.select(course, course.exercise(exercise).name, students)
    with console.status(f"preparing {exercise}"):
        prepared = regrading.prepare(course, exercise, tests, dry_run=dry_run)
    results = []
    with CohortProgress(console, exercise, len(chosen)) as progress:
        for result in regrading.regrade(prepared, chosen, started=progress.started):
            results.append(result)
            progress.finished(result.student, regrading_report.headline(result), failed=bool(result.problem))
    for line in regrading_report.lines(results):
        console.print(line, soft_wrap=True)
    console.print(f"\n{regrading_report.summary(results, dry_run)}; {time.monotonic() - start:.1f} s", soft_wrap=True)
    for result in results:
        if result.problem:
            errors.print(f"[bold red]{exercise}[/], {escape(result.student)}: {escape(result.problem)}", soft_wrap=True)
    sys.exit(1 if any(result.problem for result in results) else 0)


@main.command()
@click.argument("exercise")
@click.argument("student")
def explain(exercise: str, student: str) -> None:
    """Say in plain words how a grade came about: each task, points, reasons, what was repaired."""
    from autograder.cohorts import report
    from autograder.course import Course, CourseError
    from autograder.grading.record import GradingRecord
    from autograder.nbgrader_plugin import failure

    course = Course.load()
    try:
        record = GradingRecord.load(course.root, course.exercise(exercise).name, student)
    except FileNotFoundError:
        raise CourseError(
            f"{student} has no grading record for {exercise}: grade first with "
            f"autograder grade {exercise} --students {student}"
        ) from None
    report.explain(record, console, failure.of(course.root, exercise, student))


@main.command()
@click.argument("exercise")
def report(exercise: str) -> None:
    """List what looked like an attempt to gain points, with the evidence, and which limits struck.

    It has changed no score: what is listed may be honest.
    """
    from autograder.cohorts import report as reporting
    from autograder.course import Course
    from autograder.grading import record

    course = Course.load()
    console.print(reporting.attempts(record.all_of(course.root, course.exercise(exercise).name)))


@main.command()
@click.argument("exercises", nargs=-1, metavar="[EXERCISE]...")
@click.option("--seeds", default=20, show_default=True, type=click.IntRange(1), help="Seeds for the reference.")
def calibrate(exercises: Sequence[str], seeds: int) -> None:
    """Measure the thresholds of hidden tests on the data that this machine has, and write them down.

    The reference is measured over all seeds, the first few at two threads too, and each wrong solution that a threshold
    has to catch over three. Set CONVNETS_DATA to measure on real data, CONVNETS_DATA=sample on the sample data.
    """
    from autograder.authoring.calibration import calibrate as measure
    from autograder.cohorts import report
    from autograder.course import Course
    from autograder.judging import thresholds

    course = Course.load()
    for name in exercises or course.exercises:
        exercise = course.exercise(name)
        with console.status("measuring") as status:
            measured = measure(course, exercise, seeds, status.update)
        if not measured:
            console.print(f"{name} has no thresholds")
            continue
        console.print(report.calibration_table(exercise, measured))
        path = thresholds.path_of(name)
        shown = path.relative_to(course.root) if path.is_relative_to(course.root) else path
        console.print(f"written to {shown}", soft_wrap=True)


@main.command()
@click.option("--folder", type=click.Path(path_type=Path), help="The course folder to make (default: demo/).")
def demo(folder: Path | None) -> None:
    """Grade a small cohort on the sample data: right, different, wrong, untouched and broken notebooks."""
    from autograder.demo import run

    sys.exit(run(console, folder))
