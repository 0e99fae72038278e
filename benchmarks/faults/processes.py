"""Starts commands, knows all processes that come of them, and what they leave."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from autograder.sandbox import privileges

_SAMPLE_SECONDS = 0.2
_FORK_SERVER = "autograder.kernels.fork_server"


class Processes:
    """All processes below this one. Those whose parents end become children of this one, so none is overlooked."""

    def __init__(self) -> None:
        privileges.adopt_orphans()
        self.runtime_folders: set[Path] = set()
        self._ended = threading.Event()
        threading.Thread(target=self._sample, daemon=True).start()

    def start(self, command: Sequence[str], cwd: Path, said: Path, **environment: str) -> subprocess.Popen[bytes]:
        """Start a Python module with arguments; what it prints goes to a file."""
        with said.open("ab") as file:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=cwd,
                env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"} | environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    def workers(self) -> list[psutil.Process]:
        """Dask's workers."""
        return [each for each in _below(psutil.Process()) if _is_worker(each)]

    def fork_servers(self) -> list[psutil.Process]:
        """Fork servers, without the kernels and supervisors that were forked from them."""
        found = [each for each in _below(psutil.Process()) if _FORK_SERVER in _command(each)]
        return [each for each in found if not _forked(each)]

    def wait_for_end(self, seconds: float, but: Sequence[subprocess.Popen[bytes]] = ()) -> list[str]:
        """Wait until no process is left but these and those below them; returns the command lines of those left."""
        deadline = time.monotonic() + seconds
        while True:
            _reap(but)
            kept = {each.pid for each in but}
            kept |= {below.pid for each in but if each.poll() is None for below in _below(psutil.Process(each.pid))}
            left = [each for each in _below(psutil.Process()) if each.pid not in kept]
            if not left or time.monotonic() > deadline:
                return [f"{each.pid} {_command(each)[:150]}" for each in left]
            time.sleep(0.1)

    def _sample(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            for each in self.fork_servers():
                with contextlib.suppress(psutil.Error):
                    home = Path(each.environ().get("HOME", ""))
                    self.runtime_folders |= {
                        folder for folder in (home, *home.parents) if folder.name[:8] == "kernels-"
                    }


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        found = process.children(recursive=True)
    except psutil.Error:
        return []
    return [each for each in found if _runs(each)]


def _runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _is_worker(process: psutil.Process) -> bool:
    command = _command(process)
    return "spawn_main" in command or "dask worker" in command


def _forked(process: psutil.Process) -> bool:
    """Whether a process has the command line of the process that it was forked from."""
    try:
        parent = process.parent()
    except psutil.Error:
        return True
    return parent is not None and _command(parent) == _command(process)


def _reap(but: Sequence[subprocess.Popen[bytes]]) -> None:
    """Take note of the end of adopted processes; those that were started here are waited for elsewhere."""
    ours = {each.pid for each in but}
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error, ChildProcessError):
            if child.pid not in ours and child.status() == psutil.STATUS_ZOMBIE:
                os.waitpid(child.pid, os.WNOHANG)


@contextlib.contextmanager
def ended_with(processes: Sequence[subprocess.Popen[bytes]]) -> Iterator[None]:
    """End these processes with the context, gently."""
    try:
        yield
    finally:
        for each in processes:
            each.terminate()
        for each in processes:
            try:
                each.wait(30)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
