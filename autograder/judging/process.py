"""Runs hidden tests in a process of their own, which lives as long as the grader.

The grader starts it once. It collects the hidden tests of an exercise (which imports Keras, mostly), and then runs
those of one graded cell after the other, all in one pytest session. Questions of a hidden test go through the grader to
the student's kernel: this process has no connection to it. If a hostile answer kills this process, the grader notices,
gives no points, and starts another. Only data crosses, both ways; see `autograder.judging.messages`.
"""

import asyncio
import logging
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

import msgspec

from autograder import hidden_tests
from autograder.errors import HiddenTestsBroken
from autograder.hidden_tests import expected_paths, test_paths
from autograder.judging import messages
from autograder.judging.messages import HiddenTest, Job, Reply, Result
from autograder.questions.question import Answer, Question

STARTUP_SECONDS = 120.0
LOG_BYTES = 8000  # of what the process wrote last, for the instructor

_log = logging.getLogger(__name__)


class HiddenTestProcess:
    """The grader's handle on the process. Not for use by two tasks at once.

    Args:
        threads: threads of TensorFlow.
        patience: seconds that the process may be silent (a hidden test computes) before it is killed.
    """

    def __init__(self, threads: int = 1, patience: float = 300.0):
        self._threads = threads
        self._patience = patience
        self._running: _Running | None = None

    def refresh(self) -> None:
        """End the process if the files of hidden tests have changed since it started: it has imported the old ones."""
        if self._running is not None and self._running.files != _state_of_files():
            self.close()

    def start(self, exercise: str) -> None:
        """Start the process, unless it runs; returns at once, while the process imports what these tests import."""
        self._started(exercise)

    def _started(self, exercise: str) -> "_Running":
        if self._running is None or not self._running.alive:
            self.close()
            self._running = _Running(exercise, self._threads)
        return self._running

    async def run(self, job: Job, ask: Callable[[Question], Awaitable[Answer]]) -> Result:
        """Run a job; each question of a hidden test is passed to `ask`.

        Raises:
            HiddenTestsBroken: if the process dies, sends something malformed, or is silent for too long.
        """
        running = self._started(job.exercise)
        try:
            running.send(job)
            while True:
                reply = await running.receive(self._patience)
                if reply.result is not None:
                    return reply.result
                if reply.question is None:
                    raise msgspec.ValidationError("neither a question nor a result")
                running.send(await _asked(ask, reply.question))
        except (EOFError, OSError, TimeoutError, msgspec.DecodeError) as error:
            self.close()
            detail = running.last_words()
            text = f"the process that runs the hidden tests ended or hung ({type(error).__name__}) at {job.grade_id!r}"
            _log.error("%s; it wrote last:\n%s", text, detail, exc_info=error)
            raise HiddenTestsBroken(text, detail) from error
        except BaseException:  # also when cancelled: an unfinished conversation must not be continued
            self.close()
            raise

    def collect(self, exercise: str) -> tuple[HiddenTest, ...]:
        """List the hidden tests of an exercise.

        Raises:
            HiddenTestsBroken: if there is no such file, or it cannot be imported, or a test has no mark.
        """
        if not test_paths(exercise):
            raise HiddenTestsBroken(f"there are no hidden tests for {exercise}: expected {expected_paths(exercise)}")
        result = asyncio.run(self.run(Job(exercise), _no_questions))
        if result.problems:
            raise HiddenTestsBroken(f"the hidden tests of {exercise}: " + "\n".join(result.problems))
        return result.collected

    def close(self) -> None:
        """End the process."""
        if self._running is not None:
            self._running.close()
            self._running = None


class _Running:
    """A process that was started, and the connection to it."""

    def __init__(self, exercise: str, threads: int):
        ours, theirs = socket.socketpair()
        environment = os.environ | {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "TF_NUM_INTRAOP_THREADS": str(threads),
            "TF_NUM_INTEROP_THREADS": str(threads),
            "OMP_NUM_THREADS": str(threads),
        }
        self.files = _state_of_files()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (last_words closes it)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.judging.session", str(theirs.fileno()), exercise],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
            )
        self._connection: Connection[Any, Any] = Connection(ours.detach())
        self._fresh = True

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, message: Job | Answer) -> None:
        self._connection.send_bytes(messages.encode(message))

    async def receive(self, patience: float) -> Reply:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._connection.fileno(), readable.set)
        try:
            async with asyncio.timeout(patience + (STARTUP_SECONDS if self._fresh else 0)):
                await readable.wait()
        finally:
            loop.remove_reader(self._connection.fileno())
        self._fresh = False
        return messages.reply_of(self._connection.recv_bytes(messages.MAX_BYTES))

    def close(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def last_words(self) -> str:
        """What the process wrote to its standard error last; after it has ended."""
        with self._errors as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LOG_BYTES))
            return file.read().decode(errors="replace").strip()


async def _asked(ask: Callable[[Question], Awaitable[Answer]], question: Question) -> Answer:
    try:
        return await ask(question)
    except (EOFError, OSError) as error:  # of the grader: it must not look like one of the process
        raise RuntimeError(f"the answer could not be fetched: {type(error).__name__}: {error}") from error


def _state_of_files() -> dict[Path, int]:
    """When each file of the hidden tests was changed last."""
    folders = {hidden_tests.FOLDER, hidden_tests.OWN_FOLDER}
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*.py")}


async def _no_questions(question: Question) -> Answer:
    return Answer(problem="there is no submission")
