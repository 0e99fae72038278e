"""An exercise: what its source notebook says about it, and the kinds of cells in it."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config

from convnets.datasets import sources

ILLUSTRATION = "illustration"  # tag of cells that no hidden test needs: plots, and training to look at


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

    @cached_property
    def released_text(self) -> str:
        """The file that students get."""
        return nbformat.writes(self.released)

    @property
    def title(self) -> str:
        """The first heading of the notebook, such as "2. A convnet that reads digits"; its name, if it has none."""
        first = self.source.cells[0].source.partition("\n")[0] if self.source.cells else ""
        return first.removeprefix("# ") if first.startswith("# ") else self.name

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

    @cached_property
    def graded_cells(self) -> dict[str, float]:
        """Points of each cell that hidden tests grade, by grade_id, in the notebook's order."""
        return {id_of(cell): float(cell.metadata.nbgrader.points) for cell in self.source.cells if is_graded(cell)}

    @cached_property
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
