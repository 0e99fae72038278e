"""Runs one of nbgrader's converters for one exercise and one student, and says why it failed."""

import glob
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters.base import BaseConverter, NbGraderException
from sqlalchemy.exc import SAWarning

from autograder.course import Course
from autograder.errors import AutograderError, ConverterFailed
from autograder.nbgrader_plugin import patience

_log = logging.getLogger(__name__)

_LONGEST_ID = 128  # nbgrader.api.Student.id


def convert(
    converter: type[BaseConverter],
    course: Course,
    exercise: str,
    student: str,
    *,
    submitted_directory: str = "",
    **settings: object,
) -> None:
    """Run a converter.

    Args:
        converter: class of nbgrader's, or derived from one.
        student: "." where the exercise as a whole is converted.
        submitted_directory: relative to the course folder, if it is not the one of the configuration.
        **settings: further arguments of the converter, which take precedence over the configuration.

    Raises:
        ConverterFailed: if it fails. What nbgrader logged is in the log file of the course.
        GradebookUnavailable: if another program has locked the gradebook, or its server cannot be reached.
    """
    _check_name(course, student)
    make_alembic_findable()
    patience.wait_for_gradebook(course)
    places = {"assignment_id": exercise, "student_id": student}
    if submitted_directory:
        places["submitted_directory"] = submitted_directory
    instance: Any = converter(coursedir=course.directory(**places), config=course.config, **settings)
    instance.force = True
    instance.init_notebooks = lambda: _find_notebooks(instance, exercise, student)
    heard = _FirstError()
    instance.log = logging.getLogger(f"{__name__}.{converter.__name__}")
    instance.log.setLevel(logging.WARNING)
    instance.log.addHandler(heard)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # caused by nbgrader itself, harmless
            instance.start()
    except NbGraderException as error:
        if refused := patience.unavailable(course, error):
            raise refused from error
        raise ConverterFailed(heard.text or str(error)) from error
    finally:
        instance.log.removeHandler(heard)


@contextmanager
def failing_as_nbgrader_does(converter: BaseConverter) -> Iterator[None]:
    """Raise an error of ours as nbgrader's own, which ends its command without a traceback."""
    try:
        yield
    except AutograderError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from error


def _find_notebooks(converter: Any, exercise: str, student: str) -> None:
    """What nbgrader's `init_notebooks` does, for an id that is no pattern, even if it is `*`."""
    folder = converter._format_source(exercise, student)
    found = sorted(glob.glob(os.path.join(glob.escape(folder), "*.ipynb")))
    if not found:
        raise ConverterFailed(f"there is no notebook in {folder}")
    converter.assignments = {folder: found}


def _check_name(course: Course, student: str) -> None:
    """Raise ConverterFailed if nbgrader cannot have a student of this name."""
    if len(student) > _LONGEST_ID and patience.file_of(course) is None:  # SQLite takes any length
        raise ConverterFailed(
            f"the name of the student's folder has {len(student)} characters, and nbgrader's database takes "
            f"{_LONGEST_ID}: rename the folder"
        )
    try:
        student.encode()
    except UnicodeEncodeError:
        raise ConverterFailed("the name of the student's folder is not valid UTF-8: rename the folder") from None
    if len(student.splitlines()) > 1 or student.endswith(("\n", "\r")):
        raise ConverterFailed("the name of the student's folder has a line break: rename the folder")


def make_alembic_findable() -> None:
    """nbgrader calls the program `alembic` by its name, also where the environment was not activated."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]


class _FirstError(logging.Handler):
    """Keeps the cause that nbgrader only logs: the last line of the first traceback, or the first error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().strip()
        if "Traceback" in message:
            self.text = message.splitlines()[-1]
            if ".late_submission_penalty(" in message:
                self.text = f"the plugin for late penalties raised {self.text}"
        elif not self.text:
            self.text = message
