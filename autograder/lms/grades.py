"""What is returned to an LMS: points and feedback, once nothing waits for a person any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.errors import CourseError
from autograder.exercise import Exercise
from autograder.lms import fill
from autograder.nbgrader_plugin.feedback import current, page_of
from autograder.nbgrader_plugin.standing import Standing, standings

MAX_SHOWN = 10  # ids in a line


@dataclass(frozen=True)
class Grades:
    """What is returned.

    Attributes:
        course: whose.
        exercise: of which.
        scores: points of each student, less the late penalty.
        maximum: points that the exercise gives, written questions included.
        sources: for each student the first file in the download that `autograder collect` took.
        incomplete: students of whom a written answer is not marked yet; it counts 0.
    """

    course: Course
    exercise: Exercise
    scores: Mapping[str, float]
    maximum: float
    sources: Mapping[str, str]
    incomplete: Sequence[str] = ()

    def page(self, student: str) -> Path | None:
        """The student's feedback, if it was made."""
        path = page_of(self.course, self.exercise.name, student)
        return path if path.exists() else None

    def old_pages(self) -> list[str]:
        """Students whose feedback is older than the grade, for example since a score was changed after it was made."""
        there = [student for student in self.scores if self.page(student)]
        return sorted(set(there) - current(self.course, self.exercise.name, there))


def load(course: Course, exercise: Exercise, unmarked: bool = False) -> Grades:
    """What the gradebook has.

    Args:
        course: whose.
        exercise: of which.
        unmarked: also grades in which a written answer is not marked yet; it counts 0.

    Raises:
        CourseError: if there are no grades, or a written answer waits for a person.
    """
    found = standings(course, exercise)
    if not found:
        raise CourseError(
            f"there are no grades of {exercise.name}: grade it first with autograder grade {exercise.name}"
        )
    waiting = sorted(student for student, each in found.items() if _waits(exercise, each))
    if waiting and not unmarked:
        whose = f"{len(waiting)} student{'s' if len(waiting) > 1 else ''}"
        raise CourseError(
            f"written answers of {whose} are not marked yet ({shown(waiting)}): mark them in the formgrader, or add "
            "--unmarked"
        )
    maximum = sum((exercise.graded_cells | exercise.manual_cells).values())
    scores = {student: round(each.score, 4) for student, each in found.items()}
    return Grades(course, exercise, scores, maximum, _sources(course, exercise.name), waiting)


def shown(students: Sequence[str]) -> str:
    """Some ids, and how many more there are."""
    more = len(students) - MAX_SHOWN
    return ", ".join(students[:MAX_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _waits(exercise: Exercise, standing: Standing) -> bool:
    cells = standing.cells
    return bool(standing.flagged) or any(name in cells and cells[name] is None for name in exercise.manual_cells)


def _sources(course: Course, exercise: str) -> dict[str, str]:
    rows = fill.rows_of(course.root / "downloaded" / exercise / fill.LIST)
    return {student: row[fill.COLUMNS[-1]] for student, row in rows.items()}
