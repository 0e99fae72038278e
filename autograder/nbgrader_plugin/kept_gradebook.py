"""Keeps the connection to the gradebook while a cohort is graded.

For each submission the gradebook is opened a dozen times. Each time nbgrader makes a new engine of SQLAlchemy, which
has compiled no statement yet, and looks which tables there are. While `engines_kept` lasts, the engine stays. Nothing
else does: whoever opens the gradebook has a new session, so no lock, no transaction and no row is kept, and what others
wrote in between is seen.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, scoped_session, sessionmaker


@dataclass
class _Kept:
    """An open gradebook.

    Attributes:
        file: device and number of its file, None if it is in no file.
        courses: ids of those that are known to be in it.
    """

    engine: Engine
    file: tuple[int, int] | None
    courses: set[str] = field(default_factory=set)


_kept: dict[str, _Kept] = {}
_lasting = 0  # how many `engines_kept` last


@contextmanager
def engines_kept() -> Iterator[None]:
    """Keep the engine of each gradebook that is opened, until the context ends; it may be nested."""
    global _lasting
    _lasting += 1
    try:
        yield
    finally:
        _lasting -= 1
        if not _lasting:
            while _kept:
                _kept.popitem()[1].engine.dispose()


def is_open(db_url: str) -> bool:
    """Whether this gradebook is kept open."""
    return db_url in _kept


class KeptGradebook(Gradebook):
    """nbgrader's gradebook, whose engine outlives it while `engines_kept` lasts."""

    session: type[Session] = Session

    def __init__(self, db_url: str, course_id: str = "default_course", authenticator: Any = None):
        if not _lasting:
            super().__init__(db_url, course_id, authenticator)
            return
        opened = _open(db_url)
        if course_id not in opened.courses:
            Gradebook(db_url, course_id, authenticator).close()  # makes what it misses
            opened.file = _file(db_url)
            opened.courses.add(course_id)
        self.engine, self.course_id, self.authenticator = opened.engine, course_id, authenticator
        self.db = scoped_session(sessionmaker(class_=self.session, autoflush=True, bind=self.engine, future=True))

    def close(self) -> None:
        """End the transaction; the connection goes back to the engine, which has it kept open."""
        if any(each.engine is self.engine for each in _kept.values()):
            self.db.remove()
        else:
            super().close()


def _open(db_url: str) -> _Kept:
    """The kept gradebook; it is opened again if another file is there now, such as a backup."""
    found = _kept.get(db_url)
    if found is None or found.file != _file(db_url):
        if found is not None:
            del _kept[db_url]
            found.engine.dispose()
        # The connection to a server may be gone meanwhile; a file does not go.
        engine = create_engine(db_url, future=True, pool_pre_ping=_path(db_url) is None)
        found = _kept[db_url] = _Kept(engine, _file(db_url))
    return found


def _file(db_url: str) -> tuple[int, int] | None:
    path = _path(db_url)
    try:
        status = os.stat(path) if path else None
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def _path(db_url: str) -> str | None:
    url = make_url(db_url)
    return url.database if url.get_backend_name() == "sqlite" else None
