"""Runs hidden tests in a process of their own, which lives as long as the grader.

The grader starts it once. It collects the hidden tests of an exercise (which imports Keras, mostly), and then runs
those of one graded cell after the other, all in one pytest session. Questions of a hidden test go through the grader to
the student's kernel: this process has no connection to it. If a hostile answer kills this process, the grader notices,
gives no points, and starts another. Only data crosses, both ways: MessagePack, checked against the types below.
"""

import asyncio
import contextlib
import logging
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import IO, Any

import msgspec
import pytest

from autograder.errors import HiddenTestsBroken
from autograder.hidden_tests import FOLDER, expected_paths, test_paths
from autograder.judging.plugin import HiddenTest, HiddenTestPlugin
from autograder.judging.thresholds import Thresholds
from autograder.judging.verdict import TestVerdict
from autograder.questions.question import Answer, Question
from autograder.questions.student_work import StudentWork

MEMORY_BYTES = 8 << 30
STARTUP_SECONDS = 120.0
MESSAGE_BYTES = 1 << 30  # the largest question, with the arrays in it, is far smaller
LOG_BYTES = 8000  # of what the process wrote last, for the instructor

# Of pytest's own plugins; none of them has anything to do here.
_PLUGINS_LEFT_OUT: tuple[str, ...] = (
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
)
_PLUGINS_LEFT_OUT += ("pastebin", "setuponly", "setupplan", "stepwise", "unittest")
# These collect all garbage several times, which takes a second beside TensorFlow.
_PLUGINS_LEFT_OUT += ("unraisableexception", "threadexception")

_log = logging.getLogger(__name__)


class Job(msgspec.Struct, frozen=True):
    """What the process is asked to do: run the hidden tests of one graded cell, or (grade_id "") list all."""

    exercise: str
    grade_id: str = ""
    data_source: str = "sample"
    seed: int = 0
    calibrating: bool = False


class Result(msgspec.Struct, frozen=True):
    """What the process found: all hidden tests of the exercise, the verdicts of those that ran, broken files."""

    collected: tuple[HiddenTest, ...]
    verdicts: tuple[TestVerdict, ...]
    problems: tuple[str, ...]


class _Reply(msgspec.Struct):
    """What the process sends: a question, to which it waits for the answer, or the result of the job."""

    question: Question | None = None
    result: Result | None = None


_encode = msgspec.msgpack.Encoder().encode
_reply_of = msgspec.msgpack.Decoder(_Reply).decode
_answer_of = msgspec.msgpack.Decoder(Answer).decode
_job_of = msgspec.msgpack.Decoder(Job).decode


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
                running.send(await ask(reply.question))
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
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (last_words closes it)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno()), exercise],
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
        self._connection.send_bytes(_encode(message))

    async def receive(self, patience: float) -> _Reply:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._connection.fileno(), readable.set)
        try:
            async with asyncio.timeout(patience + (STARTUP_SECONDS if self._fresh else 0)):
                await readable.wait()
        finally:
            loop.remove_reader(self._connection.fileno())
        self._fresh = False
        return _reply_of(self._connection.recv_bytes(MESSAGE_BYTES))

    def close(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def last_words(self) -> str:
        """What the process wrote to its standard error last; after it has ended."""
        with self._errors as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LOG_BYTES))
            return file.read().decode(errors="replace").strip()


async def _no_questions(question: Question) -> Answer:
    return Answer(problem="there is no submission")


class _Grader:
    """In the process: passes a question to the grader and waits for the answer."""

    def __init__(self, connection: "Connection[Any, Any]"):
        self._connection = connection

    def ask(self, question: Question) -> Answer:
        self._connection.send_bytes(_encode(_Reply(question=question)))
        return _answer_of(self._connection.recv_bytes())


def serve(connection: "Connection[Any, Any]", exercise: str) -> None:
    """Run jobs until the grader closes the connection; the hidden tests of this exercise are imported at once."""
    job = None
    while exercise:
        session = _Session(connection, exercise, job)
        session.run()
        job = session.left
        exercise = job.exercise if job else ""


class _Session:
    """A pytest session with the hidden tests of one exercise, which it runs as often as jobs ask for them.

    Args:
        job: the first job, if it has come already.

    Attributes:
        left: a job for another exercise, which has ended the session.
    """

    def __init__(self, connection: "Connection[Any, Any]", exercise: str, job: Job | None):
        self._connection = connection
        self._exercise = exercise
        self._job = job
        self._plugin = HiddenTestPlugin()
        self.left: Job | None = None

    def run(self) -> None:
        """Collect, then run jobs until one is for another exercise, or there are no more."""
        paths = test_paths(self._exercise) or [FOLDER / f"test_{self._exercise}.py"]  # without any, pytest looks around
        options = [*map(str, paths), "-c", os.devnull, "--rootdir", str(FOLDER), "--import-mode=importlib"]
        # Without the first, pytest looks into all folders above; the second spares it to find the source of failures.
        options += ["--confcutdir", str(FOLDER), "--tb=native", "--assert=plain", "--capture=no", "-q"]
        options += [word for plugin in _PLUGINS_LEFT_OUT for word in ("-p", f"no:{plugin}")]
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            pytest.main(options, plugins=[self._plugin, self])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop, which runs all tests once."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        with contextlib.suppress(EOFError, ConnectionError):
            while (job := self._job or _job_of(self._connection.recv_bytes())).exercise == self._exercise:
                self._job = None
                self._connection.send_bytes(_encode(_Reply(result=self._run(job))))
                if reporter is not None:
                    reporter.stats.clear()  # it keeps all reports
            self.left = job
        return True

    def _run(self, job: Job) -> Result:
        plugin = self._plugin
        submission = StudentWork(_Grader(self._connection), job.seed)
        plugin.judge(submission, Thresholds(job.exercise, job.data_source, job.calibrating), job.data_source)
        if job.grade_id:
            plugin.run(job.grade_id)
        return Result(tuple(plugin.collected), tuple(plugin.verdicts), tuple(plugin.problems))


def main() -> None:
    """Serve the grader whose connection is the first argument; the second is the exercise."""
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    serve(Connection(int(sys.argv[1])), sys.argv[2])


if __name__ == "__main__":
    main()
