"""nbgrader's gradebook: exercises, scores, and which of them a person has to look at."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import GenerateAssignment
from sqlalchemy import Index, text
from sqlalchemy.exc import DBAPIError

from autograder.course import Course
from autograder.errors import ConverterFailed, CourseError
from autograder.exercise import Exercise, id_of
from autograder.nbgrader_plugin import patience
from autograder.nbgrader_plugin.convert import convert, make_alembic_findable
from autograder.nbgrader_plugin.kept_gradebook import KeptGradebook


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """The gradebook of a course.

    Raises:
        GradebookUnavailable: if another program has locked it and does not let go of it in time, or its server refuses.
    """
    make_alembic_findable()
    patience.wait_for_gradebook(course)
    try:
        if not exists(course):
            from autograder.nbgrader_plugin import new_gradebook  # imports alembic

            new_gradebook.note_version(course.db_url)
        with KeptGradebook(course.db_url, course.id) as gradebook:
            yield gradebook
    except Exception as error:  # nbgrader turns some into errors of its own
        if refused := patience.unavailable(course, error):
            raise refused from error
        raise


def exists(course: Course) -> bool:
    """Whether the course has a gradebook; opening one makes it."""
    path = patience.file_of(course)
    return path is None or path.is_file()


def register(course: Course, exercise: Exercise) -> None:
    """Make sure that the gradebook knows the exercise as it is in `source/`, as `nbgrader generate_assignment` does.

    Raises:
        CourseError: if cells were added or removed after submissions were graded.
    """
    _add_indexes(course)
    if _is_registered(course, exercise):
        return
    try:
        convert(GenerateAssignment, course, exercise.name, ".", create_assignment=True)
    except ConverterFailed as error:
        raise CourseError(f"nbgrader cannot add {exercise.name} to the gradebook: {error}") from error


def _add_indexes(course: Course) -> None:
    """Have the database find the scores and comments of a notebook without reading those of all: nbgrader does not."""
    with opened(course) as gradebook:
        for table in (Grade.__table__, Comment.__table__):
            index = Index(f"autograder_{table.name}_of_notebook", table.c.notebook_id)
            index.create(gradebook.engine, checkfirst=True)
            table.indexes.discard(index)  # of this database, not of nbgrader's tables


def _is_registered(course: Course, exercise: Exercise) -> bool:
    wanted = {id_of(cell): cell.metadata.nbgrader.checksum for cell in exercise.released.cells if id_of(cell)}
    with opened(course) as gradebook:
        try:
            notebook = gradebook.find_notebook(exercise.name, exercise.name)
        except MissingEntry:
            return False
        return {cell.name: cell.checksum for cell in notebook.source_cells} == wanted


def due_dates(course: Course, exercise: str, students: Iterable[str]) -> dict[str, str]:
    """When an exercise is due for each student, extensions included, "" if never: late penalties depend on it."""
    with opened(course) as gradebook:
        try:
            assignment = gradebook.find_assignment(exercise)
        except MissingEntry:
            return dict.fromkeys(students, "")
        found = dict.fromkeys(students, assignment.duedate)
        found |= {each.student_id: each.duedate for each in assignment.submissions if each.student_id in found}
        return {student: due.isoformat() if due else "" for student, due in found.items()}


def times(course: Course, exercise: str) -> dict[str, datetime | None]:
    """For each student with a submission when it was handed in, in UTC, as far as the gradebook knows."""
    with opened(course) as gradebook:
        try:
            submissions = gradebook.find_assignment(exercise).submissions
        except MissingEntry:
            return {}
        found = {each.student_id: each.timestamp for each in submissions}
        return {student: time.replace(tzinfo=UTC) if time else None for student, time in found.items()}


def without_submission(course: Course, exercise: str) -> list[str]:
    """The students of the gradebook who have no submission of an exercise, in alphabetical order."""
    if not exists(course):
        return []
    with opened(course) as gradebook:
        submitted = (
            gradebook.db.query(SubmittedAssignment.student_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == exercise)
        )
        return sorted({student.id for student in gradebook.students} - {student for (student,) in submitted})


def score_of(course: Course, exercise: str, student: str) -> float | None:
    """The score in the gradebook, None if there is none."""
    with opened(course) as gradebook:
        try:
            return float(gradebook.find_submission(exercise, student).score)
        except MissingEntry:
            return None


def forget_time(course: Course, exercise: str, student: str) -> None:
    """Forget when a submission was handed in: nbgrader keeps the time of an earlier one if a new one has none."""
    with opened(course) as gradebook:
        try:
            gradebook.find_submission(exercise, student).timestamp = None
        except MissingEntry:
            return
        gradebook.db.commit()


def set_automatic_scores(course: Course, exercise: str, student: str, scores: Mapping[str, float]) -> None:
    """Set the automatic score of graded cells of a student who has a submission in the gradebook."""
    with opened(course) as gradebook:
        try:
            notebooks = gradebook.find_submission(exercise, student).notebooks
        except MissingEntry:
            return
        for notebook in notebooks:
            for grade in notebook.grades:
                if grade.name in scores:
                    grade.auto_score = scores[grade.name]
        gradebook.db.commit()


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


def submissions_of_students(course: Course) -> dict[str, list[str]]:
    """For each student that the gradebook knows the exercises with a submission."""
    with opened(course) as book:
        return {student.id: [each.name for each in student.submissions] for student in book.students}


def forget_student(course: Course, student: str) -> list[str]:
    """Remove a student with all submissions, and have the database overwrite what it has removed.

    Returns:
        Notes for the instructor: what may still be readable.
    """
    with opened(course) as book:
        book.remove_student(student)
        book.db.remove()
        on_file = book.engine.dialect.name == "sqlite"
        tables = [""] if on_file else list(Base.metadata.tables)
        command = "VACUUM" if on_file else "VACUUM FULL"
        try:
            with book.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in tables:
                    connection.execute(text(f"{command} {table}".strip()))
        except DBAPIError as error:
            said = str(error.orig).strip().splitlines()[0]
            return [
                f"the gradebook no longer has {student}, but its database could not overwrite the removed lines "
                f"({said}): close what has it open, and give it the command {command}"
            ]
    return []
