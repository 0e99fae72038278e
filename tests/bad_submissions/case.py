"""One bad submission: how it is made from the reference solution, and what it must get."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_folder import NAME, HandIn
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.exercise import id_of

TASKS = (
    "output_size", "response_map", "conv2d", "pad_same", "pool2d", "conv3d", "parameter_count", "receptive_field",
)  # fmt: skip
ALL = TASKS


@dataclass(frozen=True)
class Case:
    """A submission.

    Attributes:
        kind: the heading in the table.
        name: what it does; the student is called like this.
        hand_in: writes the files into a student's folder, given the notebook of the reference solution.
        lost: tasks without points; all others have full points.
        said: texts that the grading record must hold.
        silent: texts that neither record nor graded notebook may hold.
        by_hand: the written questions that nbgrader must ask a person to grade; None if that does not matter.
        quiet: whether nothing else may ask for a person.
    """

    kind: str
    name: str
    hand_in: HandIn
    lost: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    by_hand: tuple[str, ...] | None = None
    quiet: bool = False


def write(folder: Path, notebook: NotebookNode) -> None:
    """Hand in a notebook under its right name."""
    # Not by nbformat, which would repair it.
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(each for each in notebook.cells if id_of(each) == grade_id)


def notebook(change: Callable[[NotebookNode], None]) -> HandIn:
    """Hand in the reference solution with a change."""

    def hand_in(folder: Path, reference: NotebookNode) -> None:
        change(reference)
        write(folder, reference)

    return hand_in


def own_cell(code: str, before: str = "output_size", **solutions: str) -> HandIn:
    """Hand in with a cell of the student's own in front of a task; `solutions` replace those of the reference."""

    def change(reference: NotebookNode) -> None:
        for name, source in solutions.items():
            cell(reference, name).source = source
        index = reference.cells.index(cell(reference, before))
        reference.cells.insert(index, new_code_cell(code))

    return notebook(change)


def solutions(**sources: str) -> HandIn:
    """Hand in with other solutions of these tasks."""

    def change(reference: NotebookNode) -> None:
        for name, source in sources.items():
            cell(reference, name).source = source

    return notebook(change)


def below(grade_id: str, code: str) -> HandIn:
    """Hand in with more code below the right solution, in its cell."""

    def change(reference: NotebookNode) -> None:
        cell(reference, grade_id).source += "\n\n" + code

    return notebook(change)


def with_files(files: Mapping[str, str | bytes], hand_in: HandIn | None = None) -> HandIn:
    """Hand in supporting files beside the notebook."""

    def hand_in_both(folder: Path, reference: NotebookNode) -> None:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (hand_in or write)(folder, reference)

    return hand_in_both


def only(**files: str | bytes) -> HandIn:
    """Hand in these files only; the key `notebook` stands for the notebook's right name."""

    def hand_in(folder: Path, _: NotebookNode) -> None:
        for name, content in files.items():
            path = folder / (f"{NAME}.ipynb" if name == "notebook" else name)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return hand_in


def cases(kind: str, entries: Iterable[tuple]) -> list[Case]:
    """Cases of one kind, from tuples of the other fields."""
    return [Case(kind, *entry) for entry in entries]


# A solution that earns nothing, for submissions that try to earn its points by other means.
UNSOLVED = "def pool2d(feature_maps, pool_size, stride=None, mode='max'):\n    return None"
EARNS_NOTHING = ("pool2d",)
