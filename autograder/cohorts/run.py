"""What `autograder grade` and `autograder regrade` do: grade, show the progress, and print what came of it."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from autograder.cohorts import grade as grading
from autograder.cohorts import plain, regrading_report, summary
from autograder.cohorts import regrade as regrading
from autograder.cohorts.feedback import say_what_is_old
from autograder.cohorts.grade import Executor, Here
from autograder.cohorts.needs import needs
from autograder.cohorts.outcome import Outcome
from autograder.cohorts.overlooked import overlooked
from autograder.cohorts.progress import CohortProgress
from autograder.cohorts.waiting import waiting_is_said
from autograder.course import Course
from autograder.exercise import Exercise
from autograder.grading.grader import grader_for
from autograder.judging.process import HiddenTestProcess
from autograder.kernels import held_folder
from autograder.log import log_to
from autograder.nbgrader_plugin import set_aside, steps
from autograder.nbgrader_plugin.grade_submission import GradeSubmission

SUBMISSIONS_OF_A_WORKER = 3  # it imports TensorFlow before its first: not worthwhile for fewer


def grade(
    console: Console,
    errors: Console,
    course: Course,
    name: str,
    *,
    pattern: str = "*",
    force: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> bool:
    """Grade one exercise and print its table.

    Args:
        pattern: only students whose names match.
        force: grade also what has not changed.
        jobs: workers on this machine (default: one per core, fewer for small cohorts).
        scheduler: address of a Dask scheduler whose workers grade instead.

    Returns:
        Whether a submission needs attention because it could not be graded.
    """
    log_to(course.root)
    with waiting_is_said(console), course.locked(), steps.kept():
        set_aside.recover(course.root)
        held_folder.remove_left_behind()
        exercise = course.exercise(name)
        students = grading.select(course, name, pattern)
        start = time.monotonic()
        outcomes = list(_outcomes(console, course, exercise, students, force, jobs, scheduler))
        others = overlooked(course, exercise, pattern)
    outcomes.sort(key=lambda outcome: outcome.student)  # workers do not finish in this order
    console.print(summary.cohort_table(exercise, outcomes))
    console.print(summary.summary(exercise, outcomes, time.monotonic() - start, others))
    say_what_is_old(console, course, name, students)
    for line in summary.problem_lines(outcomes):
        errors.print(f"[bold red]{name}[/], {line}", soft_wrap=True)
    return any(outcome.needs_attention for outcome in outcomes)


def _outcomes(
    console: Console,
    course: Course,
    exercise: Exercise,
    students: list[str],
    force: bool,
    jobs: int | None,
    scheduler: str | None,
) -> Iterator[Outcome]:
    """Grade with a bar that shows the progress."""
    with console.status(f"preparing {exercise.name}"):
        reasons: dict[str, str] = {}
        unusable = reasons.__setitem__
        unchanged = {} if force else grading.unchanged(course, exercise, students, unusable=unusable)
    for why, count in Counter(reasons.values()).items():
        console.print(f"[yellow]{plain.count(count, 'submission')} graded again[/]: {plain.plain(why)}", soft_wrap=True)
    waiting = [student for student in students if student not in unchanged]
    with CohortProgress(console, exercise.name, len(students)) as progress:

        def graded() -> Iterator[Outcome]:
            if not waiting:
                return
            with _executor(course, exercise, len(waiting), jobs, scheduler) as executor:
                grading.prepare(course, exercise, executor.collect, register=False)
                yield from grading.grade(course, exercise, waiting, executor, started=progress.started)

        old = list(unchanged.values())
        progress.unchanged(len(old), review=sum(bool(needs(outcome)) for outcome in old))
        yield from old
        for outcome in graded():
            failed = outcome.status in ("ungradable", "failed")
            progress.finished(outcome.student, summary.outcome(outcome), failed=failed, review=bool(needs(outcome)))
            yield outcome


@contextmanager
def _executor(
    course: Course, exercise: Exercise, submissions: int, jobs: int | None, scheduler: str | None
) -> Iterator[Executor]:
    """This process, workers on this machine, or those of a cluster."""
    settings = GradeSubmission(config=course.config).settings()
    grader_for(settings).check_sandbox()
    count = min(jobs or _workers_for(submissions), submissions)
    if count == 1 and not scheduler:
        grader_for(settings).start(exercise)
        yield Here(grader_for(settings), exercise)
        return
    from autograder.cohorts import workers  # imports Dask, which takes a second

    with workers.at(scheduler) if scheduler else workers.local(count, exercise, settings, course.root) as client:
        yield workers.Workers(client, exercise, settings)


def _workers_for(submissions: int) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, -(-submissions // SUBMISSIONS_OF_A_WORKER))


def regrade(
    console: Console,
    errors: Console,
    course: Course,
    name: str,
    tests: HiddenTestProcess,
    *,
    pattern: str = "*",
    dry_run: bool = False,
) -> bool:
    """Grade one exercise again from its records, and print whose grade changes.

    Args:
        tests: runs the hidden tests.
        pattern: only students whose names match.
        dry_run: write and execute nothing.

    Returns:
        Whether a submission needs attention because it could not be graded.
    """
    start = time.monotonic()
    log_to(course.root)
    with waiting_is_said(console), course.locked(), steps.kept():
        set_aside.recover(course.root)
        held_folder.remove_left_behind()
        chosen = grading.select(course, course.exercise(name).name, pattern)
        with console.status(f"preparing {name}"):
            prepared = regrading.prepare_again(course, name, tests, dry_run=dry_run)
        results = []
        with CohortProgress(console, name, len(chosen)) as progress:
            for result in regrading.regrade(prepared, chosen, started=progress.started):
                results.append(result)
                progress.finished(result.student, regrading_report.headline(result), failed=bool(result.problem))
    for line in regrading_report.lines(results):
        console.print(line, soft_wrap=True)
    console.print(f"\n{regrading_report.summary(results, dry_run)}; {time.monotonic() - start:.1f} s", soft_wrap=True)
    say_what_is_old(console, course, name, chosen)
    for result in results:
        if result.problem:
            errors.print(
                f"[bold red]{name}[/], {plain.name(result.student)}: {plain.plain(result.problem)}", soft_wrap=True
            )
    return any(result.problem for result in results)
