"""What a student changed in a locked code cell: it is put back, and what was added is kept as a cell of its own.

Other cells may need what was added: an import, a helper function. What would change what the released cell defines,
such as another number of epochs, is not kept, and a person is told.
"""

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of, is_graded
from autograder.submissions import prose

MAX_SHOWN = 100  # characters of a line in a message
MAX_LINES = 5  # in a message


@dataclass
class Changed:
    """What was done with a changed locked cell.

    Attributes:
        before, after: code to keep in cells of the student's own, in front of the cell and below it; "" for none.
        text: what is kept as text, not as code; "" for none.
        repairs: what was done that needs nobody.
        review: what a person has to look at.
    """

    before: str = ""
    after: str = ""
    text: str = ""
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Statement:
    text: str
    code: str  # as Python writes it, whatever its layout
    node: ast.stmt
    defined: frozenset[str]


def compare(cell: NotebookNode, target: NotebookNode, elsewhere: frozenset[str]) -> Changed:
    """Compare a submitted cell with the locked cell that it was.

    Args:
        elsewhere: functions that are taken from this cell in another way, as they are solutions.
    """
    what = f"the locked cell {id_of(target)} was changed: it was put back"
    try:
        new, old = _statements(cell.source), _statements(target.source)
    except (SyntaxError, RuntimeError, RecursionError):
        lines = added_lines(cell.source, target.source)
        said = (
            [f"{what}; {_count(lines)} not valid Python, and kept below it as text: {_shown(lines)}"] if lines else []
        )
        return Changed(text="\n".join(lines), review=said, repairs=[] if said else [what])
    result = Changed()
    kept, not_kept, needed = [], [], False
    taken = _defined(old)
    for number, replaced, added in _added(new, old):
        statement = _new_names_only(added, taken)
        if statement is None or statement.defined & elsewhere:
            continue
        if statement.defined & taken or (replaced and not statement.defined):
            not_kept.append(statement.text)
            continue
        kept.append(statement.text)
        needed = needed or bool(statement.defined)
        if number == 0 or (is_graded(target) and _is_definition(statement.node)):
            result.before += f"{statement.text}\n"
        else:
            result.after += f"{statement.text}\n"
    comments = _new_comments(cell.source, target.source, [*kept, *not_kept])
    result.after += "\n".join(comments)
    kept += comments
    result.before, result.after = result.before.strip("\n"), result.after.strip("\n")
    result.text = "\n".join(not_kept)
    parts = [f"{_count(kept)} kept in a cell of its own: {_shown(kept)}"] if kept else []
    parts += [f"{_count(not_kept)} not executed, and kept below it as text: {_shown(not_kept)}"] if not_kept else []
    # What a check prints or compares changes nothing: hidden tests grade.
    is_for_a_person = needed or (bool(not_kept) and not is_graded(target))
    (result.review if is_for_a_person else result.repairs).append("; ".join([what, *parts]))
    return result


def _new_comments(source: str, old: str, kept: list[str]) -> list[str]:
    """Comments that a student added, apart from released code that is switched off."""
    known = {line.strip("# \t") for line in old.splitlines()} | {text.strip("# \t") for text in prose.comments(old)}
    new = [text for text in prose.comments(source) if text.strip("# \t") not in known]
    there = {text for code in kept for text in prose.comments(code)}
    return [text for text in new if text not in there]


def added_lines(new: str, old: str) -> list[str]:
    """The lines of a text that are not in the text that it was, apart from white space."""
    before, after = ([line.strip() for line in text.splitlines()] for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    lines = new.splitlines()
    changes = [(start, end) for tag, _, _, start, end in matcher.get_opcodes() if tag in ("insert", "replace")]
    return [line for start, end in changes for line in lines[start:end] if line.strip()]


def definition(source: str, wanted: frozenset[str]) -> str:
    """The statements of a cell that define these functions and classes; "" if it is not valid Python."""
    try:
        return "\n\n\n".join(each.text for each in _statements(source) if wanted & each.defined)
    except (SyntaxError, RuntimeError, RecursionError):
        return ""


def _statements(source: str) -> list[_Statement]:
    found = []
    _, body = names.cell_magic(source)
    lines = body.splitlines()
    for node in names.statements(body):
        code = names.text_of(node)
        start = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        text = "\n".join(lines[start - 1 : node.end_lineno])
        try:
            whole = ast.parse(text).body
        except SyntaxError:  # a magic, or part of a line
            whole = []
        is_whole = len(whole) == 1 and names.text_of(whole[0]) == code
        found.append(_Statement(text if is_whole else code, code, node, names.defined(node)))
    return found


def _added(new: list[_Statement], old: list[_Statement]) -> Iterator[tuple[int, bool, _Statement]]:
    """The added statements: how many released ones stand above each, and whether it replaces one."""
    codes = [each.code for each in old], [each.code for each in new]
    for tag, start, _, first, last in difflib.SequenceMatcher(None, *codes, autojunk=False).get_opcodes():
        if tag in ("insert", "replace"):
            for statement in new[first:last]:
                yield start, tag == "replace", statement


def _defined(statements: list[_Statement]) -> frozenset[str]:
    return frozenset().union(*(each.defined for each in statements))


def _new_names_only(statement: _Statement, taken: frozenset[str]) -> _Statement | None:
    """An import without what is imported anyway; None if nothing is left. Any other statement as it is."""
    node = statement.node
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return statement
    left = [alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) not in taken]
    if len(left) == len(node.names):
        return statement
    if not left:
        # Another module under a released name is a change; the same name from the same place is none.
        return statement if any(alias.asname for alias in node.names) else None
    shorter = ast.Import(left) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, left, node.level)
    code = names.text_of(shorter)
    node = ast.parse(code).body[0]
    return _Statement(code, code, node, names.defined(node))


def _is_definition(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)


def _count(texts: list[str]) -> str:
    count = sum(len(text.splitlines()) for text in texts)
    return "1 added line is" if count == 1 else f"{count} added lines are"


def _shown(texts: list[str]) -> str:
    lines = [line.strip() for text in texts for line in text.splitlines()]
    shown = [line if len(line) <= MAX_SHOWN else f"{line[:MAX_SHOWN]}..." for line in lines[:MAX_LINES]]
    return " | ".join(shown) + (" | ..." if len(lines) > MAX_LINES else "")
