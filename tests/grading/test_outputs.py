"""What the graded notebook shows of a submission's texts, and what a person is told of them."""

import base64

import nbformat
import pytest
from course_folder import NAME, ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.course import Course
from autograder.exercise import id_of
from autograder.grading import outputs
from autograder.grading.record import GradingRecord
from autograder.submissions.submission import of_notebook

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
PNG = base64.b64decode(PIXEL)
ATTACHED = {"a.png": {"image/png": PIXEL}}


@pytest.fixture(scope="module")
def exercise():
    return Course.load(ROOT).exercise(NAME)


def written(exercise, answer=None, own=None, **files):
    """The graded notebook of a submission with this answer, or with a text of the student's own below it."""
    notebook = nbformat.from_dict(exercise.released)
    index = next(i for i, cell in enumerate(notebook.cells) if id_of(cell) == "explain_pooling")
    notebook.cells[index].update(answer or {})
    notebook.cells[index + 1 : index + 1] = [own] if own else []
    submission = of_notebook(notebook, exercise)
    record = GradingRecord(exercise=NAME, student="ada")
    outputs.write(submission.notebook, exercise, record, {name.replace("_", "."): data for name, data in files.items()})
    return {id_of(cell) or cell.id: cell for cell in submission.notebook.cells}, record.review


def test_an_answer_gets_its_pictures_as_attachments(exercise):
    cells, review = written(exercise, {"source": "![](a.png)"}, a_png=PNG)
    assert cells["explain_pooling"].source == "![](attachment:picture-1.png)"
    (bundle,) = cells["explain_pooling"].attachments.values()
    assert base64.b64decode(bundle["image/png"]) == PNG
    assert review == []


def test_an_answer_of_an_attachment_alone_is_another_text_than_the_released_one(exercise):
    """So nbgrader asks the instructor to grade it."""
    cells, _ = written(exercise, {"attachments": ATTACHED})
    assert cells["explain_pooling"].source.endswith("![a.png](attachment:picture-1.png)")


def test_an_answer_that_is_not_there_stays_the_released_text(exercise):
    cells, review = written(exercise)
    assert cells["explain_pooling"].source == "*Your answer here.*"
    assert review == []


@pytest.mark.parametrize("source", ["![](attachment:a.png)", ""])
def test_a_text_of_the_students_own_keeps_its_attachments(exercise, source):
    cells, review = written(exercise, own=new_markdown_cell(source, attachments=ATTACHED))
    assert "attachment:picture-1.png" in cells["own-0"].source
    assert review == []


def test_a_missing_picture_is_named_with_the_place(exercise):
    _, review = written(exercise, {"source": "![](gone.png)"})
    assert review == [
        "explain_pooling: the picture gone.png is not shown, because it was not handed in: ask the student for it"
    ]
    _, review = written(exercise, own=new_markdown_cell("![](gone.png)"))
    assert any(line.startswith("a text of the student's own below explain_pooling: the picture") for line in review)


def test_a_picture_that_nothing_names_is_for_a_person(exercise):
    _, review = written(exercise, {"source": "see my photograph"}, photo_heic=b"x")
    assert review == ["no text and no code names photo.heic: see in what was handed in whether it belongs to an answer"]


def test_half_a_surrogate_pair_does_not_keep_the_notebook_from_being_written(exercise, tmp_path):
    notebook = nbformat.from_dict(exercise.released)
    notebook.cells.append(new_code_cell("f()", outputs=[new_output("stream", text="a\ud800b")]))
    record = GradingRecord(exercise.name, "ada", status="ungradable", problem="the notebooks there: \udcff.ipynb")
    outputs.write(notebook, exercise, record, {})
    nbformat.write(notebook, tmp_path / "graded.ipynb")
    assert nbformat.read(tmp_path / "graded.ipynb", as_version=4).cells[-1].outputs[0].text == "a?b"
