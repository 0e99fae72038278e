"""Finds out which cell of a submission comes from which cell of the released notebook."""

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of


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
    return matches


def defining(original: NotebookNode, submitted: NotebookNode) -> list[int]:
    """Indices of the submitted code cells that define every function and class of a released cell."""
    wanted = names.definitions(original.source)
    code = {index: cell for index, cell in enumerate(submitted.cells) if cell.cell_type == "code"}
    return [index for index, cell in code.items() if wanted and wanted <= names.definitions(cell.source)]


def choose(submitted: NotebookNode, indices: list[int], original: NotebookNode) -> int:
    """Of several copies of a cell the index of the last that the student worked on."""
    worked_on = [i for i in indices if submitted.cells[i].source.strip() not in ("", original.source.strip())]
    return (worked_on or indices)[-1]


def is_open(cell: NotebookNode) -> bool:
    """Whether a student writes in this cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
