"""A submission that is graded again: what becomes of its old grade."""

import io
import json
import shutil

import nbformat
import pytest
from course_folder import ROOT
from rich.console import Console

from autograder import hidden_tests
from autograder.authoring.variants import with_solutions
from autograder.cohorts import grade as cohort
from autograder.cohorts import regrade, report
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.judging.process import HiddenTestProcess
from autograder.nbgrader_plugin import failure, gradebook

NAME = "convolution_by_hand"
CELL = "check_pool2d"
WORSE = {"pool2d": "def pool2d(*arguments, **keywords):\n    return None"}


@pytest.fixture
def course(tmp_path):
    """A course folder in which ada has handed in the reference solution and got all points."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    shutil.copytree(ROOT / "source" / NAME, tmp_path / "source" / NAME)
    course = Course.load(tmp_path)
    hand_in(course, {})
    cohort.prepare(course, course.exercise(NAME))
    assert grade(course).status == "graded"
    assert gradebook.score_of(course, NAME, "ada") == 19
    return course


def hand_in(course: Course, cells: dict[str, str]) -> None:
    path = course.folder("submitted", "ada", NAME) / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(with_solutions(course.exercise(NAME), cells), path)


def grade(course: Course) -> cohort.Graded:
    """What `autograder grade` would make of ada's submission."""
    exercise = course.exercise(NAME)
    return cohort.standing(course, exercise, ["ada"]).get("ada") or next(cohort.grade(course, exercise, ["ada"]))


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
    report.explain(GradingRecord.load(course.root, NAME, "ada"), console, failure.of(course.root, NAME, "ada"))
    assert "A later grading failed" in console.file.getvalue()
    # The next grading does not take the old record for the new submission's.
    assert grade(course).record.score == 16
    assert not failure.of(course.root, NAME, "ada")
    assert not flags(course)[CELL]


def test_a_crash_is_made_good_also_when_the_submission_has_not_changed(course, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Grader, "grade", _crash)
        next(cohort.grade(course, course.exercise(NAME), ["ada"]))
    assert grade(course).status == "graded"
    assert not flags(course)[CELL]


def test_nbgrader_autograde_flags_the_old_grade_too(course, monkeypatch):
    hand_in(course, WORSE)
    monkeypatch.setattr(Grader, "grade", _crash)
    with pytest.raises(gradebook.ConverterFailed):
        gradebook.autograde(course, NAME, "ada", "submitted")
    assert all(flags(course).values())


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
    assert result.manual == (CELL,)
    assert flags(course)[CELL]
    assert result.record.score == 16  # what the hidden tests say
    assert gradebook.score_of(course, NAME, "ada") == 18.5  # what counts
    assert "review your manual score" in printed(report.cohort_table(course.exercise(NAME), [result]))


def _crash(*_: object) -> None:
    raise OSError("no space left on device")


def test_records_of_older_versions_are_read(course):
    path = course.root / "records" / NAME / "ada" / "record.json"
    data = json.loads(path.read_text())
    del data["limits"]
    path.write_text(json.dumps(data))
    assert GradingRecord.load(course.root, NAME, "ada").limits == []


def test_only_what_is_judged_by_other_code_is_judged_again(course, monkeypatch, tmp_path):
    tests = tmp_path / "tests"
    shutil.copytree(hidden_tests.FOLDER, tests)
    monkeypatch.setattr(hidden_tests, "FOLDER", tests)
    monkeypatch.setenv(hidden_tests.VARIABLE, str(tests))
    judged, run = [], HiddenTestProcess.run

    def noted(self, job, ask):
        judged.append(job.recorded_cells)
        return run(self, job, ask)

    monkeypatch.setattr(HiddenTestProcess, "run", noted)

    def regraded() -> tuple[str, list]:
        judged.clear()
        prepared = regrade.prepare(course, NAME, HiddenTestProcess(), dry_run=True)
        (result,) = regrade.regrade(prepared, ["ada"])
        return result.status, [change.grade_id for change in result.changes]

    assert regraded() == ("replayed", [])
    assert judged == [()]  # only listed
    path = tests / NAME / "test_pool2d.py"
    text = path.read_text()
    first = text.index(f'@pytest.mark.graded("{CELL}"')
    path.write_text(text[:first] + text[first:].replace("(submission):\n", "(submission):\n    assert submission\n", 1))
    assert regraded()[0] == "replayed"
    assert judged == [(), (CELL,)]
