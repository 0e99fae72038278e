"""Puts folders back as they were if what replaces them fails, is interrupted, or is killed."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from autograder.course import WORK_FOLDER
from autograder.grading.record import RECORD_FOLDER, TEMPORARY

FOLDER = Path(WORK_FOLDER, "before")
_LIST = "folders.json"  # which folders, and whether each was there


@contextmanager
def put_back_on_failure(course_root: Path, folders: Sequence[Path]) -> Iterator[None]:
    """Set folders aside, and put them back if the context ends with an error or Ctrl-C.

    If the process is killed, the next call for this course puts back what it finds.

    Args:
        folders: below the course folder; they need not exist.
    """
    _put_back(course_root)
    aside = course_root / FOLDER
    aside.mkdir(parents=True)
    there = {folder.relative_to(course_root).as_posix(): folder.exists() for folder in folders}
    (aside / "new").write_text(json.dumps(there))
    os.replace(aside / "new", aside / _LIST)  # from here on, everything is put back
    try:
        for name, exists in there.items():
            if exists:
                _move(course_root / name, aside / name)
        yield
    except BaseException:  # KeyboardInterrupt too
        _put_back(course_root)
        raise
    (aside / _LIST).unlink()  # from here on, nothing is put back
    shutil.rmtree(aside, ignore_errors=True)


def recover(course_root: Path) -> None:
    """Put back what is set aside, and remove what a killed process has left. The course folder must be locked."""
    _put_back(course_root)
    for pattern in (f"{RECORD_FOLDER}/*/{TEMPORARY}*", f"{WORK_FOLDER}/nbgrader-*", f"{WORK_FOLDER}/submitted"):
        for left in course_root.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)


def _put_back(course_root: Path) -> None:
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
    shutil.move(source, target)  # also to another file system
