"""Moves a student's work into a new version of the exercises: `python -m convnets.update NEW [FOLDER]`.

NEW is the new version, a zip file or a folder; FOLDER is where the student worked, by default the working directory.
All notebooks as they were are kept first, in a folder beside the new ones.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

START = "00_start_here.ipynb"
GIVEN = "settings/given.json"  # the hash of each cell as it was handed out, by the notebook's name
KEPT = ("outputs", "execution_count", "attachments")

Cell = dict[str, Any]
Notebook = dict[str, Any]


class UpdateError(Exception):
    """The update cannot be made. The message says what to do; nothing was changed."""


def main(arguments: Sequence[str]) -> int:
    """Update the folder that the arguments name; return the exit code."""
    if not 1 <= len(arguments) <= 2 or arguments[0].startswith("-"):
        print("usage: python -m convnets.update PATH-OF-THE-NEW-VERSION [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if len(arguments) == 2 else Path.cwd()
    try:
        for line in update(Path(arguments[0]), folder):
            print(line)
    except UpdateError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def update(new: Path, folder: Path) -> list[str]:
    """Put a new version into a student's folder, with the student's cells in its notebooks.

    Args:
        new: the new version, a zip file or a folder.
        folder: where the student worked.

    Returns:
        Lines for the student: what was done with each notebook, and what to do next.

    Raises:
        UpdateError: if there is no version of the exercises in one of the two, or one of the notebooks cannot be read.
    """
    if not (folder / START).exists():
        raise UpdateError(f"{folder} has no {START}: change to the folder in which you worked")
    given = _given(folder)
    with _unpacked(new) as fresh:
        notebooks: dict[Path, Notebook] = {}
        lines = []
        for path in sorted(fresh.rglob("*.ipynb")):
            place = path.relative_to(fresh)
            mine = _own(folder, place)
            if mine is None:
                lines.append(f"{place}: new")
                continue
            notebooks[place], moved = merged(_read(path), _read(mine), given.get(place.name, frozenset()))
            lines.append(f"{place}: {moved} {'cell' if moved == 1 else 'cells'} of yours")
        backup = folder / f"before-update-{datetime.now():%Y-%m-%d-%H%M%S}"
        try:
            _back_up(folder, backup)
        except OSError as error:
            raise UpdateError(f"{folder} cannot be written ({error}): nothing was changed") from error
        try:
            changed = _put(fresh, folder, notebooks)
        except OSError as error:
            raise UpdateError(f"{error}; all your notebooks as they were are in {backup}") from error
    lines.append(f"Your notebooks as they were: {backup.name}")
    if changed:
        python = Path(sys.executable)
        lines.append(f"The package has changed. Install it now: {python} -m pip install -r requirements.txt")
    return lines


def merged(new: Notebook, mine: Notebook, given: AbstractSet[str]) -> tuple[Notebook, int]:
    """Put a student's work into a new notebook.

    Work is each cell for a solution or an answer and each cell to try something out whose text is not the given one,
    and each cell that the student added. An added cell follows the cell that it followed before. A solution whose task
    is gone comes after the cell that it followed, too.

    Args:
        new: the new notebook, as JSON; not changed.
        mine: the student's notebook, as JSON.
        given: hashes of the cells of the student's notebook as it was handed out, made by `hash_of`.

    Returns:
        The notebook, and how many of the student's cells are in it.
    """
    cells: list[Cell] = [dict(cell) for cell in new["cells"]]
    given = given | {hash_of(cell) for cell in cells}
    places = {key: index for index, cell in reversed([*enumerate(cells)]) for key in _keys(cell)}
    added: dict[int, list[Cell]] = {}
    last, moved = -1, 0
    for cell in mine["cells"]:
        place = next((places[key] for key in _keys(cell) if key in places), None)
        last = last if place is None else place
        if hash_of(cell) in given or _is_locked(cell) or not _text(cell).strip():
            continue
        moved += 1
        if place is not None and _is_to_fill_in(cells[place]):
            cells[place]["source"] = cell["source"]
            cells[place] |= {name: cell[name] for name in KEPT if name in cell}
        else:
            added.setdefault(last, []).append(_as_own(cell))
    result = list(added.get(-1, []))
    for index, cell in enumerate(cells):
        result += [cell, *added.get(index, [])]
    return {**new, "cells": result}, moved


def hash_of(cell: Cell) -> str:
    """What identifies a cell's text, apart from white space at line ends."""
    text = "\n".join(line.rstrip() for line in _text(cell).strip().splitlines())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text(cell: Cell) -> str:
    return "".join(cell["source"])  # a text, or a list of its lines


