"""Solutions that stand in another cell than their own, which is missing or as it was handed out."""

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import is_graded
from autograder.submissions import locked_cells
from autograder.submissions.match import defining, is_open


@dataclass(frozen=True)
class Solution:
    """Where a solution was found.

    Attributes:
        index: of the submitted cell.
        source: what to put into the solution's own cell.
    """

    index: int
    source: str


def find(
    submitted: NotebookNode, released: NotebookNode, matches: dict[int, int], chosen: dict[int, int]
) -> dict[int, Solution]:
    """Look for the solutions of cells that are missing or untouched, by the functions that they define.

    Returns:
        What was found, by the index of the released cell.
    """
    found = {}
    for original, cell in enumerate(released.cells):
        if not is_open(cell) or cell.cell_type != "code":
            continue
        own = chosen.get(original)
        if own is not None and submitted.cells[own].source.strip() not in ("", cell.source.strip()):
            continue
        wanted = names.definitions(cell.source)
        others = [
            index
            for index in defining(cell, submitted)
            # A released cell that defines the same is not the student's.
            if index not in matches or not wanted <= names.definitions(released.cells[matches[index]].source)
        ]
        if others and not (own is not None and _runs_in_time(others[-1], original, released, matches, submitted)):
            found[original] = Solution(others[-1], _source(others[-1], original, submitted, released, matches))
    return found


def _source(index: int, original: int, submitted: NotebookNode, released: NotebookNode, matches: dict[int, int]) -> str:
    source, container = submitted.cells[index].source, matches.get(index)
    if container is None:
        return str(source)
    if is_open(released.cells[container]):
        if container < original:
            return f"# The solution is in the cell {released.cells[container].metadata.nbgrader.grade_id}."
        return str(source)
    wanted = names.definitions(released.cells[original].source)
    return locked_cells.definition(source, wanted) or str(source)


def _runs_in_time(
    index: int, original: int, released: NotebookNode, matches: dict[int, int], submitted: NotebookNode
) -> bool:
    """Whether a cell of the student's own stands between a solution cell and the next graded one."""
    if index in matches:
        return False
    above = next((matches[i] for i in range(index, -1, -1) if i in matches), -1)
    graded = next(
        (i for i in range(original, len(released.cells)) if is_graded(released.cells[i])), len(released.cells)
    )
    return original <= above < graded
