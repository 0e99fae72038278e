"""Grades a cohort: every submission ends with an outcome, and one bad submission never stops another."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from autograder.authoring import checks
from autograder.cohorts.outcome import Outcome, for_outcome
from autograder.cohorts.overlooked import overlooked
from autograder.course import Course, matches
from autograder.errors import CourseError, RecordUnusable, SandboxUnavailable
from autograder.exercise import Exercise
from autograder.grading import graded_with
from autograder.grading.data import data_for_kernel
from autograder.grading.grade import Graded
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.judging.messages import HiddenTest
from autograder.log import LOG
from autograder.nbgrader_plugin import autograde, failure, gradebook, steps
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.nbgrader_plugin.late import penalties
from autograder.nbgrader_plugin.standing import standings
from autograder.submissions import fingerprint, submission, timestamp
from autograder.submissions.submission import Submission

_log = logging.getLogger(__name__)

TOLERANCE = 1e-6  # points: a penalty is a float that the gradebook has rounded

Get = Callable[[], Graded]


class Executor(Protocol):
    """What executes and judges submissions: this process, or workers."""

    def run(self, submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Get]]:
        """Each submission, once it is its turn or once it is done, with a function that gives the result or raises."""

    def collect(self, exercise: str) -> Sequence[HiddenTest]:
        """List the hidden tests of an exercise."""


class Here:
    """An `Executor` that grades one submission after the other in this process."""

    def __init__(self, grader: Grader, exercise: Exercise):
        self._grader = grader
        self._exercise = exercise

    def run(self, submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Get]]:
        """Each submission, when it is its turn; it is graded when its result is asked for."""
        for each in submissions:
            yield each, lambda each=each: self._grader.grade(each, self._exercise)  # type: ignore[misc]

    def collect(self, exercise: str) -> Sequence[HiddenTest]:
        """List the hidden tests of an exercise."""
        return self._grader.hidden_tests.collect(exercise)


def prepare(
    course: Course, exercise: Exercise, collect: Callable[[str], Sequence[HiddenTest]], *, register: bool = True
) -> None:
    """Check an exercise and its hidden tests before a cohort is graded.

    Args:
        collect: lists the hidden tests of an exercise.
        register: whether the gradebook is brought up to date with `source/`.

    Raises:
        CourseError: if the exercise does not fit its hidden tests.
    """
    data_for_kernel(exercise)
    mistakes = checks.of_source(exercise)
    mistakes += checks.of_points(exercise, tuple(collect(exercise.name)))
    if mistakes:
        raise CourseError("\n".join(mistakes))
    if register:
        gradebook.register(course, exercise)


def select(course: Course, exercise: str, pattern: str = "*") -> list[str]:
    """The students whose submissions are to be graded.

    Raises:
        CourseError: if there is none.
    """
    students = course.students(exercise)
    chosen = [student for student in students if matches(student, pattern)]
    if not chosen:
        place = course.folder("submitted", "<student>", exercise).relative_to(course.root)
        found = (
            f"{len(students)} submissions, none from a student matching {pattern!r}" if students else "no submission"
        )
        others = "".join(f"\n{line}" for line in overlooked(course, course.exercise(exercise), pattern))
        raise CourseError(f"{exercise}: {found} in {place}/: nothing to grade{others}")
    return chosen


def unchanged(
    course: Course,
    exercise: Exercise,
    students: Sequence[str],
    *,
    unusable: Callable[[str, str], None] = lambda student, why: None,
) -> dict[str, Outcome]:
    """The outcomes of those students for whom nothing that a grade depends on has changed since they were graded.

    Args:
        unusable: is called with each student whose record cannot be used, and the reason.
    """
    if not gradebook.exists(course):
        return {}
    settings = GradeSubmission(config=course.config).settings()
    wanted = graded_with.everything(exercise, settings)
    due_dates = gradebook.due_dates(course, exercise.name, students)
    scores = gradebook.automatic_scores(course, exercise.name)
    counts, late = standings(course, exercise), penalties(course, exercise.name)
    times = gradebook.times(course, exercise.name)
    found = {}
    for student in students:
        try:
            record = _standing(course, exercise, student)
        except RecordUnusable as error:
            unusable(student, str(error))
            continue
        if record is None or not is_in_gradebook(record, scores.get(student, {})):
            continue
        if not graded_with.suffices(record.graded_with, wanted) or record.due_date != due_dates[student]:
            continue
        if abs(late.get(student, counts[student].penalty) - counts[student].penalty) > TOLERANCE:
            continue
        if any(verdict.broken for verdict in record.verdicts):  # it may have been bad luck
            continue
        folder = course.folder("submitted", student, exercise.name)
        if times.get(student) != timestamp.read(folder, course.timezone)[0]:
            continue
        if record.fingerprint == fingerprint.of_folder(folder):
            found[student] = Outcome(student, exercise.name, "unchanged", record, record.problem, counts[student])
    return found


def grade(
    course: Course,
    exercise: Exercise,
    students: Sequence[str],
    executor: Executor,
    *,
    started: Callable[[str], None] = lambda student: None,
) -> Iterator[Outcome]:
    """Grade submissions; the outcomes come as they are ready.

    Args:
        students: names of folders in `submitted/`.
        executor: what executes them.
        started: is called with each student's name before the work begins.

    Raises:
        CourseError: if something is wrong that concerns all submissions.
    """
    lost: list[Outcome] = []

    def loaded() -> Iterator[Submission]:
        for student in students:
            started(student)
            try:
                yield submission.load(course, exercise, student)
            except Exception as error:  # whatever it is costs this submission, no other
                lost.append(failed(course, exercise, student, error))

    running = executor.run(loaded())
    gradebook.register(course, exercise)  # meanwhile workers execute
    due_dates = gradebook.due_dates(course, exercise.name, students)
    with steps.kept():
        for each, get in running:
            yield grade_one(course, exercise, each, get, due_dates[each.student])
            while lost:
                yield lost.pop()
    yield from lost


def grade_one(course: Course, exercise: Exercise, each: Submission, get: Get, due_date: str) -> Outcome:
    """Take the result for one submission and write it.

    Args:
        get: gives the graded submission, or raises.
        due_date: of this student, for the record.
    """
    try:
        graded = get()
        graded.record.due_date = due_date
        autograde.write(course, exercise, graded)
        counts = standings(course, exercise, each.student).get(each.student)
    except (CourseError, SandboxUnavailable):
        raise
    except Exception as error:  # whatever it is costs this submission, no other
        return failed(course, exercise, each.student, error)
    record = for_outcome(graded.record)
    return Outcome(each.student, exercise.name, record.status, record, record.problem, counts)


def failed(course: Course, exercise: Exercise, student: str, error: Exception) -> Outcome:
    """Note that the grader failed, in the log with the traceback; an older grade stands, flagged."""
    _log.error("grading %s of %s failed", exercise.name, student, exc_info=error)
    text = str(error) if isinstance(error, OSError) or type(error).__module__.startswith("autograder") else ""
    problem = text or f"{type(error).__name__}: {error}"
    failure.note(course, exercise.name, student, problem)
    advice = f"an older grade, if there is one, still stands, flagged; the cause is in {LOG}: fix it and grade again"
    try:
        counts = standings(course, exercise, student).get(student)
    except Exception:  # the gradebook may be what has failed; the first error is the one to report
        _log.exception("the older grade of %s in %s is not known", student, exercise.name)
        counts = None
    return Outcome(student, exercise.name, "failed", None, f"{problem}: {advice}", counts)


def is_in_gradebook(record: GradingRecord, scores: Mapping[str, float | None]) -> bool:
    """Whether the gradebook has the scores of the record: a process may have been killed in between."""
    return bool(scores) and all(scores.get(verdict.grade_id) == verdict.score for verdict in record.verdicts)


def _standing(course: Course, exercise: Exercise, student: str) -> GradingRecord | None:
    """The record of an earlier grading whose results are still all there.

    Raises:
        RecordUnusable: if it is damaged, or of another version of the autograder.
    """
    try:
        record = GradingRecord.load(course.root, exercise.name, student)
    except FileNotFoundError:
        return None
    done = course.folder("autograded", student, exercise.name).is_dir()
    return record if done and not failure.of(course.root, exercise.name, student) else None
