"""Puts folders back as they were if what replaces them fails, is interrupted, or is killed."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from autograder.course import WORK_FOLDER

FOLDER = Path(WORK_FOLDER, "before")
_LIST = "folders.json"  # which folders, and whether each was there


@contextmanager
def put_back_on_failure(course_root: Path, folders: Sequence[Path]) -> Iterator[None]:
    """Set folders aside, and put them back if the context ends with an error or Ctrl-C.

    If the process is killed, the next call for this course puts back what it finds.

    Args:
        folders: below the course folder; they need not exist.
    """
    put_back(course_root)
    aside = course_root / FOLDER
    aside.mkdir(parents=True)
    there = {folder.relative_to(course_root).as_posix(): folder.exists() for folder in folders}
    (aside / _LIST).write_text(json.dumps(there))
    try:
        for name, exists in there.items():
            if exists:
                _move(course_root / name, aside / name)
        yield
    except BaseException:  # KeyboardInterrupt too
        put_back(course_root)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def put_back(course_root: Path) -> None:
    """Put back what is set aside, if anything is."""
    aside = course_root / FOLDER
    if (aside / _LIST).exists():
        for name, existed in json.loads((aside / _LIST).read_text()).items():
            kept, place = aside / name, course_root / name
            if kept.exists() or not existed:
                shutil.rmtree(place, ignore_errors=True)
            if kept.exists():
                _move(kept, place)
    shutil.rmtree(aside, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.rename(source, target)
