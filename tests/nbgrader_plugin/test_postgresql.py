"""The whole way with the gradebook in a PostgreSQL server, which this test starts; and what is said without one."""

import csv
import os
import re
import subprocess
import sys
import textwrap
from contextlib import chdir
from datetime import datetime, timedelta

import course_folder
import postgresql
import pytest
import sqlalchemy
from course_folder import NAME, ROOT
from nbgrader.api import Base
from nbgrader.apps.api import NbGraderAPI

from autograder.errors import CourseError, GradebookUnavailable
from autograder.nbgrader_plugin import gradebook
from autograder.nbgrader_plugin.standing import standings

WRONG = "def output_size(size, kernel, stride=1, padding='valid', dilation=1):\n    return size - kernel + 1"
STUDENTS = ("ada", "Ünal Ö")


def _course(root, url):
    settings = f'c.CourseDirectory.db_url = "{url}"\n'
    return course_folder.make(root, {"ada": {}, "Ünal Ö": {"output_size": WRONG}}, settings=settings)


def _nbgrader(root, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=root, capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _scores(course):
    return {student: each.score for student, each in standings(course, course.exercise(NAME)).items()}


def _exported(root):
    _nbgrader(root, "export")
    with (root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def url():
    if not postgresql.programs():
        pytest.skip("there is no PostgreSQL server: make database")
    with postgresql.server() as url:
        yield url


@pytest.mark.slow
def test_the_whole_way(tmp_path, url):
    course = _course(tmp_path, url)
    exercise = course.exercise(NAME)
    task = next(iter(exercise.manual_cells))
    course_folder.run(tmp_path, "build", NAME)

    course_folder.run(tmp_path, "grade", NAME, "--jobs", "2")
    said = course_folder.run(tmp_path, "grade", NAME, "--jobs", "2")
    assert said.count("unchanged") >= 2
    assert _scores(course) == {"ada": 19, "Ünal Ö": 17}
    assert not (tmp_path / "gradebook.db").exists()

    # A person marks an answer in the formgrader, which stays open; its pages are what they are with SQLite.
    formgrader = NbGraderAPI(course.directory())
    opened = formgrader.gradebook
    for student in STUDENTS:
        (notebook,) = opened.find_submission(NAME, student).notebooks
        grade = next(each for each in notebook.grades if each.name == task)
        grade.manual_score, grade.needs_manual_grade = 1, False
    opened.db.commit()
    assert len(opened.students) == 2  # a transaction that stays open
    assert formgrader.get_assignment(NAME)["num_submissions"] == 2
    assert {each["student"]: each["score"] for each in formgrader.get_submissions(NAME)} == {"ada": 20, "Ünal Ö": 18}

    # Somebody has changed a score of hidden tests; what the person has given stays.
    gradebook.set_automatic_scores(course, NAME, "ada", {"check_output_size": 0})
    assert _scores(course) == {"ada": 18, "Ünal Ö": 18}
    course_folder.run(tmp_path, "regrade", NAME)
    assert _scores(course) == {"ada": 20, "Ünal Ö": 18}

    course_folder.run(tmp_path, "feedback", NAME)
    course_folder.run(tmp_path, "report", NAME)
    course_folder.run(tmp_path, "return", NAME, "--to", "openolat", "--unmarked")
    returned = (tmp_path / "returned" / NAME / "openolat-assessment.txt").read_text()
    assert returned == "ada\t20\t\t\nÜnal Ö\t18\t\t\n"

    _nbgrader(tmp_path, "autograde", NAME, "--force")
    assert _exported(tmp_path) == {"ada": 20, "Ünal Ö": 18}
    _nbgrader(tmp_path, "db", "assignment", "add", NAME, "--duedate=2026-11-20 23:59:00 Europe/Berlin")
    assert gradebook.due_dates(course, NAME, ["ada"]) == {"ada": "2026-11-20T22:59:00"}

    opened.db.rollback()
    said = course_folder.run(tmp_path, "forget", "Ünal Ö", "--yes")
    assert "deleted" in said
    assert "could not overwrite" not in said
    assert [each.id for each in opened.students] == ["ada"]
    opened.close()


@pytest.mark.slow
def test_a_line_that_another_program_has_locked_is_waited_for_in_one_error(tmp_path, url, monkeypatch):
    monkeypatch.setattr("autograder.course.PATIENCE", 0.2)
    course = _course(tmp_path, url)
    with gradebook.opened(course) as book:
        book.update_or_create_student("lock")
    other = sqlalchemy.create_engine(course.directory().db_url).connect()
    other.execute(sqlalchemy.text("update student set email = 'x' where id = 'lock'"))

    with pytest.raises(GradebookUnavailable, match="is locked by another program"), gradebook.opened(course) as book:
        book.find_student("lock").email = "y"
        book.db.commit()
    other.close()


@pytest.mark.slow
def test_a_database_that_one_may_not_change_is_told_in_one_line(tmp_path, url):
    """As it is from PostgreSQL 15 on, unless the database is one's own."""
    with postgresql.database(url, "of_others") as others:
        with sqlalchemy.create_engine(url).begin() as connection:
            connection.execute(sqlalchemy.text("create role guest login"))
        course = _course(tmp_path, others.replace("postgres@", "guest@"))
        with pytest.raises(GradebookUnavailable, match=r"refuses \(permission denied for schema public\)"):
            gradebook.register(course, course.exercise(NAME))


@pytest.mark.slow
def test_an_id_that_the_database_does_not_take_costs_this_submission_only(tmp_path, url):
    course = _course(tmp_path, url)
    course_folder.hand_in(course, "x" * 129, course_folder.NO_NOTEBOOK)

    said = course_folder.run(tmp_path, "grade", NAME, "--students", "x*", "--jobs", "1", code=1)

    assert "129 characters, and nbgrader's database takes 128: rename the folder" in said


@pytest.mark.slow
def test_a_gradebook_moves_from_a_file_as_the_page_says(tmp_path, url):
    course = course_folder.make(tmp_path, {"ada": {}})
    course_folder.run(tmp_path, "grade", NAME, "--jobs", "1")
    with gradebook.opened(course) as book:
        book.add_student("Ünal Ö", first_name="Ü")
        submission = book.find_submission(NAME, "ada")
        submission.assignment.duedate = datetime(2026, 11, 20, 20, 0)
        submission.timestamp, submission.extension = datetime(2026, 11, 20, 22, 30), timedelta(hours=5)
        next(each for each in submission.notebooks[0].grades if each.name == "check_output_size").manual_score = 0.25
        book.db.commit()
    page = (ROOT / "docs" / "course-data.md").read_text()
    code = textwrap.dedent(re.search(r"    from nbgrader\.api.*?table\.insert\(\), rows\)\n", page, re.DOTALL)[0])
    with postgresql.database(url, "moved") as moved, chdir(tmp_path):
        exec(code.replace("postgresql+psycopg:///convnets", moved))

        tables = [_rows(address) for address in (f"sqlite:///{tmp_path}/gradebook.db", moved)]
        assert tables[0] == tables[1]
        assert len(tables[0]["grade"]) == 10
        with (tmp_path / "nbgrader_config.py").open("a") as config:
            config.write(f'\nc.CourseDirectory.db_url = "{moved}"\n')
        assert "1/1 ada: 17.25/19, graded" in course_folder.run(tmp_path, "grade", NAME, "--jobs", "1")


def _rows(address):
    with sqlalchemy.create_engine(address).connect() as connection:
        tables = Base.metadata.sorted_tables
        return {table.name: {tuple(row) for row in connection.execute(sqlalchemy.select(table))} for table in tables}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://tutor:secret@/course?host=/nowhere", r"the database server of the gradebook refuses \("),
        ("postgres://tutor:secret@localhost/course", "db_url does not name a database: write it like"),
        ("tutor:secret@localhost", "db_url does not name a database: write it like"),
        ("postgresql+pg8000://tutor:secret@localhost/course", "Python has no pg8000: install it"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_without_its_password(tmp_path, url, said):
    course = _course(tmp_path, url)

    with pytest.raises((CourseError, GradebookUnavailable), match=said) as caught, gradebook.opened(course):
        pass
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
    answer = course_folder.run(tmp_path, "grade", NAME, code=1)
    assert "error: " in answer
    assert "Traceback" not in answer


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("postgresql://tutor@host/course", "?options=-c%20lock_timeout%3D30s"),
        ("postgresql+psycopg://tutor@host/course?sslmode=require", "&options=-c%20lock_timeout%3D30s"),
        ("postgresql+psycopg2://tutor@host/course?options=", ""),
        ("postgresql+pg8000://tutor@host/course", ""),
    ],
)
def test_postgresql_does_not_wait_for_ever_unless_it_is_told(tmp_path, url, options):
    assert _course(tmp_path, url).directory().db_url == url + options
