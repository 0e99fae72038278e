"""Grades one notebook: executes it cell by cell and runs the hidden tests after each graded cell.

A cell or a question that kills the kernel costs its own task: another kernel takes over, repeats the earlier
cells without the deadly one, and goes on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

from autograder.course import id_of, is_graded, is_illustration
from autograder.grading.record import GradingRecord
from autograder.grading.session import KernelLost, KernelSession
from autograder.questions.probes import Answer, Question
from autograder.verdicts.hidden_test_process import HiddenTestProcess, HiddenTestsBroken, Job
from autograder.verdicts.verdict import Verdict

MAX_KERNELS = 6


@dataclass(frozen=True)
class ExecutionSettings:
    """How a notebook is executed.

    Attributes:
        cell_timeout: seconds for one cell.
        notebook_timeout: seconds for all cells and answers of a notebook.
        seed: what Python, NumPy and Keras are seeded with before each question.
        only_needed: leave out the cells that no hidden test needs: illustrations and visible checks.
        only: if not empty, only the hidden tests of these graded cells run.
        calibrating: measure thresholds in place of applying them.
    """

    cell_timeout: float = 300.0
    notebook_timeout: float = 1800.0
    seed: int = 0
    only_needed: bool = False
    only: frozenset[str] = frozenset()
    calibrating: bool = False


@dataclass
class Execution:
    """One notebook on its way through the grader.

    Args:
        notebook: repaired; outputs of its cells are filled in.
        record: what is found out is noted here.
        make_manager: gives a new, locked-in kernel's manager.
        hidden_tests: the process that runs the hidden tests.
        scratch: the only folder that the student's code may write to.
    """

    notebook: NotebookNode
    record: GradingRecord
    make_manager: Callable[[], AsyncKernelManager]
    hidden_tests: HiddenTestProcess
    scratch: Path
    settings: ExecutionSettings = field(default_factory=ExecutionSettings)

    def __post_init__(self):
        self._session = self._new_session()
        self._executed: list[int] = []  # cells that a new kernel has to repeat
        self._kernels = 0
        self._deadline = time.monotonic() + self.settings.notebook_timeout

    async def run(self) -> None:
        """Execute all cells, and fill `record.verdicts`."""
        self.hidden_tests.start()
        try:
            for index, cell in enumerate(self.notebook.cells):
                lost = ""
                superfluous = self.settings.only_needed and (is_illustration(cell) or is_graded(cell))
                if cell.cell_type == "code" and not superfluous:
                    lost = await self._execute(index, cell)
                if is_graded(cell):
                    self.record.verdicts.append(await self._judge(cell, lost))
        finally:
            await self._session.close()

    def _new_session(self) -> KernelSession:
        return KernelSession(self.notebook, self.make_manager, self.scratch, self.settings.cell_timeout)

    async def _execute(self, index: int, cell: NotebookNode) -> str:
        """Execute a cell; returns why there is no kernel any more, or ""."""
        start = time.monotonic()
        try:
            await self._revive()
            status = await self._session.execute(cell, index)
            # Repeated when a new kernel is needed. A cell that was stopped would only be stopped again.
            if status != "timeout" and not is_graded(cell) and not is_illustration(cell):
                self._executed.append(index)
            lost = ""
        except KernelLost as error:
            status, lost = "lost", str(error)
        seconds = round(time.monotonic() - start, 3)
        self.record.cells.append({"id": cell.get("id", ""), "status": status, "seconds": seconds, "problem": lost})
        return lost

    async def _judge(self, cell: NotebookNode, lost: str) -> Verdict:
        grade_id, maximum = id_of(cell), float(cell.metadata.nbgrader.points)
        if self.settings.only and grade_id not in self.settings.only:
            return Verdict(grade_id, maximum, problem="not asked for")
        if time.monotonic() > self._deadline:
            return Verdict(
                grade_id,
                maximum,
                problem=f"not graded: the notebook ran for more than {self.settings.notebook_timeout:g} s in all",
            )

        async def ask(question: Question) -> Answer:
            try:
                await self._revive()
                answer = await self._session.ask(question)
            except KernelLost as error:
                answer = Answer(None, str(error))
            self.record.note_question(grade_id, question, answer)
            return answer

        job = Job(
            self.record.exercise, grade_id, self.record.data_source, self.settings.seed, self.settings.calibrating
        )
        try:
            result = await self.hidden_tests.run(job, ask)
        except HiddenTestsBroken as error:
            return Verdict(grade_id, maximum, problem=f"no verdict: {error}")
        if result.problems:
            return Verdict(grade_id, maximum, problem="no verdict: the hidden tests could not be collected")
        if not result.verdicts:
            return Verdict(grade_id, maximum, problem="no verdict: there is no hidden test for this cell")
        return Verdict(grade_id, maximum, result.verdicts)

    async def _revive(self) -> None:
        """Make sure that there is a kernel in which the earlier cells have run."""
        if self._session.alive:
            return
        if self._kernels >= MAX_KERNELS:
            raise KernelLost(f"the kernel died {self._kernels} times")
        if time.monotonic() > self._deadline:
            raise KernelLost(f"the notebook ran for more than {self.settings.notebook_timeout:g} s in all")
        self._kernels += 1
        await self._session.start()
        for index in list(self._executed):
            cell = self.notebook.cells[index]
            outputs = cell.outputs
            try:
                await self._session.execute(cell, index)
            except KernelLost:
                self._executed.remove(index)
                raise
            finally:
                cell.outputs = outputs
