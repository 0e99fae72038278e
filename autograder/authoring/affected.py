"""Which graded cells a change of some solution cells can affect, by the names in cells.

A wrong solution changes a cell or two. Hidden tests whose questions do not reach these cells, neither directly nor
through other functions of the notebook, give the same verdicts as for the reference; running them again for each of a
hundred solutions would show nothing.
"""

from collections.abc import Iterable

import nbformat
from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of, is_graded, is_illustration
from autograder.grading.needed_cells import needed
from autograder.grading.record import GradingRecord
from autograder.names import Names


def affected(notebook: NotebookNode, reference: GradingRecord, changed: Iterable[str]) -> frozenset[str]:
    """The graded cells whose hidden tests can give something else once these cells have changed.

    Args:
        notebook: with the changed cells in it.
        reference: of the reference solution, with all questions that the hidden tests ask.
        changed: grade_ids of the changed cells.
    """
    # Visible checks and illustrations use the same few names everywhere, and are not executed here.
    code = [c for c in notebook.cells if c.cell_type == "code" and not is_graded(c) and not is_illustration(c)]
    statements = [(cell, found) for cell in code for found in _statements(cell.source)]
    changed = set(changed)
    own = [found.defined for cell, found in statements if (id_of(cell) or cell.id) in changed]
    touched = changed.union(*own)
    while more := set().union(*(found.defined for _, found in statements if found.read & touched)) - touched:
        touched |= more  # names that changed cells define, then those that statements make of these, and so on
    return frozenset(
        asked.grade_id for asked in reference.questions if names.ANY in touched or touched & set(asked.takes)
    )


def with_only_needed(notebook: NotebookNode, reference: GradingRecord, only: Iterable[str]) -> NotebookNode:
    """The notebook with only those cells left that the hidden tests of some graded cells need; the others are empty.

    Args:
        notebook: which notebook; it stays as it is.
        reference: as for `affected`.
        only: grade_ids of the graded cells.
    """
    chosen = set(only)
    taken = {name for asked in reference.questions if asked.grade_id in chosen for name in asked.takes}
    bare = nbformat.from_dict(notebook)
    left = needed(bare.cells, taken)
    for index, cell in enumerate(bare.cells):
        if cell.cell_type == "code" and not is_graded(cell) and index not in left:
            cell.source = ""
    return bare


def _statements(source: str) -> list[Names]:
    """The names in each top-level statement of a cell; all words if it is not valid Python."""
    try:
        return [names.of_statement(statement) for statement in names.statements(source)]
    except SyntaxError:
        return [Names(names.words(source), names.words(source))]
