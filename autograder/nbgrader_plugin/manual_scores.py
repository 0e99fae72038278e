"""Scores of written answers that a person has given: they stand when a submission is graded again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import nbformat
from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook

from autograder.course import Course
from autograder.exercise import Exercise, id_of
from autograder.nbgrader_plugin import gradebook


@contextmanager
def keep_what_was_reviewed(course: Course, exercise: Exercise, student: str) -> Iterator[None]:
    """Ask for no second look at a written answer that was scored and has not changed since.

    Whenever a submission is autograded, nbgrader flags each manual score in it. A person has to look at that of another
    text; but not at all written answers of a cohort because a hidden test has changed.
    """
    before = reviewed(course, exercise, student)
    yield
    ask_for_no_second_look(course, exercise, student, before)


def ask_for_no_second_look(course: Course, exercise: Exercise, student: str, before: Mapping[str, str]) -> None:
    """Take the flag off those written answers that are as they were when a person scored them.

    Args:
        before: see `reviewed`.
    """
    after = _answers(course, exercise, student) if before else {}
    same = [name for name, text in before.items() if after.get(name) == text]
    if not same:
        return
    with gradebook.opened(course) as book:
        for grade in _scored(book, exercise, student):
            if grade.name in same:
                grade.needs_manual_grade = False
        book.db.commit()


def reviewed(course: Course, exercise: Exercise, student: str) -> dict[str, str]:
    """The written answers that have a manual score at which nobody has to look."""
    if not exercise.manual_cells or not gradebook.exists(course):
        return {}
    with gradebook.opened(course) as book:
        names = [grade.name for grade in _scored(book, exercise, student) if not grade.needs_manual_grade]
    answers = _answers(course, exercise, student) if names else {}
    return {name: answers[name] for name in names if name in answers}


def _answers(course: Course, exercise: Exercise, student: str) -> dict[str, str]:
    """The written answers in the notebook that was graded last."""
    path = course.folder("autograded", student, exercise.name) / f"{exercise.name}.ipynb"
    if not path.is_file():
        return {}
    try:
        cells = nbformat.read(path, as_version=4).cells
    except (OSError, ValueError):  # it is damaged, and replaced now
        return {}
    return {id_of(cell): cell.source for cell in cells if id_of(cell) in exercise.manual_cells}


def _scored(book: Gradebook, exercise: Exercise, student: str) -> list[Grade]:
    """The grades of a submission that have a manual score."""
    return list(
        book.db.query(Grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == exercise.name, SubmittedAssignment.student_id == student)
        .filter(Grade.manual_score.is_not(None))
    )
