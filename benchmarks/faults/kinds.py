"""The faults: each is injected into a command that runs, at a moment that the seed decides."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from benchmarks.faults.processes import Processes

KINDS = {
    "worker": "kill -9 of a worker",
    "scheduler": "kill -9 of the scheduler",
    "main": "kill -9 of the command",
    "fork server": "kill -9 of a fork server",
    "full disk": "the disk is full",
    "locked gradebook": "the gradebook is locked for 1 to 20 s",
    "clock": "the clock jumps by up to 48 h",
}
KIND_NAMES = tuple(KINDS)


def kind_of(seed: int) -> str:
    """Each kind comes in turn."""
    return KIND_NAMES[seed % len(KIND_NAMES)]


def kill_one(
    running: subprocess.Popen[bytes], moment: float, among: Callable[[], list[psutil.Process]], rng: random.Random
) -> str:
    """Kill one of some processes at a moment, or as soon as there is one; returns what was done."""
    while time.monotonic() < moment:
        if running.poll() is not None:
            return "the command had ended"
        time.sleep(0.01)
    while running.poll() is None:
        if found := among():
            chosen = rng.choice(sorted(found, key=lambda each: each.pid))
            with contextlib.suppress(psutil.NoSuchProcess):
                chosen.send_signal(signal.SIGKILL)
                return "killed"
        time.sleep(0.02)
    return "the command had ended"


def victims(
    kind: str, running: subprocess.Popen[bytes], scheduler: subprocess.Popen[bytes] | None, processes: Processes
) -> list[psutil.Process]:
    """What a fault of this kind kills."""
    if kind == "worker":
        return processes.workers()
    if kind == "fork server":
        return processes.fork_servers()
    chosen = scheduler if kind == "scheduler" and scheduler else running
    return [psutil.Process(chosen.pid)]


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Callable[[int], None]]:
    """A file system of its own for a folder; the function sets its size, in bytes.

    Raises:
        PermissionError: if this user may not mount one.
    """

    def mount(options: str) -> None:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, text=True
        )
        if done.returncode:
            raise PermissionError(f"no small file system can be mounted here: {done.stderr.strip()}")

    mount(f"size={size}")
    try:
        yield lambda new: mount(f"remount,size={new}")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def used_bytes(folder: Path) -> int:
    """What the files in a folder take on a file system like that."""
    page, total = os.sysconf("SC_PAGESIZE"), 0
    for parent, _, names in os.walk(folder):
        for name in names:
            total += -(-Path(parent, name).lstat().st_size // page) * page
    return total


def hold_gradebook(path: Path, moment: float, seconds: float) -> threading.Thread:
    """Lock a gradebook for itself alone, in a thread, from a moment on."""

    def hold() -> None:
        time.sleep(max(0.0, moment - time.monotonic()))
        with contextlib.closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as gradebook:
            gradebook.execute("BEGIN EXCLUSIVE")
            time.sleep(seconds)
            gradebook.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    return thread
