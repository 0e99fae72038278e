"""The fork servers of this process, which its kernels share, and its folder for sockets and logs.

No function here belongs to an event loop: kernels can be asked for from several threads and loops.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TextIO

from autograder.kernels.fork_server_client import ForkServer

_servers: dict[tuple[str, ...], ForkServer] = {}
_servers_lock = threading.Lock()
_runtime_folder: Path | None = None
_folder_lock = threading.Lock()
_held: list[TextIO] = []

_PARENT = "/tmp"
_PREFIX = "kernels-"
_LOCK = "in_use"


def runtime_folder() -> Path:
    """This process' private folder for connection files, sockets and logs; removed at exit.

    Its path is short: a socket's may have 107 characters.
    """
    global _runtime_folder
    with _folder_lock:
        if _runtime_folder is None or not _runtime_folder.is_dir():
            _remove_left_behind()
            _runtime_folder = _make_and_hold()
            atexit.register(_remove, _runtime_folder, os.getpid())
        return _runtime_folder


def _make_and_hold() -> Path:
    """Make a folder and lock a file in it; the system unlocks it when this process ends, however it ends."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_PARENT))
        lock = open(folder / _LOCK, "x")  # noqa: SIM115 (open until the process ends)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if Path(lock.name).exists():  # else another process took it for left behind before it was locked
            _held.append(lock)
            return folder


def _remove_left_behind() -> None:
    """Remove the folders of processes that were killed before they could."""
    for lock in Path(_PARENT).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with open(lock) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            continue  # in use, or another user's


def _remove(folder: Path, owner_pid: int) -> None:
    if os.getpid() == owner_pid:
        shutil.rmtree(folder, ignore_errors=True)


def shared_server(sandbox: list[str]) -> ForkServer:
    """The fork server behind this sandbox; started at the first call, and again if it has died."""
    key = tuple(sandbox)
    with _servers_lock:
        found = _servers.get(key)
        if found is None or not found.alive:
            found = _servers[key] = ForkServer(runtime_folder(), sandbox)
        return found


def shutdown() -> None:
    """End all fork servers of this process. Called at exit."""
    with _servers_lock:
        for each in _servers.values():
            each.close()
        _servers.clear()


atexit.register(shutdown)
