"""Waits while another program has locked the gradebook: a backup, a database browser, a program that syncs folders."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from autograder.course import PATIENCE, Course
from autograder.errors import GradebookLocked

QUIET = 1.0  # seconds that nobody needs to hear of

_log = logging.getLogger(__name__)


def file_of(course: Course) -> Path | None:
    """The file of the gradebook; None if it is in no SQLite file."""
    url = make_url(course.directory().db_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def wait_for_gradebook(course: Course, patience: float = PATIENCE) -> None:
    """Wait until the gradebook can be written; what is waited for is logged in one line.

    Raises:
        GradebookLocked: if it still cannot after `patience` seconds.
    """
    path = file_of(course)
    if path is None or not path.is_file() or _is_free(path, QUIET):
        return
    _log.warning("the gradebook is locked by another program: waiting up to %.0f s", patience)
    if not _is_free(path, patience):
        raise locked(course)


def locked(course: Course) -> GradebookLocked:
    """The error to raise if it is locked."""
    path = file_of(course)
    return GradebookLocked(
        f"{path.name if path else 'the gradebook'} is locked by another program, such as a backup or a database "
        "browser: close that, and give the same command again; what was graded so far is in the gradebook"
    )


def is_locked(error: BaseException | None) -> bool:
    """Whether an error says that the gradebook is locked, or was raised because of one that does."""
    while error is not None:
        if isinstance(error, OperationalError) and "locked" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_free(path: Path, patience: float) -> bool:
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return "locked" not in str(error)  # whatever else is wrong with it, waiting does not help
    return True
