"""What the gradebook says of a submission: hidden tests, a person's scores, extra credit, late penalty."""

from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

from autograder.course import Course
from autograder.exercise import Exercise
from autograder.nbgrader_plugin import gradebook


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of a submission.

    Attributes:
        score: what counts, with what a person has given, less the late penalty.
        maximum: of the cells that have a score; a written answer that nobody has graded yet does not count.
        penalty: for handing in late.
        cells: the score of each graded cell that counts, None if there is none.
        by_hand: cells that hidden tests grade, and whose score a person has set or added to.
        scored_by_hand: written answers that a person has scored, and at which nobody has to look again.
        flagged: cells with a person's score at which a person has to look, since they were graded again after it.
    """

    score: float
    maximum: float
    penalty: float
    cells: Mapping[str, float | None]
    by_hand: frozenset[str] = frozenset()
    flagged: tuple[str, ...] = ()
    scored_by_hand: frozenset[str] = frozenset()


def standings(course: Course, exercise: Exercise, student: str = "") -> dict[str, Standing]:
    """For each student with a grade what the gradebook says.

    Args:
        student: only this one.
    """
    if not gradebook.exists(course):
        return {}
    rows: dict[str, dict[str, Grade]] = {}
    penalties: dict[str, float] = {}
    with gradebook.opened(course) as book:
        found = (
            book.db.query(
                SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty, BaseCell.name, Grade
            )
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .filter(Assignment.name == exercise.name)
        )
        if student:
            found = found.filter(SubmittedAssignment.student_id == student)
        for name, penalty, cell, grade in found:
            rows.setdefault(name, {})[cell] = grade
            penalties[name] = penalty or 0.0
        return {name: _standing(exercise, grades, penalties[name]) for name, grades in rows.items()}


def _standing(exercise: Exercise, grades: Mapping[str, Grade], penalty: float) -> Standing:
    maximum = exercise.graded_cells | exercise.manual_cells
    scored = [name for name, grade in grades.items() if (grade.auto_score, grade.manual_score) != (None, None)]
    return Standing(
        score=max(0.0, sum(grade.score for grade in grades.values()) - penalty),
        maximum=sum(maximum.get(name, 0.0) for name in scored),
        penalty=penalty,
        cells={name: grade.score if name in scored else None for name, grade in grades.items()},
        by_hand=frozenset(
            name
            for name, grade in grades.items()
            if name in exercise.graded_cells and (grade.manual_score is not None or grade.extra_credit)
        ),
        flagged=tuple(
            name
            for name in maximum
            if name in grades and grades[name].manual_score is not None and grades[name].needs_manual_grade
        ),
        scored_by_hand=frozenset(
            name
            for name, grade in grades.items()
            if name in exercise.manual_cells and grade.manual_score is not None and not grade.needs_manual_grade
        ),
    )
