"""Repairs a submission before it runs: the student's solutions are set into the released notebook.

Everything but the text of solution cells and of cells that the student added comes from the released notebook:
cell types, metadata, points, order, locked cells. So a lost, doubled, re-tagged or re-typed cell costs nothing
that it need not cost, and edited metadata gains nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder import names
from autograder.exercise import id_of, is_illustration
from autograder.submissions import kinds, locked_cells, marks, merged, programs, written_answers
from autograder.submissions.fragments import are_images, is_question, name_of
from autograder.submissions.match import choose, is_open, is_untouched, match


@dataclass
class Repaired:
    """A submission that can run.

    Attributes:
        notebook: the released notebook with the student's solutions in it.
        repairs: what was repaired, a sentence each.
        review: what a person has to look at, a sentence each with the place.
        about: the grade_id of the written answer that a sentence of `review` is about, if it is about one.
        suspicious: what looked like an attempt to gain points, a sentence each; it changes no score.
        problem: why nothing can be graded, "" if something can.
        put_back: the texts of locked code cells as they were handed in, by grade_id, where they had been changed.
    """

    notebook: NotebookNode
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    suspicious: list[str] = field(default_factory=list)
    problem: str = ""
    put_back: dict[str, str] = field(default_factory=dict)


def repair(submitted: NotebookNode, released: NotebookNode, exercise: str, documents: Sequence[str] = ()) -> Repaired:
    """Set a student's solutions into the released notebook.

    Args:
        submitted: what the student handed in, any valid notebook of format 4.
        released: the notebook as it was handed out.
        exercise: its name, for messages.
        documents: names of files beside the notebook that may hold written answers.
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
    additions = _set_solutions(submitted, released, result, matches)
    _note_order(matches, result)
    _note_conflicts(submitted, released, result, matches)
    unanswered = written_answers.complete(result.notebook.cells, released, submitted, matches, documents)
    result.review += unanswered
    result.about |= unanswered
    own = [cell for position in sorted(additions) for cell in additions[position]]
    for number, cell in enumerate(own):
        cell.id = f"own-{number}"  # the same each time: records tell cells apart by their ids
    cells = []
    for index, cell in enumerate([None, *result.notebook.cells]):
        cells += ([cell] if cell is not None else []) + additions[index - 1]
    result.notebook.cells = cells
    return result


def _set_solutions(
    submitted: NotebookNode, released: NotebookNode, result: Repaired, matches: dict[int, int]
) -> dict[int, list[NotebookNode]]:
    """Set the texts in place; return the student's own cells by the index of the original that they follow."""
    cells = result.notebook.cells
    copies: dict[int, list[int]] = defaultdict(list)
    for index, original in matches.items():
        copies[original].append(index)
    additions: dict[int, list[NotebookNode]] = defaultdict(list)
    chosen = {original: choose(submitted, indices, cells[original]) for original, indices in copies.items()}
    found = merged.find(submitted, released, matches, chosen)
    moved = {solution.index for solution in found.values() if solution.is_moved}
    elsewhere = frozenset().union(*(names.definitions(released.cells[solution].source) for solution in found))
    position = -1
    for index, cell in enumerate(submitted.cells):
        if index not in matches:
            additions[position] += _own_cell(cell) if index not in moved else []
            continue
        original = matches[index]
        target = cells[original]
        if chosen[original] == index:
            position = original
            if id_of(target):
                if original in found:
                    additions[position] += _notes(cell, target)
                _set_one(cell, target, result)
            if is_illustration(target) and cell.cell_type == "code" and cell.source.strip() == target.source.strip():
                target.outputs = cell.outputs  # shown where the cell is not executed
            if not id_of(target) and (cell.source.strip() != target.source.strip() or cell.get("attachments")):
                # The released text stays; what the student wrote into it (notes, an answer) is kept below it.
                additions[position] += _own_cell(cell)
            elif id_of(target) and not is_open(target):
                taken = elsewhere.union(*(each.taken for each in found.values() if each.index == index))
                before, after = _keep_changes(cell, target, taken, result)
                additions[position - 1] += before
                additions[position] += after
    for original, copied in copies.items():
        _keep_copies(original, copied, chosen[original], submitted, released, result, additions)
    _set_found(found, cells, submitted, matches, released, result)
    _note_other_solutions(submitted, released, result, matches, {*found})
    for original, cell in enumerate(cells):
        if id_of(cell) and original not in copies and original not in found:
            if not is_open(cell):
                result.repairs.append(f"the cell {id_of(cell)} was missing: it was put back")
            elif not is_question(cell):
                result.review.append(f"the cell {id_of(cell)} was missing: it counts as not answered")
    return additions


