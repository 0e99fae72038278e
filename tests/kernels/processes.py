"""What tests find out about other processes."""

import fcntl
import time
from collections.abc import Callable
from pathlib import Path


def is_locked(path: Path) -> bool:
    """Whether a process holds a lock on a file."""
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"Expected it within {seconds} s."
        time.sleep(0.05)
