"""Bad input, through `autograder grade` from start to end: one clear line each, everybody else graded."""

from contextlib import chdir
from pathlib import Path

import course_folder
import nbformat
import pytest
from click.testing import CliRunner, Result
from course_folder import NAME
from nbformat import NotebookNode

from autograder.cli import main
from autograder.course import Course
from autograder.grading.record import FORMAT, GradingRecord
from autograder.log import LOG
from autograder.nbgrader_plugin import gradebook
from autograder.nbgrader_plugin.autograde import WriteGraded

OTHER = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print('another exercise')")])


def _renamed(folder: Path, reference: NotebookNode) -> None:
    nbformat.write(reference, folder / "Homework 1.ipynb")


def _graded_cells_lost(folder: Path, reference: NotebookNode) -> None:
    reference.cells = [cell for cell in reference.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    nbformat.write(reference, folder / f"{NAME}.ipynb")


def _no_notebook(folder: Path, _: NotebookNode) -> None:
    (folder / "notes.txt").write_text("I forgot the notebook")


LINE_BREAK = "ada\nbob"  # nbgrader finds no such folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with one good and many bad submissions."""
    root = tmp_path_factory.mktemp("course")
    submissions = {
        "good": {},
        "kernel_dies": {"pool2d": "import os\nos._exit(1)"},
        "no_json": "<html>please log in</html>",
        "empty": "",
        "renamed": _renamed,
        "other_exercise": nbformat.writes(OTHER),
        "graded_cells_lost": _graded_cells_lost,
        "no_notebook": _no_notebook,
        LINE_BREAK: "",
    }
    course_folder.make(root, submissions)
    return root


def _autograder(root: Path, *arguments: str) -> Result:
    """Run a command in this process."""
    with chdir(root):
        return CliRunner(env={"COLUMNS": "200"}).invoke(main, arguments)


@pytest.fixture(scope="module")
def graded(folder: Path) -> Result:
    return _autograder(folder, "grade", NAME, "--jobs", "1")


def test_an_id_that_nbgrader_cannot_have_is_named_in_one_line(graded):
    (line,) = [line for line in graded.stderr.splitlines() if "ada" in line]
    assert r"ada\nbob: the name of the student's folder has a line break: rename the folder" in line


NOTHING = ["no_json", "empty", "other_exercise", "no_notebook"]


def test_the_exit_code_says_that_something_could_not_be_graded(graded):
    assert graded.exit_code == 1, graded.stderr


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
    assert bool(record.repairs or record.review) == (student != "good")


def test_a_kernel_that_dies_costs_its_own_task_only(folder, graded):
    record = GradingRecord.load(folder, NAME, "kernel_dies")
    lost = {verdict.grade_id for verdict in record.verdicts if verdict.score < verdict.maximum}
    assert lost == {"check_pool2d"}
    assert any("died" in run.problem for run in record.cells)


def test_explain_says_why(folder, graded):
    said = _autograder(folder, "explain", NAME, "no_json")
    assert said.exit_code == 0
    assert "is a web page, not a notebook" in " ".join(said.stdout.split())


def test_a_second_run_grades_nothing_twice_and_gives_the_same_scores(folder, graded):
    before = {s: GradingRecord.load(folder, NAME, s).graded_at for s in ("good", "no_json")}
    again = _autograder(folder, "grade", NAME, "--jobs", "1")
    assert again.exit_code == 1
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
    assert result.exit_code == 1
    assert said in result.stderr
    assert isinstance(result.exception, SystemExit), "it ended with a traceback"


def test_an_empty_submitted_folder_is_reported(tmp_path):
    course_folder.make(tmp_path, {})
    (tmp_path / "submitted").mkdir()
    result = _autograder(tmp_path, "grade", NAME)
    assert result.exit_code == 1
    assert "no submission in submitted/" in result.stderr


def test_a_failed_run_leaves_the_old_grade(folder, graded, monkeypatch):
    course = Course.load(folder)
    before = gradebook.score_of(course, NAME, "good")
    record = (folder / "records" / NAME / "good" / "record.json").read_text()

    def fail(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(WriteGraded, "write_single_notebook", fail)
    result = _autograder(folder, "grade", NAME, "--jobs", "1", "--force", "--students", "good")
    assert result.exit_code == 1
    assert "good: OSError: no space left on device" in result.stderr
    assert str(LOG) in result.stderr
    assert "Traceback (most recent call last)" in (folder / LOG).read_text()
    assert gradebook.score_of(course, NAME, "good") == before
    assert (folder / "records" / NAME / "good" / "record.json").read_text() == record
    assert (folder / "autograded" / "good" / NAME / f"{NAME}.ipynb").exists()


def test_the_report_names_a_record_that_it_cannot_read_and_shows_the_others(folder, graded):
    path = folder / "records" / NAME / "renamed" / "record.json"
    text = path.read_text()
    path.write_text(text.replace(f'"format": {FORMAT}', '"format": 3'))
    try:
        result = _autograder(folder, "report", NAME)
    finally:
        path.write_text(text)
    assert result.exit_code == 0
    assert "renamed is left out: the record is of another version of the autograder" in result.stderr
    assert "kernel_dies" in result.stdout
