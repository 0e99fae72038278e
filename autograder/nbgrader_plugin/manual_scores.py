"""Scores of written answers that a person has given: they stand when a submission is graded again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import nbformat
from nbgrader.api import Grade, Gradebook, MissingEntry

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
    after = _answers(course, exercise, student)
    same = [name for name, text in before.items() if after.get(name) == text]
    if not same:
        return
    with gradebook.opened(course) as book:
        for grade in _grades(book, exercise, student):
            if grade.name in same:
                grade.needs_manual_grade = False
        book.db.commit()


def reviewed(course: Course, exercise: Exercise, student: str) -> dict[str, str]:
    """The written answers that have a manual score at which nobody has to look."""
    answers = _answers(course, exercise, student)
    if not answers or not gradebook.exists(course):
        return {}
    with gradebook.opened(course) as book:
        return {
            grade.name: answers[grade.name]
            for grade in _grades(book, exercise, student)
            if grade.name in answers and grade.manual_score is not None and not grade.needs_manual_grade
        }


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


def _grades(book: Gradebook, exercise: Exercise, student: str) -> list[Grade]:
    try:
        notebooks = book.find_submission(exercise.name, student).notebooks
    except MissingEntry:
        return []
    return [grade for notebook in notebooks for grade in notebook.grades]
