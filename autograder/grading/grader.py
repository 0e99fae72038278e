"""The grader: lives as long as its process, and grades one notebook after the other.

nbgrader's preprocessors and the cohort command both use it, so both give the same grades.
"""

import asyncio
import atexit
import hashlib
import importlib.metadata
import os
import tempfile
import time
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode

import convnets
from autograder import hidden_tests
from autograder.course import CourseError, Exercise, id_of, is_graded
from autograder.grading import feedback, tampering
from autograder.grading.execution import Execution, ExecutionSettings
from autograder.grading.record import GradingRecord
from autograder.grading.student_outputs import make_harmless
from autograder.judging import dependencies as judged_by
from autograder.judging import thresholds
from autograder.judging.process import HiddenTestProcess
from autograder.judging.verdict import Verdict
from autograder.kernels import KernelSettings, SandboxUnavailable, kernel_manager, start_fork_server
from autograder.questions import agent
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import walls
from autograder.submissions import files as student_files
from autograder.submissions import fingerprint as executed_code
from convnets.datasets import sources

VERSIONS = ("keras", "nbgrader", "numpy", "tensorflow")
# Of what a grade depends on: what is no matter of a single verdict, and the hidden tests, which are told apart by cell.
_JUDGES_NOTHING = frozenset(("hidden_tests", "source", "nbgrader"))


@dataclass(eq=False)
class Grader:
    """Grades notebooks.

    Attributes:
        execution: how notebooks are executed.
        sandbox: which walls: "auto", "landlock", "bubblewrap" or "none".
        limits: what the kernel of one submission may take.
        threads: TensorFlow's threads in one kernel.
    """

    execution: ExecutionSettings = field(default_factory=ExecutionSettings)
    sandbox: str = "auto"
    limits: Limits = field(default_factory=Limits)
    threads: int = 1

    def __post_init__(self):
        self.hidden_tests = HiddenTestProcess(self.threads)
        # Kernels whose scratch folders lie in one private folder share the process that forks them.
        self._scratch = tempfile.TemporaryDirectory(prefix="grading-")
        atexit.register(self.close)

    def close(self) -> None:
        """End the process that runs the hidden tests, and remove the scratch folders."""
        self.hidden_tests.close()
        self._scratch.cleanup()

    def check_walls(self) -> str:
        """What stands around students' code on this machine.

        Raises:
            SandboxUnavailable: if nothing does, and the sandbox was not switched off by "none".
        """
        found = walls(self.sandbox)
        if not found and self.sandbox != "none":
            raise SandboxUnavailable(
                "This machine has neither Landlock (Linux 5.13 or newer) nor bubblewrap (apt-get install bubblewrap), "
                "so students' code could do anything here. Install one, or grade with the sandbox 'none' on a "
                "machine where that does no harm."
            )
        return str(found)

    def grade(
        self,
        notebook: NotebookNode,
        exercise: Exercise,
        record: GradingRecord,
        submission_folder: Path | None = None,
    ) -> None:
        """Grade a repaired notebook: fills the outputs of its cells, and `record`.

        Args:
            notebook: see `autograder.submissions.repair`.
            exercise: which exercise.
            record: with the student's name; if it has a `problem`, nothing is executed and nothing earned.
            submission_folder: further files of the student's, copied to where the notebook runs.
        """
        record.data_source = exercise.data_source
        record.graded_with = self.graded_with(exercise)
        record.judged_by = _judged_by(exercise, record.graded_with)
        record.executed_sha256 = executed_code.hash_of(notebook, submission_folder)
        if record.problem:
            record.status = "ungradable"
            record.verdicts = [
                Verdict(grade_id, maximum, problem=f"not graded: {record.problem}")
                for grade_id, maximum in exercise.graded_cells.items()
            ]
        else:
            self.execute(notebook, exercise, record, submission_folder)
            traces = tampering.traces(notebook, record, submission_folder)
            record.suspicious += [line for line in traces if line not in record.suspicious]
        # After the kernel is gone: nothing that a student's process does can change these outputs any more.
        verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
        given = {cell.source for cell in exercise.released.cells}
        for cell in notebook.cells:
            if is_graded(cell):
                missing = Verdict(id_of(cell), float(cell.metadata.nbgrader.points), problem="no verdict")
                cell.outputs = feedback.outputs(verdicts.get(id_of(cell), missing), record.limits_in(id_of(cell)))
                cell.execution_count = None
            elif cell.cell_type == "code" or cell.source not in given:
                make_harmless(cell)

    def execute(
        self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, submission_folder: Path | None
    ) -> None:
        """Execute a repaired notebook and have the hidden tests judge it: the part of `grade` that takes time."""
        start = time.monotonic()
        record.walls = self.check_walls()
        _run(self._execute(notebook, exercise, record, submission_folder))
        record.seconds = round(time.monotonic() - start, 3)

    @property
    def scratch(self) -> Path:
        """A private folder that `close` removes."""
        return Path(self._scratch.name)

    def graded_with(self, exercise: Exercise) -> dict[str, str]:
        """What a grade depends on beside the submission: hashes of files, versions of packages, settings."""
        files = {
            "hidden_tests": [*hidden_tests.test_paths(exercise.name), *hidden_tests.helper_paths(exercise.name)],
            "thresholds": [thresholds.path_of(exercise.name)],
            "source": [exercise.path],
            "agent": [Path(agent.__file__)],  # of the questions, it alone runs in the student's kernel
            "questions": Path(agent.__file__).parent.glob("*.py"),
            "verdicts": Path(thresholds.__file__).parent.glob("*.py"),
            "convnets": Path(convnets.__file__).parent.rglob("*.py"),
        }
        hashes = {name: _hash_of(paths) for name, paths in files.items()}
        settings = repr((self.execution, self.limits, self.threads))
        return hashes | _installed() | {"data_source": exercise.data_source, "settings": settings}

    def start_kernels(self, exercise: Exercise) -> None:
        """Start the process that forks kernels and wait until it has imported what they need, unless it runs."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            start_fork_server(self._kernel_settings(exercise, Path(folder)))

    async def _execute(
        self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, submission_folder: Path | None
    ) -> None:
        def make_manager(scratch: Path) -> AsyncKernelManager:
            return kernel_manager(self._kernel_settings(exercise, scratch))

        def fill(scratch: Path) -> None:
            notes = student_files.copy(submission_folder, scratch)
            record.repairs += [note for note in notes if note not in record.repairs]

        await Execution(notebook, record, make_manager, self.hidden_tests, self.scratch, fill, self.execution).run()

    def _kernel_settings(self, exercise: Exercise, scratch: Path) -> KernelSettings:
        readable, environment = data_for_kernel(exercise)
        return KernelSettings(
            scratch=scratch,
            readable=(Path(convnets.__file__).parent, *readable),
            env=environment,
            threads=self.threads,
            sandbox=self.sandbox,
            **asdict(self.limits),
        )


def _run(coroutine: Coroutine) -> None:
    """Run a coroutine to its end, also below a running loop: the formgrader's button grades inside Jupyter's."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(coroutine)  # cancels and cleans up on Ctrl-C
        return
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