def _own_cell(cell: NotebookNode) -> list[NotebookNode]:
    attachments = cell.get("attachments")
    has_pictures = cell.cell_type != "code" and attachments and are_images(attachments)
    if (not cell.source.strip() and not has_pictures) or programs.is_install(cell):
        return []
    if cell.cell_type == "code":
        return [new_code_cell(cell.source)]
    return [new_markdown_cell(cell.source, **({"attachments": attachments} if has_pictures else {}))]


def _notes(cell: NotebookNode, target: NotebookNode) -> list[NotebookNode]:
    """What a student wrote into a solution cell that is otherwise as it was handed out, as text."""
    lines = "\n".join(locked_cells.added_lines(cell.source, target.source))
    text = f"Not executed, from the cell {id_of(target)}:\n\n~~~python\n{lines}\n~~~"
    return [new_markdown_cell(text)] if lines else []


def _keep_changes(
    cell: NotebookNode, target: NotebookNode, elsewhere: frozenset[str], result: Repaired
) -> tuple[list[NotebookNode], list[NotebookNode]]:
    """What was added to a locked cell, as cells in front of it and below it."""
    if cell.source.strip() == target.source.strip():
        return [], []
    if target.cell_type != "code":
        result.repairs.append(
            f"the locked cell {id_of(target)} was changed: it was put back, and the text is kept below"
        )
        return [], _own_cell(cell)
    result.put_back[id_of(target)] = cell.source
    changed = locked_cells.compare(cell, target, elsewhere)
    result.repairs += changed.repairs
    result.review += changed.review
    before, after = ([new_code_cell(text)] if text else [] for text in (changed.before, changed.after))
    if changed.text:
        text = f"Not executed, from the locked cell {id_of(target)}:\n\n~~~python\n{changed.text}\n~~~"
        after.append(new_markdown_cell(text))
    return before, after


def _keep_copies(
    original: int,
    copied: Sequence[int],
    chosen: int,
    submitted: NotebookNode,
    released: NotebookNode,
    result: Repaired,
    additions: dict[int, list[NotebookNode]],
) -> None:
    """Of a cell that was there several times: keep each copy that was worked on in another way."""
    target, name = result.notebook.cells[original], id_of(released.cells[original])
    if len(copied) == 1:
        return
    what = f"the cell {name} appeared {len(copied)} times"
    known = {"", released.cells[original].source.strip(), submitted.cells[chosen].source.strip()}
    others = [index for index in copied if submitted.cells[index].source.strip() not in known]
    if not is_open(target) or not others:
        for index in others:
            additions[original] += _own_cell(submitted.cells[index])
        result.repairs += [f"{what}: one copy was used"] if name else []
    elif is_question(target):
        target.source = "\n\n".join(submitted.cells[index].source for index in copied if index in [*others, chosen])
        for index in others:
            if are_images(submitted.cells[index].get("attachments")):
                target.attachments = {**submitted.cells[index].attachments, **target.get("attachments", {})}
        sentence = f"{what} with different answers: they are in it, one below the other"
        result.review.append(sentence)
        result.about[sentence] = name
    else:
        for index in others:
            # Where it stood: in front of the graded copy, or below it.
            additions[original - (index < chosen)] += _own_cell(submitted.cells[index])
        result.review.append(
            f"{what} with different solutions: copy {copied.index(chosen) + 1} was graded, "
            "the others are kept as cells of their own beside it"
        )


