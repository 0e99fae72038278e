"""Texts of students and of the record, as a page can show them."""

import re

from markupsafe import Markup, escape

from autograder.cohorts.plain import printable

CHARACTERS = 400  # of a reason

_CODE = re.compile(r"`([^`\n]+)`")


def cut(text: str, most: int = CHARACTERS) -> str:
    """A text in one line, not too long, in which each character can be seen and none turns the others around."""
    line = printable(" ".join(text[: 2 * most].split()))
    return line if len(line) <= most and len(text) <= 2 * most else f"{line[: most - 4]} ..."


def broken(traceback: str) -> str:
    """What is said of a hidden test that broke, from its traceback."""
    lines = [line for line in traceback.splitlines() if line.strip()]
    return f"the hidden test broke: {lines[-1].strip()}" if lines else "the hidden test broke"


def code(text: str) -> Markup:
    """The same as HTML, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(cut(text)))))


def sentence(text: str) -> str:
    """A text with a full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
