"""Grading again from the records: the same grades as from a new execution, without running a student's line."""

import hashlib
import re
import shutil
from pathlib import Path

import course_folder
import msgspec
import pytest
from course_folder import NAME, ROOT

from autograder.cohorts import regrade
from autograder.course import Course
from autograder.grading import answers_file
from autograder.grading.record import GradingRecord
from autograder.judging.process import HiddenTestProcess
from autograder.nbgrader_plugin import failure
from autograder.submissions import submission

HIDDEN_TESTS = Path(course_folder.HIDDEN_TESTS, NAME, "test_output_size.py")
WRONG = "def output_size(size, kernel, stride=1, padding='valid', dilation=1):\n    return size - kernel + 1"
TELLS_THE_TIME = "\nimport time\nprint(time.time_ns())"
# What a hidden test expects, and the last thing that it asks for.
EXPECTED, ASKED = "expected = len(range(0, size - kernel + 1, stride))", "(9, 3, 7))"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which a small cohort was graded: right, wrong, broken, and one that dies."""
    root = tmp_path_factory.mktemp("graded")
    shutil.copytree(ROOT / "autograder" / HIDDEN_TESTS.parent, root / HIDDEN_TESTS.parent)
    submissions = {
        "ada": {"output_size": course_folder.solution("output_size") + TELLS_THE_TIME},
        "bob": {"output_size": WRONG},
        "cleo": {"pool2d": "import os\ndef pool2d(*arguments, **keywords):\n    os._exit(1)"},
        "dan": course_folder.NO_NOTEBOOK,
        "eve": {"output_size": "import cv2\n" + course_folder.solution("output_size")},
    }
    course_folder.make(root, submissions)
    course_folder.run(root, "grade", NAME, "--jobs", "1", code=1)  # dan's cannot be graded
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of the graded course."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


def _change(root: Path, old: str, new: str) -> None:
    path = root / HIDDEN_TESTS
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def _files(root: Path) -> dict[Path, str]:
    """Hashes of what a grading writes: records, graded notebooks; and of the gradebook."""
    paths = [root / "gradebook.db", *(root / "records").rglob("*"), *(root / "autograded").rglob("*")]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def _told_time(root: Path) -> str:
    text = (root / "autograded" / "ada" / NAME / f"{NAME}.ipynb").read_text()
    found = re.search(r"\d{19}", text)
    assert found, "the notebook does not print the time"
    return found.group()


def test_a_change_gives_the_grades_of_a_new_execution(course, tmp_path_factory):
    """Also in a dry run, which writes nothing; and nothing is executed."""
    forced = tmp_path_factory.mktemp("forced")
    shutil.copytree(course, forced, dirs_exist_ok=True, symlinks=True)
    for root in (course, forced):
        _change(root, EXPECTED, f"{EXPECTED} + 1")
    before, scores, time = _files(course), course_folder.scores(course), _told_time(course)

    announced = course_folder.run(course, "regrade", NAME, "--dry-run", code=1)
    assert _files(course) == before
    assert "ada" in announced
    assert "test_stride_rounds_down" in announced

    course_folder.run(course, "regrade", NAME, code=1)
    course_folder.run(forced, "grade", NAME, "--force", "--jobs", "1", code=1)
    assert course_folder.scores(course) == course_folder.scores(forced) != scores
    for student in ("ada", "bob", "cleo", "dan", "eve"):
        assert course_folder.verdicts(course, student) == course_folder.verdicts(forced, student)
    # The cause is found in the record too.
    (reason,) = course_folder.verdicts(course, "eve")[0].reasons
    assert reason.startswith("output_size is not defined. Cause: the cell output_size, which defines output_size, ")
    assert "No module named 'cv2'" in reason
    assert reason in " ".join(course_folder.run(course, "explain", NAME, "eve").split())
    assert _told_time(course) == time != _told_time(forced)

    # A second time there is nothing to do.
    before = _files(course)
    course_folder.run(course, "regrade", NAME, code=1)
    assert _files(course) == before


def test_a_dry_run_says_whose_last_grading_failed(course):
    failure.note(Course.load(course), NAME, "bob", "the disk was full")
    said = course_folder.run(course, "regrade", NAME, "--dry-run", "--students", "[ab]*")
    assert "ada: 19/19, as before" in said
    assert "bob: 17/19 is an old grade, the last grading failed; regraded: 17/19" in said


@pytest.mark.slow
def test_a_new_question_is_put_to_the_student(course):
    time, before = _told_time(course), course_folder.scores(course)
    _change(course, ASKED, "(9, 3, 8))")
    said = course_folder.run(course, "regrade", NAME, code=1)
    assert "new question" in said
    assert "stride=8" in said
    assert course_folder.scores(course) == before
    assert _told_time(course) != time


@pytest.mark.slow
def test_what_is_damaged_is_executed_again(course):
    records, graded = course / "records" / NAME, course / "autograded"
    damaged = {
        "ada": records / "ada" / answers_file.FILE,
        "bob": graded / "bob" / NAME / f"{NAME}.ipynb",
        "cleo": records / "cleo" / "record.json",
    }
    time, before = _told_time(course), {student: course_folder.verdicts(course, student) for student in damaged}
    for path in damaged.values():
        path.write_bytes(path.read_bytes()[:-20])
    said = course_folder.run(course, "regrade", NAME, code=1)
    for reason in (
        "the record is damaged",
        "the graded notebook in autograded/ is damaged",
        "the record cannot be read",
    ):
        assert reason in said
    assert {student: course_folder.verdicts(course, student) for student in damaged} == before
    assert _told_time(course) != time


def test_judging_from_the_record_alone_gives_what_replaying_gives(course, monkeypatch):
    """A submission of which no verdict changes is not even read."""
    for student in ("ada", "bob", "cleo", "eve"):
        record = GradingRecord.load(course, NAME, student)
        record.judged_by = dict.fromkeys(record.judged_by, "other hidden tests")
        record.save_without_answers(course)
    copy = course.with_name("copy")
    shutil.copytree(course, copy, symlinks=True)
    read, load = [], submission.load
    monkeypatch.setattr(submission, "load", lambda *which: read.append(which[2]) or load(*which))

    found = _regraded(course)
    assert read == ["dan"]  # there is no notebook
    monkeypatch.setattr(regrade, "_judged_again", lambda *which: None)
    assert _regraded(copy) == found


def _regraded(root: Path) -> dict[str, GradingRecord]:
    """What each record holds after regrading in this process, but for times."""
    course, process = Course.load(root), HiddenTestProcess()
    try:
        list(regrade.regrade(regrade.prepare_again(course, NAME, process, dry_run=False), course.students(NAME)))
    finally:
        process.close()
    records = {student: GradingRecord.load(root, NAME, student) for student in course.students(NAME)}
    for record in records.values():
        record.graded_at = ""
        for number, verdict in enumerate(record.verdicts):
            tests = tuple(msgspec.structs.replace(test, seconds=0.0) for test in verdict.tests)
            record.verdicts[number] = msgspec.structs.replace(verdict, tests=tests)
    return records
