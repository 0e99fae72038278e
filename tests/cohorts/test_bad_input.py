"""Bad input, through `autograder grade` from start to end: one clear line each, everybody else graded."""

import shutil
import subprocess
import sys

import nbformat
import pytest
from course_folder import ROOT

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import gradebook

NAME = "convolution_by_hand"
DIES = "import os\nos._exit(1)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A course folder with one good and many bad submissions, graded by one command."""
    root = tmp_path_factory.mktemp("course")
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    shutil.copytree(ROOT / "source" / NAME, root / "source" / NAME)
    course = Course.load(root)
    for student, (filename, content) in _submissions(course).items():
        path = root / "submitted" / student / NAME / filename
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def _submissions(course: Course) -> dict[str, tuple[str, str | bytes]]:
    exercise = course.exercise(NAME)
    good = nbformat.writes(with_solutions(exercise, {}))
    dying = nbformat.writes(with_solutions(exercise, {"pool2d": DIES}))
    other = nbformat.writes(course_notebook("print('another exercise')"))
    cells = nbformat.reads(good, as_version=4)
    cells.cells = [cell for cell in cells.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    return {
        "good": (f"{NAME}.ipynb", good),
        "kernel_dies": (f"{NAME}.ipynb", dying),
        "no_json": (f"{NAME}.ipynb", "<html>please log in</html>"),
        "empty": (f"{NAME}.ipynb", ""),
        "renamed": ("Homework 1.ipynb", good),
        "other_exercise": (f"{NAME}.ipynb", other),
        "graded_cells_lost": (f"{NAME}.ipynb", nbformat.writes(cells)),
        "no_notebook": ("notes.txt", "I forgot the notebook"),
    }


def course_notebook(code: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])


def _autograder(root, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "autograder", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module")
def graded(folder):
    return _autograder(folder, "grade", NAME)


NOTHING = ["no_json", "empty", "other_exercise", "no_notebook"]


def test_the_exit_code_says_that_something_could_not_be_graded(graded):
    assert graded.returncode == 1, graded.stderr


@pytest.mark.parametrize("student", NOTHING)
def test_one_line_names_the_student_and_what_to_do(graded, student):
    lines = [line for line in graded.stderr.splitlines() if f" {student}: " in line]
    assert len(lines) == 1, graded.stderr
    assert "ask the student" in lines[0]


@pytest.mark.parametrize("student", NOTHING)
def test_what_cannot_be_graded_has_no_points_and_a_reason_in_the_record(folder, graded, student):
    record = GradingRecord.load(folder, NAME, student)
    assert record.score == 0
    assert record.problem
    assert gradebook.score_of(Course.load(folder), NAME, student) == 0


@pytest.mark.parametrize("student", ["good", "renamed", "graded_cells_lost"])
def test_what_can_be_repaired_gets_full_points(folder, graded, student):
    record = GradingRecord.load(folder, NAME, student)
    assert record.score == record.maximum
    assert gradebook.score_of(Course.load(folder), NAME, student) == record.maximum
    assert bool(record.repairs) == (student != "good")


def test_a_kernel_that_dies_costs_its_own_task_only(folder, graded):
    record = GradingRecord.load(folder, NAME, "kernel_dies")
    lost = {verdict.grade_id for verdict in record.verdicts if verdict.score < verdict.maximum}
    assert lost == {"check_pool2d"}
    assert any("died" in cell["problem"] for cell in record.cells)


def test_explain_says_why(folder, graded):
    said = _autograder(folder, "explain", NAME, "no_json")
    assert said.returncode == 0
    assert "no valid JSON" in " ".join(said.stdout.split())


def test_a_second_run_grades_nothing_twice_and_gives_the_same_scores(folder, graded):
    before = {s: GradingRecord.load(folder, NAME, s).graded_at for s in ("good", "no_json")}
    again = _autograder(folder, "grade", NAME)
    assert again.returncode == 1
    assert before == {s: GradingRecord.load(folder, NAME, s).graded_at for s in before}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grade", "no_such_exercise"), "the exercises are: convolution_by_hand"),
        (("grade", NAME, "--students", "nobody*"), "nothing to grade"),
        (("explain", NAME, "nobody"), "grade first"),
    ],
)
def test_a_mistaken_command_says_what_to_do(folder, graded, arguments, said):
    result = _autograder(folder, *arguments)
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_an_empty_submitted_folder_is_said(tmp_path):
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    shutil.copytree(ROOT / "source" / NAME, tmp_path / "source" / NAME)
    (tmp_path / "submitted").mkdir()
    result = _autograder(tmp_path, "grade", NAME)
    assert result.returncode == 1
    assert "no submission in submitted/" in result.stderr


def test_a_failed_run_leaves_the_old_grade(folder, graded, monkeypatch):
    course = Course.load(folder)
    before = gradebook.score_of(course, NAME, "good")
    record = (folder / "records" / NAME / "good" / "record.json").read_text()

    def fail(*_):
        raise gradebook.ConverterFailed("no space left on device")

    from autograder.cohorts import grade as cohort

    monkeypatch.setattr(cohort.gradebook, "autograde", fail)
    result = next(cohort.grade(course, course.exercise(NAME), ["good"]))
    assert result.status == "failed"
    assert "no space left" in result.problem
    assert gradebook.score_of(course, NAME, "good") == before
    assert (folder / "records" / NAME / "good" / "record.json").read_text() == record
    assert (folder / "autograded" / "good" / NAME / f"{NAME}.ipynb").exists()
