"""A student's supporting files: what lies beside the notebook and is put beside it where it runs."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from autograder.submissions.handed_in import HandedIn

MAX_BYTES = 50 << 20
MAX_FILES = 1000
MAX_NAME_BYTES = 255  # of a file or a folder: what file systems take
MAX_PATH_BYTES = 1000
MAX_SHOWN = 120  # characters of where a link leads
MAX_NAMES = 10  # of files that were left out

_SOURCE_CODE = frozenset((".py", ".ipynb"))
_PACKAGES = frozenset(
    ("autograder", "convnets", "IPython", "ipykernel", "keras", "matplotlib", "numpy", "pytest", "sitecustomize")
) | {"sklearn", "tensorflow"}


@dataclass(frozen=True)
class SupportingFiles:
    """What lies beside a notebook.

    Attributes:
        files: the content by relative path.
        review: what was left out and why, and files that hide a module of Python, a sentence each.
        suspicious: links, and files that shadow a module of the grader's, a sentence each.
    """

    files: dict[str, bytes]
    review: tuple[str, ...]
    suspicious: tuple[str, ...]


def read(folder: Path, handed_in: Mapping[str, HandedIn]) -> SupportingFiles:
    """Read the files beside a notebook, not too many of them: source code first, then small files.

    Args:
        folder: the student's, where links are looked for.
        handed_in: the files by the path at which the notebook finds them.
    """
    files: dict[str, bytes] = {}
    review: list[str] = []
    too_much: list[str] = []
    room = MAX_BYTES
    for name, file in sorted(handed_in.items(), key=_importance):
        problem = _problem_of(name, files)
        if problem:
            review.append(f"the supporting file {_cut(file.place)} was left out: {problem}")
        elif file.size > room or len(files) >= MAX_FILES:
            too_much.append(f"{_cut(file.place)} ({_size(file.size)})")
        else:
            try:
                files[name] = file.read()
            except OSError as error:
                review.append(f"the supporting file {_cut(file.place)} was left out: {error.strerror}")
            else:
                room -= len(files[name])
    if too_much:
        more = f" and {len(too_much) - MAX_NAMES} more" if len(too_much) > MAX_NAMES else ""
        review.append(
            f"supporting files may be {MAX_FILES} and {MAX_BYTES >> 20} MiB in all; left out: "
            f"{', '.join(too_much[:MAX_NAMES])}{more}"
        )
    modules = dict(_modules(files))
    suspicious = list(islice(_links(folder), MAX_NAMES))
    suspicious += [f"a supporting file shadows a module: {name}" for name in modules if modules[name] in _PACKAGES]
    review += [
        f"the supporting file {name} hides Python's module {module}, which other modules may need"
        for name, module in modules.items()
        if module in sys.stdlib_module_names and module not in _PACKAGES
    ]
    return SupportingFiles(dict(sorted(files.items())), tuple(review), tuple(suspicious))


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write supporting files to where a notebook runs.

    Raises:
        OSError: if one cannot be written, as on a full disk.
    """
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _importance(item: tuple[str, HandedIn]) -> tuple[bool, int, bool, int, str]:
    name, file = item
    return PurePosixPath(name).suffix.lower() not in _SOURCE_CODE, name.count("/"), not file.size, file.size, name


def _problem_of(name: str, files: Mapping[str, bytes]) -> str:
    """Why a file cannot be written where the notebook runs, "" if it can."""
    parts = name.split("/")
    if max(len(os.fsencode(part)) for part in parts) > MAX_NAME_BYTES or len(os.fsencode(name)) > MAX_PATH_BYTES:
        return f"its path is longer than {MAX_PATH_BYTES} bytes, or a name in it than {MAX_NAME_BYTES}"
    folders = {"/".join(parts[:count]) for count in range(1, len(parts))}
    if not folders.isdisjoint(files) or any(other.startswith(f"{name}/") for other in files):
        return "a file and a folder have the same name"
    return ""


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MiB" if count >= 1 << 20 else f"{count} bytes"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."


def _links(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]  # nothing of a hidden one is used
        for name in sorted((*folders, *names)):
            path = Path(parent, name)
            try:
                target = os.readlink(path) if path.is_symlink() else ""
            except OSError:  # in a folder that may not be entered
                continue
            if target:
                yield f"a link was handed in: {path.relative_to(folder)} -> {_cut(target)}"


def _modules(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Files that an import finds first, and the names of their modules: in deeper folders it does not look."""
    for name in files:
        path = PurePosixPath(name)
        if path.suffix == ".py" and len(path.parts) == 1:
            yield name, path.stem
        elif len(path.parts) == 2 and path.name == "__init__.py":
            yield name, path.parts[0]
