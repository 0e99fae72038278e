"""Waits while another program has locked the gradebook, and says in one line why it cannot be used.

A file may be locked by a backup, a database browser, or a program that syncs folders. A server may be down.
"""

import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, ProgrammingError

from autograder.course import CONFIG_FILE, PATIENCE, Course
from autograder.errors import CourseError, GradebookUnavailable
from autograder.nbgrader_plugin import kept_gradebook

QUIET = 1.0  # seconds that nobody needs to hear of

_log = logging.getLogger(__name__)


def file_of(course: Course) -> Path | None:
    """The file of the gradebook; None if it is in no SQLite file.

    Raises:
        CourseError: if the configuration names no database.
    """
    try:
        url = make_url(course.db_url)
    except ArgumentError:
        raise _no_database() from None
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def wait_for_gradebook(course: Course, patience: float = PATIENCE) -> None:
    """Wait until the gradebook can be written; what is waited for is logged in one line.

    A server has no lock of the whole gradebook: it is only asked whether it answers.

    Raises:
        GradebookUnavailable: if it still cannot after `patience` seconds.
        CourseError: if the configuration names no database that can be used here.
    """
    path = file_of(course)
    if path is None:
        if not kept_gradebook.is_open(course.db_url):  # else its connection is tried before it is used
            _ask_server(course)
        return
    if not path.is_file() or _is_free(path, QUIET):
        return
    _log.warning("the gradebook is locked by another program: waiting up to %.0f s", patience)
    if not _is_free(path, patience):
        raise locked(course)


def locked(course: Course) -> GradebookUnavailable:
    """The error to raise if it is locked."""
    path = file_of(course)
    return GradebookUnavailable(
        f"{path.name if path else 'the gradebook'} is locked by another program, such as a backup or a database "
        "browser: close that, and give the same command again; what was graded so far is in the gradebook"
    )


def unavailable(course: Course, error: BaseException | None) -> GradebookUnavailable | None:
    """The error to raise instead of one that comes from a locked gradebook or a server that refuses; None for others.

    Args:
        course: whose gradebook.
        error: the error; those that it was raised because of are looked at too.
    """
    on_server = file_of(course) is None
    while error is not None:
        if isinstance(error, OperationalError) and re.search(r"locked|lock timeout", str(error)):
            return locked(course)
        if on_server and isinstance(error, OperationalError | ProgrammingError):
            said = str(error.orig).strip().splitlines()[0]
            return GradebookUnavailable(
                f"the database server of the gradebook refuses ({said}): see that it runs, and that "
                f"c.CourseDirectory.db_url in {CONFIG_FILE} names a database that you may change; then give the same "
                "command again; what was graded so far is in the gradebook"
            )
        error = error.__cause__ or error.__context__
    return None


def _ask_server(course: Course) -> None:
    try:
        engine = create_engine(course.db_url)
    except (ArgumentError, NoSuchModuleError):
        raise _no_database() from None
    except ModuleNotFoundError as error:
        raise CourseError(
            f"the gradebook is in a database for which Python has no {error.name}: install it; for PostgreSQL, with "
            "pip install 'psycopg[binary]'"
        ) from None
    try:
        engine.connect().close()
    except DBAPIError as error:
        if refused := unavailable(course, error):
            raise refused from error
        raise
    finally:
        engine.dispose()


def _no_database() -> CourseError:
    return CourseError(
        f"{CONFIG_FILE}: c.CourseDirectory.db_url does not name a database: write it like "
        "postgresql+psycopg://user@host/database, or leave it out for a file in the course folder"
    )


def _is_free(path: Path, patience: float) -> bool:
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return "locked" not in str(error)  # whatever else is wrong with it, waiting does not help
        except sqlite3.DatabaseError as error:
            raise CourseError(
                f"{path} is no gradebook ({error}): put a backup in its place, or move it away and grade again"
            ) from error
    return True
