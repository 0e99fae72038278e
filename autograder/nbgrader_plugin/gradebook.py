"""nbgrader's gradebook and converters, called for one exercise and one student at a time."""

import logging
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from sqlalchemy.exc import SAWarning

from autograder.course import Course, CourseError, Exercise, id_of


class ConverterFailed(Exception):
    """A converter of nbgrader's failed; the text is the last line that it logged."""


@contextmanager
def opened(course: Course):
    """The gradebook of a course."""
    _make_alembic_findable()
    directory = course.directory()
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        yield gradebook


def exists(course: Course) -> bool:
    """Whether the course has a gradebook; opening one makes it."""
    scheme, _, path = course.directory().db_url.partition(":///")
    return scheme != "sqlite" or Path(path).is_file()


def register(course: Course, exercise: Exercise) -> None:
    """Make sure that the gradebook knows the exercise as it is in `source/`, as `nbgrader generate_assignment` does.

    Raises:
        CourseError: if cells were added or removed after submissions were graded.
    """
    if _is_registered(course, exercise):
        return
    try:
        _convert(GenerateAssignment, course, exercise.name, ".", create_assignment=True)
    except ConverterFailed as error:
        raise CourseError(f"nbgrader cannot take {exercise.name} into the gradebook: {error}") from error


def _is_registered(course: Course, exercise: Exercise) -> bool:
    wanted = {id_of(cell): cell.metadata.nbgrader.checksum for cell in exercise.released.cells if id_of(cell)}
    with opened(course) as gradebook:
        try:
            notebook = gradebook.find_notebook(exercise.name, exercise.name)
        except MissingEntry:
            return False
        return {cell.name: cell.checksum for cell in notebook.source_cells} == wanted


def autograde(course: Course, exercise: str, student: str, submitted_directory: str) -> None:
    """Run nbgrader's autograding for one student.

    Args:
        submitted_directory: where the submission lies, relative to the course folder.

    Raises:
        ConverterFailed: if it fails; the gradebook then still holds the old grade.
    """
    _convert(Autograde, course, exercise, student, submitted_directory=submitted_directory)


def write_feedback(course: Course, exercise: str, student: str) -> Path:
    """Write a student's feedback, as `nbgrader generate_feedback` does; returns the HTML file."""
    _convert(GenerateFeedback, course, exercise, student)
    return course.folder("feedback", student, exercise) / f"{exercise}.html"


def score_of(course: Course, exercise: str, student: str) -> float | None:
    """The score in the gradebook, None if there is none."""
    with opened(course) as gradebook:
        try:
            return gradebook.find_submission(exercise, student).score
        except MissingEntry:
            return None


def manually_scored(course: Course, exercise: str, student: str) -> tuple[str, ...]:
    """Cells with a score of the grader's and one that a person has set over it, which counts."""
    with opened(course) as gradebook:
        try:
            notebooks = gradebook.find_submission(exercise, student).notebooks
        except MissingEntry:
            return ()
        grades = [grade for notebook in notebooks for grade in notebook.grades]
        return tuple(grade.name for grade in grades if grade.manual_score is not None and grade.auto_score is not None)


def automatic_scores(course: Course, exercise: str) -> dict[str, dict[str, float | None]]:
    """For each student with a submission the automatic score of each graded cell."""
    scores: dict[str, dict[str, float | None]] = {}
    with opened(course) as gradebook:
        rows = (
            gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .filter(Assignment.name == exercise)
        )
        for student, cell, score in rows:
            scores.setdefault(student, {})[cell] = score
    return scores


def _convert(
    converter: type[BaseConverter],
    course: Course,
    exercise: str,
    student: str,
    *,
    submitted_directory: str = "",
    **settings: object,
) -> None:
    _make_alembic_findable()
    places = {"assignment_id": exercise, "student_id": student}
    if submitted_directory:
        places["submitted_directory"] = submitted_directory
    instance = converter(coursedir=course.directory(**places), config=course.config, **settings)
    instance.force = True
    heard = _LastError()
    logger = logging.getLogger(f"autograder.{converter.__name__}")
    logger.propagate = False
    logger.handlers = [heard]
    instance.log = logger
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own making, harmless
            instance.start()
    except NbGraderException as error:
        raise ConverterFailed(heard.text or str(error)) from error


def _make_alembic_findable() -> None:
    """nbgrader calls the program `alembic` by its name, also where the environment was not activated."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]


class _LastError(logging.Handler):
    """Keeps the cause that nbgrader only logs: the last line of the first traceback, or the first error."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().strip()
        if "Traceback" in message:
            self.text = message.splitlines()[-1]
        elif not self.text:
            self.text = message
