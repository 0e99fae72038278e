"""Where the seconds of a grading went."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.grading.record import GradingRecord


@dataclass(frozen=True)
class Times:
    """Seconds of one grading, or of several.

    Attributes:
        cells: the student's cells ran.
        answers: the student's code answered hidden tests.
        hidden_tests: hidden tests computed, beside waiting for answers.
        starting: kernels were started.
        rest: all else: messages, reading and writing, ending kernels.
    """

    cells: float = 0.0
    answers: float = 0.0
    hidden_tests: float = 0.0
    starting: float = 0.0
    rest: float = 0.0

    @property
    def own(self) -> float:
        """What the student's own code computed."""
        return self.cells + self.answers

    @property
    def overhead(self) -> float:
        """What the grader adds to it."""
        return self.hidden_tests + self.starting + self.rest

    def __add__(self, other: "Times") -> "Times":
        return Times(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def of(record: GradingRecord) -> Times:
    """Where the seconds of this grading went."""
    cells = sum(cell.seconds for cell in record.cells)
    answers = sum(question.seconds for question in record.questions)
    tests = sum(test.seconds for verdict in record.verdicts for test in verdict.tests)
    hidden_tests = max(tests - answers, 0.0)
    rest = record.seconds - cells - answers - hidden_tests - record.starting
    return Times(cells, answers, hidden_tests, record.starting, max(rest, 0.0))


def in_all(records: Iterable[GradingRecord]) -> Times:
    """The sum over several gradings."""
    return sum(map(of, records), Times())


def by_task(record: GradingRecord) -> dict[str, float]:
    """For each graded cell the seconds of its answers, and of all cells since the graded cell before it."""
    graded = {verdict.grade_id for verdict in record.verdicts}
    seconds: dict[str, float] = defaultdict(float)
    waiting = 0.0
    for cell in record.cells:
        waiting += cell.seconds
        if cell.id in graded:
            seconds[cell.id] += waiting
            waiting = 0.0
    for question in record.questions:
        seconds[question.grade_id] += question.seconds
    return seconds
