"""What `autograder feedback` does: make the feedback that is missing or older than the grade."""

import logging
from collections import Counter
from collections.abc import Collection, Sequence

from rich.console import Console

from autograder.cohorts import plain
from autograder.cohorts.older_grade import is_older
from autograder.cohorts.progress import CohortProgress
from autograder.cohorts.waiting import waiting_is_said
from autograder.course import Course, matches
from autograder.errors import CourseError
from autograder.log import LOG, log_to
from autograder.nbgrader_plugin import feedback, set_aside

_log = logging.getLogger(__name__)

SHOWN = 5  # names in one line


def make(
    console: Console,
    errors: Console,
    course: Course,
    name: str,
    *,
    pattern: str = "*",
    only: Collection[str] | None = None,
    force: bool = False,
) -> bool:
    """Make the feedback of an exercise, and say how much was made.

    Args:
        pattern: only students whose names match.
        only: of these, only those; None for all.
        force: make also what is not older than the grade.

    Returns:
        Whether some could not be made.

    Raises:
        CourseError: if nothing was graded.
    """
    log_to(course.root)
    exercise = course.exercise(name).name
    problems: dict[str, str] = {}
    counts: Counter[str] = Counter()
    with waiting_is_said(console), course.locked():
        set_aside.recover(course.root)
        students = [student for student in course.graded_students(exercise) if matches(student, pattern)]
        students = [student for student in students if only is None or student in only]
        if not students:
            raise CourseError(f"nobody whose name matches {pattern!r} has a grade: first autograder grade {exercise}")
        with CohortProgress(console, f"feedback on {exercise}", len(students)) as progress:
            for student in students:
                progress.started(student)
                try:
                    said = _make_one(course, exercise, student, force)
                except CourseError:
                    raise
                except Exception as error:  # whatever it is costs this one, no other
                    _log.exception("the feedback of %s on %s could not be made", student, exercise)
                    said, problems[student] = "failed", f"{type(error).__name__}: {error}"
                counts[said] += 1
                progress.finished(student, said, failed=said == "failed")
    shown = ", ".join(f"{count} {said}" for said, count in sorted(counts.items()))
    example = feedback.page_of(course, exercise, students[0])
    console.print(
        f"feedback: {shown}; for example {plain.plain(str(example.relative_to(course.root)))}", soft_wrap=True
    )
    _say_whose_grade_is_older(console, course, exercise, students)
    for student, problem in problems.items():
        text = f"{plain.name(student)}: {plain.plain(problem)}: the cause is in {LOG}"
        errors.print(f"[bold red]{exercise}[/], no feedback for {text}", soft_wrap=True)
    return bool(problems)


def _say_whose_grade_is_older(console: Console, course: Course, exercise: str, students: Sequence[str]) -> None:
    older = [plain.name(student) for student in students if is_older(course, exercise, student)]
    if older:
        whose = plain.count(len(older), "student")
        names = ", ".join(older[:SHOWN]) + (", ..." if len(older) > SHOWN else "")
        console.print(
            f"[yellow]Feedback of {whose} is of an earlier submission[/] ({names}): autograder grade {exercise}",
            soft_wrap=True,
        )


def _make_one(course: Course, exercise: str, student: str, force: bool) -> str:
    if not force and feedback.is_current(course, exercise, student):
        return "unchanged"
    feedback.write(course, exercise, student)
    return "made"


def say_what_is_old(console: Console, course: Course, exercise: str, students: Sequence[str]) -> None:
    """Print a line if there is feedback that is older than the grade, with the command that makes it again."""
    there = {student for student in students if feedback.page_of(course, exercise, student).is_file()}
    old = there - feedback.current(course, exercise, students)
    if old:
        whose = plain.count(len(old), "student")
        console.print(f"[yellow]Feedback of {whose} is older than the grade[/]: autograder feedback {exercise}")
