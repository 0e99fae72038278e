"""Grades one notebook: executes it cell by cell and runs the hidden tests after each graded cell.

A cell or a question that kills the kernel costs its own task: another kernel takes over, repeats the earlier
cells without the deadly one, and goes on.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from msgspec.structs import replace
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.course import id_of, is_graded, is_illustration
from autograder.grading.kernel_session import KernelLost, KernelSession, show_error
from autograder.grading.needed_cells import superfluous
from autograder.grading.record import GradingRecord
from autograder.judging.process import HiddenTestProcess, HiddenTestsBroken, Job
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question

MAX_DEATHS = 3  # of kernels in one task, after which it is asked nothing more
MAX_KERNELS = 50

# What stands above the outputs of a cell that is left out.
AS_HANDED_IN = "as handed in: grading did not execute this cell"
NOT_EXECUTED = "grading did not execute this cell, and no output of it was handed in"


@dataclass(frozen=True)
class ExecutionSettings:
    """How a notebook is executed.

    Attributes:
        cell_timeout: seconds for one cell.
        answer_timeout: seconds for one answer, also where a hidden test would wait longer.
        notebook_timeout: seconds for all cells and answers of a notebook.
        output_bytes: how much output is kept, of all cells together.
        seed: what Python, NumPy and Keras are seeded with before each question.
        only_needed: leave out the cells that no grade depends on: illustrations, which then show what the student
            handed in, and visible checks.
        only: if not empty, only the hidden tests of these graded cells run.
        calibrating: measure thresholds in place of applying them.
    """

    cell_timeout: float = 300.0
    answer_timeout: float = 300.0
    notebook_timeout: float = 1800.0
    output_bytes: int = 20 << 20
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
        make_manager, scratch, fill: see `KernelSession`.
        hidden_tests: the process that runs the hidden tests.
    """

    notebook: NotebookNode
    record: GradingRecord
    make_manager: Callable[[Path], AsyncKernelManager]
    hidden_tests: HiddenTestProcess
    scratch: Path
    fill: Callable[[Path], None]
    settings: ExecutionSettings = field(default_factory=ExecutionSettings)

    def __post_init__(self):
        self._session = self._new_session()
        self._executed: list[int] = []  # cells that a new kernel has to repeat
        self._kernels = 0
        self._deaths = 0  # of kernels, since the last graded cell
        self._deadline = time.monotonic() + self.settings.notebook_timeout

    async def run(self) -> None:
        """Execute all cells, and fill `record.verdicts`."""
        self.hidden_tests.start(self.record.exercise)
        left_out = superfluous(self.notebook.cells) if self.settings.only_needed else frozenset()
        _set_outputs(self.notebook.cells, left_out, self.settings.output_bytes)
        try:
            for index, cell in enumerate(self.notebook.cells):
                if cell.cell_type == "code" and index not in left_out:
                    await self._execute(index, cell)
                if is_graded(cell):
                    self.record.verdicts.append(await self._judge(cell))
                    self._deaths = 0
        finally:
            await self._session.close()

    def _new_session(self) -> KernelSession:
        return KernelSession(self.notebook, self.make_manager, self.scratch, self.fill, self.settings.output_bytes)

    def _time_left(self) -> float:
        return self._deadline - time.monotonic()

    @property
    def _out_of_time(self) -> str:
        return f"the notebook ran for more than {self.settings.notebook_timeout:g} s in all"

    async def _execute(self, index: int, cell: NotebookNode) -> None:
        problem, strikes, start = "", [], time.monotonic()
        try:
            await self._revive()
            start = time.monotonic()
            status, strikes = await self._session.execute(cell, index, self._cell_timeout())
            # Repeated when a new kernel is needed. A cell that was stopped would only be stopped again.
            if status != "timeout" and not is_graded(cell) and not is_illustration(cell):
                self._executed.append(index)
        except KernelLost as error:
            status, problem, strikes = "lost", str(error), [error.limit] if error.limit else []
            self._deaths += 1
            show_error(cell, "KernelLost", problem)
        name = cell.get("id", "")
        self.record.note_limits(f"cell {name}", strikes)
        seconds = round(time.monotonic() - start, 3)
        self.record.cells.append({"id": name, "status": status, "seconds": seconds, "problem": problem})

    def _cell_timeout(self) -> float:
        return min(self.settings.cell_timeout, max(self._time_left(), 1.0))

    async def _judge(self, cell: NotebookNode) -> Verdict:
        grade_id, maximum = id_of(cell), float(cell.metadata.nbgrader.points)
        if self.settings.only and grade_id not in self.settings.only:
            return Verdict(grade_id, maximum, problem="not asked for")
        if self._time_left() <= 0:
            return Verdict(grade_id, maximum, problem=f"not graded: {self._out_of_time}")

        async def ask(question: Question) -> Answer:
            answer = await self._answer(question)
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

    async def _answer(self, question: Question) -> Answer:
        if self._deaths >= MAX_DEATHS:
            return Answer(None, f"the kernel was lost {self._deaths} times in this task: it is asked nothing more")
        try:
            await self._revive()
            patience = min(question.timeout, self.settings.answer_timeout, max(self._time_left(), 1.0))
            answer = await self._session.ask(replace(question, timeout=patience))
        except KernelLost as error:
            answer = Answer(None, str(error), limit=error.limit)
        self._deaths += not self._session.alive
        return answer

    async def _revive(self) -> None:
        """Make sure that there is a kernel in which the earlier cells have run."""
        while not self._session.alive:
            if self._time_left() <= 0:
                raise KernelLost(self._out_of_time, self._out_of_time)
            if self._kernels >= MAX_KERNELS:
                raise KernelLost(f"the kernel was lost {self._kernels} times")
            self._kernels += 1
            start = time.monotonic()
            await self._session.start()
            self.record.starting = round(self.record.starting + time.monotonic() - start, 3)
            if self._kernels == 1:  # until now other work may have been waited for: the fork server starts once
                self._deadline = time.monotonic() + self.settings.notebook_timeout
            await self._repeat()

    async def _repeat(self) -> None:
        """Repeat the earlier cells; one that now kills the kernel is left out from then on."""
        for index in list(self._executed):
            cell = self.notebook.cells[index]
            outputs = cell.outputs
            try:
                status, _ = await self._session.execute(cell, index, self._cell_timeout())
            except KernelLost:
                status = "lost"
            finally:
                cell.outputs = outputs
            if status in ("timeout", "lost"):
                self._executed.remove(index)
            if status == "lost":
                return


def _set_outputs(cells: list[NotebookNode], left_out: frozenset[int], room: int) -> None:
    """Clear outputs; of cells that are left out keep what was handed in, marked as such, in `room` bytes."""
    for index, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        kept = []
        for output in cell.outputs if index in left_out else []:
            size = len(json.dumps(output))
            if size <= room:
                room -= size
                kept.append(output)
        note = AS_HANDED_IN if kept else NOT_EXECUTED
        cell.outputs = [new_output("stream", name="stdout", text=f"[{note}]\n"), *kept] if index in left_out else []
