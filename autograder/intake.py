"""Reads what a student handed in: finds the notebook, and makes a valid one of it or says why that is not possible."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

MAX_NOTEBOOK_BYTES = 64 << 20


@dataclass
class Submitted:
    """The notebook of one submission.

    Attributes:
        notebook: of format 4 and valid; None if there is none.
        sha256: hash of the file, "" if there is none.
        repairs: what had to be repaired to read it.
        problem: why there is no notebook, and what to do.
    """

    notebook: NotebookNode | None = None
    sha256: str = ""
    repairs: list[str] = field(default_factory=list)
    problem: str = ""


def read(folder: Path, exercise: str) -> Submitted:
    """Read the submission of an exercise from a student's folder.

    A notebook of another name is taken if it is the only one.
    """
    result = Submitted()
    path = folder / f"{exercise}.ipynb"
    if not _is_file(path):
        others = sorted(other for other in folder.glob("*.ipynb") if _is_file(other))
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


def read_file(path: Path | str, result: Submitted | None = None) -> Submitted:
    """Read one file as a notebook; what is found out is added to `result`."""
    path, result = Path(path), result or Submitted()
    if path.stat().st_size > MAX_NOTEBOOK_BYTES:
        result.problem = (
            f"{path.name} is larger than {MAX_NOTEBOOK_BYTES >> 20} MiB: "
            "ask the student to clear its outputs and hand it in again"
        )
        return result
    content = path.read_bytes()
    result.sha256 = hashlib.sha256(content).hexdigest()
    result.notebook, reason = _parse(content, result.repairs)
    if reason:
        result.problem = f"{path.name} {reason}: ask the student to hand it in again"
    return result


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _parse(content: bytes, repairs: list[str]) -> tuple[NotebookNode | None, str]:
    if not content.strip():
        return None, "is empty"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
        repairs.append("the file was not in UTF-8")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None, "is no notebook (no valid JSON)"
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        return None, "is no notebook (JSON, but of something else)"
    if data["nbformat"] == 4 and data.get("nbformat_minor", 0) != 5:
        repairs.append(f"the notebook was of format 4.{data.get('nbformat_minor')}")
        data["nbformat_minor"] = 5
    try:
        return _normalise(data, repairs), ""
    except Exception as error:  # nbformat's upgrade code raises many types for what is no notebook
        return None, f"cannot be read as a notebook ({type(error).__name__}: {str(error)[:100]})"


def _normalise(data: dict, repairs: list[str]) -> NotebookNode:
    if data["nbformat"] != 4:
        notebook = nbformat.convert(nbformat.from_dict(data), 4)
        repairs.append(f"the notebook was of format {data['nbformat']}")
    else:
        notebook = nbformat.from_dict(data)
    cells = []
    for cell in notebook.get("cells", []):
        kind = cell.get("cell_type")
        source = cell.get("source", "")
        cell.source = "".join(source) if isinstance(source, list) else str(source)
        cell.metadata = cell.get("metadata", {})
        if kind not in ("code", "markdown", "raw"):
            repairs.append(f"a cell of the unknown type {kind!r} was left out")
            continue
        if kind == "code":  # outputs are made anew, and stored ones may be damaged
            cell.outputs, cell.execution_count = [], None
        if not isinstance(cell.get("id"), str):
            cell.pop("id", None)
        cells.append(cell)
    notebook.cells = cells
    return notebook
