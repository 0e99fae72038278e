"""Solutions that stand in another cell than their own, which is missing or as it was handed out."""

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of, is_graded
from autograder.submissions import locked_cells
from autograder.submissions.match import elsewhere, is_open, is_untouched


@dataclass(frozen=True)
class Solution:
    """Where a solution was found.

    Attributes:
        index: of the submitted cell.
        source: what to put into the solution's own cell.
        taken: names that `source` defines, if it is a part of a locked cell.
        is_moved: whether `source` is the whole text of a cell of the student's own, which need not run a second time.
    """

    index: int
    source: str
    taken: frozenset[str] = frozenset()
    is_moved: bool = False


def find(
    submitted: NotebookNode, released: NotebookNode, matches: dict[int, int], chosen: dict[int, int]
) -> dict[int, Solution]:
    """Look for the solutions of cells that are missing or untouched, by the functions that they define.

    Returns:
        What was found, by the index of the released cell.
    """
    places = {}
    for original, cell in enumerate(released.cells):
        own = chosen.get(original)
        if not is_open(cell) or cell.cell_type != "code":
            continue
        if own is None or is_untouched(submitted.cells[own], cell):
            others = elsewhere(cell, submitted, released, matches)
            if others:
                places[original] = others[-1]
    late = {
        index
        for original, index in places.items()
        if original not in chosen or not runs_in_time(index, original, released, matches)
    }
    found: dict[int, Solution] = {}
    for original, index in places.items():
        if index in late:
            found[original] = _solution(index, original, submitted, released, matches, found)
    return found


def _solution(
    index: int,
    original: int,
    submitted: NotebookNode,
    released: NotebookNode,
    matches: dict[int, int],
    found: dict[int, Solution],
) -> Solution:
    source, container = str(submitted.cells[index].source), matches.get(index)
    if container is not None and not is_open(released.cells[container]):
        wanted = names.definitions(released.cells[original].source)
        taken = frozenset().union(*(each.taken for each in found.values() if each.index == index))
        return _part(index, source, released.cells[container].source, wanted, taken)
    first = next((other for other, solution in found.items() if solution.index == index), None)
    if container is not None and container < original:
        first = container
    if first is not None:
        return Solution(index, f"# The solution is in the cell {id_of(released.cells[first])}.")
    is_below = container is None and _position(index, matches) >= original
    return Solution(index, source, is_moved=is_below and _only_defines(source))


def _part(index: int, source: str, released: str, wanted: frozenset[str], taken: frozenset[str]) -> Solution:
    """The definition of a solution in a locked cell, with what was added to that cell and is needed by it."""
    try:
        old = names.statements(released)
        codes = {names.text_of(each) for each in old}
        known = taken.union(*(names.defined(each) for each in old))
        added = [names.of_statement(each) for each in names.statements(source) if names.text_of(each) not in codes]
    except (SyntaxError, RuntimeError):
        return Solution(index, source)
    needed, grows = set(wanted), True
    while grows:
        size = len(needed)
        for each in added:
            if each.defined & needed and not each.defined & known:
                needed |= each.defined | (each.read - known)
        grows = len(needed) > size
    defined = frozenset().union(*(each.defined for each in added if not each.defined & known)) & needed
    return Solution(index, locked_cells.definition(source, wanted | defined) or source, wanted | defined)


def _only_defines(source: str) -> bool:
    """Whether a cell does nothing but define: then it may run at another place, and once is enough."""
    try:
        body = names.statements(source)
    except SyntaxError:
        return True
    except RuntimeError:
        return False
    return all(_is_definition(statement) for statement in body)


def _is_definition(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return True
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _position(index: int, matches: dict[int, int]) -> int:
    """The released cell that a submitted one stands below, -1 at the top."""
    return next((matches[i] for i in range(index, -1, -1) if i in matches), -1)


def runs_in_time(index: int, original: int, released: NotebookNode, matches: dict[int, int]) -> bool:
    """Whether a cell of the student's own stands between a solution cell and the next graded one."""
    if index in matches:
        return False
    graded = next(
        (i for i in range(original, len(released.cells)) if is_graded(released.cells[i])), len(released.cells)
    )
    return original <= _position(index, matches) < graded
