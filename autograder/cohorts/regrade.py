"""Grades a cohort again after a change in hidden tests, points or thresholds, from the grading records.

Students' code runs only where the record cannot stand for it, and the result says why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import nbformat
from nbformat import NotebookNode

from autograder.authoring import checks as coherence
from autograder.cohorts import changes
from autograder.cohorts import grade as cohort
from autograder.cohorts.changes import Change
from autograder.course import Course, CourseError, Exercise, is_graded
from autograder.grading.grader import data_for_kernel
from autograder.grading.record import GradingRecord, RecordUnsound
from autograder.grading.replay import NotInRecord, Recorded, Replay
from autograder.judging.process import HiddenTestProcess
from autograder.nbgrader_plugin import GradeSubmission, gradebook
from autograder.submissions import read as intake
from autograder.submissions.repair import Repaired, repair

Status = Literal["replayed", "executed", "to execute", "failed"]


@dataclass(frozen=True)
class Regraded:
    """What became of one submission.

    Attributes:
        student: whose.
        status: "replayed" (graded from the record); "executed" (graded afresh); "to execute" (a dry run: would be
            graded afresh); "failed" (the grader failed: an older grade stands).
        old, new: the grading records before and after; None if there is none.
        why: why the record was not enough, a sentence each.
        problem: why there is no grade, or no points, and what to do; "" if all is well.
    """

    student: str
    status: Status
    old: GradingRecord | None
    new: GradingRecord | None
    why: tuple[str, ...] = ()
    problem: str = ""

    @property
    def changes(self) -> list[Change]:
        """Which verdicts are others now; all if there was no record."""
        if self.new is None:
            return []
        return changes.between(self.old or GradingRecord(self.new.exercise, self.student), self.new)


@dataclass(frozen=True)
class Prepared:
    """An exercise that can be graded again: its hidden tests are sound, and run in `tests`."""

    course: Course
    exercise: Exercise
    tests: HiddenTestProcess
    dry_run: bool


def prepare(course: Course, name: str, tests: HiddenTestProcess, *, dry_run: bool) -> Prepared:
    """Check an exercise and its hidden tests before a cohort is graded again.

    Args:
        tests: runs the hidden tests; ends with this process.

    Raises:
        CourseError: if the exercise does not exist, does not fit its hidden tests, or was never graded.
    """
    exercise = course.exercise(name)
    data_for_kernel(exercise)
    mistakes = coherence.of_source(exercise)
    mistakes += coherence.of_points(exercise, tests.collect(name))
    if mistakes:
        raise CourseError("\n".join(mistakes))
    if not gradebook.exists(course):
        raise CourseError(f"there is no gradebook: nothing of {name} was graded; first: autograder grade {name}")
    if not dry_run:
        gradebook.register(course, exercise)
    return Prepared(course, exercise, tests, dry_run)


def regrade(
    prepared: Prepared, students: Sequence[str], *, started: Callable[[str], None] = lambda student: None
) -> Iterator[Regraded]:
    """Grade submissions again, one after the other.

    Args:
        students: names of folders in `submitted/`.
        started: is called with each student's name before the work begins.
    """
    course, exercise = prepared.course, prepared.exercise
    settings = GradeSubmission(config=course.config).settings()
    replay = Replay(settings, prepared.tests, exercise)
    replaying = cohort.graded_by(course, replay)
    scores = gradebook.automatic_scores(course, exercise.name)
    try:
        for student in students:
            started(student)
            yield _regrade_one(prepared, student, replay, replaying, scores.get(student, {}))
    finally:
        replay.close()


def _regrade_one(
    prepared: Prepared, student: str, replay: Replay, replaying: Course, scores: dict[str, float | None]
) -> Regraded:
    course, exercise = prepared.course, prepared.exercise
    try:
        recorded = Recorded.load(course, exercise, student)
        replay.take(recorded)
        new, notebook = _preview(course, exercise, student, replay)
    except RecordUnsound as error:
        return _afresh(prepared, student, (str(error),))
    except NotInRecord as error:
        why = [f"new question in {new.grade_id}: {new.text} ({new.why})" for new in error.questions]
        return _afresh(prepared, student, tuple(dict.fromkeys(why)))
    old = recorded.record
    if prepared.dry_run:
        return Regraded(student, "replayed", old, new, problem=new.problem)
    if not _is_in_place(recorded, new, notebook, scores):
        graded = cohort.grade_one(replaying, exercise, student)
        status: Status = "failed" if graded.record is None else "replayed"
        return Regraded(student, status, old, graded.record, problem=graded.problem)
    if not _is_same_record(old, new):
        if new.answers.keys() == old.answers.keys():
            new.save_without_answers(course.root)
        else:
            new.save(course.root)
    return Regraded(student, "replayed", old, new, problem=new.problem)


def _afresh(prepared: Prepared, student: str, why: tuple[str, ...]) -> Regraded:
    """Grade as `autograder grade` does, since the record does not do."""
    course, exercise = prepared.course, prepared.exercise
    try:
        old = GradingRecord.load(course.root, exercise.name, student)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        old = None
    if prepared.dry_run:
        return Regraded(student, "to execute", old, None, why)
    graded = cohort.grade_one(course, exercise, student)
    status: Status = "failed" if graded.record is None else "executed"
    return Regraded(student, status, old, graded.record, why, graded.problem)


def _preview(course: Course, exercise: Exercise, student: str, replay: Replay) -> tuple[GradingRecord, NotebookNode]:
    """The record, and the notebook with the verdicts, that nbgrader's autograding would come to."""
    folder = course.folder("submitted", student, exercise.name)
    submitted = intake.read(folder, exercise.name)
    if submitted.notebook is None:
        repaired = Repaired(nbformat.from_dict(exercise.released), problem=submitted.problem)
    else:
        repaired = repair(submitted.notebook, exercise.released, exercise.name)
    record = GradingRecord(
        exercise.name,
        student,
        problem=repaired.problem,
        submitted_sha256=submitted.sha256,
        repairs=submitted.repairs + repaired.repairs,
        suspicious=repaired.suspicious,
    )
    replay.grade(repaired.notebook, exercise, record, folder)
    return record, repaired.notebook


def _is_in_place(
    recorded: Recorded, new: GradingRecord, notebook: NotebookNode, scores: dict[str, float | None]
) -> bool:
    """Whether nbgrader's gradebook and the graded notebook already are what a new grading would make of them."""
    old = recorded.record
    same_notebook = all(old.graded_with.get(name) == new.graded_with[name] for name in ("source", "nbgrader"))
    same_scores = all(scores.get(verdict.grade_id) == verdict.score for verdict in new.verdicts)
    same_outputs = _verdict_outputs(recorded.notebook) == _verdict_outputs(notebook)
    return same_notebook and same_scores and same_outputs and old.problem == new.problem


def _verdict_outputs(notebook: NotebookNode) -> list:
    return [cell.get("outputs") for cell in notebook.cells if is_graded(cell)]


def _is_same_record(old: GradingRecord, new: GradingRecord) -> bool:
    if not changes.same_verdicts(old.verdicts, new.verdicts):
        return False
    return replace(old, verdicts=[], graded_at="", seconds=0) == replace(new, verdicts=[], graded_at="", seconds=0)
