"""Python code as tokens that say what it does, and not how it is called or laid out.

What a copy can change without a thought is gone: comments, docstrings, the layout, redundant parentheses, quotes, type
hints, and the names that the student has chosen. Nothing is parsed: code with syntax errors, magics and hostile code
have tokens too.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from pygments import token as kinds
from pygments.lexers.python import PythonLexer
from pygments.token import _TokenType

MAX_CHARACTERS = 20_000  # of a cell; a solution has some hundred

_HEADERS = frozenset("async class def elif else except finally for if try while with".split())
_WORD = re.compile(r"[\w.,:>+/<=-]{1,24}")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_KEPT = frozenset((kinds.Name.Builtin, kinds.Name.Builtin.Pseudo, kinds.Name.Exception, kinds.Name.Function.Magic))
_LEXER = PythonLexer()

_Raw = tuple[_TokenType, str, int]  # kind, text, line


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
    found = [_normalised(raw, given) for raw in _split(_raw_tokens(source))]
    return [each for each in found if each is not None]


def _raw_tokens(source: str) -> Iterator[_Raw]:
    """The tokens without comments and blanks; a line break is a token of the kind `Whitespace`."""
    lines = [(number, line.rstrip()) for number, line in enumerate(source[:MAX_CHARACTERS].split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line]  # the lexer is slow on many empty lines
    index = 0
    for kind, text in _merged(_LEXER.get_tokens_unprocessed("\n".join(line for _, line in lines) + "\n")):
        line = lines[min(index, len(lines) - 1)][0] if lines else 1
        index += text.count("\n")
        if kind in kinds.Text and text != "\\\n":
            if "\n" in text:
                yield kinds.Whitespace, "\n", line
        elif kind not in kinds.Comment and kind not in kinds.Text:
            yield kind, text, line


def _merged(tokens: Iterator[tuple[int, _TokenType, str]]) -> Iterator[tuple[_TokenType, str]]:
    for _, kind, text in tokens:
        yield kind, text


def _split(tokens: Iterator[_Raw]) -> Iterator[list[_Raw]]:
    """Statements end at a line break, a semicolon, or the colon of a header; not inside of brackets."""
    statement: list[_Raw] = []
    depth = lambdas = 0
    for raw in tokens:
        kind, text, _ = raw
        if kind in kinds.Punctuation:
            depth += (text in _OPEN) - (text in _CLOSE)
            depth = max(depth, 0)
        ends = depth == 0 and (kind is kinds.Whitespace or (kind in kinds.Punctuation and text == ";"))
        if depth == 0 and kind in kinds.Keyword and text == "lambda":
            lambdas += 1
        if depth == 0 and kind in kinds.Punctuation and text == ":" and statement and statement[0][1] in _HEADERS:
            ends = not lambdas
            lambdas = max(lambdas - 1, 0)
        if ends:
            yield statement
            statement, lambdas = [], 0
        elif kind is not kinds.Whitespace:
            statement.append(raw)
    yield statement


def _normalised(raw: Sequence[_Raw], given: Set[str]) -> Statement | None:
    """A statement without what a copy changes; None for a docstring, and where nothing is left."""
    if not raw or all(kind in kinds.String for kind, _, _ in raw):
        return None
    is_import = raw[0][1] in ("import", "from")
    if raw[0][1] == "def" or (raw[0][1] == "async" and len(raw) > 1 and raw[1][1] == "def"):
        raw = list(_without_hints(raw))
    tokens: list[str] = []
    own: dict[str, str] = {}
    called: list[bool] = []  # for each open bracket, whether a function of the student's is called
    text_of_string: list[str] = []
    for index, (kind, text, _) in enumerate(raw):
        if kind in kinds.String:
            text_of_string.append("" if kind in kinds.String.Affix or kind in kinds.String.Interpol else text)
            if index + 1 == len(raw) or raw[index + 1][0] not in kinds.String:
                tokens.append(_string("".join(text_of_string)))
                text_of_string = []
            continue
        before = raw[index - 1][1] if index else ""
        after = raw[index + 1][1] if index + 1 < len(raw) else ""
        if kind in kinds.Punctuation and text in _OPEN:
            called.append(text == "(" and before in own)
        elif kind in kinds.Punctuation and text in _CLOSE:
            if called:
                called.pop()
            if tokens and tokens[-1] == ",":
                tokens.pop()
        if kind in kinds.Punctuation and text in "()":
            continue
        if kind in kinds.Number:
            tokens.append(_number(text))
        elif kind not in kinds.Name:
            tokens.append(text)
        else:
            is_argument = bool(called) and not called[-1] and raw[0][1] != "def" and _is_keyword(raw, index, after)
            keeps = before == "." or text in given or kind in _KEPT or is_argument
            keeps = before != "as" if is_import else keeps
            tokens.append(text if keeps else own.setdefault(text, f"V{len(own)}"))
    while tokens and tokens[-1] == ",":
        tokens.pop()
    return Statement(tuple(tokens), raw[0][2], raw[-1][2]) if tokens else None


def _is_keyword(raw: Sequence[_Raw], index: int, after: str) -> bool:
    """Whether a name names an argument: `axis` in `sum(axis=0)`."""
    follows = raw[index + 2][1] if index + 2 < len(raw) else ""
    return after == "=" and follows != "=" and raw[index - 1][1] in ("(", ",")


def _without_hints(raw: Sequence[_Raw]) -> Iterator[_Raw]:
    """The header of a function without the types of its arguments and of its result."""
    depth = 0
    skipping = False
    started = False
    for token in raw:
        text = token[1]
        depth += (text in _OPEN) - (text in _CLOSE)
        started = started or depth > 0
        if started and depth == 0 and text != ")":
            return
        if skipping and (depth == 0 or (depth == 1 and text in (",", "="))):
            skipping = False
        if depth == 1 and text == ":" and not skipping:
            skipping = True
        if not skipping:
            yield token


def _number(text: str) -> str:
    try:
        return f"{float(text.replace('_', '')):g}"
    except ValueError:
        return text


def _string(text: str) -> str:
    """A short word, such as a key or an option, is kept; a sentence can be reworded."""
    inside = text.replace("'", "").replace('"', "")
    return f"'{inside}'" if _WORD.fullmatch(inside) else "S"
