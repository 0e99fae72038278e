"""Runs hidden tests in a process of their own, which lives as long as the grader.

A server collects the hidden tests of an exercise once (which imports Keras, mostly). It forks a process for each
grader, which runs those of one graded cell after the other, all in one pytest session. Questions of a hidden test go
through the grader to the student's kernel: this process has no connection to it. If a hostile answer kills it, the
grader notices, gives no points, and has another forked. Only data crosses, both ways; see
`autograder.judging.messages`.
"""

import asyncio
import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
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
        self._server: _Server | None = None
        self._running: _Running | None = None

    def refresh(self) -> None:
        """End the process if the files of hidden tests have changed since they were imported."""
        if self._server is not None and self._server.files != hidden_tests.when_changed():
            self.close()

    def start(self, exercise: str) -> None:
        """Start the server, unless it runs; returns at once, while it imports what these tests import.

        Processes that this one forks later share it.
        """
        if self._server is None:
            self._server = _Server(exercise, self._threads)

    def _started(self, exercise: str) -> "_Running":
        if self._running is not None and self._running.owner_pid != os.getpid():
            self._running = None  # of the process that this one was forked from
        if self._running is not None and self._running.alive:
            return self._running
        self._close_running()
        self.start(exercise)
        assert self._server is not None
        try:
            self._running = _Running(self._server)
        except OSError:
            _log.warning("the server of the hidden tests has ended; it wrote last:\n%s", self._server.last_words())
            self.close()
            self.start(exercise)
            self._running = _Running(self._server)
        return self._running

    async def run(self, job: Job, ask: Callable[[Question], Awaitable[Answer]]) -> Result:
        """Run a job; each question of a hidden test is passed to `ask`.

        Raises:
            HiddenTestsBroken: if the process dies, sends something malformed, or is silent for too long.
        """
        running = self._started(job.exercise)
        try:
            await running.greet(self._patience)
            running.send(job)
            while True:
                reply = await running.receive(self._patience)
                if reply.result is not None:
                    return reply.result
                if reply.question is None:
                    raise msgspec.ValidationError("neither a question nor a result")
                running.send(await _asked(ask, reply.question))
        except (EOFError, OSError, TimeoutError, msgspec.DecodeError) as error:
            self._close_running()
            detail = running.last_words()
            text = f"the process that runs the hidden tests ended or hung ({type(error).__name__}) at {job.grade_id!r}"
            _log.error("%s; it wrote last:\n%s", text, detail, exc_info=error)
            raise HiddenTestsBroken(text, detail) from error
        except BaseException:  # also when cancelled: an unfinished conversation must not be continued
            self._close_running()
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
        """End the process, and the server if this process has started it."""
        self._close_running()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _close_running(self) -> None:
        if self._running is not None:
            self._running.close()
            self._running = None


class _Server:
    """The process that imports the hidden tests of an exercise and forks the others; see `autograder.judging.server`.

    Attributes:
        files: when the hidden tests were changed that it has imported.
    """

    def __init__(self, exercise: str, threads: int):
        environment = os.environ | {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_ADDOPTS": "",  # meant for the instructor's own tests
            "PYTEST_PLUGINS": "",
            "TF_NUM_INTRAOP_THREADS": str(threads),
            "TF_NUM_INTEROP_THREADS": str(threads),
            "OMP_NUM_THREADS": str(threads),
        }
        self.files = hidden_tests.when_changed()
        self._owner_pid = os.getpid()
        self._errors = _Errors()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.judging.server", str(theirs.fileno()), exercise],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors.file,
            )

    def ask_for_session(self, connection: int, errors: int) -> None:
        """Have a process forked that serves this connection.

        Raises:
            OSError: if the server has ended.
        """
        socket.send_fds(self._socket, [messages.SESSION_WANTED], [connection, errors])

    def close(self) -> None:
        self._socket.close()
        if self._owner_pid == os.getpid():
            self._process.kill()
            self._process.wait()

    def last_words(self) -> str:
        return self._errors.last_words()


class _Running:
    """A process that runs hidden tests, and the connection to it.

    Args:
        server: what forks it.

    Attributes:
        pid: its process id, 0 until it is known.
        owner_pid: that of the process that talks to it.

    Raises:
        OSError: if the server has ended.
    """

    def __init__(self, server: _Server):
        self._server = server
        self._errors = _Errors()
        self._socket, theirs = socket.socketpair()
        with theirs:
            server.ask_for_session(theirs.fileno(), self._errors.file.fileno())
        self._connection: Connection[Any, Any] = Connection(os.dup(self._socket.fileno()))
        self.pid = 0
        self.owner_pid = os.getpid()
        self._pidfd: int | None = None  # as long as it is not forked, there is nothing that could have ended

    @property
    def alive(self) -> bool:
        return self._pidfd is None or not select.select([self._pidfd], [], [], 0)[0]

    async def greet(self, patience: float) -> None:
        """Wait for its greeting: the server has imported the hidden tests by then.

        Raises:
            EOFError: if the server ends.
            TimeoutError: if it takes too long.
        """
        if self._pidfd is None:
            await self._readable(patience + STARTUP_SECONDS)
            greeting, fds, _, _ = socket.recv_fds(self._socket, messages.GREETING_BYTES, 1)
            if not greeting:
                raise EOFError
            self.pid, (self._pidfd,) = int(greeting), fds

    def send(self, message: Job | Answer) -> None:
        self._connection.send_bytes(messages.encode(message))

    async def receive(self, patience: float) -> Reply:
        await self._readable(patience)
        return messages.reply_of(self._connection.recv_bytes(messages.MAX_BYTES))

    async def _readable(self, patience: float) -> None:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._connection.fileno(), readable.set)
        try:
            async with asyncio.timeout(patience):
                await readable.wait()
        finally:
            loop.remove_reader(self._connection.fileno())

    def close(self) -> None:
        """Close the connection, which ends it, and end it in any case."""
        self._connection.close()
        self._socket.close()
        if self._pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            select.select([self._pidfd], [], [])
            os.close(self._pidfd)

    def last_words(self) -> str:
        """What it wrote to its standard error last, or else the server; after it has ended."""
        return self._errors.last_words() or self._server.last_words()


class _Errors:
    """A file for what a process writes to its standard error."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as this object lives)

    def last_words(self) -> str:
        """The end of it; the position of the process that writes stays."""
        size = os.fstat(self.file.fileno()).st_size
        return os.pread(self.file.fileno(), LOG_BYTES, max(0, size - LOG_BYTES)).decode(errors="replace").strip()


async def _asked(ask: Callable[[Question], Awaitable[Answer]], question: Question) -> Answer:
    try:
        return await ask(question)
    except (EOFError, OSError) as error:  # of the grader: it must not look like one of the process
        raise RuntimeError(f"the answer could not be fetched: {type(error).__name__}: {error}") from error


async def _no_questions(question: Question) -> Answer:
    return Answer(problem="there is no submission")
