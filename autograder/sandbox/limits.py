"""Limits on what one kernel may use up, kept by the system (`man 2 setrlimit`)."""

import dataclasses
import os
import resource
import sys
from pathlib import Path

# Threads count as processes for RLIMIT_NPROC, and TensorFlow starts several for each core.
_THREADS_PER_CORE = 64


@dataclasses.dataclass(frozen=True)
class Limits:
    """How much of the machine a kernel gets.

    Attributes:
        memory_bytes: Memory for data of one process: above it Python raises MemoryError. The supervisor
            of a warm kernel holds all its processes together to the same figure.
        file_bytes: Size of one file: above it writing raises OSError.
        processes: Processes at a time, the kernel included. The system does not keep this for root; the
            supervisor of a warm kernel does.
        cpu_seconds: Processor time of one process, after which it is killed; None for no limit.
        disk_bytes: What all files take together that it writes, deleted ones that are still open and files in
            memory included. The supervisor of a warm kernel keeps it.
        open_files: Files that one process has open at a time.
    """

    memory_bytes: int = 4 << 30
    file_bytes: int = 200 << 20
    processes: int = 64
    cpu_seconds: int | None = None
    disk_bytes: int = 1 << 30
    open_files: int = 1024

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if value is not None and (not isinstance(value, int) or value <= 0):
                raise ValueError(f"Expected a positive integer for {field.name}. Received: {value!r}.")

    def apply(self, tasks: int) -> None:
        """Set the limits for this process and all that it starts, soft and hard: they cannot be raised again.

        Args:
            tasks: What `tasks_of_user` counted before the kernel was started.

        Raises:
            OSError, ValueError: if the system refuses a limit.
        """
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, self.file_bytes)
        _limit(resource.RLIMIT_NOFILE, self.open_files)
        if sys.platform == "linux":  # elsewhere RLIMIT_DATA leaves out what malloc gets by mmap
            _limit(resource.RLIMIT_DATA, self.memory_bytes)
            threads = _THREADS_PER_CORE * (os.cpu_count() or 1)
            _limit(resource.RLIMIT_NPROC, tasks + self.processes + threads)
        if self.cpu_seconds is not None:
            _limit(resource.RLIMIT_CPU, self.cpu_seconds)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def tasks_of_user() -> int:
    """Threads that this user has now: the system counts them all against each process's limit."""
    if sys.platform != "linux":
        return 0
    count = 0
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            if process.stat().st_uid == os.getuid():
                count += len(os.listdir(process / "task"))
        except OSError:
            continue  # ended since it was listed
    return count
