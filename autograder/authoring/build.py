"""Builds `release/` and `solutions/` from `source/`, and says what is stale."""

import os
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from autograder.course import Course
from autograder.errors import CourseError
from autograder.exercise import Exercise, without_marks

SOLUTIONS = "solutions"
CELL_SECONDS = 600
SHOWS_DATA = "shows-data"  # tag of cells whose pictures show photos or other data that may not be passed on


@dataclass(frozen=True)
class Stale:
    """A generated notebook that does not fit its source."""

    path: Path
    why: str


def release_path(course: Course, exercise: Exercise) -> Path:
    """Where the released notebook lies."""
    return course.folder("release", ".", exercise.name) / f"{exercise.name}.ipynb"


def solution_path(course: Course, exercise: Exercise) -> Path:
    """Where the executed solution lies."""
    return course.root / SOLUTIONS / exercise.name / f"{exercise.name}.ipynb"


def stale(course: Course, exercise: Exercise) -> list[Stale]:
    """What of an exercise has to be built again; it compares texts and runs nothing."""
    found = []
    path = release_path(course, exercise)
    if not path.exists():
        found.append(Stale(path, "is missing"))
    elif path.read_text() != as_text(exercise.released):
        found.append(Stale(path, "differs from what source/ gives"))
    path = solution_path(course, exercise)
    if not path.exists():
        found.append(Stale(path, "is missing"))
    elif as_text(_without_outputs(read(path))) != as_text(solution_version(exercise)):
        found.append(Stale(path, "was executed from another version of source/"))
    return found


def build_release(course: Course, exercise: Exercise) -> Path:
    """Write the released notebook."""
    return write(release_path(course, exercise), as_text(exercise.released))


def build_solution(course: Course, exercise: Exercise, *, execute: bool = False) -> Path:
    """Write the solution with its outputs; it is executed if its code has changed since.

    Args:
        execute: execute it anyway.

    Raises:
        CourseError: if a cell of the reference solution raises an error.
    """
    notebook = solution_version(exercise)
    path = solution_path(course, exercise)
    if execute or not path.exists() or not _with_outputs_of(notebook, read(path)):
        _execute(notebook, exercise)
    return write(path, as_text(notebook))


def _with_outputs_of(notebook: NotebookNode, old: NotebookNode) -> bool:
    """Give the code cells of a notebook the outputs that the same code had before; False if it is not the same."""
    new, known = ([cell for cell in each.cells if cell.cell_type == "code"] for each in (notebook, old))
    if [(cell.id, cell.source) for cell in new] != [(cell.id, cell.source) for cell in known]:
        return False
    for cell, before in zip(new, known, strict=True):
        cell.outputs, cell.execution_count = before.outputs, before.execution_count
    notebook.metadata = old.metadata
    return True


def _execute(notebook: NotebookNode, exercise: Exercise) -> None:
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # lines that were printed one after the other are one output, not many
    )
    environment = {"TF_CPP_MIN_LOG_LEVEL": "3"} | dict(os.environ)
    try:
        client.execute(cwd=str(exercise.path.parent), env=environment)
    except CellExecutionError as error:
        raise CourseError(f"the reference solution of {exercise.name} fails:\n{error}") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # TensorFlow's log lines differ from machine to machine and teach nothing.
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
            if SHOWS_DATA in cell.metadata.get("tags", []):
                cell.outputs = [output for output in cell.outputs if "image/png" not in output.get("data", {})]


def pages(course: Course) -> list[tuple[Path, str]]:
    """Notebooks that are no exercises, such as a start page: the path in the release, and the text, of each."""
    source, release = (course.folder(step, ".", ".") for step in ("source", "release"))
    return [(release / path.name, as_text(_without_outputs(read(path)))) for path in sorted(source.glob("*.ipynb"))]


def solution_version(exercise: Exercise) -> NotebookNode:
    """The source without the marks of solution regions, without outputs."""
    notebook = _without_outputs(exercise.source)
    for cell in notebook.cells:
        cell.source = without_marks(cell.source)
    return notebook


def read(path: Path) -> NotebookNode:
    """A generated notebook."""
    return nbformat.read(path, as_version=4)


def as_text(notebook: NotebookNode) -> str:
    """A notebook as the text of its file: sorted keys, so that equal notebooks are equal files."""
    return str(nbformat.writes(notebook, version=nbformat.NO_CONVERT)) + "\n"


def _without_outputs(notebook: NotebookNode) -> NotebookNode:
    bare: NotebookNode = nbformat.from_dict(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    # What the kernel adds about its own version.
    bare.metadata = {key: value for key, value in bare.metadata.items() if key == "kernelspec"}
    bare.metadata["language_info"] = {"name": "python"}
    return bare


def write(path: Path, text: str) -> Path:
    """Write a file, all of it or nothing; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(text)
    os.replace(temporary, path)
    return path
