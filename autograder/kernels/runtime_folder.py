"""The private folder of this process for connection files, sockets and logs."""

import atexit
import fcntl
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TextIO

_PARENT = "/tmp"
_PREFIX = "kernels-"
_LOCK = "in_use"

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_folder: Path | None = None
_held: list[TextIO] = []


def runtime_folder() -> Path:
    """This process' folder; removed at exit, or by the next process that needs one if this one is killed.

    Its path is short: that of a socket may have 107 characters. Any thread may call this.
    """
    global _folder
    with _lock:
        if _folder is None or not _folder.is_dir():
            _remove_left_behind()
            _folder = _make_and_hold()
            atexit.register(_remove, _folder, os.getpid())
        return _folder


def _make_and_hold() -> Path:
    """Make a folder and lock a file in it; the system unlocks it when this process ends, however it ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_PARENT))
        lock = open(folder / _LOCK, "x")  # noqa: SIM115 (open until the process ends)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if Path(lock.name).exists():  # else another process took it for left behind before it was locked
            _held.append(lock)
            return folder
        lock.close()


def _remove_left_behind() -> None:
    """Remove the folders of processes that were killed before they could."""
    for lock in Path(_PARENT).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with open(lock) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError as error:
            _log.debug("%s is in use, or belongs to another user: %s", lock.parent, error)


def _remove(folder: Path, owner_pid: int) -> None:
    if os.getpid() == owner_pid:
        shutil.rmtree(folder, ignore_errors=True)
