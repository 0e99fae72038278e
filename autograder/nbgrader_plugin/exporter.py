"""Lets `nbgrader autograde` take whatever students hand in."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course, matches, patient
from autograder.exercise import Exercise
from autograder.nbgrader_plugin import manual_scores, patience, set_aside, stand_in
from autograder.nbgrader_plugin.convert import failing_as_nbgrader_does


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
            with failing_as_nbgrader_does(converter):
                _convert_copies(converter, Course.load(Path(original.root)), convert)
        finally:
            converter.coursedir = original

    return convert_notebooks


def _convert_copies(converter: Autograde, course: Course, convert: Callable[[], None]) -> None:
    """Convert sanitized copies of the submissions; the converter then has the course directory that holds them."""
    original = converter.coursedir
    parent = course.root / stand_in.FOLDER
    parent.mkdir(exist_ok=True)
    with course.locked():
        patience.wait_for_gradebook(course)
        set_aside.recover(course.root)
        with tempfile.TemporaryDirectory(prefix="nbgrader-", dir=parent) as folder:
            exercise = course.exercise(original.assignment_id)
            students = [each for each in course.students(exercise.name) if matches(each, original.student_id)]
            for student in students:
                stand_in.lay_out(course, exercise, student, Path(folder))
            converter.coursedir = _elsewhere(original, Path(folder))
            converter.init_notebooks()
            _convert(course, exercise, students, convert)


def _convert(course: Course, exercise: Exercise, students: Sequence[str], convert: Callable[[], None]) -> None:
    """Convert, and ask for no second look at written answers that a person has scored and that have not changed."""
    before = {student: manual_scores.reviewed(course, exercise, student) for student in students}
    try:
        convert()
    except NbGraderException as error:
        if refused := patience.unavailable(course, error):  # nbgrader takes it for a gradebook of an older version
            raise refused from error
        raise
    finally:  # one submission that nbgrader cannot convert is an error at the end of all
        for student, answers in before.items():
            manual_scores.ask_for_no_second_look(course, exercise, student, answers)


def _elsewhere(directory: CourseDirectory, submitted: Path) -> CourseDirectory:
    """The same course with another `submitted/`."""
    settings = {name: getattr(directory, name) for name in directory.trait_names(config=True)}
    settings["submitted_directory"] = str(submitted.relative_to(directory.root))
    settings["db_url"] = patient(directory.db_url)
    return CourseDirectory(parent=directory.parent, **settings)
