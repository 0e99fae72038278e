"""Lets `nbgrader autograde` take whatever students hand in."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course, matches, patient
from autograder.errors import AutograderError
from autograder.nbgrader_plugin import patience, set_aside, stand_in


class SubmissionExporter(NotebookExporter):
    """Has `nbgrader autograde` and the formgrader convert a sanitized copy of each submission (`stand_in`).

    nbgrader makes its exporter after it has looked for submissions and before it reads them. Nothing else that a
    configuration can name is made at that time. So this is where the conversion is wrapped: no other command works on
    the course folder meanwhile, and the copies are removed afterwards.
    """

    def __init__(self, *args: object, **keywords: object):
        super().__init__(*args, **keywords)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        if type(converter) is Autograde:
            converter.convert_notebooks = _wrapped(converter, converter.convert_notebooks)


def _wrapped(converter: Autograde, convert: Callable[[], None]) -> Callable[[], None]:
    def convert_notebooks() -> None:
        original = converter.coursedir
        try:
            course = Course.load(Path(original.root))
            parent = course.root / stand_in.FOLDER
            parent.mkdir(exist_ok=True)
            with course.locked():
                patience.wait_for_gradebook(course)
                set_aside.recover(course.root)
                with tempfile.TemporaryDirectory(prefix="nbgrader-", dir=parent) as folder:
                    _lay_out_all(course, original, Path(folder))
                    converter.coursedir = _elsewhere(original, Path(folder))
                    converter.init_notebooks()
                    _convert(course, convert)
        except AutograderError as error:
            converter.log.error(str(error))
            raise NbGraderException(str(error)) from error
        finally:
            converter.coursedir = original

    return convert_notebooks


def _convert(course: Course, convert: Callable[[], None]) -> None:
    """Convert; nbgrader takes a gradebook that is locked for one of an older version."""
    try:
        convert()
    except NbGraderException as error:
        if patience.is_locked(error):
            raise patience.locked(course) from error
        raise


def _lay_out_all(course: Course, directory: CourseDirectory, folder: Path) -> None:
    exercise = course.exercise(directory.assignment_id)
    for student in course.students(exercise.name):
        if matches(student, directory.student_id):
            stand_in.lay_out(course, exercise, student, folder)


def _elsewhere(directory: CourseDirectory, submitted: Path) -> CourseDirectory:
    """The same course with another `submitted/`."""
    settings = {name: getattr(directory, name) for name in directory.trait_names(config=True)}
    settings["submitted_directory"] = str(submitted.relative_to(directory.root))
    settings["db_url"] = patient(directory.db_url)
    return CourseDirectory(parent=directory.parent, **settings)
