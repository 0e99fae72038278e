"""The grader: lives as long as its process, and grades one submission after the other."""

import asyncio
import atexit
import logging
import os
import tempfile
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

import convnets
from autograder.errors import ForkServerError, HiddenTestsBroken, RecordUnusable, SandboxUnavailable
from autograder.exercise import Exercise
from autograder.grading import graded_with, needed_cells, rejudge
from autograder.grading.data import data_for_kernel
from autograder.grading.grade import Ask, Graded, Judge, grade, without_execution
from autograder.grading.record import GradingRecord
from autograder.grading.replay import Recorded, Replay
from autograder.grading.settings import GradingSettings
from autograder.judging.messages import Job
from autograder.judging.process import HiddenTestProcess
from autograder.judging.verdict import Verdict
from autograder.kernels import KernelSettings, held_folder, kernel_manager, start_fork_server
from autograder.sandbox import available_sandbox
from autograder.submissions import files
from autograder.submissions.submission import Submission

if TYPE_CHECKING:
    from autograder.grading.live_kernel import LiveKernel

_T = TypeVar("_T")
_KERAS = ("tensorflow", "keras")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Basis:
    """What a grading depends on besides the submission: see `GradingRecord`, which has the same names."""

    graded_with: Mapping[str, str]
    judged_by: Mapping[str, str]


