"""What is written below the cells can be written to a file, whatever a kernel has sent."""

import nbformat
from nbformat.v4 import new_code_cell, new_output

from autograder.grading import outputs
from autograder.grading.record import GradingRecord


def test_half_a_surrogate_pair_does_not_keep_the_notebook_from_being_written(course, tmp_path):
    exercise = course.exercise("convolution_by_hand")
    notebook = nbformat.from_dict(exercise.released)
    notebook.cells.append(new_code_cell("f()", outputs=[new_output("stream", text="a\ud800b")]))
    record = GradingRecord(exercise.name, "ada", status="ungradable", problem="the notebooks there: \udcff.ipynb")
    outputs.write(notebook, exercise, record)
    nbformat.write(notebook, tmp_path / "graded.ipynb")
    assert nbformat.read(tmp_path / "graded.ipynb", as_version=4).cells[-1].outputs[0].text == "a?b"
