"""Finds out which cell of a submission comes from which cell of the released notebook."""

import ast
import hashlib
from functools import lru_cache

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of

MAX_KEPT = 20_000  # characters of a cell that is remembered


def match(submitted: NotebookNode, released: NotebookNode) -> dict[int, int]:
    """For each submitted cell that comes from the released notebook the index of its original."""
    by_grade_id = {id_of(cell): index for index, cell in enumerate(released.cells) if id_of(cell)}
    by_id = {cell.id: index for index, cell in enumerate(released.cells) if "id" in cell}
    by_source = {cell.source.strip(): index for index, cell in enumerate(released.cells) if cell.source.strip()}
    matches = {
        index: by_grade_id[id_of(cell)] for index, cell in enumerate(submitted.cells) if id_of(cell) in by_grade_id
    }
    known = set(matches.values())
    for index, cell in enumerate(submitted.cells):
        for table, key in ((by_id, cell.get("id")), (by_source, cell.source.strip())):
            # Some editors give a new cell the id of another one. That one is known by its grade_id.
            is_new = table is by_id and table.get(key) in known
            if index not in matches and key in table and not is_new:
                matches[index] = table[key]
    # A solution cell whose marks are lost is known by what it defines.
    missing = {index for index, cell in enumerate(released.cells) if is_open(cell)} - set(matches.values())
    for original in sorted(missing):
        found = [index for index in defining(released.cells[original], submitted) if index not in matches]
        if found:
            matches[found[-1]] = original
    return _without_edited_copies(matches, submitted, released)


def _without_edited_copies(matches: dict[int, int], submitted: NotebookNode, released: NotebookNode) -> dict[int, int]:
    """Copies of a cell that no student writes in are cells of the student's own, if the cell itself is there too."""
    sources = {original: cell.source.strip() for original, cell in enumerate(released.cells) if not is_open(cell)}
    unchanged = {
        original
        for index, original in matches.items()
        if submitted.cells[index].source.strip() == sources.get(original)
    }
    return {
        index: original
        for index, original in matches.items()
        if original not in unchanged or submitted.cells[index].source.strip() in ("", sources[original])
    }


def defining(original: NotebookNode, submitted: NotebookNode) -> list[int]:
    """Indices of the submitted code cells that define every function and class of a released cell."""
    wanted = names.definitions(original.source)
    code = {index: cell for index, cell in enumerate(submitted.cells) if cell.cell_type == "code"}
    return [index for index, cell in code.items() if wanted and wanted <= names.definitions(cell.source)]


def choose(submitted: NotebookNode, indices: list[int], original: NotebookNode) -> int:
    """Of several copies of a cell the index of the last that the student worked on."""
    worked_on = [i for i in indices if not is_untouched(submitted.cells[i], original)]
    return (worked_on or indices)[-1]


def elsewhere(
    original: NotebookNode, submitted: NotebookNode, released: NotebookNode, matches: dict[int, int]
) -> list[int]:
    """Indices of the submitted cells that define what a solution cell should, apart from released ones that do."""
    wanted = names.definitions(original.source)
    return [
        index
        for index in defining(original, submitted)
        if index not in matches or not wanted <= names.definitions(released.cells[matches[index]].source)
    ]


def is_untouched(cell: NotebookNode, original: NotebookNode) -> bool:
    """Whether a cell is empty or as it was handed out, but for comments and docstrings in code."""
    if cell.source.strip() in ("", original.source.strip()):
        return True
    return original.cell_type == "code" and _code(cell.source) in (NOTHING, _code(original.source))


def _code(source: str) -> bytes | None:
    """A hash of the statements of a cell without comments, docstrings and layout; None if it is not valid Python."""
    return _hashed(source) if len(source) <= MAX_KEPT else _hashed.__wrapped__(source)


@lru_cache(maxsize=1024)  # a submission asks for each of its cells several times, and all for the released ones
def _hashed(source: str) -> bytes | None:
    _, code = names.cell_magic(source)
    try:
        body = names.statements(code)
        for statement in body:
            for node in ast.walk(statement):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
                    del node.body[0]
        return _hash(*map(ast.dump, body))
    except (SyntaxError, RuntimeError):  # a recursion without end is a RuntimeError
        return None


def _hash(*statements: str) -> bytes:
    found = hashlib.sha256()
    for statement in statements:
        found.update(statement.encode("utf-8", "surrogatepass") + b"\0")
    return found.digest()


NOTHING = _hash()


def is_open(cell: NotebookNode) -> bool:
    """Whether a student writes in this cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
