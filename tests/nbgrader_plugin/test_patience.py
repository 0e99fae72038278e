"""A gradebook that another program has locked."""

import logging
import sqlite3
import threading

import course_folder
import pytest
from course_folder import NAME

from autograder.errors import CourseError, GradebookUnavailable
from autograder.nbgrader_plugin import gradebook, patience


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with a gradebook, and little patience."""
    monkeypatch.setattr(patience, "QUIET", 0.05)
    course = course_folder.make(tmp_path, {})
    gradebook.register(course, course.exercise(NAME))
    return course


@pytest.fixture
def other(course):
    """Another program that has locked the gradebook."""
    database = sqlite3.connect(course.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    database.execute("BEGIN EXCLUSIVE")
    yield database
    database.close()


def test_a_gradebook_that_is_released_in_time_is_waited_for_in_one_line(course, other, caplog):
    caplog.set_level(logging.WARNING)
    timer = threading.Timer(0.5, other.execute, ["ROLLBACK"])
    timer.start()
    patience.wait_for_gradebook(course)
    timer.join()
    assert [each.getMessage() for each in caplog.records] == [
        "the gradebook is locked by another program: waiting up to 30 s"
    ]


def test_one_that_is_not_ends_in_one_clear_error(course, other):
    with pytest.raises(
        GradebookUnavailable, match=r"gradebook\.db is locked by another program.*give the same command again"
    ):
        patience.wait_for_gradebook(course, 0.1)


def test_a_lock_that_comes_while_the_gradebook_is_open_is_the_same_error(course, monkeypatch):
    monkeypatch.setattr("autograder.course.PATIENCE", 0.1)
    with pytest.raises(GradebookUnavailable), gradebook.opened(course) as book:
        database = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        book.add_student("ada")


def test_nothing_is_made_to_find_out(tmp_path):
    course = course_folder.make(tmp_path, {})
    patience.wait_for_gradebook(course)
    assert not gradebook.exists(course)


def test_sqlite_waits_as_long_as_this_does(course):
    assert course.directory().db_url == f"sqlite:///{course.root}/gradebook.db?timeout=30"


def test_a_file_that_is_no_gradebook_is_said_in_one_line(course):
    (course.root / "gradebook.db").write_text(
        "no database, but a text that is longer than its first hundred bytes " * 3
    )
    with pytest.raises(CourseError, match=r"gradebook\.db is no gradebook \(file is not a database\)"):
        patience.wait_for_gradebook(course)
