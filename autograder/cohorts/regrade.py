"""Grades a cohort again after a change in hidden tests, points or thresholds, from the grading records.

Students' code runs only where the record does not suffice, and the result says why.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
from nbformat import NotebookNode

from autograder.cohorts import changes
from autograder.cohorts.changes import Change
from autograder.cohorts.grade import failed, grade_one, is_in_gradebook, prepare
from autograder.course import Course
from autograder.errors import CourseError, RecordUnusable, SandboxUnavailable
from autograder.exercise import Exercise, is_graded
from autograder.grading import feedback
from autograder.grading.grade import Graded
from autograder.grading.grader import Basis, Grader
from autograder.grading.record import GradingRecord
from autograder.grading.replay import NewQuestions, Recorded
from autograder.judging.process import HiddenTestProcess
from autograder.nbgrader_plugin import failure, gradebook
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.submissions import fingerprint, submission
from autograder.submissions.submission import Submission

Status = Literal["replayed", "executed", "to execute", "failed"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Regraded:
    """What became of one submission.

    Attributes:
        student: whose.
        status: "replayed" (graded from the record); "executed" (executed again); "to execute" (a dry run: would be
            executed again); "failed" (the grader failed: an older grade stands).
        old, new: the grading records before and after; None if there is none.
        why: why the record was not enough, a sentence each.
        problem: why there is no grade, or no points, and what to do; "" if all is well.
        last_failed: whether the grading before this one failed: `old` is that of an even earlier one.
    """

    student: str
    status: Status
    old: GradingRecord | None
    new: GradingRecord | None
    why: tuple[str, ...] = ()
    problem: str = ""
    last_failed: bool = False

    @property
    def changes(self) -> list[Change]:
        """Which verdicts have changed; all if there was no record."""
        if self.new is None:
            return []
        old = self.old or GradingRecord(exercise=self.new.exercise, student=self.student)
        return changes.between(old, self.new)


@dataclass(frozen=True, eq=False)
class Prepared:
    """An exercise that can be graded again.

    Attributes:
        grader: its hidden tests fit the exercise, and the process that runs them is started.
        scores: for each student the automatic score of each graded cell in the gradebook.
        due_dates: see `gradebook.due_dates`.
        dry_run: whether nothing is to be written or executed.
        basis: what the new grades depend on.
    """

    course: Course
    exercise: Exercise
    grader: Grader
    scores: dict[str, dict[str, float | None]]
    due_dates: dict[str, str]
    dry_run: bool
    basis: Basis


def prepare_again(course: Course, name: str, tests: HiddenTestProcess, *, dry_run: bool) -> Prepared:
    """Check an exercise and its hidden tests before a cohort is graded again.

    Args:
        tests: runs the hidden tests.

    Raises:
        CourseError: if the exercise does not exist, does not fit its hidden tests, or was never graded.
    """
    exercise = course.exercise(name)
    if not gradebook.exists(course):
        raise CourseError(f"there is no gradebook: nothing of {name} was graded; first: autograder grade {name}")
    prepare(course, exercise, tests.collect, register=not dry_run)
    grader = Grader(GradeSubmission(config=course.config).settings(), tests)
    return Prepared(
        course,
        exercise,
        grader,
        gradebook.automatic_scores(course, name),
        gradebook.due_dates(course, name, course.students(name)),
        dry_run,
        grader.basis(exercise),
    )


def regrade(
    prepared: Prepared, students: Sequence[str], *, started: Callable[[str], None] = lambda student: None
) -> Iterator[Regraded]:
    """Grade submissions again, one after the other.

    Args:
        students: names of folders in `submitted/`.
        started: is called with each student's name before the work begins.
    """
    for student in students:
        started(student)
        try:
            yield _judged_again(prepared, student) or _regrade_one(
                prepared, submission.load(prepared.course, prepared.exercise, student)
            )
        except (CourseError, SandboxUnavailable):
            raise
        except Exception as error:  # whatever it is costs this submission, no other
            if prepared.dry_run:  # nothing is written
                _log.exception("regrading %s failed", student)
                yield Regraded(student, "failed", _old_record(prepared, student), None, problem=str(error))
                continue
            outcome = failed(prepared.course, prepared.exercise, student, error)
            yield Regraded(student, "failed", _old_record(prepared, student), None, problem=outcome.problem)


def _judged_again(prepared: Prepared, student: str) -> Regraded | None:
    """The result for a submission of which no verdict changes, and for which all is written; None if that is not so."""
    course, exercise = prepared.course, prepared.exercise
    if failure.of(course.root, exercise.name, student):
        return None
    try:
        recorded = Recorded.load(course, exercise, student)
    except RecordUnusable:
        return None
    record, notebook = recorded.record, recorded.notebook
    cells = {verdict.grade_id: verdict.maximum for verdict in record.verdicts}
    if cells != exercise.graded_cells or not is_in_gradebook(record, prepared.scores.get(student, {})):
        return None
    if record.due_date != prepared.due_dates[student]:
        return None
    if record.fingerprint != fingerprint.of_folder(course.folder("submitted", student, exercise.name)):
        return None
    # With supporting files it is another one: then all is read again.
    if record.code_fingerprint != fingerprint.of_code(notebook, {}) or not _shows(notebook, record):
        return None
    new = prepared.grader.judge_again(exercise, recorded, prepared.basis)
    if new is None:
        return None
    old = _without_answers(record)
    if not prepared.dry_run and not _is_same_record(old, _without_answers(new)):
        new.save_without_answers(course.root)
    return Regraded(student, "replayed", old, _without_answers(new), problem=new.problem)


def _shows(notebook: NotebookNode, record: GradingRecord) -> bool:
    """Whether the graded cells of a notebook show the verdicts of a record."""
    shown = [feedback.outputs(verdict, record.limits_in(verdict.grade_id)) for verdict in record.verdicts]
    return _verdict_outputs(notebook) == shown


def _regrade_one(prepared: Prepared, handed_in: Submission) -> Regraded:
    course, exercise, student = prepared.course, prepared.exercise, handed_in.student
    last_failed = bool(failure.of(course.root, exercise.name, student))
    try:
        recorded = Recorded.load(course, exercise, student)
        graded = prepared.grader.grade(handed_in, exercise, recorded)
    except NewQuestions as error:
        why = [f"new question in {new.grade_id}: {new.text} ({new.why})" for new in error.questions]
        return _execute_again(prepared, handed_in, tuple(dict.fromkeys(why)), last_failed)
    except RecordUnusable as error:
        return _execute_again(prepared, handed_in, (str(error),), last_failed)
    new = graded.record
    new.due_date = prepared.due_dates[student]
    old = _without_answers(recorded.record)
    if prepared.dry_run:
        return Regraded(student, "replayed", old, _without_answers(new), (), new.problem, last_failed)
    in_place = _is_in_place(recorded, graded, prepared.scores.get(student, {}))
    if not in_place or last_failed:  # what is written again is no older grade
        outcome = grade_one(course, exercise, handed_in, lambda: graded, prepared.due_dates[student])
        status: Status = "failed" if outcome.record is None else "replayed"
        return Regraded(student, status, old, outcome.record, (), outcome.problem, last_failed)
    if new.answers.keys() != recorded.record.answers.keys():
        new.save(course.root)
    elif not _is_same_record(old, _without_answers(new)):
        new.save_without_answers(course.root)
    return Regraded(student, "replayed", old, _without_answers(new), problem=new.problem)


def _execute_again(prepared: Prepared, handed_in: Submission, why: tuple[str, ...], last_failed: bool) -> Regraded:
    """Grade as `autograder grade` does, since the record is not enough."""
    course, exercise, student = prepared.course, prepared.exercise, handed_in.student
    old = _old_record(prepared, student)
    if prepared.dry_run:
        return Regraded(student, "to execute", old, None, why, last_failed=last_failed)
    outcome = grade_one(
        course, exercise, handed_in, lambda: prepared.grader.grade(handed_in, exercise), prepared.due_dates[student]
    )
    status: Status = "failed" if outcome.record is None else "executed"
    return Regraded(student, status, old, outcome.record, why, outcome.problem, last_failed)


def _without_answers(record: GradingRecord) -> GradingRecord:
    """A record as it is reported: the answers of a large cohort would fill the memory."""
    return msgspec.structs.replace(record, answers={})


def _old_record(prepared: Prepared, student: str) -> GradingRecord | None:
    try:
        return GradingRecord.load(prepared.course.root, prepared.exercise.name, student)
    except (FileNotFoundError, RecordUnusable):
        return None


def _is_in_place(recorded: Recorded, graded: Graded, scores: dict[str, float | None]) -> bool:
    """Whether nbgrader's gradebook and the graded notebook already are what a new grading would make of them."""
    old, new = recorded.record, graded.record
    written_by = ("configuration", "grader", "nbgrader", "source")
    same_writing = all(old.graded_with.get(name) == new.graded_with[name] for name in written_by)
    same_time = (old.fingerprint, old.due_date) == (new.fingerprint, new.due_date)
    same_outputs = _verdict_outputs(recorded.notebook) == _verdict_outputs(graded.notebook)
    return same_writing and same_time and is_in_gradebook(new, scores) and same_outputs and old.problem == new.problem


def _verdict_outputs(notebook: NotebookNode) -> list[object]:
    return [cell.get("outputs") for cell in notebook.cells if is_graded(cell)]


def _is_same_record(old: GradingRecord, new: GradingRecord) -> bool:
    def timeless(record: GradingRecord) -> GradingRecord:
        return msgspec.structs.replace(record, verdicts=[], graded_at="", seconds=0.0)

    return changes.same_verdicts(old.verdicts, new.verdicts) and timeless(old) == timeless(new)