class Grader:
    """Grades submissions.

    Args:
        settings: how.
        hidden_tests: the process that runs the hidden tests (default: one of its own).

    Attributes:
        settings, hidden_tests: as given.
    """

    def __init__(self, settings: GradingSettings | None = None, hidden_tests: HiddenTestProcess | None = None):
        self.settings = settings or GradingSettings()
        self.hidden_tests = hidden_tests or HiddenTestProcess(self.settings.threads)
        # Kernels whose scratch folders lie in one private folder share the process that forks them.
        self._scratch: Path | None = None
        self._scratch_of = 0
        atexit.register(self.close)

    def close(self) -> None:
        """End the process that runs the hidden tests, and remove the scratch folders."""
        self.hidden_tests.close()
        if self._scratch is not None:
            held_folder.remove(self._scratch)
            self._scratch = None
        atexit.unregister(self.close)

    @property
    def scratch(self) -> Path:
        """A private folder that `close` removes, or the next command if this process is killed."""
        here = self._scratch_of == os.getpid()  # else this process was forked from the one that has made it
        if self._scratch is None or not here or not self._scratch.is_dir():  # old folders in /tmp may be cleared away
            self._scratch, self._scratch_of = held_folder.make_scratch_folder(), os.getpid()
        return self._scratch

    def check_sandbox(self) -> str:
        """What confines students' code on this machine.

        Raises:
            SandboxUnavailable: if nothing does, and the sandbox was not switched off by "none".
        """
        found = available_sandbox(self.settings.sandbox)
        if not found and self.settings.sandbox != "none":
            raise SandboxUnavailable(
                "This machine has neither Landlock (Linux 5.13 or newer) nor bubblewrap (apt-get install bubblewrap), "
                "so students' code could do anything here. Install one, or grade with the sandbox 'none' on a "
                "machine where that does no harm."
            )
        return str(found)

    def grade(self, submission: Submission, exercise: Exercise, recorded: Recorded | None = None) -> Graded:
        """Grade a submission, and fill in the outputs of its notebook.

        Args:
            recorded: an earlier grading whose execution is used instead of a new one; None to execute the submission
                in a live kernel.

        Raises:
            RecordUnusable: if the recorded answers do not suffice.
            ForkServerError: if the process that kernels are forked from does not start, or ends again and again.
        """
        try:
            return self._grade(submission, exercise, recorded)
        except ForkServerError:  # not the submission's doing: something else on this machine has killed it
            _log.warning("%s of %s is executed again", exercise.name, submission.student, exc_info=True)
            return self._grade(submission, exercise, recorded)

    def _grade(self, submission: Submission, exercise: Exercise, recorded: Recorded | None) -> Graded:
        record = GradingRecord(
            exercise=exercise.name,
            student=submission.student,
            fingerprint=submission.fingerprint,
            code_fingerprint=submission.code_fingerprint,
            graded_with=graded_with.everything(exercise, self.settings),
            data_source=exercise.data_source,
            repairs=list(submission.repairs),
            review=list(submission.review),
            about=dict(submission.about),
            suspicious=list(submission.suspicious),
        )
        self.hidden_tests.refresh()
        record.judged_by = graded_with.by_cell(exercise, record.graded_with)
        if submission.problem:
            return without_execution(submission, exercise, record)
        execution = self._replay(recorded, record) if recorded else self._live_kernel(submission, exercise)
        return _run(grade(submission, exercise, execution, self._judge(exercise), record))

    def start(self, exercise: Exercise) -> None:
        """Start the processes that grading needs, before there is something to grade; returns at once."""
        self.hidden_tests.start(exercise.name)
        Thread(target=self._start_kernels, args=(exercise, self.scratch), daemon=True).start()

    def _start_kernels(self, exercise: Exercise, scratch: Path) -> None:
        try:
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                start_fork_server(self._kernel_settings(exercise, exercise.source, Path(folder)))
        except Exception:  # the first kernel will start it again, and say what is wrong
            _log.exception("the process that kernels are forked from did not start")

    def judge_again(self, exercise: Exercise, recorded: Recorded, basis: Basis) -> GradingRecord | None:
        """The record of a new grading of the same submission, if nothing but the code that judges has changed.

        Args:
            basis: of the new grading.

        Returns:
            The record; None if another verdict than the recorded one is reached, or the recorded answers do not
            suffice: then there is more to do.
        """
        old = recorded.record
        if not rejudge.is_possible(old, basis.graded_with):
            return None
        new = rejudge.made_from(old, basis.graded_with, basis.judged_by)
        try:
            execution = self._replay(recorded, new)
        except RecordUnusable:
            return None
        return new if _run(rejudge.judged_again(old, self._judge(exercise), execution, new)) else None

    def basis(self, exercise: Exercise) -> Basis:
        """What a grading of now depends on besides the submission."""
        found = graded_with.everything(exercise, self.settings)
        return Basis(found, graded_with.by_cell(exercise, found))

    def _live_kernel(self, submission: Submission, exercise: Exercise) -> "LiveKernel":
        from autograder.grading.live_kernel import LiveKernel  # where records suffice, no kernel is needed

        def make_manager(scratch: Path) -> AsyncKernelManager:
            return kernel_manager(self._kernel_settings(exercise, submission.notebook, scratch))

        def fill(scratch: Path) -> None:
            files.write(submission.files, scratch)

        sandbox = self.check_sandbox()
        self.hidden_tests.start(exercise.name)  # it imports while the first cells run
        return LiveKernel(self.settings, sandbox, make_manager, self.scratch, fill)

    def _replay(self, recorded: Recorded, record: GradingRecord) -> Replay:
        return Replay(recorded, record.fingerprint, record.code_fingerprint, record.graded_with, record.judged_by)

    def _judge(self, exercise: Exercise) -> Judge:
        settings, data_source = self.settings, exercise.data_source

        async def judge(grade_id: str, maximum: float, ask: Ask) -> Verdict:
            if settings.only and grade_id not in settings.only:
                return Verdict(grade_id, maximum, problem="not asked for")
            job = Job(exercise.name, grade_id, settings.tests, data_source, settings.seed, settings.calibrating)
            try:
                result = await self.hidden_tests.run(job, ask)
            except HiddenTestsBroken as error:
                return Verdict(grade_id, maximum, problem=f"no verdict: {error}", broken=True, detail=error.detail)
            if result.problems:
                problem, detail = "no verdict: the hidden tests could not be collected", "\n".join(result.problems)
                _log.error("%s: %s", problem, detail)
                return Verdict(grade_id, maximum, problem=problem, broken=True, detail=detail)
            if not result.verdicts:
                return Verdict(grade_id, maximum, problem="no verdict: there is no hidden test for this cell")
            return Verdict(grade_id, maximum, result.verdicts)

        return judge

    def _kernel_settings(self, exercise: Exercise, notebook: NotebookNode, scratch: Path) -> KernelSettings:
        readable, environment = data_for_kernel(exercise)
        return KernelSettings(
            scratch=scratch,
            readable=(Path(convnets.__file__).parent, *readable),
            env=environment,
            threads=self.settings.threads,
            sandbox=self.settings.sandbox,
            limits=self.settings.limits,
            modules=self._modules(exercise, notebook),
        )

    def _modules(self, exercise: Exercise, notebook: NotebookNode) -> tuple[str, ...]:
        """What is imported before kernels are forked: what the reference or this notebook uses in executed cells.

        Beyond Keras the reference alone counts, since each combination is a process of its own.
        """
        reference = self._executed(exercise.source)
        keras = exercise.datasets or any(
            needed_cells.use(cells, *_KERAS) for cells in (reference, self._executed(notebook))
        )
        return (*(_KERAS if keras else ()), *(("sklearn.datasets",) if needed_cells.use(reference, "sklearn") else ()))

    def _executed(self, notebook: NotebookNode) -> list[NotebookNode]:
        left_out = needed_cells.superfluous(notebook.cells) if self.settings.only_needed else frozenset[int]()
        return [cell for index, cell in enumerate(notebook.cells) if index not in left_out]


_graders: dict[GradingSettings, Grader] = {}


def grader_for(settings: GradingSettings) -> Grader:
    """The grader of this process with these settings; it lives until the process ends, or `close_graders`."""
    if settings not in _graders:
        _graders[settings] = Grader(settings)
    return _graders[settings]


def close_graders() -> None:
    """End what the graders of this process have started."""
    while _graders:
        _graders.popitem()[1].close()


def _run(coroutine: Coroutine[None, None, _T]) -> _T:
    """Run a coroutine to its end, also below a running loop: the formgrader's button grades inside Jupyter's."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)  # cancels and cleans up on Ctrl-C
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
