"""The grader: lives as long as its process, and grades one notebook after the other.

nbgrader's preprocessors and the cohort command both use it, so both give the same grades.
"""

import asyncio
import atexit
import hashlib
import importlib.metadata
import os
import shutil
import tempfile
import time
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

import convnets
from autograder.course import Exercise, id_of, is_graded
from autograder.grading.execution import Execution, ExecutionSettings
from autograder.grading.record import GradingRecord
from autograder.hidden_tests import path_of
from autograder.kernels import KernelSettings, SandboxUnavailable, kernel_manager, walls
from autograder.questions import agent
from autograder.verdicts import feedback, thresholds
from autograder.verdicts.hidden_test_process import HiddenTestProcess
from autograder.verdicts.verdict import Verdict
from convnets.datasets import sources

MAX_EXTRA_BYTES = 50 << 20
VERSIONS = ("keras", "nbgrader", "numpy", "tensorflow")


@dataclass(eq=False)
class Grader:
    """Grades notebooks.

    Attributes:
        execution: how notebooks are executed.
        sandbox: which walls: "auto", "landlock", "bubblewrap" or "none".
        memory_bytes: what one kernel may take.
        threads: TensorFlow's threads in one kernel.
    """

    execution: ExecutionSettings = field(default_factory=ExecutionSettings)
    sandbox: str = "auto"
    memory_bytes: int = 4 << 30
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
            notebook: see `autograder.repairs.repair`.
            exercise: which exercise.
            record: with the student's name; if it has a `problem`, nothing is executed and nothing earned.
            submission_folder: further files of the student's, copied to where the notebook runs.
        """
        start = time.monotonic()
        record.data_source = exercise.data_source
        record.graded_with = graded_with(exercise, self.execution)
        if record.problem:
            record.status = "ungradable"
            record.verdicts = [
                Verdict(grade_id, maximum, problem=f"not graded: {record.problem}")
                for grade_id, maximum in exercise.graded_cells.items()
            ]
        else:
            with tempfile.TemporaryDirectory(dir=self._scratch.name) as scratch:
                _copy_files(submission_folder, Path(scratch), record)
                record.walls = self.check_walls()
                _run(self._execute(notebook, exercise, record, Path(scratch)))
        # After the kernel is gone: nothing that a student's process does can change these outputs any more.
        verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
        for cell in notebook.cells:
            if is_graded(cell):
                missing = Verdict(id_of(cell), float(cell.metadata.nbgrader.points), problem="no verdict")
                cell.outputs = feedback.outputs(verdicts.get(id_of(cell), missing))
                cell.execution_count = None
        record.seconds = round(time.monotonic() - start, 3)

    async def _execute(self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, scratch: Path) -> None:
        settings = self._kernel_settings(exercise, scratch)
        await Execution(
            notebook, record, lambda: kernel_manager(settings), self.hidden_tests, scratch, self.execution
        ).run()

    def _kernel_settings(self, exercise: Exercise, scratch: Path) -> KernelSettings:
        readable, environment = data_for_kernel(exercise)
        return KernelSettings(
            scratch=scratch,
            readable=(Path(convnets.__file__).parent, *readable),
            env=environment,
            memory_bytes=self.memory_bytes,
            threads=self.threads,
            sandbox=self.sandbox,
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
    """
    folder = os.environ.get(sources.VARIABLE)
    if folder and folder != sources.SAMPLE:
        path = Path(folder).resolve()
        return [path], {sources.VARIABLE: str(path)}
    found = [sources.locate(name) for name in exercise.datasets]
    if not found or any(chosen == sources.SAMPLE for chosen, _ in found):
        return [], {sources.VARIABLE: sources.SAMPLE}
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    return [home / "datasets", home / "models"], {"KERAS_HOME": str(home)}


@cache
def _installed() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in VERSIONS}


def graded_with(exercise: Exercise, settings: ExecutionSettings) -> dict[str, str]:
    """What a grade depends on beside the submission: hashes of files, versions of packages, settings."""
    hidden_tests = path_of(exercise.name)
    helpers = [path for path in hidden_tests.parent.glob("*.py") if not path.name.startswith("test_")]
    files = {
        "hidden_tests": [hidden_tests, *helpers],
        "thresholds": [thresholds.path_of(exercise.name)],
        "source": [exercise.path],
        "questions": Path(agent.__file__).parent.glob("*.py"),
        "verdicts": Path(thresholds.__file__).parent.glob("*.py"),
        "convnets": Path(convnets.__file__).parent.rglob("*.py"),
    }
    hashes = {name: _hash_of(paths) for name, paths in files.items()}
    return hashes | _installed() | {"data_source": exercise.data_source, "settings": repr(settings)}


def _hash_of(paths: Iterable[Path]) -> str:
    """A hash of the names and the content of the files that are there."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _copy_files(folder: Path | None, scratch: Path, record: GradingRecord) -> None:
    """Copy a student's further files into the scratch folder: regular files only, and not too much of them."""
    if folder is None:
        return
    room = MAX_EXTRA_BYTES
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.suffix == ".ipynb":
            continue
        room -= path.stat().st_size
        if room < 0:
            record.repairs.append(f"the further files are larger than {MAX_EXTRA_BYTES >> 20} MiB: some were left out")
            return
        target = scratch / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
