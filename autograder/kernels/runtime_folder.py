"""The private folder of this process for connection files, sockets and logs."""

import atexit
import threading
from pathlib import Path

from autograder.kernels import held_folder

_lock = threading.Lock()
_folder: Path | None = None


def runtime_folder() -> Path:
    """This process' folder; removed at exit, or by the next process that needs one if this one is killed.

    Any thread may call this.
    """
    global _folder
    with _lock:
        if _folder is None or not _folder.is_dir():
            held_folder.remove_left_behind()
            _folder = held_folder.make_runtime_folder()
            atexit.register(held_folder.remove, _folder)
        return _folder
