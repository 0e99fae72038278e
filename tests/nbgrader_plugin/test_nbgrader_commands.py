"""nbgrader's own commands, as an instructor types them, from the source notebook to the exported grades."""

import asyncio
import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import course_folder
import nbformat
import pytest
from course_folder import NAME, ROOT
from nbgrader.apps.api import NbGraderAPI

from autograder.authoring import build
from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.log import LOG
from autograder.nbgrader_plugin import feedback, gradebook

JANE = "doe, jane [she] "


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder in which nbgrader's commands run one after the other; names hold what it takes for patterns."""
    root = tmp_path_factory.mktemp("courses") / "[DLNLP] cöurse {x} 'y' 100%"
    root.mkdir()
    wrong = next(variant for variant in variants_of(ROOT, NAME) if variant.is_wrong)
    course_folder.make(root, {"ada": {}, "bob": wrong.cells, "carl": "{ this is no notebook", JANE: {}})
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        _nbgrader(root, command, NAME)
    _nbgrader(root, "export")
    return root


def _nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr[-3000:]
    return result


def _exported(root: Path) -> dict[str, float]:
    """The scores that `nbgrader export` wrote."""
    with (root / "grades.csv").open() as file:
        return {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}


def test_generate_assignment_makes_what_build_makes(folder):
    course = Course.load(folder)
    exercise = course.exercise(NAME)
    by_nbgrader = nbformat.read(build.release_path(course, exercise), as_version=4)
    assert build.as_text(by_nbgrader) == build.as_text(exercise.released)


def test_autograde_gives_the_points_of_the_hidden_tests(folder):
    automatic = sum(Course.load(folder).exercise(NAME).graded_cells.values())
    scores = _exported(folder)
    assert scores["ada"] == automatic
    assert 0 < scores["bob"] < automatic
    assert scores["carl"] == 0
    assert scores[JANE] == automatic  # the comma in her id is quoted


def test_autograde_and_the_cohort_command_give_the_same_grades(folder):
    before = course_folder.scores(folder)
    course_folder.run(folder, "grade", NAME, "--force", "--jobs", "1", code=1)  # carl's cannot be graded
    assert course_folder.scores(folder) == before


def test_the_formgraders_button_gives_the_same_grades(folder, monkeypatch):
    async def press() -> dict:  # Jupyter's event loop is running when a handler calls nbgrader
        course = Course.load(folder)
        api = NbGraderAPI(course.directory(), config=course.config)
        return api.autograde(NAME, "bob", force=True)

    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    before = course_folder.scores(folder)
    result = asyncio.run(press())
    assert result["success"], result
    assert course_folder.scores(folder) == before


def test_a_second_command_on_the_course_is_told_so(folder, monkeypatch):
    course = Course.load(folder)
    before = course_folder.scores(folder)
    with course.locked():
        result = NbGraderAPI(course.directory(), config=course.config).autograde(NAME, "bob", force=True)
        said = course_folder.run(folder, "grade", NAME, code=1)
    assert not result["success"]
    assert "another command is working on" in result["log"]
    assert "another command is working on" in said
    assert course_folder.scores(folder) == before


def test_feedback_gives_reasons_and_no_hidden_knowledge(folder):
    page = (folder / "feedback" / "bob" / NAME / f"{NAME}.html").read_text()
    assert "points" in page
    assert "Likely cause" in page or "expected" in page
    for secret in ("Marking scheme", "BEGIN SOLUTION", "autograder/hidden_tests", "Traceback (most recent"):
        assert secret not in page


def test_feedback_holds_nothing_but_the_page(folder):
    assert {path.name for path in (folder / "feedback" / JANE / NAME).iterdir()} == {f"{NAME}.html"}


def test_feedback_that_is_older_than_the_grade_is_made_again_without_force(folder):
    course = Course.load(folder)
    pages = {student: feedback.page_of(course, NAME, student) for student in ("ada", "bob")}
    before = {student: page.stat().st_mtime_ns for student, page in pages.items()}
    with gradebook.opened(course) as book:
        book.find_comment("explain_pooling", NAME, NAME, "bob").manual_comment = "Think of several windows."
        book.db.commit()
    said = _nbgrader(folder, "generate_feedback", NAME).stderr
    assert "not recognized" not in said
    assert {name for name, page in pages.items() if page.stat().st_mtime_ns != before[name]} == {"bob"}
    assert "Think of several windows." in pages["bob"].read_text()


@pytest.mark.slow
def test_a_time_that_is_taken_away_is_forgotten_by_nbgraders_autograde(folder):
    course = Course.load(folder)
    time = course.folder("submitted", JANE, NAME) / "timestamp.txt"
    for text, known in (("2026-11-27 10:00 UTC", True), ("", False)):
        time.write_text(text)
        _nbgrader(folder, "autograde", NAME, "--force", "--student=doe*")
        with gradebook.opened(course) as book:
            assert (book.find_submission(NAME, JANE).timestamp is not None) == known


def test_the_instructor_sees_the_marking_scheme(folder):
    graded = (folder / "autograded" / "ada" / NAME / f"{NAME}.ipynb").read_text()
    assert "Marking scheme" in graded


@pytest.mark.parametrize(
    ("solved", "said"), [(True, "Success!"), pytest.param(False, "VALIDATION FAILED", marks=pytest.mark.slow)]
)
def test_validate_tells_a_student_how_it_stands(folder, tmp_path, solved, said):
    exercise = Course.load(folder).exercise(NAME)
    path = tmp_path / f"{NAME}.ipynb"
    nbformat.write(with_solutions(exercise, {}) if solved else exercise.released, path)
    shutil.copyfile(ROOT / "release" / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    result = _nbgrader(tmp_path, "validate", str(path))
    assert said in result.stdout


def test_a_failed_grading_flags_the_old_grade(folder, monkeypatch):
    def crash(*_: object) -> None:
        raise OSError("no space left on device")

    course = Course.load(folder)
    monkeypatch.setattr(Grader, "grade", crash)
    result = NbGraderAPI(course.directory(), config=course.config).autograde(NAME, "ada", force=True)
    assert not result["success"]
    with gradebook.opened(course) as book:
        (notebook,) = book.find_submission(NAME, "ada").notebooks
        assert all(grade.needs_manual_grade for grade in notebook.grades)
    assert "in crash" in (folder / LOG).read_text()
