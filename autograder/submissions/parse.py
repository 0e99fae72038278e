"""Makes a valid notebook of the bytes of a file, or says why that is not possible."""

import json
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from autograder.submissions import kinds, outputs, programs

MAX_SHOWN = 80  # characters of what was left out


@dataclass
class Parsed:
    """A file that was read as a notebook.

    Attributes:
        notebook: of format 4, without metadata of its own; each cell has a type, a text, metadata, and such outputs
            as can be shown. None if it is not a notebook.
        repairs: what was repaired.
        review: what was lost, a sentence each.
        reason: why there is no notebook, as the end of a sentence that begins with the file's name.
    """

    notebook: NotebookNode | None = None
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    reason: str = ""


def parse(content: bytes) -> Parsed:
    """Read the content of a file as a notebook.

    What an editor does to the format alone (the minor version, ids, the encoding, the ends of lines) is made good
    without a word.
    """
    result = Parsed()
    text, is_unicode = kinds.decoded(content)
    if not is_unicode:
        result.repairs.append("the file was not in UTF-8")
    try:
        data = json.loads(text)
        # Half a surrogate pair cannot be written to any file.
        data = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        result.reason = kinds.why_no_json(content, text, error)
        return result
    if not isinstance(data, dict) or type(data.get("nbformat")) is not int:
        result.reason = "is not a notebook (JSON, but of something else)"
        return result
    try:
        result.notebook = _normalise(data, result.review)
        _leave_out_colab(result.notebook, result.repairs)
    except Exception as error:  # nbformat's upgrade code raises many types for anything else
        result.reason = f"cannot be read as a notebook ({type(error).__name__}: {str(error)[:100]})"
    return result


def _normalise(data: dict[str, Any], review: list[str]) -> NotebookNode:
    if data["nbformat"] < 4:
        data = nbformat.convert(nbformat.from_dict(data), 4)
    if not isinstance(data.get("cells"), list):
        raise ValueError("it has no list of cells")
    notebook = new_notebook()
    for number, cell in enumerate(data["cells"], start=1):
        if isinstance(cell, dict):
            notebook.cells.append(_normal_cell(cell, number, review))
        elif cell:
            review.append(f"entry {number} of the cells is not a cell and was left out: {_shown(cell)}")
    return notebook


def _normal_cell(cell: dict[str, Any], number: int, review: list[str]) -> NotebookNode:
    """A cell with a type, a text, metadata, and those of its outputs that are not damaged."""
    kind, source, metadata = cell.get("cell_type"), cell.get("source"), cell.get("metadata")
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if "outputs" in cell or "execution_count" in cell else "raw"
    if isinstance(source, list):
        source = "".join(map(str, source))
    elif not isinstance(source, str):
        if source:
            review.append(f"cell {number} has no text but {_shown(source)}, which was left out")
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


def _leave_out_colab(notebook: NotebookNode, repairs: list[str]) -> None:
    for number, cell in enumerate(notebook.cells, start=1):
        source = programs.without_colab(cell.source) if cell.cell_type == "code" else cell.source
        if source != cell.source:
            repairs.append(f"cell {number} of what was handed in has lines that only Colab can run: they are comments")
            cell.source = source


def _shown(value: object) -> str:
    return json.dumps(value)[:MAX_SHOWN]
