"""What `autograder viva` does: choose the questions for each student, and write the pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dask.system import CPU_COUNT
from distributed import Client, as_completed
from rich.console import Console

from autograder.cohorts import plain, workers
from autograder.cohorts.progress import CohortProgress
from autograder.course import VIVA, Course, matches
from autograder.errors import CourseError, RecordUnusable
from autograder.exercise import Exercise
from autograder.grading.record import GradingRecord, students_of
from autograder.grading.settings import GradingSettings
from autograder.log import log_to
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.submissions import submission
from autograder.submissions.submission import Submission
from autograder.viva import choose, sheet
from autograder.viva.choose import Asked
from autograder.viva.sheet import Sheet


def viva(
    console: Console,
    errors: Console,
    course: Course,
    name: str,
    student: str,
    pattern: str | None,
    *,
    seed: int,
    jobs: int | None,
) -> bool:
    """Write a sheet for each student, and one page with all of them if there are several.

    Args:
        student: whose; "" for all whose name matches `pattern`.
        seed: another number gives other questions.
        jobs: workers (default: one per core).

    Returns:
        Whether a sheet could not be made.

    Raises:
        CourseError: if there is no grading record.
    """
    log_to(course.root)
    exercise = course.exercise(name)
    chosen = _students(course, name, student, pattern)
    settings = GradeSubmission(config=course.config).settings()
    problems: dict[str, str] = {}
    sheets: dict[str, Sheet] = {}
    with course.locked():
        graded = list(_graded(course, exercise, chosen, problems))
        count = min(jobs or CPU_COUNT, max(1, len(graded)))
        with (
            CohortProgress(console, f"questions on {name}", len(graded)) as progress,
            workers.local(count, exercise, settings, course.root) as client,
        ):
            for who, asked in _asked(client, exercise, settings, graded, seed, problems):
                sheets[who] = sheet.sheet(exercise, who, asked, choose.QUESTIONS)
                progress.finished(who, plain.count(len(asked), "question"), failed=not asked)
        for who, each in sheets.items():
            _write(course.root / VIVA / name / f"{who}.html", sheet.page(exercise, [each]))
        made = course.root / VIVA / name
        if len(sheets) == 1:
            made = made / f"{next(iter(sheets))}.html"
        elif sheets:
            made = _write(made.with_name(f"{name}.html"), sheet.page(exercise, [sheets[who] for who in sorted(sheets)]))
    if sheets:
        console.print(plain.plain(f"made {made.relative_to(course.root)}: print it on two sides"), soft_wrap=True)
    for who, problem in problems.items():
        errors.print(f"[bold red]{name}[/], {plain.name(who)}: {plain.plain(problem)}", soft_wrap=True)
    return bool(problems)


def _students(course: Course, name: str, student: str, pattern: str | None) -> list[str]:
    graded = students_of(course.root, name)
    chosen = [each for each in graded if each == student or (pattern is not None and matches(each, pattern))]
    if not chosen:
        whose = f"of {student}" if student else f"of a student whose name matches {pattern!r}"
        raise CourseError(f"there is no grading record {whose} in {name}: first autograder grade {name}")
    return chosen


def _graded(
    course: Course, exercise: Exercise, students: Sequence[str], problems: dict[str, str]
) -> Iterator[tuple[Submission, GradingRecord]]:
    """Submissions with their records, of those that were graded as they are now."""
    for student in students:
        try:
            record = GradingRecord.load(course.root, exercise.name, student)
        except RecordUnusable as error:
            problems[student] = f"{error}: grade again with autograder grade {exercise.name}"
            continue
        handed_in = submission.load(course, exercise, student)
        if record.fingerprint != handed_in.fingerprint:
            problems[student] = f"another submission was handed in since: autograder grade {exercise.name}"
        elif record.status != "graded":
            problems[student] = f"nothing could be graded: {record.problem}"
        else:
            yield handed_in, record


def _asked(
    client: Client,
    exercise: Exercise,
    settings: GradingSettings,
    graded: Sequence[tuple[Submission, GradingRecord]],
    seed: int,
    problems: dict[str, str],
) -> Iterator[tuple[str, tuple[Asked, ...]]]:
    portable = exercise.portable()
    running = {
        client.submit(choose.questions, portable, settings, handed_in, record, seed, pure=False): handed_in.student
        for handed_in, record in graded
    }
    for future in as_completed(list(running)):
        student = running.pop(future)
        try:
            yield student, future.result()
        except Exception as error:  # whatever it is costs this sheet, no other
            problems[student] = f"{type(error).__name__}: {error}"
        future.release()


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path
