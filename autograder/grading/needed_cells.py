"""Which cells of a notebook no grade depends on: plots, trainings to look at, visible checks.

Hidden tests ask the student's functions, never what these cells leave behind. But a student's code may: so a cell is
superfluous only if no other code reads a name that it defines.
"""

import ast
import symtable
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from autograder.course import is_graded, is_illustration

# Code that names one of these can read any name.
_REFLECTION = frozenset(("__import__", "eval", "exec", "get_ipython", "globals", "locals", "sys", "vars"))


def superfluous(cells: list[NotebookNode]) -> frozenset[int]:
    """Positions of the illustrations and visible checks that no code of the other cells needs."""
    code = {index: cell for index, cell in enumerate(cells) if cell.cell_type == "code"}
    spare = {index for index, cell in code.items() if is_illustration(cell) or is_graded(cell)}
    names = {index: _names(cell.source) for index, cell in code.items()}
    read = set().union(*(names[index][0] for index in code.keys() - spare))
    while needed := {index for index in spare if read & _REFLECTION or read & names[index][1]}:
        spare -= needed
        read.update(*(names[index][0] for index in needed))
    return frozenset(spare)


def _names(source: str) -> tuple[set[str], set[str]]:
    """Names that a cell reads from elsewhere, and names that it defines or changes."""
    try:
        statements = ast.parse(TransformerManager().transform_cell(source)).body
    except (SyntaxError, ValueError):  # it will not run
        return set(), set()
    read: set[str] = set()
    defined: set[str] = set()
    for statement in statements:
        table = symtable.symtable(ast.unparse(statement), "<cell>", "exec")
        symbols = table.get_symbols()
        read |= {symbol.get_name() for symbol in symbols if symbol.is_referenced()} - defined
        # A function runs later, when another cell may have given its names other values.
        inner = [symbol for scope in _inside(table) for symbol in scope.get_symbols() if symbol.is_global()]
        read |= {symbol.get_name() for symbol in inner}
        defined |= {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
        defined |= {symbol.get_name() for symbol in inner if symbol.is_declared_global() and symbol.is_assigned()}
        defined |= set(_changed(statement))
    return read, defined


def _inside(table: symtable.SymbolTable) -> Iterable[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inside(child)


def _changed(statement: ast.stmt) -> Iterable[str]:
    """Names whose values a statement changes in place: by `name[...] =` and `name.attribute =`."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            while isinstance(node, ast.Subscript | ast.Attribute):
                node = node.value
            if isinstance(node, ast.Name):
                yield node.id
