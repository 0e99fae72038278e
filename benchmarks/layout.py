"""Other comments and another layout: what can be changed in a solution without touching its code."""

import ast
import io
import random
import tokenize
from functools import lru_cache

_TEXT = """
first then window size value result count the of each all loop over image weights sum here we take last store compute
next shape axis keep only need one with without before after padding layer total list number output should be same as
in lecture fine works todo check start end position batch epoch rows columns label data
"""

WORDS = _TEXT.split()


def without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def commented(text: str, rng: random.Random) -> str:
    """Other comments and docstrings."""
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        if line.strip() and rng.random() < 0.25:
            lines.append(f"{indent}# {_words(rng)}")
        plain = line.strip() and '"""' not in line and "'''" not in line
        lines.append(f"{line}  # {_words(rng)}" if plain and rng.random() < 0.15 else line)
        if line.lstrip().startswith("def ") and line.endswith(":") and rng.random() < 0.5:
            lines.append(f'{indent}    """{_words(rng)}."""')
    return _if_same(text, "\n".join(lines))


def _words(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(2, 8)))


def formatted(text: str, rng: random.Random) -> str:
    """Another layout: line breaks, parentheses, quotes, blank lines, indentation."""
    habits = {each: rng.random() for each in ("wrap", "parentheses", "quotes", "blank", "indent", "tight")}
    lines: list[str] = []
    for line in text.split("\n"):
        new = line
        if rng.random() < habits["parentheses"]:
            new = _with_parentheses(new, rng)
        if rng.random() < habits["wrap"] and "#" not in new and '"""' not in new:
            new = _wrapped(new)
        if habits["tight"] > 0.5 and "'" not in new and '"' not in new:
            new = new.replace(" = ", "=") if rng.random() < 0.5 else new.replace(" + ", "+").replace(" * ", "*")
        if rng.random() < 0.2 * habits["blank"]:
            lines.append("")
        lines.append(new if _is_part(text, line, new) else line)
    result = "\n".join(lines)
    if habits["quotes"] > 0.5:
        result = _if_same(text, _other_quotes(result))
    if habits["indent"] > 0.6:
        width = 2 if habits["indent"] > 0.8 else 8
        result = _if_same(text, _indented(result, width))
    return _if_same(text, result)


def _is_part(text: str, line: str, new: str) -> bool:
    if new == line:
        return True
    try:
        return _dump(text) == _dump(text.replace(line, new, 1))
    except SyntaxError:
        return False


def _with_parentheses(line: str, rng: random.Random) -> str:
    stripped = line.lstrip()
    indent = line[: len(line) - len(stripped)]
    if stripped.startswith("return ") and len(stripped) > 8:
        return f"{indent}return ({stripped[7:]})"
    for keyword in ("if ", "while ", "elif "):
        if stripped.startswith(keyword) and stripped.endswith(":"):
            return f"{indent}{keyword}({stripped[len(keyword) : -1]}):"
    target, equals, value = stripped.partition(" = ")
    if equals and target.replace("_", "").isalnum():
        between = f"\n{indent}    " if rng.random() < 0.5 else ""
        return f"{indent}{target} = ({between}{value}{between and chr(10) + indent})"
    return line


def _wrapped(line: str) -> str:
    """Black's way: what is in the last brackets of a line stands on a line of its own, with a comma at its end."""
    start = line.find("(")
    if start < 0 or not line.rstrip().endswith((")", "):")):
        return line
    end = line.rfind(")")
    indent = line[: len(line) - len(line.lstrip())]
    inside = line[start + 1 : end]
    if not inside.strip():
        return line
    comma = "," if "," in inside and " for " not in inside else ""
    return f"{line[: start + 1]}\n{indent}    {inside}{comma}\n{indent}{line[end:]}"


def _other_quotes(text: str) -> str:
    parts, last = [], 0
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        value = token.string
        if token.type == tokenize.STRING and value[0] == "'" and not value.startswith("'''") and '"' not in value:
            begin = starts[token.start[0] - 1] + token.start[1]
            parts += [text[last:begin], f'"{value[1:-1]}"']
            last = begin + len(value)
    return "".join((*parts, text[last:]))


def _indented(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        count = len(line) - len(line.lstrip(" "))
        lines.append(" " * (count * width // 4) + line.lstrip(" "))
    return "\n".join(lines)


@lru_cache(maxsize=64)
def _dump(text: str) -> str:
    return ast.dump(without_docstrings(ast.parse(text)))


def _if_same(text: str, new: str) -> str:
    try:
        return new if _dump(new) == _dump(text) else text
    except (SyntaxError, tokenize.TokenError):
        return text
