"""The course folder: where exercises, submissions and grades lie, and what an exercise consists of.

Folders and file names are nbgrader's, read from `nbgrader_config.py` by nbgrader's own `CourseDirectory`.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import nbformat
from filelock import FileLock, Timeout
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import CourseBusy, CourseError
from convnets.datasets import sources

CONFIG_FILE = "nbgrader_config.py"
WORK_FOLDER = ".autograder"  # in the course folder: the lock, the log, and what a grading replaces while it is written
ILLUSTRATION = "illustration"  # tag of cells that no hidden test needs: plots, and training to look at


@dataclass(frozen=True, eq=False)
class Course:
    """A course folder.

    Attributes:
        root: the folder with `nbgrader_config.py`.
        config: what that file sets.
    """

    root: Path
    config: Config

    @classmethod
    def load(cls, start: Path | None = None) -> "Course":
        """The course folder that `start` (default: the working directory) lies in.

        Raises:
            CourseError: if neither it nor a folder above it holds `nbgrader_config.py`.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG_FILE).is_file():
                config = PyFileConfigLoader(CONFIG_FILE, path=str(folder)).load_config()
                return cls(folder, config)
        raise CourseError(f"no {CONFIG_FILE} in {start} or a folder above it: change to the course folder")

    def directory(self, **settings: str) -> CourseDirectory:
        """nbgrader's view of this folder; `settings` override, such as `student_id`."""
        config = Config(self.config)
        config.CourseDirectory.root = str(self.root)
        return CourseDirectory(config=config, **settings)

    @cached_property
    def _directory(self) -> CourseDirectory:
        return self.directory()

    def folder(self, step: str, student: str, exercise: str) -> Path:
        """The folder of one exercise in a step: "source", "release", "submitted", "autograded" or "feedback"."""
        name = getattr(self._directory, f"{step}_directory")
        return Path(self._directory.format_path(name, student, exercise))

    @property
    def exercises(self) -> list[str]:
        """Names of the exercises in `source/`, in alphabetical order."""
        source = self.root / self._directory.source_directory
        return sorted(path.parent.name for path in source.glob("*/*.ipynb") if path.stem == path.parent.name)

    def exercise(self, name: str) -> "Exercise":
        """One exercise.

        Raises:
            CourseError: if there is no such exercise.
        """
        if name not in self.exercises:
            raise CourseError(
                f"there is no exercise {name!r} in {self._directory.source_directory}/; "
                f"the exercises are: {', '.join(self.exercises) or 'none'}"
            )
        path = self.folder("source", ".", name) / f"{name}.ipynb"
        return Exercise(name, path, path.read_text(encoding="utf-8"), self.config)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other commands from writing to this course folder until the context ends, or this process.

        Raises:
            CourseBusy: if another command is working on it.
        """
        folder = self.root / WORK_FOLDER
        folder.mkdir(exist_ok=True)
        owner = folder / "running"
        try:
            with FileLock(folder / "lock", timeout=0):
                owner.write_text(f"process {os.getpid()}: {' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])}")
                yield
                owner.unlink(missing_ok=True)
        except Timeout:
            said = owner.read_text(errors="replace") if owner.exists() else "unknown"
            raise CourseBusy(
                f"another command is working on {self.root} ({said}): wait until it has ended, and try again"
            ) from None

    def students(self, exercise: str) -> list[str]:
        """Names of the students with a folder for this exercise in `submitted/`, in alphabetical order."""
        pattern = self.folder("submitted", "*", exercise)
        depth = pattern.parts.index("*")
        found = Path(*pattern.parts[:depth]).glob(str(Path(*pattern.parts[depth:])))
        return sorted(path.parts[depth] for path in found if path.is_dir())


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise, as its source notebook describes it.

    Attributes:
        name: folder, file and nbgrader's assignment have this name.
        path: the source notebook.
        text: what that file holds.
        config: the course's nbgrader configuration.
    """

    name: str
    path: Path
    text: str
    config: Config

    @cached_property
    def source(self) -> NotebookNode:
        """The notebook as the instructor wrote it, with solutions."""
        return nbformat.reads(self.text, as_version=4)

    @cached_property
    def released(self) -> NotebookNode:
        """The notebook as students get it, made by nbgrader's own preprocessors: the skeleton of a submission."""
        return release_version(self.source, self.config)

    def portable(self) -> "Exercise":
        """The same exercise without the course's configuration, which cannot be sent to another process."""
        copy = replace(self, config=Config())
        copy.__dict__["released"] = self.released
        return copy

    @cached_property
    def datasets(self) -> list[str]:
        """Names of the data sets that the notebook loads through `convnets.datasets`."""
        code = "\n".join(cell.source for cell in self.source.cells if cell.cell_type == "code")
        called = re.findall(r"\bdatasets\.(\w+)\(", code)
        return sorted({name for name in sources.FILES for call in called if call.startswith(name)})

    @property
    def data_source(self) -> str:
        """Either "real" or "sample": the data that this machine has for the exercise; "none" if it needs none."""
        if not self.datasets:
            return "none"
        found = {sources.source(name) for name in self.datasets}
        return "sample" if "sample" in found else "real"

    @property
    def graded_cells(self) -> dict[str, float]:
        """Points of each cell that hidden tests grade, by grade_id, in the notebook's order."""
        return {id_of(cell): float(cell.metadata.nbgrader.points) for cell in self.source.cells if is_graded(cell)}

    @property
    def manual_cells(self) -> dict[str, float]:
        """Points of each cell that a person grades, by grade_id."""
        flags = [(cell, cell.metadata.get("nbgrader", {})) for cell in self.source.cells]
        return {
            id_of(cell): float(flag["points"])
            for cell, flag in flags
            if flag.get("task") or (flag.get("grade") and flag.get("solution"))
        }


def release_version(source: NotebookNode, config: Config) -> NotebookNode:
    """What students get of a source notebook: no solutions, no outputs, locked cells locked."""
    notebook = nbformat.from_dict(source)  # a deep copy
    resources: dict[str, object] = {}
    for preprocessor in (LockCells, ClearSolutions, ClearOutput, ClearHiddenTests, ClearMarkScheme, ComputeChecksums):
        notebook, resources = preprocessor(config=config).preprocess(notebook, resources)
    return notebook


def id_of(cell: NotebookNode) -> str:
    """The `grade_id` of a cell, "" if nbgrader does not know it."""
    flags = cell.metadata.get("nbgrader")
    grade_id = flags.get("grade_id") if isinstance(flags, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def is_graded(cell: NotebookNode) -> bool:
    """Whether hidden tests grade this cell (and no person does)."""
    flags = cell.metadata.get("nbgrader", {})
    return bool(flags.get("grade")) and not flags.get("solution")


def is_illustration(cell: NotebookNode) -> bool:
    """Whether no hidden test needs this cell."""
    return ILLUSTRATION in cell.metadata.get("tags", [])


def without_marks(source: str) -> str:
    """The text of a cell without nbgrader's `### BEGIN ...` and `### END ...` lines."""
    return "\n".join(line for line in source.splitlines() if "### BEGIN" not in line and "### END" not in line)
