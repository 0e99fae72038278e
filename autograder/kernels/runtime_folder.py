"""The private folder of this process for connection files, sockets and logs."""

import atexit
import os
import threading
from pathlib import Path

from autograder.kernels import held_folder

_lock = threading.Lock()
_folder: Path | None = None
_owner_pid = 0


def runtime_folder() -> Path:
    """This process' folder; removed at exit, or by the next process that needs one if this one is killed.

    Any thread may call this. A process that was forked from this one gets another.
    """
    global _folder, _owner_pid
    with _lock:
        if _folder is None or _owner_pid != os.getpid() or not _folder.is_dir():
            held_folder.remove_left_behind()
            _folder, _owner_pid = held_folder.make_runtime_folder(), os.getpid()
            atexit.register(held_folder.remove, _folder)
        return _folder
