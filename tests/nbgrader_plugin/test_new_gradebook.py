"""A new gradebook is the one that nbgrader makes, and nbgrader's commands take it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from nbgrader import dbutil
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect, text

from autograder.course import CONFIG_FILE, Course
from autograder.nbgrader_plugin import gradebook, new_gradebook

ROOT = Path(__file__).parents[2]


@pytest.mark.slow  # nbgrader starts a program twice
def test_a_new_gradebook_is_the_one_that_nbgrader_makes(tmp_path):
    shutil.copyfile(ROOT / CONFIG_FILE, tmp_path / CONFIG_FILE)
    with gradebook.opened(Course.load(tmp_path)):
        pass
    Gradebook(f"sqlite:///{tmp_path / 'theirs.db'}").close()
    assert _tables(tmp_path / "gradebook.db") == _tables(tmp_path / "theirs.db")
    dbutil.upgrade(f"sqlite:///{tmp_path / 'gradebook.db'}")  # as `nbgrader db upgrade`
    assert _tables(tmp_path / "gradebook.db") == _tables(tmp_path / "theirs.db")


def test_no_program_is_asked_for_the_version(tmp_path, monkeypatch):
    def started(*arguments: object, **settings: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(subprocess, "check_output", started)
    shutil.copyfile(ROOT / CONFIG_FILE, tmp_path / CONFIG_FILE)
    with gradebook.opened(Course.load(tmp_path)) as book:
        assert book.students == []


def test_a_gradebook_whose_making_was_interrupted_is_made(tmp_path):
    shutil.copyfile(ROOT / CONFIG_FILE, tmp_path / CONFIG_FILE)
    course = Course.load(tmp_path)
    new_gradebook.note_version(course.db_url)
    with gradebook.opened(course) as book:
        assert book.students == []


def _tables(path: Path) -> tuple[dict[str, list[tuple[str, str]]], list[str]]:
    """Columns with their types by table, and the version."""
    engine = create_engine(f"sqlite:///{path}")
    inspector = inspect(engine)
    columns = {
        table: [(each["name"], str(each["type"])) for each in inspector.get_columns(table)]
        for table in sorted(inspector.get_table_names())
    }
    with engine.connect() as connection:
        version = list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    engine.dispose()
    return columns, version
