"""Points of a cohort, as the gradebook counts them: their distribution, and how hard each task was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.cohorts.outcome import Outcome
from autograder.grading import timing
from autograder.nbgrader_plugin.overview import task_names
from autograder.report.cohort import Cohort


@dataclass(frozen=True)
class Distribution:
    """The points of all students whose submission could be graded.

    Attributes:
        scores: of each student, less the late penalty.
        maximum: what can be reached.
        without_written: whether written answers are left out, because some are not marked.
    """

    scores: Sequence[float]
    maximum: float
    without_written: bool = False

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The lower quartile, the median and the upper one; 0 without students."""
        low, middle, high = np.percentile(self.scores, [25, 50, 75]) if self.scores else (0.0, 0.0, 0.0)
        return float(low), float(middle), float(high)


@dataclass
class Task:
    """A graded cell or a written question, in the cohort.

    Attributes:
        grade_id: the cell.
        name: the heading of its section.
        part: which of several graded cells of the section, "" if it is the only one.
        maximum: its points.
        is_written: whether a person marks it.
        scores: points of those who have some, set by hand or not.
        unmarked: students whose answer nobody has marked yet.
        untried: students who have not changed what was released.
        by_hand: students whose points a person has set or added to.
        minutes: of computing, for all students.
    """

    grade_id: str
    name: str
    part: str
    maximum: float
    is_written: bool
    scores: list[float] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    minutes: float = 0.0

    @property
    def share(self) -> float | None:
        """The mean share of its points, None if nobody has points."""
        return float(np.mean(self.scores)) / self.maximum if self.scores and self.maximum else None

    @property
    def is_marked(self) -> bool:
        """Whether the share is that of all."""
        return self.share is not None and not self.unmarked

    @property
    def full(self) -> int:
        """Students with all its points."""
        return sum(score >= self.maximum for score in self.scores)


def by_difficulty(found: Sequence[Task]) -> list[Task]:
    """The tasks that everybody has points for, the hardest first."""
    return sorted((task for task in found if task.is_marked), key=lambda task: task.share or 0.0)


def graded(cohort: Cohort) -> list[Outcome]:
    """The students whose submission could be graded."""
    return [outcome for outcome in cohort.outcomes if outcome.status != "ungradable"]


def distribution(cohort: Cohort) -> Distribution:
    """The distribution of points, without written answers as long as one of them is not marked."""
    results = graded(cohort)
    written = cohort.exercise.manual_cells
    if any(each.counts.cells.get(cell) is None for each in results for cell in written):
        scores = [automatic(cohort, each) for each in results]
        return Distribution(scores, sum(cohort.exercise.graded_cells.values()), True)
    maximum = sum((cohort.exercise.graded_cells | written).values())
    return Distribution([each.counts.score for each in results], maximum)


def automatic(cohort: Cohort, outcome: Outcome) -> float:
    """The points of the cells that hidden tests grade, less the late penalty."""
    counts = outcome.counts
    return max(0.0, sum(counts.cells.get(cell) or 0.0 for cell in cohort.exercise.graded_cells) - counts.penalty)


def tasks(cohort: Cohort) -> list[Task]:
    """All tasks, in the notebook's order."""
    exercise = cohort.exercise
    maximum = exercise.graded_cells | exercise.manual_cells
    found = {
        cell: Task(cell, name, part, maximum[cell], cell in exercise.manual_cells)
        for cell, (name, part) in task_names(exercise).items()
    }
    for outcome in graded(cohort):
        counts = outcome.counts
        for cell, task in found.items():
            score = counts.cells.get(cell)
            if score is not None:
                task.scores.append(score)
            elif task.is_written:
                task.unmarked.append(outcome.student)
            if cell in counts.by_hand:
                task.by_hand.append(outcome.student)
    _count_untried(cohort, found)
    for record in cohort.records:
        for cell, seconds in timing.by_task(record).items():
            if cell in found:
                found[cell].minutes += seconds / 60
    return list(found.values())


def _count_untried(cohort: Cohort, found: dict[str, Task]) -> None:
    for student, said, tried in zip(cohort.students, cohort.verdicts, cohort.tried, strict=True):
        known = {test.grade_id for test in said}
        some = {test.grade_id for test, value in zip(cohort.tests, tried, strict=True) if value}
        for cell in known - some:
            found[cell].untried.append(student)