def _keys(cell: Cell) -> list[str]:
    """What a cell is recognized by in another version: nbgrader's id, else its own id, else its text."""
    flags = cell.get("metadata", {}).get("nbgrader")
    if isinstance(flags, dict) and flags.get("grade_id"):
        return [f"grade_id {flags['grade_id']}"]
    return [f"id {cell.get('id')}"] * ("id" in cell) + [f"text {hash_of(cell)}"]


def _is_locked(cell: Cell) -> bool:
    flags = cell.get("metadata", {}).get("nbgrader")
    return isinstance(flags, dict) and not flags.get("solution")


def _is_to_fill_in(cell: Cell) -> bool:
    flags = cell["metadata"].get("nbgrader")
    return bool(flags["solution"]) if flags else "open" in cell["metadata"].get("tags", [])


def _as_own(cell: Cell) -> Cell:
    """A cell with a new id, and without the metadata by which nbgrader would take it for a cell of the course."""
    metadata = {key: value for key, value in cell.get("metadata", {}).items() if key != "nbgrader"}
    return {**cell, "metadata": metadata, "id": uuid4().hex[:8]}


def _read(path: Path) -> Notebook:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            _keys(cell)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UpdateError(
            f"{path} is not a notebook that can be read ({error}): move it away, and try again"
        ) from error
    return notebook


def _own(folder: Path, place: Path) -> Path | None:
    """The student's notebook: at the same place, else under the same name in a folder of any number."""
    found = [folder / place, *sorted(folder.glob(f"*/{place.name}"))]
    return next((path for path in found if path.is_file() and not path.parent.name.startswith("before-update")), None)


def _given(folder: Path) -> Mapping[str, frozenset[str]]:
    try:
        return {name: frozenset(hashes) for name, hashes in json.loads((folder / GIVEN).read_text()).items()}
    except (OSError, ValueError):  # then only what the new version has too is known to be given
        return {}


@contextmanager
def _unpacked(new: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as temporary:
        if new.is_dir():
            root = new
        elif zipfile.is_zipfile(new):
            root = Path(temporary)
            with zipfile.ZipFile(new) as archive:
                archive.extractall(root)  # leaves out ".." and absolute paths
        else:
            raise UpdateError(f"{new} is neither a folder nor a zip file: give the path of the new version")
        found = sorted(root.rglob(START), key=lambda path: len(path.parts))
        if not found:
            raise UpdateError(f"{new} has no {START}: it is not a version of these exercises")
        yield found[0].parent


def _back_up(folder: Path, backup: Path) -> None:
    """Copy all notebooks of a folder into a new folder in it."""
    for path in sorted(folder.rglob("*.ipynb")):
        place = path.relative_to(folder)
        if not any(part.startswith((".", "before-update")) for part in place.parts):
            (backup / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, backup / place)


def _put(fresh: Path, folder: Path, notebooks: Mapping[Path, Notebook]) -> bool:
    """Copy a new version over a folder, with the merged notebooks; return whether what has to be installed changed."""
    before = _requirements(folder)
    for path in sorted(fresh.rglob("*")):
        place = path.relative_to(fresh)
        if path.is_file() and not any(part in (".git", ".venv") for part in place.parts):
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            temporary = folder / place.with_name(f"{place.name}.new")
            if place in notebooks:
                temporary.write_text(
                    json.dumps(notebooks[place], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
                )
            else:
                shutil.copyfile(path, temporary)
            temporary.replace(folder / place)
    return before != _requirements(folder)


def _requirements(folder: Path) -> bytes:
    path = folder / "requirements.txt"
    return path.read_bytes() if path.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
