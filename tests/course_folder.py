"""Small cohorts in course folders of their own, and what the gradebook and the records say of them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import nbformat

from autograder.authoring.variants import with_solutions
from autograder.course import Course, id_of
from autograder.grading.record import GradingRecord

ROOT = Path(__file__).resolve().parents[1]
NAME = "convolution_by_hand"
NO_NOTEBOOK = "no notebook"
HIDDEN_TESTS = "hidden_tests"


def make(root: Path, submissions: Mapping[str, Mapping[str, str] | str]) -> None:
    """A course folder with one exercise.

    Args:
        submissions: for each student the cells that replace those of the reference solution, or the text of a file.
    """
    shutil.copytree(ROOT / "source" / NAME, root / "source" / NAME)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    exercise = Course.load(root).exercise(NAME)
    for student, cells in submissions.items():
        path = root / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        if isinstance(cells, str):
            path.write_text(cells)
        else:
            nbformat.write(with_solutions(exercise, cells), path)


def solution(grade_id: str) -> str:
    """The reference solution of one task."""
    notebook = with_solutions(Course.load(ROOT).exercise(NAME), {})
    return next(cell.source for cell in notebook.cells if id_of(cell) == grade_id)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "autograder", *arguments]


def environment(root: Path) -> dict[str, str]:
    """Hidden tests that lie in the course folder take the place of this repository's."""
    own = {"AUTOGRADER_HIDDEN_TESTS": str(root / HIDDEN_TESTS)} if (root / HIDDEN_TESTS).exists() else {}
    return os.environ | own | {"COLUMNS": "200", "NO_COLOR": "1"}


def run(root: Path, *arguments: str, code: int = 0) -> str:
    """Run `autograder` there; returns what it said."""
    result = subprocess.run(
        command(*arguments), cwd=root, env=environment(root), capture_output=True, text=True, timeout=400
    )
    said = result.stdout + result.stderr
    assert result.returncode == code, said
    return said


def scores(root: Path) -> set[tuple[str, str, float]]:
    """Student, graded cell and points, as they stand in nbgrader's gradebook."""
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return set(
            gradebook.execute(
                "select assignment.student_id, cell.name, grade.auto_score from grade"
                " join base_cell cell on cell.id = grade.cell_id"
                " join submitted_notebook notebook on notebook.id = grade.notebook_id"
                " join submitted_assignment assignment on assignment.id = notebook.assignment_id"
            )
        )


def verdicts(root: Path, student: str) -> list:
    """All verdicts of a grading record, without how long they took."""
    found = GradingRecord.load(root, NAME, student).verdicts
    return [replace(each, tests=tuple(replace(test, seconds=0) for test in each.tests)) for each in found]
