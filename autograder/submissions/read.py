"""Reads what a student handed in: finds the notebook, and makes a valid one of it or says why that is not possible."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from autograder.submissions import outputs

MAX_NOTEBOOK_BYTES = 64 << 20


@dataclass
class Found:
    """The notebook that was found in a student's folder.

    Attributes:
        notebook: of format 4, without metadata of its own; each cell has a type, a text, metadata, and such outputs
            as can be shown. None if there is none.
        repairs: what had to be repaired to read it.
        review: what a person has to look at, a sentence each.
        problem: why there is no notebook, and what to do.
    """

    notebook: NotebookNode | None = None
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    problem: str = ""


def read(folder: Path, exercise: str) -> Found:
    """Read the submission of an exercise from a student's folder.

    A notebook of another name is taken if it is the only one.
    """
    result = Found()
    path = folder / f"{exercise}.ipynb"
    if not _is_file(path):
        # macOS puts a "._name.ipynb" beside each file of a ZIP archive.
        others = sorted(other for other in folder.glob("[!.]*.ipynb") if _is_file(other))
        if len(others) == 1:
            result.repairs.append(f"the notebook was called {others[0].name}")
            path = others[0]
        else:
            names = ", ".join(other.name for other in others) or "none"
            result.problem = (
                f"there is no {exercise}.ipynb (notebooks there: {names}): "
                "ask the student for it, or rename the right one, and grade again"
            )
            return result
    return read_file(path, result)


def read_file(path: Path, result: Found | None = None) -> Found:
    """Read one file as a notebook; what is found out is added to `result`."""
    result = result or Found()
    if not _is_file(path):
        result.problem = f"{path.name} is a link or a folder, not a file: ask the student for the notebook itself"
        return result
    try:
        if path.stat().st_size > MAX_NOTEBOOK_BYTES:
            result.problem = (
                f"{path.name} is larger than {MAX_NOTEBOOK_BYTES >> 20} MiB: "
                "ask the student to clear its outputs and hand it in again"
            )
            return result
        content = path.read_bytes()
    except OSError as error:
        result.problem = f"{path.name} cannot be opened ({error.strerror}): make it readable, and grade again"
        return result
    result.notebook, reason = _parse(content, result.repairs)
    if reason:
        result.problem = f"{path.name} {reason}: ask the student to hand it in again"
    return result


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:  # a folder that may not be entered
        return False


def _parse(content: bytes, repairs: list[str]) -> tuple[NotebookNode | None, str]:
    if not content.strip():
        return None, "is empty"
    encoding: str = json.detect_encoding(content)  # Windows editors write UTF-16
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text, encoding = content.decode("latin-1"), "latin-1"
    if encoding not in ("utf-8", "utf-8-sig"):
        repairs.append("the file was not in UTF-8")
    try:
        data = json.loads(text)
        # Half a surrogate pair cannot be written to any file.
        data = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None, "is not a notebook (not valid JSON)"
    if not isinstance(data, dict) or type(data.get("nbformat")) is not int:
        return None, "is not a notebook (JSON, but of something else)"
    try:
        return _normalise(data, repairs), ""
    except Exception as error:  # nbformat's upgrade code raises many types for anything else
        return None, f"cannot be read as a notebook ({type(error).__name__}: {str(error)[:100]})"


def _normalise(data: dict[str, Any], repairs: list[str]) -> NotebookNode:
    version = data["nbformat"]
    if version < 4:
        data = nbformat.convert(nbformat.from_dict(data), 4)
    if version != 4 or data.get("nbformat_minor") != 5:
        minor = f".{data.get('nbformat_minor')}" if version == 4 else ""
        repairs.append(f"the notebook was of format {version}{minor}")
    if not isinstance(data.get("cells"), list):
        raise ValueError("it has no list of cells")
    notebook = new_notebook()
    for number, cell in enumerate(data["cells"], start=1):
        if isinstance(cell, dict):
            notebook.cells.append(_normal_cell(cell, number, repairs))
        else:
            repairs.append(f"entry {number} of the cells was not a cell: it was left out")
    return notebook


def _normal_cell(cell: dict[str, Any], number: int, repairs: list[str]) -> NotebookNode:
    """A cell with a type, a text, metadata, and those of its outputs that are not damaged."""
    kind, source, metadata = cell.get("cell_type"), cell.get("source"), cell.get("metadata")
    if kind not in ("code", "markdown", "raw"):
        repairs.append(f"cell {number} was of the unknown type {str(kind)[:50]!r}: it is read as text")
        kind = "raw"
    if isinstance(source, list):
        source = "".join(map(str, source))
    elif not isinstance(source, str):
        repairs.append(f"cell {number} had no text")
        source = ""
    source = source.replace("\r\n", "\n")
    normal = {"cell_type": kind, "source": source, "metadata": metadata if isinstance(metadata, dict) else {}}
    if isinstance(cell.get("id"), str):
        normal["id"] = cell["id"]
    if isinstance(cell.get("attachments"), dict):
        normal["attachments"] = cell["attachments"]
    if kind == "code":
        normal |= {"outputs": outputs.valid(cell.get("outputs")), "execution_count": None}
    return nbformat.from_dict(normal)
