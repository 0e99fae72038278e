"""Which cells of a notebook a grade depends on, by the names that they read and define."""

import re
from collections.abc import Iterable, Sequence

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import is_graded, is_illustration
from autograder.names import Names

# Code that names one of these can read any name.
_REFLECTION = frozenset(("__import__", "eval", "exec", "get_ipython", "globals", "locals", "sys", "vars"))

# Lines for a shell and for IPython that read no names, as long as they insert no value.
_WITHOUT_NAMES = re.compile(
    r"^([ \t]*)(?:[%!](?:pip|conda|uv|cd)|%(?:matplotlib|load_ext|config)|!(?:apt|apt-get|ls|nvidia-smi|wget))\b"
    r"[^{}$\\\n]*$",
    re.MULTILINE,
)


def superfluous(cells: Sequence[NotebookNode]) -> frozenset[int]:
    """Positions of the illustrations and visible checks that no code of the other cells needs.

    Hidden tests ask the student's functions, never what these cells leave behind. But a student's code may use it: so
    a cell is superfluous only if no other code reads a name that it defines.
    """
    code = {index: cell for index, cell in enumerate(cells) if cell.cell_type == "code"}
    found = {index: _names(cell) or Names(frozenset(), frozenset()) for index, cell in code.items()}
    spare = {index for index, cell in code.items() if is_illustration(cell) or is_graded(cell)}
    read = set().union(*(found[index].read for index in code.keys() - spare))
    return frozenset(spare - _defining(read, {index: found[index] for index in spare}))


def use(cells: Iterable[NotebookNode], *packages: str) -> bool:
    """Whether code cells name one of these packages, in more than `import package` or `import package as name`."""
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    imports = re.compile(rf"^import ({'|'.join(packages)})(?: as (\w+))?[ \t]*$", re.MULTILINE)
    used = {*packages, *(found[2] for found in imports.finditer(code) if found[2])}
    return bool(re.search(rf"\b({'|'.join(used)})\b", imports.sub("", code)))


def needed(cells: Sequence[NotebookNode], taken: Iterable[str]) -> frozenset[int]:
    """Positions of the code cells that questions need: they define a name in a question, or one that such a cell reads.

    Args:
        cells: of a notebook.
        taken: the names that the questions take from the notebook.
    """
    code = {index: cell for index, cell in enumerate(cells) if cell.cell_type == "code" and not is_graded(cell)}
    found = {index: _names(cell) or Names(*[names.words(cell.source)] * 2) for index, cell in code.items()}
    return frozenset(_defining(set(taken), found))


def _defining(read: set[str], cells: dict[int, Names]) -> set[int]:
    """The cells that define a name that is read, or one that such a cell reads, and so on."""
    left, found = dict(cells), set()
    while more := {index for index, its in left.items() if read & _REFLECTION or its.defines(read)}:
        found |= more
        read = read.union(*(left.pop(index).read for index in more))
    return found


def _names(cell: NotebookNode) -> Names | None:
    """The names in a cell; None if it is not valid Python, and so will not run."""
    try:
        return names.of_cell(_WITHOUT_NAMES.sub(r"\1pass", cell.source))
    except SyntaxError:
        return None
