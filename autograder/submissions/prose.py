"""The text in a cell that is meant for people: of a code cell, its comments and sentences in quotes."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder import names

MIN_SENTENCE = 3  # words of a string that may be a sentence
_DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def words(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"[^\W_]+", text))


def of_cell(cell: NotebookNode) -> str:
    """What a cell says to people. Code that is not valid Python was not meant as code, and is text as a whole."""
    return of_code(cell.source) if cell.cell_type == "code" else str(cell.source)


def is_code(source: str) -> bool:
    """Whether this is valid Python."""
    try:
        names.statements(source)
    except (SyntaxError, RuntimeError):
        return False
    return True


def of_code(source: str, *, outermost: bool = False) -> str:
    """The comments and sentences in code.

    Args:
        outermost: leave out those inside of functions and other statements.
    """
    try:
        body = names.statements(source)
    except SyntaxError:
        return source
    except RuntimeError:  # too complex
        return ""
    found = [*_comments(source, outermost), *_sentences(body, outermost)]
    return "\n".join(text for _, text in sorted(found))


def docstrings(source: str) -> list[str]:
    """The lines of all docstrings in code, without the space around them; none if it is not valid Python."""
    try:
        body = names.statements(source)
    except (SyntaxError, RuntimeError):
        return []
    nodes = [node for statement in body for node in ast.walk(statement)]
    texts = [ast.get_docstring(node) for node in nodes if isinstance(node, _DOCUMENTED)]
    return [line.strip() for text in texts if text for line in text.splitlines() if line.strip()]


def comments(source: str) -> list[str]:
    """The comments in code, each with its `#`."""
    return [token.string for token in _comment_tokens(source)]


def _comments(source: str, outermost: bool) -> Iterator[tuple[int, str]]:
    for token in _comment_tokens(source):
        text = token.string.strip("#! ")
        if not (outermost and token.start[1]) and words(text) and not _is_code(text):
            yield token.start[0], text


def _comment_tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token
    except (tokenize.TokenError, SyntaxError):  # not Python up to its end
        return


def _sentences(body: list[ast.stmt], outermost: bool) -> Iterator[tuple[int, str]]:
    for statement in body:
        bare = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if outermost and not bare:
            continue
        for node in ast.walk(statement):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and (bare or words(text) >= MIN_SENTENCE):
                yield getattr(node, "lineno", 0), text


def _is_code(text: str) -> bool:
    """Whether a comment is code that was switched off: valid Python, and more than a word."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, MemoryError):
        return False
    return not all(isinstance(each, ast.Expr) and isinstance(each.value, ast.Name | ast.Constant) for each in body)
