"""A submission is read whatever the folder holds."""

import nbformat

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.exercise import id_of
from autograder.submissions import submission


def test_a_line_break_in_the_name_of_a_file_does_not_break_the_reason(course, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((course.root / "nbgrader_config.py").read_text())
    exercise = course.exercise("convolution_by_hand")
    folder = tmp_path / "submitted" / "ada" / exercise.name
    folder.mkdir(parents=True)
    (folder / "my\nnotebook.ipynb").write_text("[]")
    found = submission.load(Course.load(tmp_path), exercise, "ada")
    assert found.problem
    assert not any("\n" in line for line in (found.problem, *found.repairs, *found.review))


def test_a_solution_in_a_script_beside_the_notebook_is_named(course, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((course.root / "nbgrader_config.py").read_text())
    exercise = course.exercise("convolution_by_hand")
    folder = tmp_path / "submitted" / "ada" / exercise.name
    folder.mkdir(parents=True)
    notebook = with_solutions(exercise, {})
    cell = next(each for each in notebook.cells if id_of(each) == "pool2d")
    (folder / "my_solution.py").write_text(cell.source)
    cell.source = next(each.source for each in exercise.released.cells if id_of(each) == "pool2d")
    nbformat.write(notebook, folder / f"{exercise.name}.ipynb")
    found = submission.load(Course.load(tmp_path), exercise, "ada")
    (line,) = found.review
    assert line.startswith("pool2d has no solution; look whether its solution is in what was handed in beside the ")
    assert line.endswith("my_solution.py (defines pool2d)")


def test_a_line_break_in_the_name_of_a_document_does_not_hide_which_answer_it_may_hold(course, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((course.root / "nbgrader_config.py").read_text())
    exercise = course.exercise("convolution_by_hand")
    folder = tmp_path / "submitted" / "ada" / exercise.name
    folder.mkdir(parents=True)
    (folder / "my\nanswers.pdf").write_bytes(b"%PDF-1.7")
    notebook = with_solutions(exercise, {})
    released = {id_of(cell): cell.source for cell in exercise.released.cells}
    next(cell for cell in notebook.cells if id_of(cell) == "explain_pooling").source = released["explain_pooling"]
    nbformat.write(notebook, folder / f"{exercise.name}.ipynb")
    found = submission.load(Course.load(tmp_path), exercise, "ada")
    assert "my answers.pdf" in " ".join(found.about)
    assert set(found.about) <= set(found.review)
    assert set(found.about.values()) == {"explain_pooling"}
