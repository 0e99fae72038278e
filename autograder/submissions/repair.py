"""Repairs a submission before it runs: the student's solutions are set into the released notebook.

Everything but the text of solution cells and of cells that the student added comes from the released notebook:
cell types, metadata, points, order, locked cells. So a lost, doubled, re-tagged or re-typed cell costs nothing
that it need not cost, and edited metadata gains nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.exercise import id_of, is_illustration
from autograder.submissions.match import choose, defining, is_open, match


@dataclass
class Repaired:
    """A submission that can run.

    Attributes:
        notebook: the released notebook with the student's solutions in it.
        repairs: what was repaired, a sentence each.
        review: what a person has to look at, a sentence each with the place.
        suspicious: what looked like an attempt to gain points, a sentence each; it changes no score.
        problem: why nothing can be graded, "" if something can.
        put_back: the texts of locked code cells as they were handed in, by grade_id, where they had been changed.
    """

    notebook: NotebookNode
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)
    problem: str = ""
    put_back: dict[str, str] = field(default_factory=dict)


def repair(submitted: NotebookNode, released: NotebookNode, exercise: str) -> Repaired:
    """Set a student's solutions into the released notebook.

    Args:
        submitted: what the student handed in, any valid notebook of format 4.
        released: the notebook as it was handed out.
        exercise: its name, for messages.
    """
    result = Repaired(nbformat.from_dict(released))
    matches = match(submitted, released)
    if not any(is_open(released.cells[index]) for index in matches.values()):
        found = sorted({id_of(cell) for cell in submitted.cells} - {""})
        detail = f" (it has cells of another exercise: {', '.join(found[:3])})" if found else ""
        result.problem = (
            f"the notebook has none of the solution cells of {exercise}{detail}: "
            "ask the student for the right notebook, and grade again"
        )
        return result
    additions = _set_solutions(submitted, result, matches)
    _note_order(matches, result)
    own = [cell for position in sorted(additions) for cell in additions[position]]
    for number, cell in enumerate(own):
        cell.id = f"own-{number}"  # the same each time: records tell cells apart by their ids
    cells = []
    for index, cell in enumerate([None, *result.notebook.cells]):
        cells += ([cell] if cell is not None else []) + additions[index - 1]
    result.notebook.cells = cells
    return result


def _set_solutions(submitted: NotebookNode, result: Repaired, matches: dict[int, int]) -> dict[int, list[NotebookNode]]:
    """Set the texts in place; return the student's own cells by the index of the original that they follow."""
    cells = result.notebook.cells
    copies: dict[int, list[int]] = defaultdict(list)
    for index, original in matches.items():
        copies[original].append(index)
    additions: dict[int, list[NotebookNode]] = defaultdict(list)
    chosen = {original: choose(submitted, indices, cells[original]) for original, indices in copies.items()}
    released_texts = [cell.source.strip() for cell in cells]
    position = -1
    for index, cell in enumerate(submitted.cells):
        if index not in matches:
            additions[position] += _own_cell(cell)
            continue
        original = matches[index]
        target, taken = cells[original], submitted.cells[chosen[original]].source.strip()
        if chosen[original] == index:
            position = original
            if id_of(target):
                _set_one(cell, target, result)
            if is_illustration(target) and cell.cell_type == "code" and cell.source.strip() == target.source.strip():
                target.outputs = cell.outputs  # shown where the cell is not executed
            if not id_of(target) and cell.source.strip() != target.source.strip():
                # The released text stays; what the student wrote into it (notes, an answer) is kept below it.
                additions[position] += _own_cell(cell)
        elif is_open(target) and cell.source.strip() not in (taken, released_texts[original]):
            additions[position] += _own_cell(cell)
    for original, cell in enumerate(cells):
        if id_of(cell) and original not in copies:
            what = _find_merged(original, cells, submitted, matches) if is_open(cell) else "it was put back"
            result.repairs.append(f"the cell {id_of(cell)} was missing: {what}")
        elif len(copies.get(original, ())) > 1 and id_of(cell):
            result.repairs.append(f"the cell {id_of(cell)} appeared {len(copies[original])} times: one copy was used")
    return additions


def _own_cell(cell: NotebookNode) -> list[NotebookNode]:
    if not cell.source.strip():
        return []
    return [new_code_cell(cell.source) if cell.cell_type == "code" else new_markdown_cell(cell.source)]


def _find_merged(original: int, cells: list[NotebookNode], submitted: NotebookNode, matches: dict[int, int]) -> str:
    """Look for a missing solution in the cells that it may have been merged into; say what was done."""
    found = defining(cells[original], submitted)
    if not found:
        return "it counts as not answered"
    source, container = submitted.cells[found[-1]].source, matches[found[-1]]
    name = id_of(cells[container]) or str(found[-1] + 1)
    if container < original and is_open(cells[container]):
        source = f"# The solution is in the cell {name}."  # the stub would hide it
    cells[original].source = source
    return f"its solution was found in the cell {name}"


def _set_one(cell: NotebookNode, target: NotebookNode, result: Repaired) -> None:
    name = id_of(target)
    if cell.cell_type != target.cell_type:
        result.repairs.append(f"the cell {name} was a {cell.cell_type} cell: it is a {target.cell_type} cell again")
    if is_open(target):
        target.source = cell.source
        if target.cell_type == "markdown" and _are_images(cell.get("attachments")):
            target.attachments = cell.attachments
    elif cell.source.strip() != target.source.strip():
        result.repairs.append(f"the locked cell {name} was changed: it was put back")
        if target.cell_type == "code":
            result.put_back[name] = cell.source
    _note_metadata(cell, target, name, result)


def _note_metadata(cell: NotebookNode, target: NotebookNode, name: str, result: Repaired) -> None:
    flags, right = cell.metadata.get("nbgrader", {}), target.metadata.nbgrader
    if not isinstance(flags, dict) or not flags:
        result.repairs.append(f"the cell {name} had lost its nbgrader metadata: it was put back")
        return
    for key in ("points", "grade", "solution", "locked", "task"):
        if key in right and flags.get(key, right[key]) != right[key]:
            result.suspicious.append(f"the cell {name} has {key} = {flags.get(key)!r} instead of {right[key]!r}")
    tags = cell.metadata.get("tags", [])
    added = set(map(str, tags if isinstance(tags, list) else [tags])) - set(target.metadata.get("tags", []))
    if added:
        result.suspicious.append(f"the cell {name} has the added tags {sorted(added)}")


def _note_order(matches: dict[int, int], result: Repaired) -> None:
    cells = result.notebook.cells
    order = [original for _, original in sorted(matches.items()) if id_of(cells[original])]
    if order != sorted(order) and len(order) == len(set(order)):
        result.repairs.append("the cells were in another order: they are in the released order again")


def _are_images(attachments: object) -> bool:
    """Whether these are attachments as nbformat knows them: for each name the data by MIME type, in base64."""
    bundles = attachments.values() if isinstance(attachments, dict) else [None]
    return all(isinstance(bundle, dict) and {type(data) for data in bundle.values()} <= {str} for bundle in bundles)