def _set_found(
    found: dict[int, merged.Solution],
    cells: Sequence[NotebookNode],
    submitted: NotebookNode,
    matches: dict[int, int],
    released: NotebookNode,
    result: Repaired,
) -> None:
    for original, solution in found.items():
        container = matches.get(solution.index)
        place = (
            f"the cell {name_of(released.cells[container])}" if container is not None else _own_place(solution.index)
        )
        cells[original].source = solution.source
        what = "was missing" if original not in matches.values() else "was left as it was handed out"
        result.repairs.append(f"the cell {id_of(cells[original])} {what}: its solution was found in {place}")


def _note_other_solutions(
    submitted: NotebookNode, released: NotebookNode, result: Repaired, matches: dict[int, int], found: set[int]
) -> None:
    """Name own cells that may hold the solution of an untouched cell in a way that is not taken for it."""
    wanted = {index: names.definitions(cell.source) for index, cell in enumerate(released.cells) if is_open(cell)}
    cells = result.notebook.cells
    tasks = [
        index
        for index, sought in wanted.items()
        if sought and index not in found and is_untouched(cells[index], released.cells[index])
    ]
    if not tasks:
        return
    own = {index: cell for index, cell in enumerate(submitted.cells) if index not in matches}
    texts = {index: names.definitions(cell.source) for index, cell in own.items() if cell.cell_type != "code"}
    code = {index: names.bound(cell.source) for index, cell in own.items() if cell.cell_type == "code"}
    for task in tasks:
        places = [f"the text cell {index + 1}" for index, defined in texts.items() if wanted[task] <= defined]
        why = "it was not executed"
        if not places:
            defining = [index for index, bound in code.items() if wanted[task] <= bound]
            late = [index for index in defining if not merged.runs_in_time(index, task, released, matches)]
            places = [_own_place(index) for index in late]
            why = "it was not taken, since it is not a plain definition"
        if places:
            result.review.append(
                f"the cell {id_of(cells[task])} was left as it was handed out, and {', '.join(places)} of what was "
                f"handed in defines {', '.join(sorted(wanted[task]))}: {why}; look whether it is the solution"
            )


def _own_place(index: int) -> str:
    return f"the student's own cell {index + 1}"


def _set_one(cell: NotebookNode, target: NotebookNode, result: Repaired) -> None:
    name = id_of(target)
    if cell.cell_type != target.cell_type:
        result.repairs.append(f"the cell {name} was a {cell.cell_type} cell: it is a {target.cell_type} cell again")
    if is_open(target):
        released = target.source
        target.source = cell.source
        attachments = cell.get("attachments")
        if target.cell_type == "markdown" and attachments and are_images(attachments):
            target.attachments = attachments
            if cell.source.strip() in ("", released.strip()):  # nbgrader looks at the text alone
                target.source = "\n\n".join(f"![{each}](attachment:{each})" for each in attachments)
    repairs, suspicious = marks.compare(cell, target)
    result.repairs += repairs
    result.suspicious += suspicious


def _note_order(matches: dict[int, int], result: Repaired) -> None:
    cells = result.notebook.cells
    order = [original for _, original in sorted(matches.items()) if id_of(cells[original])]
    if order != sorted(order) and len(order) == len(set(order)):
        result.repairs.append("the cells were in another order: they are in the released order again")


def _note_conflicts(submitted: NotebookNode, released: NotebookNode, result: Repaired, matches: dict[int, int]) -> None:
    for index, cell in enumerate(submitted.cells):
        lines = kinds.conflict_lines(cell.source)
        if lines:
            name = name_of(released.cells[matches[index]]) if index in matches else str(index + 1)
            sentence = (
                f"the cell {name} has conflict markers of git in the lines {', '.join(map(str, lines[:3]))}: "
                "ask the student to resolve the conflict and hand it in again"
            )
            result.review.append(sentence)
            if index in matches and is_question(released.cells[matches[index]]):
                result.about[sentence] = name
