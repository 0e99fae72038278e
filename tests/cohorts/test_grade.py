"""Grading a cohort: what counts as unchanged, and what becomes of an old grade when a submission is graded again."""

import importlib
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import course_folder
import nbformat
import pytest
from course_folder import NAME
from nbformat import NotebookNode
from rich.console import Console

from autograder import hidden_tests
from autograder.cohorts import grade as grading
from autograder.cohorts import regrade, summary
from autograder.cohorts.explain import explain
from autograder.cohorts.needs import needs
from autograder.cohorts.outcome import Outcome
from autograder.course import Course
from autograder.errors import CourseError, RecordUnusable
from autograder.exercise import id_of
from autograder.grading import graded_with
from autograder.grading.grader import Grader, grader_for
from autograder.grading.record import GradingRecord
from autograder.judging.process import HiddenTestProcess
from autograder.judging.verdict import Verdict
from autograder.log import LOG, log_to
from autograder.nbgrader_plugin import autograde, failure, gradebook
from autograder.nbgrader_plugin.grade_submission import GradeSubmission

CELL = "check_pool2d"
ANSWER = "explain_pooling"
WORSE = {"pool2d": "def pool2d(*arguments, **keywords):\n    return None"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course folder in which ada has handed in the reference solution and got all points."""
    root = tmp_path_factory.mktemp("graded")
    course = course_folder.make(root, {"ada": {}})
    grading.prepare(course, course.exercise(NAME), _executor(course).collect)
    assert grade(course).status == "graded"
    assert gradebook.score_of(course, NAME, "ada") == 19
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of it."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return Course.load(tmp_path)


def hand_in(course: Course, cells: dict[str, str]) -> None:
    course_folder.hand_in(course, "ada", cells)


def _executor(course: Course) -> grading.Here:
    return grading.Here(grader_for(GradeSubmission(config=course.config).settings()), course.exercise(NAME))


def forced(course: Course) -> Outcome:
    """Grade ada's submission, whether it has changed or not."""
    (outcome,) = grading.grade(course, course.exercise(NAME), ["ada"], _executor(course))
    return outcome


def grade(course: Course) -> Outcome:
    """What `autograder grade` would make of ada's submission."""
    return grading.unchanged(course, course.exercise(NAME), ["ada"]).get("ada") or forced(course)


def flags(course: Course) -> dict[str, bool]:
    """Which cells nbgrader asks the instructor to look at."""
    with gradebook.opened(course) as book:
        (notebook,) = book.find_submission(NAME, "ada").notebooks
        return {grade.name: bool(grade.needs_manual_grade) for grade in notebook.grades}


def printed(*parts: object) -> str:
    """What the instructor reads in the terminal, in one line."""
    console = Console(file=io.StringIO(), width=200)
    for part in parts:
        console.print(part)
    return " ".join(console.file.getvalue().split())


def test_a_worse_resubmission_lowers_the_grade(course):
    hand_in(course, WORSE)
    assert grade(course).record.score == 16
    assert gradebook.score_of(course, NAME, "ada") == 16


def test_a_resubmission_that_cannot_be_read_has_no_points(course):
    (course.folder("submitted", "ada", NAME) / f"{NAME}.ipynb").write_text("no notebook")
    assert grade(course).status == "ungradable"
    assert gradebook.score_of(course, NAME, "ada") == 0


def test_a_crash_does_not_leave_the_old_grade_standing_as_if_new(course, monkeypatch):
    assert not any(flags(course)[name] for name in course.exercise(NAME).graded_cells)
    hand_in(course, WORSE)
    with monkeypatch.context() as patch:
        patch.setattr(Grader, "grade", _crash)
        failed = grade(course)
    assert failed.status == "failed"
    assert "an older grade" in failed.problem
    assert all(flags(course).values())  # formgrader shows that each score has to be looked at
    assert "no space left" in failure.of(course.root, NAME, "ada")
    console = Console(file=io.StringIO(), width=200)
    explain(GradingRecord.load(course.root, NAME, "ada"), console, failure.of(course.root, NAME, "ada"))
    assert "A later grading failed" in console.file.getvalue()
    # The next grading does not take the old record for the new submission's.
    assert grade(course).record.score == 16
    assert not failure.of(course.root, NAME, "ada")
    assert not flags(course)[CELL]


def test_a_crash_is_made_good_also_when_the_submission_has_not_changed(course, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Grader, "grade", _crash)
        forced(course)
    assert grade(course).status == "graded"
    assert not flags(course)[CELL]


def test_a_failure_that_cannot_be_written_down_is_flagged_all_the_same(course):
    shutil.rmtree(course.root / "records")
    (course.root / "records").write_text("no folder")
    failure.note(course, NAME, "ada", "no space left on device")
    assert all(flags(course).values())


def test_a_manual_score_is_kept_and_flagged(course):
    with gradebook.opened(course) as book:
        book.find_grade(CELL, NAME, NAME, "ada").manual_score = 2.5
        book.db.commit()
    hand_in(course, WORSE)
    result = grade(course)
    assert result.counts.flagged == (CELL,)
    assert flags(course)[CELL]
    assert result.record.score == 16  # what the hidden tests say
    assert gradebook.score_of(course, NAME, "ada") == 18.5  # what counts
    said = printed(
        summary.cohort_table(course.exercise(NAME), [result]), summary.summary(course.exercise(NAME), [result], 1)
    )
    assert "18.5/19" in said
    assert "2.5*" in said
    assert "needs you" in said
    assert f"your manual score of {CELL} was kept: review it in the formgrader" in said


def _score_by_hand(course: Course, cell: str, score: float) -> None:
    with gradebook.opened(course) as book:
        grade = book.find_grade(cell, NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = score, False
        book.db.commit()


@pytest.mark.slow
def test_the_score_of_a_written_answer_is_to_be_reviewed_only_if_the_answer_has_changed(course):
    hand_in(course, {ANSWER: "Several windows see it."})
    assert grade(course).counts.maximum == 19
    _score_by_hand(course, ANSWER, 2)
    hand_in(course, {ANSWER: "Several windows see it."} | WORSE)
    same = grade(course)
    assert (same.counts.flagged, same.counts.score) == ((), 18)
    hand_in(course, {ANSWER: "I have no idea."})
    changed = grade(course)
    assert changed.counts.flagged == (ANSWER,)
    assert "but the answer has changed" in " ".join(needs(changed))
    assert needs(grade(course))  # unchanged, and nobody has looked yet


def test_an_answer_that_was_found_elsewhere_needs_nobody_once_it_is_scored(course):
    def without_the_cell(folder: Path, notebook: NotebookNode) -> None:
        notebook.cells = [cell for cell in notebook.cells if id_of(cell) != ANSWER]
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    course_folder.hand_in(course, "ada", without_the_cell)
    assert any(line.startswith(f"the cell {ANSWER} is missing") for line in needs(grade(course)))
    _score_by_hand(course, ANSWER, 2)
    assert needs(grade(course)) == []


def _crash(*_: object) -> None:
    raise OSError("no space left on device")


def _submitted(course: Course) -> Path:
    return course.folder("submitted", "ada", NAME)


def _due(course: Course) -> None:
    with gradebook.opened(course) as book:
        book.update_or_create_assignment(NAME, duedate="2026-11-01 12:00 UTC")


def _other_code(course: Course) -> None:
    graded_with._code()["grader"] = "other code"


def _other_configuration(course: Course) -> None:
    course.config.IgnorePattern.pattern = "warning"


def _extension(course: Course) -> None:
    with gradebook.opened(course) as book:
        book.grant_extension(NAME, "ada", days=3)


def _penalty(course: Course, share: float) -> None:
    (course.root / "late_of_course.py").write_text(LATE.format(share=share))
    sys.modules.pop("late_of_course", None)
    importlib.invalidate_caches()
    course.config.AssignLatePenalties.plugin_class = "late_of_course.ByDay"


LATE = """
from nbgrader.plugins import LateSubmissionPlugin
class ByDay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {share}
"""

CHANGES: dict[str, Callable[[Course], object]] = {
    "supporting file": lambda course: (_submitted(course) / "helper.py").write_text("x = 1"),
    "time": lambda course: (_submitted(course) / "timestamp.txt").write_text("2026-11-27 10:00 UTC"),
    "due date": _due,
    "penalty": lambda course: _penalty(course, 1.5),
    "code of the penalty": lambda course: _penalty(course, 2.5),
    "extension": _extension,
    "time taken away": lambda course: (_submitted(course) / "timestamp.txt").unlink(),
    "grader's code": _other_code,
    "configuration": _other_configuration,
}


@pytest.mark.slow
def test_a_submission_is_unchanged_if_nothing_that_its_grade_depends_on_has_changed(course, monkeypatch):
    """One course for all changes, since each costs a grading only if it counts."""
    late = {"penalty": 1.5, "code of the penalty": 2.5, "extension": 2.5}
    assert grade(course).status == "unchanged"
    monkeypatch.syspath_prepend(course.root)
    for name, change in CHANGES.items():
        try:
            change(course)
            assert not grading.unchanged(course, course.exercise(NAME), ["ada"]), name
            assert grade(course).status == "graded", name
            again = grade(course)
            assert (again.status, again.counts.penalty) == ("unchanged", late.get(name, 0)), name
        finally:
            graded_with._code.cache_clear()


@pytest.mark.slow
def test_a_time_that_is_handed_in_later_brings_the_late_penalty(course):
    course.config.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    _due(course)
    (_submitted(course) / "timestamp.txt").write_text("2026-11-27 10:00 UTC")
    late = grade(course)
    assert (late.counts.penalty, late.counts.score) == (19, 0)
    said = printed(summary.cohort_table(course.exercise(NAME), [late]))
    assert "0/19" in said
    assert "late: -19" in said
    assert summary.outcome(grade(course)) == "0/19, unchanged, late: -19"
    _score_by_hand(course, CELL, 2.5)  # then 'zero' is to take 18.5 points, not 19
    assert grade(course).counts.penalty == 18.5
    (_submitted(course) / "timestamp.txt").unlink()
    assert grade(course).counts.score == 18.5


def test_a_crash_is_in_the_log_with_its_traceback_and_the_message_names_the_log(course, monkeypatch):
    log_to(course.root)
    hand_in(course, WORSE)
    monkeypatch.setattr(Grader, "grade", _crash)
    outcome = grade(course)
    assert str(LOG) in outcome.problem
    log = (course.root / LOG).read_text()
    assert "Traceback (most recent call last)" in log
    assert "in _crash" in log


def test_a_crash_of_nbgrader_is_in_the_log_too(course, monkeypatch):
    log_to(course.root)
    hand_in(course, WORSE)
    monkeypatch.setattr(autograde.WriteGraded, "write_single_notebook", _crash)
    outcome = grade(course)
    assert outcome.status == "failed"
    assert "no space left on device" in outcome.problem
    assert "in _crash" in (course.root / LOG).read_text()


def test_what_cannot_be_written_leaves_the_old_grade_in_place(course, monkeypatch):
    record = (course.root / "records" / NAME / "ada" / "record.json").read_text()
    hand_in(course, WORSE)
    monkeypatch.setattr(autograde.WriteGraded, "write_single_notebook", _crash)
    assert grade(course).status == "failed"
    assert gradebook.score_of(course, NAME, "ada") == 19
    assert (course.root / "records" / NAME / "ada" / "record.json").read_text() == record
    assert (course.folder("autograded", "ada", NAME) / f"{NAME}.ipynb").exists()


def test_a_course_that_grades_without_records_is_refused(course):
    course.config.Autograde.autograde_preprocessors = []
    with pytest.raises(CourseError, match="GradeSubmission"):
        forced(course)


def test_a_record_of_an_older_version_is_old_in_one_line_and_graded_again(course):
    path = course.root / "records" / NAME / "ada" / "record.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 3}))
    with pytest.raises(RecordUnusable, match="another version of the autograder"):
        GradingRecord.load(course.root, NAME, "ada")
    said = []
    grading.unchanged(course, course.exercise(NAME), ["ada"], unusable=lambda *line: said.append(line))
    assert said == [("ada", "the record is of another version of the autograder (format 3 instead of 6)")]
    assert grade(course).status == "graded"


def test_only_what_is_judged_by_other_code_is_judged_again(course, monkeypatch, tmp_path):
    tests = tmp_path / "tests"
    shutil.copytree(hidden_tests.FOLDER, tests)
    monkeypatch.setattr(hidden_tests, "FOLDER", tests)
    monkeypatch.setenv(hidden_tests.VARIABLE, str(tests))
    judged, run = [], HiddenTestProcess.run

    def noted(self, job, ask):
        judged.append(job.grade_id)
        return run(self, job, ask)

    monkeypatch.setattr(HiddenTestProcess, "run", noted)

    def regraded() -> tuple[str, list]:
        judged.clear()
        prepared = regrade.prepare_again(course, NAME, HiddenTestProcess(), dry_run=True)
        (result,) = regrade.regrade(prepared, ["ada"])
        return result.status, [change.grade_id for change in result.changes]

    assert regraded() == ("replayed", [])
    assert judged == [""]  # only listed
    path = next(path for path in (tests / NAME).glob("test_*.py") if f'graded("{CELL}"' in path.read_text())
    text = path.read_text()
    first = text.index(f'@pytest.mark.graded("{CELL}"')
    path.write_text(text[:first] + text[first:].replace('."""\n', '."""\n    assert submission\n', 1))
    assert regraded()[0] == "replayed"
    assert judged == ["", CELL]


def test_outcomes_hold_no_answers_since_those_of_a_cohort_would_fill_the_memory(course):
    assert forced(course).record.answers == {}
    prepared = regrade.prepare_again(course, NAME, HiddenTestProcess(), dry_run=True)
    (result,) = regrade.regrade(prepared, ["ada"])
    assert result.old.answers == result.new.answers == {}


def test_a_score_that_did_not_reach_the_gradebook_is_written_again(course):
    gradebook.set_automatic_scores(course, NAME, "ada", {CELL: 0.5})  # as if a process was killed before it was saved
    assert grade(course).status == "graded"
    assert gradebook.score_of(course, NAME, "ada") == 19


def test_a_verdict_that_broke_is_tried_again(course):
    record = GradingRecord.load(course.root, NAME, "ada")
    first = record.verdicts[0]
    record.verdicts[0] = Verdict(first.grade_id, first.maximum, problem="no verdict: it died", broken=True)
    record.save(course.root)
    gradebook.set_automatic_scores(course, NAME, "ada", {first.grade_id: 0.0})
    assert grade(course).record.score == 19


def test_a_student_whom_the_configuration_excludes_is_not_graded(course):
    course_folder.hand_in(course, "bob", {})
    config = (course.root / "nbgrader_config.py").read_text()
    (course.root / "nbgrader_config.py").write_text(f"{config}\nc.CourseDirectory.student_id_exclude = 'ada'\n")
    assert grading.select(Course.load(course.root), NAME) == ["bob"]


def test_a_dry_run_that_fails_writes_nothing(course, monkeypatch):
    before = flags(course)
    prepared = regrade.prepare_again(course, NAME, HiddenTestProcess(), dry_run=True)
    monkeypatch.setattr(Grader, "judge_again", _crash)
    (result,) = regrade.regrade(prepared, ["ada"])
    assert (result.status, result.problem) == ("failed", "no space left on device")
    assert flags(course) == before
    assert not failure.of(course.root, NAME, "ada")


def test_a_failure_that_the_gradebook_does_not_take_costs_no_other_submission(course, monkeypatch):
    hand_in(course, WORSE)
    monkeypatch.setattr(Grader, "grade", _crash)
    monkeypatch.setattr(failure, "_flag", _crash)
    assert grade(course).status == "failed"


@pytest.mark.slow
def test_an_extension_is_a_due_date_of_its_own(course):
    _due(course)
    assert grade(course).status == "graded"
    with gradebook.opened(course) as book:
        book.grant_extension(NAME, "ada", days=3)
    assert gradebook.due_dates(course, NAME, ["ada", "bob"]) == {
        "ada": "2026-11-04T12:00:00",
        "bob": "2026-11-01T12:00:00",
    }
    assert grade(course).status == "graded"
    assert grade(course).status == "unchanged"
