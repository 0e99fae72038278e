"""Keeps the connection to the gradebook open while a cohort is graded.

nbgrader opens its gradebook for each of its steps, a dozen times for a submission. Each time it makes a new engine of
SQLAlchemy, which has compiled no statement yet, and looks which tables there are. And it saves each score by itself,
which waits for the disk each time. While `kept` lasts, the engine stays; what one step of nbgrader changes is one
transaction; and nothing else is kept: no lock, no transaction and no row outlives a step.
"""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import nbgrader.converters.autograde
import nbgrader.preprocessors.latesubmissions
import nbgrader.preprocessors.overwritecells
import nbgrader.preprocessors.overwritekernelspec
import nbgrader.preprocessors.saveautogrades
from nbgrader.api import Gradebook
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, scoped_session, sessionmaker

_STEPS: tuple[ModuleType, ...] = (
    nbgrader.converters.autograde,
    nbgrader.preprocessors.latesubmissions,
    nbgrader.preprocessors.overwritecells,
    nbgrader.preprocessors.overwritekernelspec,
    nbgrader.preprocessors.saveautogrades,
)


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
_lasting = 0  # how many `kept` last


@contextmanager
def kept() -> Iterator[None]:
    """Keep gradebooks that are opened open until the context ends; it may be nested."""
    global _lasting
    _lasting += 1
    if _lasting == 1:
        _have_steps_use(_OneTransaction)
    try:
        yield
    finally:
        _lasting -= 1
        if not _lasting:
            _have_steps_use(Gradebook)
            while _kept:
                _kept.popitem()[1].engine.dispose()


def is_open(db_url: str) -> bool:
    """Whether this gradebook is kept open."""
    return db_url in _kept


class KeptGradebook(Gradebook):
    """nbgrader's gradebook, whose engine outlives it while `kept` lasts."""

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


class _AtTheEnd(Session):
    """A session in which a commit is visible to itself only, until `close`."""

    is_changed = False

    def commit(self) -> None:
        self.flush()
        self.expire_all()
        self.is_changed = True

    def rollback(self) -> None:
        super().rollback()
        self.is_changed = False

    def commit_all(self) -> None:
        if self.is_changed:
            super().commit()


class _OneTransaction(KeptGradebook):
    """What the steps of nbgrader take for their gradebook: all that one of them changes is saved at once, or not."""

    session = _AtTheEnd

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        if exc_type is not None:
            with contextlib.suppress(Exception):  # the first error is the one to report
                self.db().rollback()
        self.close()

    def close(self) -> None:
        try:
            self.db().commit_all()
        finally:
            super().close()


def _have_steps_use(gradebook: type[Gradebook]) -> None:
    for module in _STEPS:
        module.Gradebook = gradebook  # type: ignore[attr-defined]


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
