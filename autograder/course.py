"""The course folder: where exercises, submissions and grades lie.

Folders and file names are nbgrader's, read from `nbgrader_config.py` by nbgrader's own `CourseDirectory`.
"""

import glob
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, tzinfo
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets import Bunch, validate
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseBusy, CourseError
from autograder.exercise import Exercise

CONFIG_FILE = "nbgrader_config.py"
WORK_FOLDER = ".autograder"  # in the course folder: the lock, the log, and what a grading replaces while it is written
REPORTS = "reports"  # the pages of `autograder report`
VIVA = "viva"  # the sheets of `autograder viva`
CHECKPOINTS = ".ipynb_checkpoints"  # Jupyter makes such a folder beside notebooks that were opened
_POSTGRESQL = re.compile(r"postgresql(\+psycopg2?)?:")  # its drivers that pass options on to the server
PATIENCE = 30  # seconds to wait for a gradebook that another program has locked


class _CourseDirectory(CourseDirectory):
    """nbgrader's, except that an id may begin or end with a space: nbgrader takes it off, and finds no such folder."""

    @validate("student_id")
    def _validate_student_id(self, proposal: Bunch) -> str:
        return str(proposal["value"])


@dataclass(frozen=True, eq=False)
class Course:
    """A course folder.

    Attributes:
        root: the folder with `nbgrader_config.py`.
        config: what that file sets.
    """

    root: Path
    config: Config

    @classmethod
    def load(cls, start: Path | None = None) -> "Course":
        """The course folder that `start` (default: the working directory) lies in.

        Raises:
            CourseError: if neither it nor a folder above it holds `nbgrader_config.py`, or that cannot be loaded, or
                nbgrader cannot use the path of the folder.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG_FILE).is_file():
                _check_path(folder)
                course = cls(folder, _config_in(folder))
                course.timezone  # noqa: B018  a wrong one is to be known before anything is done
                return course
        raise CourseError(f"no {CONFIG_FILE} in {start} or a folder above it: change to the course folder")

    def directory(self, **settings: str) -> CourseDirectory:
        """nbgrader's view of this folder; `settings` override, such as `student_id`."""
        config = Config(self.config)
        config.CourseDirectory.root = str(self.root)
        directory = _CourseDirectory(config=config, **settings)
        directory.db_url = patient(directory.db_url)
        return directory

    @cached_property
    def _directory(self) -> CourseDirectory:
        return self.directory()

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return str(self._directory.db_url)

    @property
    def id(self) -> str:
        """The name of the course in the gradebook."""
        return str(self._directory.course_id)

    def folder(self, step: str, student: str, exercise: str) -> Path:
        """The folder of one exercise in a step: "source", "release", "submitted", "autograded" or "feedback"."""
        name = getattr(self._directory, f"{step}_directory")
        return Path(self._directory.format_path(name, student, exercise))

    @cached_property
    def timezone(self) -> tzinfo:
        """The time zone of times of submission that name none: `c.Course.timezone`, UTC by default.

        Raises:
            CourseError: if it is none of the IANA database.
        """
        name = self.config.Course.get("timezone", "UTC")
        try:
            return UTC if name == "UTC" else ZoneInfo(name)
        except (OSError, ValueError, KeyError, TypeError):  # KeyError: there is none of this name
            raise CourseError(
                f"{CONFIG_FILE}: c.Course.timezone = {name!r} is not a time zone of the IANA database: "
                'set one such as "Europe/Berlin", or "UTC"'
            ) from None

    @property
    def exercises(self) -> list[str]:
        """Names of the exercises in `source/`, in alphabetical order."""
        source = self.root / self._directory.source_directory
        return sorted(path.parent.name for path in source.glob("*/*.ipynb") if path.stem == path.parent.name)

    def exercise(self, name: str) -> Exercise:
        """One exercise.

        Raises:
            CourseError: if there is no such exercise.
        """
        if name not in self.exercises:
            raise CourseError(
                f"there is no exercise {name!r} in {self._directory.source_directory}/; "
                f"the exercises are: {', '.join(self.exercises) or 'none'}"
            )
        path = self.folder("source", ".", name) / f"{name}.ipynb"
        return Exercise(name, path, path.read_text(encoding="utf-8"), self.config)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other commands from writing to this course folder until the context ends, or this process.

        Raises:
            CourseBusy: if another command is working on it.
        """
        folder = self.root / WORK_FOLDER
        folder.mkdir(exist_ok=True)
        owner = folder / "running"
        try:
            with FileLock(folder / "lock", timeout=0):
                owner.write_text(f"process {os.getpid()}: {' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])}")
                try:
                    yield
                finally:
                    owner.unlink(missing_ok=True)
        except Timeout:
            said = owner.read_text(errors="replace") if owner.exists() else "unknown"
            raise CourseBusy(
                f"another command is working on {self.root} ({said}): wait until it has ended, and try again"
            ) from None

    def students(self, exercise: str) -> list[str]:
        """Names of the students with a folder for this exercise in `submitted/`, in alphabetical order."""
        return self._students("submitted", exercise)

    def graded_students(self, exercise: str) -> list[str]:
        """Names of the students with a folder for this exercise in `autograded/`, in alphabetical order."""
        return self._students("autograded", exercise)

    def _students(self, step: str, exercise: str) -> list[str]:
        parts = self.folder(step, "*", exercise).parts
        depth = len(parts) - 1 - parts[::-1].index("*")
        found = Path(*parts[:depth]).glob("/".join(("*", *map(glob.escape, parts[depth + 1 :]))))
        left_out = {CHECKPOINTS, *self._directory.student_id_exclude.split(",")}  # as nbgrader reads it
        return sorted(path.parts[depth] for path in found if path.is_dir() and path.parts[depth] not in left_out)


def _check_path(folder: Path) -> None:
    """Raise CourseError if nbgrader reads the path of a course folder otherwise."""
    same_as_address = make_url(f"sqlite:///{folder}").database == str(folder)
    if not same_as_address or os.path.expandvars(folder) != str(folder):
        raise CourseError(
            f"nbgrader cannot work in {folder}: it takes what follows a question mark, percent sign or dollar sign in "
            "the path for something else; rename the folder"
        )


def matches(student: str, pattern: str) -> bool:
    """Whether a student is meant: by the name as it is, which may hold brackets or stars, or by a pattern."""
    return student == pattern or fnmatchcase(student, pattern)


def patient(db_url: str) -> str:
    """The URL of a gradebook, with which its database waits for a lock of another program before it gives up.

    SQLite would give up at once, and PostgreSQL never.
    """
    if db_url.startswith("sqlite:") and "?" not in db_url:
        return f"{db_url}?timeout={PATIENCE}"
    if _POSTGRESQL.match(db_url) and "options=" not in db_url:
        return f"{db_url}{'&' if '?' in db_url else '?'}options=-c%20lock_timeout%3D{PATIENCE}s"
    return db_url


def _config_in(folder: Path) -> Config:
    if str(folder) not in sys.path:  # what it names by a string may lie beside it; nbgrader does the same
        sys.path.append(str(folder))
    try:
        return PyFileConfigLoader(str(folder / CONFIG_FILE)).load_config()
    except Exception as error:  # it is a program of the instructor's
        raise CourseError(
            f"{folder / CONFIG_FILE} cannot be loaded ({type(error).__name__}: {error}): correct it, or copy the one "
            "that comes with this version of the autograder and put your settings into it again"
        ) from error
