"""Two machines of different speed behind one Dask scheduler.

Two workers stand for two machines. Each has one core of its own; on the second core a program computes without end, so
that the second worker gets half of it. `autograder grade --scheduler` grades a cohort with the first worker alone, with
the second alone, and with both. If each is always busy, the seconds with both are 1 / (1 / first + 1 / second).
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from autograder.grading import record as records
from benchmarks import cohorts, kept

RESULTS = Path(__file__).parent / "results" / "two_workers.json"
EXERCISE, STUDENTS = "convolution_by_hand", 30
FAST, SLOW = "first", "second"
CASES = ((FAST,), (SLOW,), (FAST, SLOW))


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Measure each case.

    Returns:
        By the names of the workers "seconds".
    """
    for workers in CASES:
        kept.once(RESULTS, " and ".join(workers), lambda workers=workers: _measure(workers), report)
    return kept.load(RESULTS)


def _measure(workers: Sequence[str]) -> dict:
    cores = dict(zip((FAST, SLOW), sorted(os.sched_getaffinity(0)), strict=False))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "cohort")
        cohorts.make(root, EXERCISE, STUDENTS)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        dask = [sys.executable, "-m", "dask"]
        with (
            _running([*dask, "scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2]], folder),
            _busy(cores[SLOW]),
        ):
            time.sleep(3)
            with _all_running([[*dask, "worker", address, "--nthreads", "1"]] * len(workers), folder) as processes:
                for process, name in zip(processes, workers, strict=True):
                    os.sched_setaffinity(process.pid, {cores[name]})
                time.sleep(8)  # what follows is started on the same core
                # The first grades nothing that counts: it has the workers import what they need.
                command = cohorts._autograder("grade", EXERCISE, "--scheduler", address)
                cohorts._timed([*command, "--students", "student000[01]"], root)
                seconds = cohorts._timed([*command, "--force"], root)
        assert len(records.all_of(root, EXERCISE)) == STUDENTS
    return {"seconds": seconds}


@contextmanager
def _running(command: Sequence[str], folder: str) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def _all_running(commands: Sequence[Sequence[str]], folder: str) -> Iterator[list[subprocess.Popen]]:
    if not commands:
        yield []
        return
    with _running(commands[0], folder) as first, _all_running(commands[1:], folder) as others:
        yield [first, *others]


@contextmanager
def _busy(core: int) -> Iterator[None]:
    with _running([sys.executable, "-c", "while True: pass"], "/") as process:
        os.sched_setaffinity(process.pid, {core})
        yield


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    first, second, both = (results[" and ".join(workers)]["seconds"] for workers in CASES)
    ideal = 1 / (1 / first + 1 / second)
    lines = ["| workers | s for 30 submissions |", "|---|---|"]
    lines += [f"| first | {first:.1f} |", f"| second | {second:.1f} |"]
    return "\n".join([*lines, f"| both | {both:.1f} (ideal: {ideal:.1f}) |"])
