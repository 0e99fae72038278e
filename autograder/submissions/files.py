"""A student's further files, where their notebook runs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 50 << 20
MAX_FILES = 1000


def copy(folder: Path | None, scratch: Path) -> list[str]:
    """Copy the files beside a notebook into a scratch folder: regular files only, and not too many of them.

    Hidden ones are of no use to a notebook; IPython would run what is in some of them.

    Returns:
        What was left out, a sentence each.
    """
    notes: list[str] = []
    room = MAX_BYTES
    for count, path in enumerate(sorted(_files_in(folder)) if folder else ()):
        try:
            room -= path.stat().st_size
            if room < 0 or count >= MAX_FILES:
                notes.append(
                    f"the further files are more than {MAX_FILES} or larger than {MAX_BYTES >> 20} MiB: "
                    "some were left out"
                )
                break
            target = scratch / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        except OSError as error:  # may not be read, or its name is too long for the scratch folder
            notes.append(f"the further file {path.name} was left out: {error.strerror}")
    return notes


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not (name.startswith(".") or path.suffix == ".ipynb" or path.is_symlink()) and path.is_file():
                yield path
