"""Whether a submission is the one that was graded before, and whether it would execute the same code."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode

from autograder.exercise import id_of, is_graded, is_illustration

MAX_BYTES = 256 << 20  # of all files together; larger files are compared by size and time


def of_folder(folder: Path) -> str:
    """A hash of all that a student handed in: notebooks, supporting files, links, and the time of submission.

    Hidden files are left out: no grade depends on them, and Jupyter makes some when an instructor opens a notebook.
    """
    digest = hashlib.sha256()
    room = MAX_BYTES
    for path in sorted(_files_in(folder)):
        name = path.relative_to(folder).as_posix()
        try:
            status = path.lstat()
            if path.is_symlink():
                content = f"link to {os.readlink(path)}"
            elif not path.is_file():
                content = "not a file"
            elif status.st_size > room:
                content = f"{status.st_size} bytes of {status.st_mtime_ns}"
            else:
                room -= status.st_size
                content = _hash_of(path)
        except OSError as error:
            content = f"cannot be read: {error.errno}"
        digest.update(json.dumps([name, content]).encode())
    return digest.hexdigest()


def of_code(notebook: NotebookNode, files: Mapping[str, bytes]) -> str:
    """A hash of the code cells of a repaired notebook, of where it is graded, and of the supporting files.

    If it is the same, the answers of an earlier execution are those of a new one. Texts, points and metadata are not in
    it: they can change without changing any answer.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [[cell.get("id", ""), cell.source, is_illustration(cell)] for cell in code]
    graded = [id_of(cell) for cell in notebook.cells if is_graded(cell)]
    digest = hashlib.sha256(json.dumps([cells, graded]).encode())
    for name in sorted(files):
        digest.update(json.dumps([name, hashlib.sha256(files[name]).hexdigest()]).encode())
    return digest.hexdigest()


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))
        yield from (path for name in folders if (path := Path(parent, name)).is_symlink())


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
