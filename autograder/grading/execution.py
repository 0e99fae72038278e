"""What executes a submission: a live kernel, or the record of an earlier execution."""

from typing import Protocol

from nbformat import NotebookNode

from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question


class Execution(Protocol):
    """Executes the cells of one notebook, in their order, and answers the questions about each graded cell."""

    async def start(self, notebook: NotebookNode) -> None:
        """Begin with a repaired notebook, whose cells get their outputs in place."""

    async def execute(self, index: int, cell: NotebookNode) -> CellRun | None:
        """Give a code cell its outputs; returns how it was executed, None if it was not."""

    def verdict(self, grade_id: str, maximum: float, record: GradingRecord) -> Verdict | None:
        """A verdict that is known without asking anything; None if the hidden tests have to judge the cell.

        Questions that this verdict rests on are added to the record.
        """

    def enter(self, grade_id: str) -> None:
        """From now on, questions are about this graded cell."""

    async def answer(self, question: Question) -> Answer:
        """The answer of the student's code, or why there is none."""

    async def close(self) -> None:
        """End everything that was started."""

    def complete(self, record: GradingRecord) -> None:
        """Add to a record how it was executed, once all cells are judged."""
