"""Which names a piece of Python code reads, and which it defines.

The names that code reads are those that it needs from elsewhere: not its own local variables, but also those that a
function in it will read when it is called. The names that it defines include those whose values it changes in place,
by `name[...] = ` and `name.attribute = `. What a method changes in its object is not seen.
"""

import ast
import re
import symtable
import warnings
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

MAX_LENGTH = 200_000  # characters of a cell that is analysed; takes 2 s
MAX_TRANSFORMED = 1_000_000  # characters that IPython reads in all; takes 3 s

ANY = "*"  # among the defined names: `from module import *` may define any name


@dataclass(frozen=True)
class Names:
    """The names in a piece of code.

    Attributes:
        read: names that it needs from elsewhere; Python's own functions are among them.
        defined: names that it defines or changes; see `ANY`.
    """

    read: frozenset[str]
    defined: frozenset[str]

    def defines(self, names: Set[str]) -> bool:
        """Whether it defines one of these names."""
        return bool(names) and (ANY in self.defined or not self.defined.isdisjoint(names))


@lru_cache(maxsize=512)
def of_cell(source: str) -> Names:
    """The names in a cell of a notebook; a name that it defines first and reads later is not read from elsewhere.

    Of code that is too complex to be analysed, each word counts as both.

    Raises:
        SyntaxError: if it is not valid Python.
    """
    magic, body = cell_magic(source)
    try:
        found = [_analysed(statement) for statement in statements(body)]
    except RuntimeError:  # a recursion without end, or more magics than IPython replaces
        return Names(words(source), words(source))
    read = {"get_ipython"} if magic else set()
    defined: set[str] = set()
    for names in found:
        read |= (names.now - defined) | names.later
        defined |= names.defined
    return Names(frozenset(read), frozenset(defined))


def of_statement(statement: ast.stmt) -> Names:
    """The names in a statement at the top level of a module or cell.

    Raises:
        SyntaxError: if it is not valid Python, such as a `nonlocal` at the top level.
    """
    found = _analysed(statement)
    return Names(found.now | found.later, found.defined)


def used(statement: ast.stmt) -> frozenset[str]:
    """The names that a statement reads; see `of_statement`."""
    return of_statement(statement).read


def defined(statement: ast.stmt) -> frozenset[str]:
    """The names that a statement defines or changes; see `of_statement`."""
    return of_statement(statement).defined


def parameters(statement: ast.stmt) -> frozenset[str]:
    """The names of all parameters in a statement: in a test, those of pytest's fixtures."""
    return frozenset(node.arg for node in ast.walk(statement) if isinstance(node, ast.arg))


def statements(source: str) -> list[ast.stmt]:
    """The top-level statements of a cell, with IPython's magics as the Python that they stand for.

    Raises:
        SyntaxError: if it is not valid Python.
        RuntimeError: if it is too complex, see `of_cell`.
    """
    if len(source) > MAX_LENGTH:
        raise RuntimeError(f"more than {MAX_LENGTH} characters")
    try:
        return _parsed(source)
    except SyntaxError:
        return _parsed(_without_magics(source))


def definitions(source: str) -> frozenset[str]:
    """The functions and classes that a cell defines at its top level.

    By its text alone: a cell that is not valid Python has definitions too, and a huge one takes no time.
    """
    return frozenset(re.findall(r"^(?:def|class) +(\w+)", source, re.MULTILINE))


def bound(source: str) -> frozenset[str]:
    """The functions and classes that a cell defines at any depth, and the names that it assigns or imports."""
    try:
        assigned = of_cell(source).defined
    except SyntaxError:
        assigned = frozenset()
    return assigned.union(re.findall(r"^[ \t]*(?:async +)?(?:def|class) +(\w+)", source, re.MULTILINE))


def words(source: str) -> frozenset[str]:
    """Everything that looks like a name: for code that is not valid Python."""
    return frozenset(re.findall(r"[^\W\d]\w*", source))


def _parsed(source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the student's code, such as "\\d" in a string
            try:
                return ast.parse(source).body
            except SystemError:  # CPython 3.11, if another thread parses at the same moment (its issue 106905)
                return ast.parse(source).body
    except (ValueError, MemoryError) as error:  # a null byte; the parser's stack is too small
        raise SyntaxError(str(error)) from error


def _without_magics(source: str) -> str:
    # IPython reads the whole cell anew for each magic, up to one in each line.
    if len(source) * source.count("\n") > MAX_TRANSFORMED:
        raise RuntimeError("too many lines with magics")
    from IPython.core.inputtransformer2 import TransformerManager  # takes 0.3 s, and most callers need none

    return TransformerManager().transform_cell(source)


@dataclass(frozen=True)
class _Analysed:
    """What a statement reads when it is executed, what its functions read when they are called, what it defines."""

    now: frozenset[str]
    later: frozenset[str]
    defined: frozenset[str]


def text_of(node: ast.AST) -> str:
    """The code of a part of a program, in Python's own layout.

    Raises:
        SyntaxError: if Python cannot write it, such as some strings with backslashes inside of an f-string.
    """
    try:
        return ast.unparse(node)
    except ValueError as error:
        raise SyntaxError(str(error)) from error


def _analysed(statement: ast.stmt) -> _Analysed:
    table = symtable.symtable(text_of(statement), "<statement>", "exec")
    outer = table.get_symbols()
    inner = [symbol for scope in _inside(table) for symbol in scope.get_symbols() if symbol.is_global()]
    bound = {symbol.get_name() for symbol in outer if symbol.is_assigned() or symbol.is_imported()}
    bound |= {symbol.get_name() for symbol in inner if symbol.is_declared_global() and symbol.is_assigned()}
    updated = set(_updated(statement))
    now = {symbol.get_name() for symbol in outer if symbol.is_referenced()} | (updated & bound)
    later = {
        symbol.get_name()
        for symbol in inner
        if symbol.is_referenced() or not symbol.is_assigned() or symbol.get_name() in updated
    }
    changed = set(_changed(statement)) & (now | later)
    return _Analysed(frozenset(now), frozenset(later), frozenset(bound | changed | set(_stars(statement))))


def _inside(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inside(child)


def _updated(statement: ast.stmt) -> Iterator[str]:
    """Names in `name += ...` and `del name`, which `symtable` does not count as read."""
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
            yield node.id


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Names whose values a statement changes in place."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            value: ast.expr = node
            while isinstance(value, ast.Subscript | ast.Attribute):
                value = value.value
            if isinstance(value, ast.Name):
                yield value.id


def _stars(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.ImportFrom):
            yield from (ANY for alias in node.names if alias.name == "*")


def cell_magic(source: str) -> tuple[str, str]:
    """The first line of a cell such as `%%time`, "" without one, and the code below it."""
    if not source.lstrip().startswith("%%"):
        return "", source
    magic, _, body = source.lstrip().partition("\n")
    return magic, body
