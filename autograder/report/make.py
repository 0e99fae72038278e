"""What `autograder report` does: write the page, and print its short form."""

from rich.console import Console

from autograder.cohorts.plain import name as shown
from autograder.cohorts.plain import plain
from autograder.cohorts.progress import CohortProgress
from autograder.cohorts.waiting import waiting_is_said
from autograder.course import Course
from autograder.log import log_to
from autograder.report import page, recheck, terminal
from autograder.report.cohort import Cohort
from autograder.report.doubtful import doubtful
from autograder.report.findings import Findings
from autograder.report.recheck import Again
from autograder.report.similar import similar_pairs


def make(console: Console, errors: Console, course: Course, exercise: str, *, again: int = 0) -> None:
    """Write `reports/<exercise>.html`, and print its short form.

    Args:
        again: how many submissions are executed again, with another seed, to see whether the verdicts are the same.

    Raises:
        CourseError: if there is no such exercise, nothing was graded, another command is working on the course folder,
            or the page cannot be written.
    """
    log_to(course.root)
    with waiting_is_said(console), course.locked():
        _make(console, errors, course, exercise, again)


def _make(console: Console, errors: Console, course: Course, exercise: str, again: int) -> None:
    cohort = Cohort.load(course, exercise)
    results = _executed_again(console, cohort, again) if again else []
    findings = Findings(
        doubtful(cohort, recheck.unstable(cohort, results)),
        similar_pairs(cohort),
        recheck.summary(results) if results else "",
    )
    found = page.report(cohort, findings)
    for student, why in cohort.unreadable.items():
        errors.print(f"[bold red]{shown(student)}[/] is left out: {plain(why)}", soft_wrap=True)
    path = page.write(course.root, found)
    records = [outcome.record for outcome in cohort.outcomes if outcome.record is not None]
    console.print(terminal.short(found, records, path.relative_to(course.root)), highlight=False)


def _executed_again(console: Console, cohort: Cohort, number: int) -> list[Again]:
    students = recheck.chosen(cohort, number)
    results: list[Again] = []
    with CohortProgress(console, f"{cohort.exercise.name}, executed again", len(students)) as progress:
        for result in recheck.executed(cohort, students, progress.started):
            results.append(result)
            progress.finished(result.student, plain(str(result)), failed=bool(result.problem))
    return results
