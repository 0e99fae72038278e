"""What `autograder build` makes of a source notebook: a solution is executed only if its code has changed."""

import course_folder
import nbformat
import pytest
from course_folder import NAME

from autograder.authoring import build
from autograder.course import Course


def _source(text: str, code: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(text, id="title"), nbformat.v4.new_code_cell(code, id="code")]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.fixture
def built(tmp_path):
    """A course folder with a solution, whose output does not come from its code."""
    course = course_folder.make(tmp_path, {}, source=_source("# One", "print(1)"))
    path = build.solution_path(course, course.exercise(NAME))
    solution = build.solution_version(course.exercise(NAME))
    solution.cells[1].outputs = [nbformat.v4.new_output("stream", text="kept\n")]
    build.write(path, build.as_text(solution))
    return tmp_path


def _build(root, text: str, code: str, **keywords: bool) -> nbformat.NotebookNode:
    nbformat.write(_source(text, code), root / "source" / NAME / f"{NAME}.ipynb")
    course = Course.load(root)
    exercise = course.exercise(NAME)
    path = build.build_solution(course, exercise, **keywords)
    assert not [stale for stale in build.stale(course, exercise) if stale.path == path]
    return build.read(path)


def test_a_changed_text_keeps_the_outputs(built):
    solution = _build(built, "# Another one", "print(1)")
    assert solution.cells[0].source == "# Another one"
    assert solution.cells[1].outputs[0].text == "kept\n"


def test_changed_code_is_executed(built):
    assert _build(built, "# One", "print(2)").cells[1].outputs[0].text == "2\n"


def test_it_is_executed_anyway_if_that_is_asked_for(built):
    assert _build(built, "# One", "print(1)", execute=True).cells[1].outputs[0].text == "1\n"
