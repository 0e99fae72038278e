"""A student's supporting files: what lies beside the notebook and is put beside it where it runs."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.submissions import timestamp

MAX_BYTES = 50 << 20
MAX_FILES = 1000
MAX_SHOWN = 120  # characters of where a link leads

_PACKAGES = frozenset(
    ("autograder", "convnets", "IPython", "ipykernel", "keras", "matplotlib", "numpy", "pytest", "sitecustomize")
) | {"sklearn", "tensorflow"}


@dataclass(frozen=True)
class SupportingFiles:
    """What lies beside a notebook.

    Attributes:
        files: the content by relative path.
        left_out: what was left out and why, a sentence each.
        suspicious: links, and files that shadow a module, a sentence each.
    """

    files: dict[str, bytes]
    left_out: tuple[str, ...]
    suspicious: tuple[str, ...]


def read(folder: Path) -> SupportingFiles:
    """Read the files beside a notebook: regular files only, and not too many of them.

    Hidden ones are of no use to a notebook; IPython would run the code in some of them.
    """
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    room = MAX_BYTES
    for count, path in enumerate(sorted(_files_in(folder))):
        try:
            room -= path.stat().st_size
            if room < 0 or count >= MAX_FILES:
                left_out.append(
                    f"there are more than {MAX_FILES} supporting files, or they are larger than {MAX_BYTES >> 20} MiB: "
                    "some were left out"
                )
                break
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError as error:
            left_out.append(f"the supporting file {path.name} was left out: {error.strerror}")
    return SupportingFiles(files, tuple(left_out), tuple(_suspicious(folder)))


def write(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Write supporting files to where a notebook runs.

    Returns:
        What was left out, a sentence each.
    """
    left_out = []
    for name, content in files.items():
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as error:  # its name is too long for this folder
            left_out.append(f"the supporting file {target.name} was left out: {error.strerror}")
    return left_out


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith(".") or path.suffix == ".ipynb" or path == folder / timestamp.FILE:
                continue
            if not path.is_symlink() and _is_file(path):
                yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that may not be entered
        return False


def _suspicious(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            path = Path(parent, name)
            try:
                target = os.readlink(path) if path.is_symlink() else ""
            except OSError:  # in a folder that may not be entered
                continue
            if target:
                shown = target if len(target) <= MAX_SHOWN else f"{target[:MAX_SHOWN]}..."
                yield f"a link was handed in: {path.relative_to(folder)} -> {shown}"
            elif _hides_a_module(path):
                yield f"a supporting file shadows a module: {path.relative_to(folder)}"


def _hides_a_module(path: Path) -> bool:
    is_module = path.suffix == ".py" or _is_file(path / "__init__.py")
    return is_module and (path.stem in sys.stdlib_module_names or path.stem in _PACKAGES)