def data_for_kernel(exercise: Exercise) -> tuple[list[Path], dict[str, str]]:
    """What a kernel may read, and which environment it gets, so that it loads the data that the grader loads.

    The kernel has no network, so what Keras would download is downloaded here.

    Raises:
        CourseError: if students' code could read the hidden tests there.
    """
    folder = os.environ.get(sources.VARIABLE)
    if folder and folder != sources.SAMPLE:
        path = Path(folder).resolve()
        if hidden_tests.FOLDER.is_relative_to(path):
            raise CourseError(f"the hidden tests lie in {path}, which students' code may read as data: move them")
        return [path], {sources.VARIABLE: str(path)}
    found = [sources.locate(name) for name in exercise.datasets]
    if not found or any(chosen == sources.SAMPLE for chosen, _ in found):
        return [], {sources.VARIABLE: sources.SAMPLE}
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    return [home / "datasets", home / "models"], {"KERAS_HOME": str(home)}


@cache
def _installed() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in VERSIONS}


def _judged_by(exercise: Exercise, graded_with: dict[str, str]) -> dict[str, str]:
    """For each graded cell a hash of what its verdict depends on beside the answers; see `judging.dependencies`."""
    common = {name: value for name, value in graded_with.items() if name not in _JUDGES_NOTHING}
    return judged_by.hashes(exercise.name, common)


def _hash_of(paths: Iterable[Path]) -> str:
    """A hash of the names and the content of the files that are there."""
    digest = hashlib.sha256()
    for name, content in sorted((path.name, path.read_bytes() if path.exists() else b"") for path in paths):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
