"""Executes a submission in a live kernel.

A cell or a question that kills the kernel costs its own task: another kernel takes over, re-runs the earlier cells,
skipping the one that crashed the kernel, and continues.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.exercise import is_graded, is_illustration
from autograder.grading import incidents
from autograder.grading.causes import error_of
from autograder.grading.incidents import Incident
from autograder.grading.kernel_session import KernelLost, KernelSession, show_error
from autograder.grading.needed_cells import superfluous
from autograder.grading.record import CellRun, CellStatus, GradingRecord
from autograder.grading.settings import GradingSettings
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question

MAX_DEATHS = 3  # of kernels in one task, after which it is asked nothing more
MAX_KERNELS = 50

# What stands above the outputs of a cell that is left out.
AS_HANDED_IN = "as handed in: grading did not execute this cell"
NOT_EXECUTED = "grading did not execute this cell, and no output of it was handed in"


class LiveKernel:
    """An `Execution` in kernels that are started when they are needed.

    Args:
        settings: limits of time and output, and what is executed.
        sandbox: what confines the kernels, for the record.
        make_manager, scratch, fill: see `KernelSession.start`.
    """

    def __init__(
        self,
        settings: GradingSettings,
        sandbox: str,
        make_manager: Callable[[Path], AsyncKernelManager],
        scratch: Path,
        fill: Callable[[Path], None],
    ):
        self._settings = settings
        self._sandbox = sandbox
        self._make_manager = make_manager
        self._scratch = scratch
        self._fill = fill
        self._notebook = NotebookNode(cells=[])
        self._left_out: frozenset[int] = frozenset()
        self._kernel: KernelSession | None = None
        self._output_room = settings.output_bytes
        self._executed: list[int] = []  # cells that a new kernel has to repeat
        self._kernels = 0
        self._deaths = 0  # of kernels, in this task
        self._judged = False  # whether the task has reached its graded cell
        self._starting = 0.0
        self._began = time.monotonic()
        self._deadline = self._began + settings.notebook_timeout

    async def start(self, notebook: NotebookNode) -> None:
        """Clear outputs; cells that no grade depends on keep theirs, if the settings leave them out."""
        self._notebook = notebook
        if self._settings.only_needed:
            self._left_out = superfluous(notebook.cells)
        _set_outputs(notebook.cells, self._left_out, self._settings.output_bytes)

    async def execute(self, index: int, cell: NotebookNode) -> CellRun | None:
        """Execute a cell, in a new kernel if the last one is lost."""
        if self._judged:
            self._judged, self._deaths = False, 0
        if index in self._left_out:
            return None
        status: CellStatus
        problem, found, start = "", list[Incident](), time.monotonic()
        try:
            kernel = await self._revived()
            start = time.monotonic()
            status, found = await kernel.execute(cell, index, self._cell_timeout())
            # Repeated when a new kernel is needed. A cell that was stopped would only be stopped again.
            if status != "timeout" and not is_graded(cell) and not is_illustration(cell):
                self._executed.append(index)
        except KernelLost as error:
            await self._check_server()
            status, problem, found = "lost", str(error), [error.incident] if error.incident else []
            self._deaths += 1
            show_error(cell, "KernelLost", problem)
        seconds = round(time.monotonic() - start, 3)
        raised = error_of(cell) if status == "error" else ""
        return CellRun(cell.get("id", ""), status, seconds, problem, raised, tuple(found))

    def verdict(self, grade_id: str, maximum: float, record: GradingRecord) -> Verdict | None:
        """No points when the time of the notebook is over."""
        if self._time_left() <= 0:
            return Verdict(grade_id, maximum, problem=f"not graded: {self._out_of_time}")
        return None

    def enter(self, grade_id: str) -> None:
        """Questions begin: what comes after them is the next task."""
        self._judged = True

    async def answer(self, question: Question) -> Answer:
        """Ask the kernel, or a new one if it is lost."""
        if self._deaths >= MAX_DEATHS:
            return Answer(None, f"the kernel was lost {self._deaths} times in this task: no more questions are asked")
        try:
            kernel = await self._revived()
            patience = min(question.timeout, self._settings.answer_timeout, max(self._time_left(), 1.0))
            answer = await kernel.ask(msgspec.structs.replace(question, timeout=patience))
        except KernelLost as error:
            answer = Answer(None, str(error), limit=error.limit)
        if not self._alive:
            await self._check_server()
            self._deaths += 1
        return answer

    async def close(self) -> None:
        """End the kernel and everything that it started."""
        if self._kernel is not None:
            await self._kernel.close()

    def complete(self, record: GradingRecord) -> None:
        """Note the sandbox, and how long all of it took."""
        record.sandbox = self._sandbox
        record.starting = self._starting
        record.seconds = round(time.monotonic() - self._began, 3)

    @property
    def _alive(self) -> bool:
        return self._kernel is not None and self._kernel.alive

    def _time_left(self) -> float:
        return self._deadline - time.monotonic()

    def _cell_timeout(self) -> float:
        return min(self._settings.cell_timeout, max(self._time_left(), 1.0))

    @property
    def _out_of_time(self) -> str:
        return f"the notebook ran for more than {self._settings.notebook_timeout:g} s in total"

    async def _check_server(self) -> None:
        """See that a lost kernel is lost by its own code: else the whole submission has to be executed again.

        Raises:
            ForkServerError: if it was lost because its fork server has ended.
        """
        if self._kernel is not None:
            await self._kernel.check_server()

    async def _revived(self) -> KernelSession:
        """A kernel in which the earlier cells have run."""
        while self._kernel is None or not self._kernel.alive:
            if self._time_left() <= 0:
                raise KernelLost(self._out_of_time, incidents.limit(self._out_of_time))
            if self._kernels >= MAX_KERNELS:
                raise KernelLost(f"the kernel was lost {self._kernels} times")
            self._kernels += 1
            if self._kernel is not None:
                self._output_room = self._kernel.output_room
            start = time.monotonic()
            self._kernel = await KernelSession.start(
                self._notebook, self._make_manager, self._scratch, self._fill, self._output_room
            )
            self._starting = round(self._starting + time.monotonic() - start, 3)
            if self._kernels == 1:  # until now other work may have been waited for: the fork server starts once
                self._deadline = time.monotonic() + self._settings.notebook_timeout
            await self._repeat(self._kernel)
        return self._kernel

    async def _repeat(self, kernel: KernelSession) -> None:
        """Re-run the earlier cells; one that now kills the kernel is left out from then on."""
        for index in list(self._executed):
            cell = self._notebook.cells[index]
            outputs = cell.outputs
            try:
                status, _ = await kernel.execute(cell, index, self._cell_timeout())
            except KernelLost:
                await self._check_server()
                self._executed.remove(index)
                return
            finally:
                cell.outputs = outputs
            if status == "timeout":
                self._executed.remove(index)


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
