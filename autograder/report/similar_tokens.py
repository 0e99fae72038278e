"""Python code as tokens that say what it does, and not how it is called or laid out.

What a copy can change without a thought is gone: comments, docstrings, the layout, redundant parentheses, quotes, type
hints, and the names that the student has chosen. Nothing is parsed: code with syntax errors, magics and hostile code
have tokens too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from pygments import token
from pygments.lexers.python import PythonLexer
from pygments.token import _TokenType

MAX_CHARACTERS = 10_000  # of a cell; a solution has some hundred

_HEADERS = frozenset(
    ("async", "class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with")
)
_WORD = re.compile(r"[\w.,:>+/<=-]{1,24}")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_LEXER = PythonLexer()


class _Kind(Enum):
    STRING = auto()
    AROUND_STRING = auto()  # a prefix, or what stands for a value in a string
    NUMBER = auto()
    NAME = auto()
    GIVEN_NAME = auto()  # a builtin
    BLANK = auto()
    LEFT_OUT = auto()
    OTHER = auto()


_KINDS = {
    token.String.Affix: _Kind.AROUND_STRING,
    token.String.Interpol: _Kind.AROUND_STRING,
    token.String: _Kind.STRING,
    token.Number: _Kind.NUMBER,
    token.Name.Builtin: _Kind.GIVEN_NAME,
    token.Name.Exception: _Kind.GIVEN_NAME,
    token.Name.Function.Magic: _Kind.GIVEN_NAME,
    token.Name: _Kind.NAME,
    token.Comment: _Kind.LEFT_OUT,
    token.Text: _Kind.BLANK,
}


@cache
def _kind_of(found: _TokenType) -> _Kind:
    return next((kind for each, kind in _KINDS.items() if found in each), _Kind.OTHER)


class _Token(NamedTuple):
    kind: _Kind
    text: str
    line: int

    @property
    def is_string(self) -> bool:
        return self.kind is _Kind.STRING or self.kind is _Kind.AROUND_STRING


@dataclass(frozen=True)
class Statement:
    """A simple statement, or the header of a compound one.

    Attributes:
        tokens: `V0`, `V1`, ... stand for the student's names, in the order in which the statement has them.
        first, last: its lines, from 1.
    """

    tokens: tuple[str, ...]
    first: int
    last: int


def statements(source: str, given: Set[str]) -> list[Statement]:
    """The statements of a cell, in its order; at most those of its first `MAX_CHARACTERS`.

    Args:
        source: the text of the cell.
        given: names that a student cannot choose: imported modules, functions that the exercise asks for.
    """
    found = [_normalised(tokens, given) for tokens in _split(_tokens(source))]
    return [each for each in found if each is not None]


def _tokens(source: str) -> Iterator[_Token]:
    """The tokens without comments and blanks, but with the ends of lines."""
    lines = [(number, line.rstrip()) for number, line in enumerate(source[:MAX_CHARACTERS].split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line]  # the lexer is slow on many empty lines
    index = 0
    for _, found, text in _LEXER.get_tokens_unprocessed("\n".join(line for _, line in lines) + "\n"):
        line = lines[min(index, len(lines) - 1)][0] if lines else 1
        index += text.count("\n")
        kind = _kind_of(found)
        if kind is _Kind.BLANK:
            if "\n" in text and text != "\\\n":
                yield _Token(kind, "\n", line)
        elif kind is not _Kind.LEFT_OUT:
            yield _Token(kind, text, line)


def _split(tokens: Iterable[_Token]) -> Iterator[list[_Token]]:
    """Statements end at the end of a line, a semicolon, or the colon of a header; not inside of brackets."""
    statement: list[_Token] = []
    depth = lambdas = 0
    for each in tokens:
        ends = False
        if each.kind is _Kind.OTHER:
            depth = max(depth + (each.text in _OPEN) - (each.text in _CLOSE), 0)
            if depth == 0 and each.text == "lambda":
                lambdas += 1
            elif depth == 0 and each.text == ":" and statement and statement[0].text in _HEADERS:
                ends = not lambdas
                lambdas = max(lambdas - 1, 0)
            ends = ends or (depth == 0 and each.text == ";")
        elif each.kind is _Kind.BLANK:
            ends = depth == 0
        if ends:
            yield statement
            statement, lambdas = [], 0
        elif each.kind is not _Kind.BLANK:
            statement.append(each)
    yield statement


def _normalised(found: Sequence[_Token], given: Set[str]) -> Statement | None:
    """A statement without what a copy changes; None for a docstring, and where nothing is left."""
    if all(each.is_string for each in found):
        return None
    first = found[0].text
    if "def" in (first, found[1].text if first == "async" and len(found) > 1 else ""):
        found = list(_without_hints(found))
    tokens: list[str] = []
    own: dict[str, str] = {}
    called: list[bool] = []  # for each open bracket, whether a function of the student's is called
    string: list[str] = []
    for index, (kind, text, _) in enumerate(found):
        before = found[index - 1].text if index else ""
        if found[index].is_string:
            string.append(text if kind is _Kind.STRING else "")
            if index + 1 == len(found) or not found[index + 1].is_string:
                tokens.append(_string("".join(string)))
                string = []
        elif kind is _Kind.NUMBER:
            tokens.append(_number(text))
        elif kind is _Kind.NAME or kind is _Kind.GIVEN_NAME:
            names_argument = bool(called) and not called[-1] and first != "def" and _names_argument(found, index)
            kept = before == "." or text in given or kind is _Kind.GIVEN_NAME or names_argument
            kept = before != "as" if first in ("import", "from") else kept
            tokens.append(text if kept else own.setdefault(text, f"V{len(own)}"))
        else:
            if text in _OPEN:
                called.append(text == "(" and before in own)
            elif text in _CLOSE:
                del called[-1:]
                if tokens[-1:] == [","]:
                    tokens.pop()
            if text not in "()":
                tokens.append(text)
    while tokens[-1:] == [","]:
        tokens.pop()
    return Statement(tuple(tokens), found[0].line, found[-1].line) if tokens else None


def _names_argument(found: Sequence[_Token], index: int) -> bool:
    """Whether a name names an argument, as `axis` in `sum(axis=0)`; it stands in brackets."""
    following = [each.text for each in found[index + 1 : index + 3]]
    return following[:1] == ["="] and following[1:] != ["="] and found[index - 1].text in ("(", ",")


def _without_hints(found: Iterable[_Token]) -> Iterator[_Token]:
    """The header of a function without the types of its arguments and of its result."""
    depth = 0
    in_hint = started = False
    for each in found:
        depth += (each.text in _OPEN) - (each.text in _CLOSE)
        started = started or depth > 0
        if started and depth == 0 and each.text != ")":
            return
        if in_hint and (depth == 0 or (depth == 1 and each.text in (",", "="))):
            in_hint = False
        in_hint = in_hint or (depth == 1 and each.text == ":")
        if not in_hint:
            yield each


def _number(text: str) -> str:
    try:
        return f"{float(text.replace('_', '')):g}"
    except ValueError:
        return text


def _string(text: str) -> str:
    """A short word, such as a key or an option, is kept; a sentence can be reworded."""
    inside = text.replace("'", "").replace('"', "")
    return f"'{inside}'" if _WORD.fullmatch(inside) else "S"
