"""What a file is that should be a notebook and is not: a web page, half a download, an export."""

import json
import re
from pathlib import PurePosixPath

MAX_LINES = 6  # line numbers in a message
MAX_LOOKED_AT = 100_000  # bytes of a file whose kind is told by its text

COLAB = "a link to Colab"

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( .*)?$")
_EXPORTS = {
    ".html": "an HTML export",
    ".htm": "an HTML export",
    ".pdf": "a PDF export",
    ".py": "a Python script",
    ".r": "an R script",
    ".md": "a text export",
    ".rmd": "a text export",
    ".qmd": "a text export",
    ".myst": "a text export",
    ".rst": "a text export",
    ".tex": "a LaTeX export",
    ".docx": "a Word document",
    ".odt": "a text document",
    ".7z": "an archive that is not opened",
    ".rar": "an archive that is not opened",
}


def decoded(content: bytes) -> tuple[str, bool]:
    """The text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark; anything else as Latin-1.

    Returns:
        The text, and whether the file was in one of the three.
    """
    try:
        return content.decode(json.detect_encoding(content)), True
    except UnicodeDecodeError:
        return content.decode("latin-1"), False


def why_no_json(content: bytes, text: str, error: Exception) -> str:
    """Why a file is not a notebook, as the end of a sentence that begins with its name."""
    start = text.lstrip("\ufeff \t\r\n\0")
    if not start:
        return "is empty"
    if content.startswith(b"PK"):
        return "is a ZIP archive without a notebook of this exercise that could be read"
    if content.startswith(b"%PDF"):
        return "is a PDF export, not the notebook"
    if start.startswith("<") and not start.startswith("<<<<<<<"):
        return "is a web page, not a notebook"
    lines = conflict_lines(text)
    if lines:
        shown = ", ".join(map(str, lines[:MAX_LINES]))
        more = f" and {len(lines) - MAX_LINES} more" if len(lines) > MAX_LINES else ""
        return f"has conflict markers of git in the lines {shown}{more}"
    if not start.startswith("{"):
        return "is not a notebook (not valid JSON)"
    if isinstance(error, json.JSONDecodeError):
        at_the_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        if at_the_end:
            return "is not a complete notebook (not valid JSON: it ends in the middle)"
        return f"is not a notebook (not valid JSON: line {error.lineno}, {error.msg[:60]})"
    return "is not a notebook (not valid JSON)"


def conflict_lines(text: str) -> list[int]:
    """The numbers of the lines with git's conflict markers; none if they do not begin and end a conflict."""
    found = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if _CONFLICT.match(line)]
    starts = {line[0] for _, line in found}
    return [number for number, _ in found] if {"<", ">"} <= starts else []


def export(name: str, content: bytes) -> str:
    """What was probably made from the notebook and handed in instead of it, "" if it is nothing of the kind."""
    start = content[:MAX_LOOKED_AT]
    if b"colab.research.google.com/" in start and len(content) < MAX_LOOKED_AT:
        return COLAB
    return _EXPORTS.get(PurePosixPath(name).suffix.lower(), "")
