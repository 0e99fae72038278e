"""What of a submission was executed: if it is the same, what was answered can stand for what would be answered."""

import hashlib
import json
from pathlib import Path

from nbformat import NotebookNode

from autograder.course import id_of, is_graded


def hash_of(notebook: NotebookNode, folder: Path | None) -> str:
    """A hash of the code cells of a repaired notebook, of where it is graded, and of the student's further files.

    Texts, points and metadata are not in it: they can change without changing any answer.

    Args:
        notebook: see `autograder.submissions.repair`.
        folder: with the student's further files; None if there are none.
    """
    cells = [[cell.get("id", ""), cell.source] for cell in notebook.cells if cell.cell_type == "code"]
    graded = [id_of(cell) for cell in notebook.cells if is_graded(cell)]
    digest = hashlib.sha256(json.dumps([cells, graded]).encode())
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.suffix == ".ipynb" or path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(json.dumps([path.relative_to(folder).as_posix(), content]).encode())
    return digest.hexdigest()
