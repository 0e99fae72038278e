"""Repairs a submission before it runs: the student's solutions are set into the released notebook.

Everything but the text of solution cells and of cells that the student added comes from the released notebook:
cell types, metadata, points, order, locked cells. So a lost, doubled, re-tagged or re-typed cell costs nothing
that it need not cost, and edited metadata gains nothing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course import id_of


@dataclass
class Repaired:
    """A submission that can run.

    Attributes:
        notebook: the released notebook with the student's solutions in it.
        repairs: what was repaired, a sentence each.
        suspicious: what looked like an attempt to gain points, a sentence each; it changes no score.
        problem: why nothing can be graded, "" if something can.
    """

    notebook: NotebookNode
    repairs: list[str] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)
    problem: str = ""


def repair(submitted: NotebookNode, released: NotebookNode, exercise: str) -> Repaired:
    """Set a student's solutions into the released notebook.

    Args:
        submitted: what the student handed in, any valid notebook of format 4.
        released: the notebook as it was handed out.
        exercise: its name, for messages.
    """
    result = Repaired(nbformat.from_dict(released))
    matches = _match(submitted, released)
    if not any(_is_open(released.cells[index]) for index in matches.values()):
        found = sorted({id_of(cell) for cell in submitted.cells} - {""})
        detail = f" (it has cells of another exercise: {', '.join(found[:3])})" if found else ""
        result.problem = (
            f"the notebook has none of the solution cells of {exercise}{detail}: "
            "ask the student for the right notebook, and grade again"
        )
        return result
    additions = _set_solutions(submitted, result, matches)
    _note_order(matches, result)
    cells = []
    for index, cell in enumerate([None, *result.notebook.cells]):
        cells += ([cell] if cell is not None else []) + additions[index - 1]
    result.notebook.cells = cells
    return result


def _match(submitted: NotebookNode, released: NotebookNode) -> dict[int, int]:
    """For each submitted cell that comes from the released notebook the index of its original."""
    by_grade_id = {id_of(cell): index for index, cell in enumerate(released.cells) if id_of(cell)}
    by_id = {cell.id: index for index, cell in enumerate(released.cells) if "id" in cell}
    by_source = {cell.source.strip(): index for index, cell in enumerate(released.cells) if cell.source.strip()}
    matches: dict[int, int] = {}
    for index, cell in enumerate(submitted.cells):
        for table, key in ((by_grade_id, id_of(cell)), (by_id, cell.get("id")), (by_source, cell.source.strip())):
            if key in table:
                matches[index] = table[key]
                break
    # A solution cell whose marks are lost is known by the function that it defines.
    missing = {index for index, cell in enumerate(released.cells) if _is_open(cell)} - set(matches.values())
    for original in missing:
        definition = re.compile(rf"^\s*def {re.escape(id_of(released.cells[original]))}\(", re.MULTILINE)
        for index, cell in enumerate(submitted.cells):
            if index not in matches and cell.cell_type == "code" and definition.search(cell.source):
                matches[index] = original
                break
    return matches


def _set_solutions(submitted: NotebookNode, result: Repaired, matches: dict[int, int]) -> dict[int, list]:
    """Set the texts in place; return the student's own cells by the index of the original that they follow."""
    cells = result.notebook.cells
    copies: dict[int, list[int]] = defaultdict(list)
    for index, original in matches.items():
        copies[original].append(index)
    additions: dict[int, list] = defaultdict(list)
    chosen = {original: _choose(submitted, indices, cells[original]) for original, indices in copies.items()}
    position = -1
    for index, cell in enumerate(submitted.cells):
        original = matches.get(index)
        if original is None:
            if cell.source.strip():
                make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
                additions[position].append(make(cell.source))
            continue
        if chosen[original] == index:
            position = original
            _set_one(cell, cells[original], result)
        elif _is_open(cells[original]) and cell.source.strip() != cells[original].source.strip():
            different = cell.source.strip() != submitted.cells[chosen[original]].source.strip()
            if different and cell.cell_type == "code":
                additions[position].append(new_code_cell(cell.source))
    for original, cell in enumerate(cells):
        if id_of(cell) and original not in copies:
            what = "counts as not answered" if _is_open(cell) else "was put back"
            result.repairs.append(f"the cell {id_of(cell)} was missing: it {what}")
        elif len(copies.get(original, ())) > 1 and id_of(cell):
            result.repairs.append(f"the cell {id_of(cell)} was there {len(copies[original])} times: one was taken")
    return additions


def _choose(submitted: NotebookNode, indices: list[int], original: NotebookNode) -> int:
    """Of several copies of a cell the last that the student worked on."""
    worked_on = [i for i in indices if submitted.cells[i].source.strip() not in ("", original.source.strip())]
    return (worked_on or indices)[-1]


def _set_one(cell: NotebookNode, target: NotebookNode, result: Repaired) -> None:
    name = id_of(target)
    if not name:
        return  # the text of the exercise comes from the released notebook
    if cell.cell_type != target.cell_type:
        result.repairs.append(f"the cell {name} was a {cell.cell_type} cell: it is a {target.cell_type} cell again")
    if _is_open(target):
        target.source = cell.source
        if "attachments" in cell and target.cell_type == "markdown":
            target.attachments = cell.attachments
    elif cell.source.strip() != target.source.strip():
        result.repairs.append(f"the locked cell {name} was changed: it was put back")
    _note_metadata(cell, target, name, result)


def _note_metadata(cell: NotebookNode, target: NotebookNode, name: str, result: Repaired) -> None:
    flags, right = cell.metadata.get("nbgrader", {}), target.metadata.nbgrader
    if not isinstance(flags, dict) or not flags:
        result.repairs.append(f"the cell {name} had lost its nbgrader metadata: it was put back")
        return
    for key in ("points", "grade", "solution", "locked", "task"):
        if key in right and flags.get(key, right[key]) != right[key]:
            result.suspicious.append(f"the cell {name} has {key} = {flags.get(key)!r} in place of {right[key]!r}")
    tags = cell.metadata.get("tags", [])
    added = set(map(str, tags if isinstance(tags, list) else [tags])) - set(target.metadata.get("tags", []))
    if added:
        result.suspicious.append(f"the cell {name} has the added tags {sorted(added)}")


def _note_order(matches: dict[int, int], result: Repaired) -> None:
    cells = result.notebook.cells
    order = [original for _, original in sorted(matches.items()) if id_of(cells[original])]
    if order != sorted(order) and len(order) == len(set(order)):
        result.repairs.append("the cells were in another order: they are in the released order again")


def _is_open(cell: NotebookNode) -> bool:
    """Whether a student writes in this cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
