"""The start page agrees with the exercises, and runs."""

import re

import pytest
from course_folder import ROOT
from nbclient import NotebookClient

from autograder.authoring import build
from autograder.course import Course

COURSE = Course.load(ROOT)
PAGE = ROOT / "source" / "00_start_here.ipynb"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[str]]:
    """The columns of the table of exercises, by exercise."""
    text = next(cell.source for cell in build.read(PAGE).cells if cell.id == "order")
    found = re.findall(r"^\| \[(.+?)\]\((\w+)/\2\.ipynb\) \| (.+) \|$", text, re.MULTILINE)
    return {name: [title, *rest.split(" | ")] for title, name, rest in found}


def test_all_exercises_are_there_in_their_order(rows):
    titles = [COURSE.exercise(name).title for name in rows]
    assert [row[0] for row in rows.values()] == titles == sorted(titles)
    assert set(rows) == set(COURSE.exercises)


def test_points_are_those_of_the_exercises(rows):
    for name, row in rows.items():
        exercise = COURSE.exercise(name)
        points = sum(exercise.graded_cells.values()) + sum(exercise.manual_cells.values())
        assert float(row[1]) == points, name


def test_the_release_has_it():
    ((path, text),) = build.pages(COURSE)
    assert path == ROOT / "release" / PAGE.name
    assert path.read_text() == text, "autograder build"


def test_it_runs():
    notebook = build.read(PAGE)
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute(cwd=str(ROOT / "release"))
    outputs = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))
    assert "ok  two plus two = 4" in outputs
