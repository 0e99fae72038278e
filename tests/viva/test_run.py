"""`autograder viva`: questions on a student's own code; the lecturer's side says what did happen."""

import html
import re

import course_folder
import nbformat
import pytest
from course_folder import NAME

from autograder.exercise import id_of

OWN = """def receptive_field(layers):
    # my own way <b>
    seen, between = 1, 1
    for window, stride in layers:
        seen = seen + (window - 1) * between
        between = between * stride
    return seen"""


def _untouched(folder, notebook):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = "raise NotImplementedError"
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


def _only_one(folder, notebook):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code" and id_of(cell) != "conv2d":
            cell.source = "raise NotImplementedError"
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    course_folder.make(
        root,
        {
            "ada": {"receptive_field": OWN},
            "bob": _only_one,
            "cleo": _untouched,
            "dan": {"pool2d": "%%time\ndef pool2d(*arguments): return 0", "conv2d": "("},
        },
    )
    course_folder.run(root, "grade", NAME, "--jobs", "1")
    return root


def _page(root, student: str) -> str:
    return (root / "viva" / NAME / f"{student}.html").read_text()


@pytest.mark.slow
def test_five_questions_of_several_tasks_and_what_did_happen(root):
    said = course_folder.run(root, "viva", NAME, "ada")
    assert "ada: 5 questions" in said and f"viva/{NAME}/ada.html" in said
    page = _page(root, "ada")
    front, back = page.split('<section class="side')[1:]
    headings = re.findall(r"<h2>\d\. (.*?)</h2>", front)
    assert len(headings) == 5 == len(set(headings))
    assert front.count('class="new"') + front.count('class="old"') >= 5
    assert "costs" in back and "costs" not in front
    assert "hidden test" in back and "hidden test" not in front
    assert len(re.findall(r"<dt>", back)) >= 5
    assert "<script" not in page and "http" not in page.replace("http://www.w3.org", "")


@pytest.mark.slow
def test_the_questions_stay_the_same_until_another_number_is_given(root):
    course_folder.run(root, "viva", NAME, "ada")
    first = _page(root, "ada")
    course_folder.run(root, "viva", NAME, "ada")
    assert _page(root, "ada") == first
    course_folder.run(root, "viva", NAME, "ada", "--seed", "2")
    assert _page(root, "ada") != first


@pytest.mark.slow
def test_a_cohort_has_a_page_with_all_sheets(root):
    said = course_folder.run(root, "viva", NAME, "--students", "*", "--jobs", "2")
    page = (root / "viva" / f"{NAME}.html").read_text()
    assert page.count('class="side questions"') == 4
    assert "No task is solved" in _page(root, "cleo")
    one = html.unescape(_page(root, "bob"))
    assert 2 <= len(re.findall(r"<h2>\d\. ", one.split('class="side answers"')[0])) <= 5
    assert "def conv2d" in one and "def pool2d" not in one
    assert f"viva/{NAME}.html" in said


def test_what_is_wrong_is_said(root):
    assert "no grading record of nobody" in course_folder.run(root, "viva", NAME, "nobody", code=1)
    assert "name one STUDENT" in course_folder.run(root, "viva", NAME, code=2)


@pytest.mark.slow
def test_sheets_are_deleted_with_the_student(root):
    course_folder.run(root, "viva", NAME, "--students", "bob")
    course_folder.run(root, "forget", "bob", "--yes")
    assert not (root / "viva" / NAME / "bob.html").exists()
    assert not list((root / "viva").glob("*.html"))
