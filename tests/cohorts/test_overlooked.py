"""What lies in submitted/ and is not graded is named."""

import course_folder
import pytest
from course_folder import NAME

from autograder.cohorts import grade as grading
from autograder.cohorts.overlooked import overlooked
from autograder.errors import CourseError
from autograder.nbgrader_plugin import gradebook


def _said(course) -> list[str]:
    return overlooked(course, course.exercise(NAME))


@pytest.mark.parametrize(
    "name", ["Convolution_by_hand", "convolution_by_hand ", "convolution-by-hand", "convolution_by_hand (1)"]
)
def test_a_folder_of_almost_the_right_name_is_named(tmp_path, name):
    course = course_folder.make(tmp_path, {})
    (tmp_path / "submitted" / "jane" / name).mkdir(parents=True)
    assert _said(course) == [f"submitted/jane/{name} is not graded: is it {NAME}? Then rename the folder"]
    with pytest.raises(CourseError, match="Then rename the folder"):
        grading.select(course, NAME)


def test_a_second_folder_beside_the_right_one_is_named(tmp_path):
    course = course_folder.make(tmp_path, {"jane": {}})
    (tmp_path / "submitted" / "jane" / NAME.upper()).mkdir()
    assert _said(course) == [
        f"submitted/jane/{NAME.upper()} is not graded, but {NAME}/ beside it: is that the right one?"
    ]


def test_a_notebook_outside_of_the_folder_of_the_exercise_is_named(tmp_path):
    course = course_folder.make(tmp_path, {})
    (tmp_path / "submitted" / "jane").mkdir(parents=True)
    (tmp_path / "submitted" / "jane" / f"{NAME}.ipynb").touch()
    (tmp_path / "submitted" / f"{NAME}.ipynb").touch()
    (tmp_path / "submitted" / "jane" / "mnist_convnet").mkdir()  # another exercise, not this one's matter
    assert _said(course) == [
        f"submitted/{NAME}.ipynb is not graded: put it into submitted/STUDENT/{NAME}/",
        f"submitted/jane/{NAME}.ipynb is not graded: put it into submitted/jane/{NAME}/",
    ]


def test_a_grade_without_a_submission_is_named(tmp_path):
    course = course_folder.make(tmp_path, {"bob": {}})
    gradebook.register(course, course.exercise(NAME))
    with gradebook.opened(course) as book:
        for student in ("ada", "bob", "never graded"):
            book.update_or_create_student(student)
            book.update_or_create_submission(NAME, student)
        for grade in book.find_submission_notebook(NAME, NAME, "ada").grades:
            grade.auto_score = 1.0
        book.db.commit()
    (line,) = _said(course)
    assert line.startswith("the gradebook still has 10 points for ada, but submitted/ada/")
