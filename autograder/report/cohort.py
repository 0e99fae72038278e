"""A graded cohort, as the report and its statistics read it: who passed which hidden test, and what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.cohorts.outcome import Outcome, Status
from autograder.course import Course
from autograder.errors import CourseError, RecordUnusable
from autograder.exercise import Exercise, id_of
from autograder.grading.record import GradingRecord, students_of
from autograder.judging.verdict import TestVerdict
from autograder.nbgrader_plugin.standing import Standing, standings
from autograder.submissions import submission


@dataclass(frozen=True)
class HiddenTest:
    """A hidden test.

    Attributes:
        grade_id: the graded cell that it belongs to.
        name: of its function.
        claim: what it tests, in words.
        points: what it is worth.
    """

    grade_id: str
    name: str
    claim: str
    points: float


@dataclass(frozen=True, eq=False)
class Cohort:
    """A graded cohort.

    Attributes:
        course, exercise: which.
        outcomes: of each student with a readable record, in alphabetical order.
        unreadable: for each student whose record cannot be read, why.
    """

    course: Course
    exercise: Exercise
    outcomes: Sequence[Outcome]
    unreadable: Mapping[str, str]

    @classmethod
    def load(cls, course: Course, name: str) -> "Cohort":
        """Read all records of an exercise.

        Raises:
            CourseError: if there is no such exercise, or nothing was graded.
        """
        exercise = course.exercise(name)
        counts = standings(course, exercise)
        outcomes: list[Outcome] = []
        unreadable: dict[str, str] = {}
        for student in students_of(course.root, exercise.name):
            try:
                record = GradingRecord.load(course.root, exercise.name, student)
            except RecordUnusable as error:
                unreadable[student] = str(error)
                continue
            status: Status = "ungradable" if record.status == "ungradable" else "unchanged"
            outcomes.append(
                Outcome(student, exercise.name, status, record, record.problem, standing=counts.get(student))
            )
        if not outcomes and not unreadable:
            raise CourseError(f"nothing of {name} was graded: first autograder grade {name}")
        return cls(course, exercise, outcomes, unreadable)

    @cached_property
    def students(self) -> list[str]:
        """The students whose submissions were executed: the rows of the tables below."""
        return [outcome.student for outcome in self.outcomes if outcome.status != "ungradable"]

    @cached_property
    def records(self) -> list[GradingRecord]:
        """Their records, in the same order."""
        return [each.record for each in self.outcomes if each.record is not None and each.status != "ungradable"]

    @cached_property
    def tests(self) -> list[HiddenTest]:
        """The hidden tests, in the notebook's order: the columns of the tables below.

        A record that was made before hidden tests were added or renamed lacks some.
        """
        found: dict[tuple[str, str], HiddenTest] = {}
        for grade_id in self.exercise.graded_cells:
            for record in self.records:
                for verdict in record.verdicts:
                    if verdict.grade_id == grade_id:
                        for test in verdict.tests:
                            found[grade_id, test.test] = HiddenTest(grade_id, test.test, test.claim, test.points)
        return list(found.values())

    @cached_property
    def verdicts(self) -> list[dict[HiddenTest, TestVerdict]]:
        """For each student what each hidden test says; a test that broke, or did not run, says nothing."""
        columns = {(test.grade_id, test.name): test for test in self.tests}
        graded = self.exercise.graded_cells
        return [
            {
                columns[verdict.grade_id, test.test]: test
                for verdict in record.verdicts
                if not verdict.problem and verdict.grade_id in graded
                for test in verdict.tests
                if test.outcome != "error"
            }
            for record in self.records
        ]

    @cached_property
    def passed(self) -> np.ndarray:
        """Students x tests: 1 for passed, 0 for failed, NaN where nothing is said; float64."""
        values = {"passed": 1.0, "failed": 0.0}
        return np.array(
            [[values[said[test].outcome] if test in said else np.nan for test in self.tests] for said in self.verdicts]
        ).reshape(len(self.students), len(self.tests))

    @cached_property
    def tried(self) -> np.ndarray:
        """Students x tests: whether there is something to judge: False for a task as it was released; bool."""
        return np.array(
            [[test in said and not is_untried(said[test]) for test in self.tests] for said in self.verdicts], bool
        ).reshape(len(self.students), len(self.tests))

    @cached_property
    def solutions(self) -> dict[str, dict[str, str]]:
        """For each student what was handed in, by grade_id, as it is executed; without what cannot be read."""
        found = {}
        for student in (*(outcome.student for outcome in self.outcomes), *self.unreadable):
            loaded = submission.load(self.course, self.exercise, student)
            if not loaded.problem:
                found[student] = {id_of(cell): str(cell.source) for cell in loaded.notebook.cells if id_of(cell)}
        return found

    @cached_property
    def elsewhere(self) -> np.ndarray:
        """Students x other exercises of the course: the share of the automatic points, NaN without a grade; float64."""
        columns = []
        for name in self.course.exercises:
            other = self.course.exercise(name)
            found = {} if name == self.exercise.name else standings(self.course, other)
            if found:
                whole = sum(other.graded_cells.values()) or 1.0
                columns.append([_share(found.get(student), other.graded_cells, whole) for student in self.students])
        return np.array(columns, float).reshape(len(columns), len(self.students)).T


def _share(standing: Standing | None, cells: Mapping[str, float], whole: float) -> float:
    scores = [standing.cells.get(cell) for cell in cells] if standing else []
    known = [score for score in scores if score is not None]
    return sum(known) / whole if known else float("nan")


def is_untried(verdict: TestVerdict) -> bool:
    """Whether a hidden test met what was released, instead of a solution."""
    return verdict.raised.startswith("NotImplementedError")
