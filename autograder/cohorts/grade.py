"""Grades a cohort: every submitted folder ends with a status, one bad submission never stops another."""

import copy
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from autograder.authoring import checks as coherence
from autograder.course import Course, CourseError, Exercise
from autograder.grading.grader import Grader, data_for_kernel
from autograder.grading.record import GradingRecord, folder_of
from autograder.judging.plugin import HiddenTest
from autograder.nbgrader_plugin import GradeSubmission, failure, gradebook, stand_in
from autograder.nbgrader_plugin.gradebook import ConverterFailed
from autograder.submissions import read as intake

WORK_FOLDER = stand_in.FOLDER

Status = Literal["graded", "unchanged", "ungradable", "failed"]


@dataclass(frozen=True)
class Graded:
    """What became of one submission.

    Attributes:
        student, exercise: whose.
        status: "graded"; "unchanged" (was graded before, with the same everything); "ungradable" (0 points, the
            reason is `problem`); "failed" (the grader failed: an older grade stands).
        record: the grading record; None if it failed.
        problem: one line with the reason and what to do, "" if all is well.
        manual: automatically graded cells whose score a person has set: it was kept, and has to be reviewed.
    """

    student: str
    exercise: str
    status: Status
    record: GradingRecord | None
    problem: str = ""
    manual: tuple[str, ...] = ()


def prepare(course: Course, exercise: Exercise, collect: Callable[[str], Sequence[HiddenTest]] | None = None) -> None:
    """Check an exercise and its hidden tests before a cohort is graded.

    Args:
        collect: lists the hidden tests of an exercise (default: this process's grader does, and is started by that).

    Raises:
        CourseError: if the exercise does not fit its hidden tests.
    """
    grader = GradeSubmission(config=course.config).grader()
    grader.check_walls()
    data_for_kernel(exercise)
    mistakes = coherence.of_source(exercise)
    mistakes += coherence.of_points(exercise, (collect or grader.hidden_tests.collect)(exercise.name))
    if mistakes:
        raise CourseError("\n".join(mistakes))
    gradebook.register(course, exercise)


def select(course: Course, exercise: str, pattern: str = "*") -> list[str]:
    """The students whose submissions are to be graded.

    Raises:
        CourseError: if there is none.
    """
    students = course.students(exercise)
    chosen = [student for student in students if fnmatchcase(student, pattern)]
    if not chosen:
        place = course.folder("submitted", "<student>", exercise).relative_to(course.root)
        found = f"{len(students)} submissions, none of a student like {pattern!r}" if students else "no submission"
        raise CourseError(f"{exercise}: {found} in {place}/: nothing to grade")
    return chosen


def standing(course: Course, exercise: Exercise, students: Sequence[str]) -> dict[str, Graded]:
    """The results of those students whose submissions were graded before with the same everything."""
    graded_with = GradeSubmission(config=course.config).grader().graded_with(exercise)
    found = {student: _unchanged(course, exercise, student, graded_with) for student in students}
    return {student: graded for student, graded in found.items() if graded is not None}


def grade(
    course: Course,
    exercise: Exercise,
    students: Sequence[str],
    *,
    started: Callable[[str], None] = lambda student: None,
) -> Iterator[Graded]:
    """Grade submissions, one after the other.

    Args:
        students: names of folders in `submitted/`.
        started: is called with each student's name before the work begins.
    """
    for student in students:
        started(student)
        yield grade_one(course, exercise, student)


def graded_by(course: Course, grader: Grader) -> Course:
    """The same course, in whose autograding this grader takes the place of the one that the settings make.

    Raises:
        CourseError: if something else than `GradeSubmission` executes submissions in this course.
    """

    class SubmissionGradedBy(GradeSubmission):
        def grader(self) -> Grader:
            return grader

    config = copy.deepcopy(course.config)
    configured = list(config.Autograde.autograde_preprocessors)
    if GradeSubmission not in configured:
        raise CourseError(
            "nbgrader_config.py does not name GradeSubmission in c.Autograde.autograde_preprocessors: "
            "these submissions are not graded with records"
        )
    configured[configured.index(GradeSubmission)] = SubmissionGradedBy
    config.Autograde.autograde_preprocessors = configured
    return Course(course.root, config)


def _unchanged(course: Course, exercise: Exercise, student: str, graded_with: dict[str, str]) -> Graded | None:
    """What an earlier grading of exactly this came to, if its results are still all there."""
    try:
        record = GradingRecord.load(course.root, exercise.name, student)
    except FileNotFoundError:
        return None
    submitted = intake.read(course.folder("submitted", student, exercise.name), exercise.name)
    same = record.submitted_sha256 == submitted.sha256 and record.graded_with == graded_with
    done = course.folder("autograded", student, exercise.name).is_dir()
    done = done and not failure.of(course.root, exercise.name, student)
    if same and done and gradebook.score_of(course, exercise.name, student) is not None:
        return Graded(student, exercise.name, "unchanged", record, record.problem)
    return None


def grade_one(course: Course, exercise: Exercise, student: str) -> Graded:
    """Run one submission through nbgrader's autograding, with the preprocessors that the course names."""
    record_folder = folder_of(course.root, exercise.name, student)
    autograded = course.folder("autograded", student, exercise.name)
    try:
        with _restored_on_failure(course, [record_folder, autograded]), _staged(course, exercise, student) as staged:
            gradebook.autograde(course, exercise.name, student, staged)
    except (ConverterFailed, OSError) as error:
        return failed(course, exercise, student, str(error))
    record = GradingRecord.load(course.root, exercise.name, student)
    status: Status = "ungradable" if record.status == "ungradable" else "graded"
    manual = gradebook.manually_scored(course, exercise.name, student)
    return Graded(student, exercise.name, status, record, record.problem, manual)


def failed(course: Course, exercise: Exercise, student: str, problem: str) -> Graded:
    """Note that the grader failed; an older grade stands, flagged."""
    failure.note(course, exercise.name, student, problem)
    advice = "an older grade, if there is one, still stands, flagged; mend the cause and grade again"
    return Graded(student, exercise.name, "failed", None, f"{problem}: {advice}")


@contextmanager
def _staged(course: Course, exercise: Exercise, student: str) -> Iterator[str]:
    """Lay out the stand-in of a submission for nbgrader; the name of the folder to take for `submitted/`."""
    root = course.root / WORK_FOLDER / "submitted"
    try:
        stand_in.lay_out(course, exercise, student, root)
        yield str(root.relative_to(course.root))
    finally:
        shutil.rmtree(root / student, ignore_errors=True)


@contextmanager
def _restored_on_failure(course: Course, folders: Iterable[Path]) -> Iterator[None]:
    """Put folders back as they were if grading fails or is interrupted."""
    folders, kept = list(folders), []
    safe = course.root / WORK_FOLDER / "before"
    shutil.rmtree(safe, ignore_errors=True)
    safe.mkdir(parents=True)
    for index, folder in enumerate(folders):
        if folder.exists():
            shutil.copytree(folder, safe / str(index), symlinks=True)
            kept.append((folder, safe / str(index)))
    try:
        yield
    except BaseException:  # KeyboardInterrupt too
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        for folder, copy in kept:
            shutil.copytree(copy, folder, symlinks=True)
        raise
    finally:
        shutil.rmtree(safe, ignore_errors=True)
