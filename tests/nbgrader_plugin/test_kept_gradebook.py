"""A gradebook that is kept open: between two openings it is as if it were closed."""

import shutil
import sqlite3
from contextlib import closing, suppress

import course_folder
import pytest
from course_folder import NAME
from nbgrader.api import Gradebook
from nbgrader.preprocessors import saveautogrades

from autograder.nbgrader_plugin import gradebook, kept_gradebook, steps


@pytest.fixture(scope="module")
def with_exercise(tmp_path_factory):
    """A course whose gradebook has the exercise."""
    course = course_folder.make(tmp_path_factory.mktemp("course"), {})
    gradebook.register(course, course.exercise(NAME))
    return course


@pytest.fixture
def course(with_exercise):
    """The same with one student, ada, who is alone."""
    with gradebook.opened(with_exercise) as book:
        for student in book.students:
            book.remove_student(student.id)
        book.add_student("ada")
    return with_exercise


def _names(course) -> list[str]:
    with gradebook.opened(course) as book:
        return [student.id for student in book.students]


def _others_write(course, command: str) -> None:
    with closing(sqlite3.connect(course.root / "gradebook.db", timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute(command)
        other.commit()


def test_the_engine_is_the_same_and_the_session_is_not(course):
    with steps.kept():
        with gradebook.opened(course) as first:
            ada = first.find_student("ada")
        with gradebook.opened(course) as second:
            assert second.engine is first.engine
            assert second.find_student("ada") is not ada


def test_others_may_lock_it_and_what_they_write_is_seen(course):
    with steps.kept():
        assert _names(course) == ["ada"]
        with gradebook.opened(course) as book:
            book.add_student("bob")
        _others_write(course, "UPDATE student SET id = 'carl' WHERE id = 'bob'")
        assert _names(course) == ["ada", "carl"]
    _others_write(course, "DELETE FROM student WHERE id = 'carl'")


def test_another_file_in_its_place_is_read(course, tmp_path):
    path = course.root / "gradebook.db"
    backup = shutil.copy(path, tmp_path / "backup.db")
    with steps.kept():
        with gradebook.opened(course) as book:
            book.add_student("bob")
        shutil.move(backup, path)
        assert _names(course) == ["ada"]


def test_nothing_is_kept_afterwards(course):
    with steps.kept():
        with steps.kept():
            _names(course)
        assert kept_gradebook.is_open(course.db_url)
        assert saveautogrades.Gradebook is not Gradebook
    assert not kept_gradebook.is_open(course.db_url)
    assert saveautogrades.Gradebook is Gradebook
    assert _names(course) == ["ada"]


def test_what_a_step_changes_is_saved_at_its_end(course):
    with steps.kept():
        with saveautogrades.Gradebook(course.db_url) as book:
            book.add_student("bob")
            assert book.find_student("bob").id == "bob"
            with closing(sqlite3.connect(course.root / "gradebook.db")) as other:
                assert other.execute("SELECT id FROM student").fetchall() == [("ada",)]
        assert _names(course) == ["ada", "bob"]


def test_a_step_that_fails_changes_nothing_and_leaves_no_lock(course):
    with steps.kept():
        with suppress(KeyboardInterrupt), saveautogrades.Gradebook(course.db_url) as book:
            book.add_student("bob")
            raise KeyboardInterrupt
        _others_write(course, "UPDATE student SET first_name = 'Ada'")
        assert _names(course) == ["ada"]


def test_what_the_gradebook_does_not_have_is_missing_as_in_nbgraders(course):
    with steps.kept(), saveautogrades.Gradebook(course.db_url) as book, Gradebook(course.db_url) as own:
        for find, arguments in (
            ("find_source_cell", ("nothing", NAME, NAME)),
            ("find_graded_cell", ("nothing", NAME, NAME)),
            ("find_grade", ("nothing", NAME, NAME, "ada")),
            ("find_comment", ("nothing", NAME, NAME, "ada")),
        ):
            said = []
            for each in (book, own):
                with pytest.raises(Exception, match="No such") as error:
                    getattr(each, find)(*arguments)
                said.append(repr(error.value))
            assert said[0] == said[1]
