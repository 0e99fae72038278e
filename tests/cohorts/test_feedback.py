"""`autograder feedback`: makes what is missing or older than the grade."""

import shutil
import zipfile
from datetime import datetime

import course_folder
import pytest
from course_folder import NAME

from autograder.cohorts import grade
from autograder.course import Course
from autograder.nbgrader_plugin import failure, feedback, gradebook


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course folder with two graded submissions that nobody has worked on, and their feedback."""
    root = tmp_path_factory.mktemp("feedback")
    course = course_folder.make(root, {})
    for student in ("ada", "jane [she]"):
        course_folder.hand_in(course, student, "no notebook")  # 0 points: nothing is executed
    course_folder.run(root, "grade", NAME, "--jobs", "1", code=1)
    assert "feedback: 2 made" in course_folder.run(root, "feedback", NAME)
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of it."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return Course.load(tmp_path)


def _score(course: Course, student: str) -> None:
    with gradebook.opened(course) as book:
        book.find_grade("explain_pooling", NAME, NAME, student).manual_score = 1.0
        book.db.commit()


def _comment(course: Course, student: str) -> None:
    with gradebook.opened(course) as book:
        book.find_comment("explain_pooling", NAME, NAME, student).manual_comment = "Read section 14.2."
        book.db.commit()


def _other_notebook(course: Course, student: str) -> None:
    path = course.folder("autograded", student, NAME) / f"{NAME}.ipynb"
    path.chmod(0o644)
    path.write_text(path.read_text() + "\n")


def _no_page(course: Course, student: str) -> None:
    shutil.rmtree(course.folder("feedback", student, NAME))


def test_what_is_not_older_than_the_grade_is_unchanged(course):
    assert "feedback: 2 unchanged" in course_folder.run(course.root, "feedback", NAME)
    assert "feedback: 1 made" in course_folder.run(course.root, "feedback", NAME, "--force", "--students", "jane [she]")


@pytest.mark.parametrize("change", [_score, _comment, _other_notebook, _no_page])
def test_what_is_older_than_the_grade_is_made_again(course, change):
    change(course, "jane [she]")
    said = course_folder.run(course.root, "grade", NAME, "--jobs", "1", code=1)
    assert ("Feedback of 1 student is older than the grade: autograder feedback" in said) == (change != _no_page)
    assert "feedback: 1 made, 1 unchanged" in course_folder.run(course.root, "feedback", NAME)
    assert feedback.is_current(course, NAME, "jane [she]")
    assert "older than the grade" not in course_folder.run(course.root, "grade", NAME, "--jobs", "1", code=1)


def test_what_is_older_than_the_grade_is_made_again_before_it_is_returned(course):
    _score(course, "jane [she]")
    _no_page(course, "ada")
    said = course_folder.run(course.root, "return", NAME, "--to", "openolat", "--unmarked")
    assert "feedback: 1 made;" in said
    assert "no feedback of ada" in said
    page = feedback.page_of(course, NAME, "jane [she]").read_bytes()
    with zipfile.ZipFile(course.root / "returned" / NAME / "openolat-feedback.zip") as archive:
        assert [archive.read(name) for name in archive.namelist()] == [page]
    assert feedback.is_current(course, NAME, "jane [she]")
    assert "feedback:" not in course_folder.run(course.root, "return", NAME, "--to", "openolat", "--unmarked")


def test_one_that_cannot_be_made_is_named_and_stops_no_other(course):
    _other_notebook(course, "ada")
    (course.folder("autograded", "ada", NAME) / f"{NAME}.ipynb").write_text("no notebook")
    _score(course, "jane [she]")
    said = course_folder.run(course.root, "feedback", NAME, code=1)
    assert "feedback: 1 failed, 1 made" in said
    assert f"{NAME}, no feedback for ada: " in said
    assert "Traceback" not in said


def test_without_a_grade_there_is_no_feedback(course):
    said = course_folder.run(course.root, "feedback", NAME, "--students", "nobody", code=1)
    assert f"first autograder grade {NAME}" in said


def test_feedback_of_an_earlier_submission_is_named(course):
    failure.note(course, NAME, "ada", "the disk is full")
    course_folder.hand_in(course, "jane [she]", "another one, and no notebook either")
    said = course_folder.run(course.root, "feedback", NAME)
    assert f"Feedback of 2 students is of an earlier submission (ada, jane [she]): autograder grade {NAME}" in said
    said = course_folder.run(course.root, "explain", NAME, "jane [she]")
    assert "A different submission was handed in since" in said


def test_a_time_that_the_gradebook_does_not_have_is_a_reason_to_grade_again(course):
    exercise = course.exercise(NAME)
    assert set(grade.unchanged(course, exercise, ["ada"])) == {"ada"}
    with gradebook.opened(course) as book:
        book.find_submission(NAME, "ada").timestamp = datetime(2026, 11, 20)
        book.db.commit()
    assert not grade.unchanged(course, exercise, ["ada"])


def test_a_misspelt_exercise_is_known_before_the_first_is_graded(course):
    said = course_folder.run(course.root, "grade", NAME, "misspelt", "--force", code=1)
    assert "there is no exercise 'misspelt'" in said
    assert "submission" not in said
