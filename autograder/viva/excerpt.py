"""A place in a student's code with its change: the lines around it, numbered as in the cell."""

import ast
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from autograder.cohorts.plain import printable

AROUND = 3  # lines before and after the change
CHARACTERS = 160  # of a line
GAP = "..."

Kind = Literal["same", "old", "new", "gap"]


@dataclass(frozen=True)
class Line:
    """A line of the excerpt.

    Attributes:
        number: in the student's cell; 0 for a new line and for a gap.
        kind: "old" is replaced by "new"; a "gap" stands for lines that are left out.
        text: as the student wrote it.
    """

    number: int
    kind: Kind
    text: str


def excerpt(original: str, source: str) -> list[Line]:
    """The lines around the change of a cell, below the first line of the function that it is in; no docstrings."""
    left_out = _docstrings(original)
    lines = [line for line in _merged(original.splitlines(), source.splitlines()) if line.number not in left_out]
    changed = [index for index, line in enumerate(lines) if line.kind != "same"]
    heads = [index for index in range(changed[0]) if lines[index].text.lstrip().startswith("def ")]
    head = heads[-1] if heads else changed[0]
    first, last = max(head, changed[0] - AROUND), min(len(lines), changed[-1] + AROUND + 1)
    found = ([lines[head]] if head < first else []) + lines[first:last]
    return [replace(line, text=_shown(line.text)) for line in _with_gaps(_stripped(found), left_out)]


def _shown(text: str) -> str:
    line = printable(text.expandtabs(4))
    return line if len(line) <= CHARACTERS else f"{line[: CHARACTERS - 4]} ..."


def _merged(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """All lines of the old text, and the new ones at their places."""
    merged = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kind: Kind = "same" if tag == "equal" else "old"
        merged += [Line(number + 1, kind, old[number]) for number in range(a, b)]
        merged += [Line(0, "new", line) for line in new[c:d] if tag != "equal"]
    return merged


def _stripped(lines: list[Line]) -> list[Line]:
    """Without empty lines at the beginning and the end."""
    while lines and not lines[0].text.strip():
        del lines[0]
    while lines and not lines[-1].text.strip():
        del lines[-1]
    return lines


def _with_gaps(lines: Sequence[Line], left_out: set[int]) -> list[Line]:
    """With a line that says so where lines are left out; a docstring that is left out is no gap."""
    found: list[Line] = []
    last = 0
    for line in lines:
        missing = set(range(last + 1, line.number)) - left_out if line.number and last else set()
        if missing:
            indent = line.text[: len(line.text) - len(line.text.lstrip())]
            found.append(Line(0, "gap", indent + GAP))
        found.append(line)
        last = line.number or last
    return found


def _docstrings(source: str) -> set[int]:
    """The numbers of the lines of docstrings."""
    found: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            text = node.body[0]
            if len(node.body) > 1:
                found |= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return found
