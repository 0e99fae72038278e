"""Private folders of a process that hold something only while it runs.

A process locks a file in each of its folders, and the system unlocks it when the process ends, however it ends. So the
next process knows which folders were left behind by one that was killed.
"""

import fcntl
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TextIO

_LOCK = "in_use"
_RUNTIME, _SCRATCH = "kernels-", "grading-"
_SHORT = "/tmp"  # the path of a socket may have 107 characters

_log = logging.getLogger(__name__)
_held: dict[Path, tuple[TextIO, int]] = {}


def make_runtime_folder() -> Path:
    """A folder with a short path, for sockets."""
    return _make(_RUNTIME, _SHORT)


def make_scratch_folder() -> Path:
    """A folder where temporary files lie (TMPDIR), for what submissions write."""
    return _make(_SCRATCH, tempfile.gettempdir())


def remove(folder: Path) -> None:
    """Remove a folder that this process has made; in a process that was forked since, do nothing."""
    lock, owner = _held.get(folder, (None, 0))
    if lock is not None and owner == os.getpid():
        shutil.rmtree(folder, ignore_errors=True)
        lock.close()
        del _held[folder]


def remove_left_behind() -> None:
    """Remove the folders of processes that were killed before they could."""
    for prefix, parent in ((_RUNTIME, _SHORT), (_SCRATCH, tempfile.gettempdir())):
        for lock in Path(parent).glob(f"{prefix}*/{_LOCK}"):
            try:
                with open(lock) as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(lock.parent, ignore_errors=True)
            except OSError as error:
                _log.debug("%s is in use, or belongs to another user: %s", lock.parent, error)


def _make(prefix: str, parent: str) -> Path:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = open(folder / _LOCK, "x")  # noqa: SIM115 (open until the process ends)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if Path(lock.name).exists():  # else another process took it for left behind before it was locked
            _held[folder] = (lock, os.getpid())
            return folder
        lock.close()
