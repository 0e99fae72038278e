"""Which graded cells a change of some solution cells can affect, and what they need, by the names in cells.

A wrong solution changes a cell or two. Hidden tests whose questions do not reach these cells, neither directly nor
through other functions of the notebook, give what they give for the reference; running them again for each of a
hundred solutions would prove nothing.
"""

import ast
import re
import symtable
from collections.abc import Iterable, Iterator

import nbformat
from nbformat import NotebookNode

from autograder.course import id_of, is_graded, is_illustration
from autograder.grading.record import GradingRecord
from autograder.questions import agent
from autograder.questions.question import Answer, Question


class AskedRecord(GradingRecord):
    """A record that also notes which names each question takes from the notebook: "takes"."""

    def note_question(self, grade_id: str, question: Question, answer: Answer) -> None:
        super().note_question(grade_id, question, answer)
        asked = agent.decode(question.message, lambda *model: None)
        self.questions[-1]["takes"] = sorted(_used(asked["expression"]) - asked["names"].keys())


def affected(notebook: NotebookNode, reference: AskedRecord, changed: Iterable[str]) -> frozenset[str]:
    """The graded cells whose hidden tests can give something else once these cells have changed.

    Args:
        notebook: with the changed cells in it.
        reference: of the reference solution, with all questions that the hidden tests ask.
        changed: grade_ids of the changed cells.
    """
    # Visible checks and illustrations use the same few names everywhere, and are not executed here.
    code = [c for c in notebook.cells if c.cell_type == "code" and not is_graded(c) and not is_illustration(c)]
    changed = set(changed)
    touched = set(changed).union(*(_defined(cell.source) for cell in code if (id_of(cell) or cell.id) in changed))
    statements = [(_used(text), _defined(text)) for cell in code for text in _statements(cell.source)]
    while more := {name for uses, defines in statements if uses & touched for name in defines} - touched:
        touched |= more  # names that changed cells define, then those that statements make of these, and so on
    return frozenset(question["grade_id"] for question in reference.questions if touched & set(question["takes"]))


def needed(notebook: NotebookNode, reference: AskedRecord, only: Iterable[str]) -> NotebookNode:
    """The notebook with only those cells left that the hidden tests of some graded cells need; the others are empty.

    Needed are the cells that define a name in one of their questions, or one that a needed cell uses.

    Args:
        only: grade_ids of the graded cells.
    """
    chosen = set(only)
    names = {name for asked in reference.questions if asked["grade_id"] in chosen for name in asked["takes"]}
    bare = nbformat.from_dict(notebook)
    waiting = [cell for cell in bare.cells if cell.cell_type == "code" and not is_graded(cell)]
    while found := [cell for cell in waiting if _defined(cell.source) & names]:
        names |= {name for cell in found for name in _used(cell.source)}
        waiting = [cell for cell in waiting if cell not in found]
    for cell in waiting:
        cell.source = ""
    return bare


def _statements(source: str) -> list[str]:
    """The top-level statements of a cell; the cell itself if it is no valid Python."""
    try:
        return [ast.unparse(statement) for statement in ast.parse(source).body]
    except SyntaxError:
        return [source]


def _used(text: str) -> set[str]:
    """Names that code takes from the notebook; of what is no Python, all that look like names."""
    try:
        table = symtable.symtable(text, "a cell", "exec")
    except SyntaxError:
        return set(re.findall(r"[A-Za-z_]\w*", text))
    return set(_taken_from_outside(table))


def _taken_from_outside(table: symtable.SymbolTable) -> Iterator[str]:
    outermost = table.get_type() == "module"
    for symbol in table.get_symbols():
        read = symbol.is_referenced() and (outermost or symbol.is_global())
        if read or symbol.is_declared_global():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _taken_from_outside(inner)


def _defined(source: str) -> set[str]:
    """Names that a cell defines at its top level; all that look like names if it is no valid Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set(re.findall(r"[A-Za-z_]\w*", source))
    names = set()
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        else:
            names |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and _is_stored(node)}
            names |= {a.asname or a.name.split(".")[0] for node in ast.walk(statement)
                      if isinstance(node, ast.Import | ast.ImportFrom) for a in node.names}  # fmt: skip
    return names


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)
