"""Runs hidden tests in a process of their own, which lives as long as the grader.

The grader starts it once. It collects the hidden tests of an exercise (which imports Keras, mostly), and then runs
those of one graded cell after the other, all in one session of pytest's. Questions of a hidden test go through the
grader to the student's kernel: this process has no connection to it. If a hostile answer should kill this process, the
grader sees it, gives no points, and starts another.
"""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from autograder.hidden_tests import path_of
from autograder.judging.plugin import HiddenTest, HiddenTestPlugin
from autograder.judging.thresholds import Thresholds
from autograder.judging.verdict import TestVerdict
from autograder.questions.question import Answer, Asked, Question
from autograder.questions.recorded_answers import NewQuestion, RecordedAnswers
from autograder.questions.student_work import Submission

MEMORY_BYTES = 8 << 30
STARTUP_SECONDS = 120.0

# Of pytest's own plugins; none of them has anything to do here.
_PLUGINS_LEFT_OUT = ("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging")
_PLUGINS_LEFT_OUT += ("pastebin", "setuponly", "setupplan", "stepwise", "unittest")
# These collect all garbage several times, which takes a second beside TensorFlow.
_PLUGINS_LEFT_OUT += ("unraisableexception", "threadexception")


class HiddenTestsBroken(RuntimeError):
    """The hidden tests of an exercise cannot be collected, or the process that runs them died."""


@dataclass(frozen=True)
class Job:
    """What the process is asked to do: run the hidden tests of one graded cell, or (grade_id "") list all.

    With recorded answers it runs those of all cells in `recorded_cells`, one cell after the other, and asks nobody.
    """

    exercise: str
    grade_id: str = ""
    data_source: str = "sample"
    seed: int = 0
    calibrating: bool = False
    recorded: RecordedAnswers | None = None
    recorded_cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What the process found: all hidden tests of the exercise, the verdicts of those that ran, and what they asked.

    `asked` and `new` are those of `RecordedAnswers`, empty without.
    """

    collected: tuple[HiddenTest, ...]
    verdicts: tuple[TestVerdict, ...]
    problems: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    new: tuple[NewQuestion, ...] = ()


class HiddenTestProcess:
    """The grader's handle on the process. Not for use by two tasks at once.

    Args:
        threads: threads of TensorFlow.
        patience: seconds that the process may be silent (a hidden test computes) before it is killed.
    """

    def __init__(self, threads: int = 1, patience: float = 300.0):
        self._threads = threads
        self._patience = patience
        self._process: subprocess.Popen | None = None
        self._connection: Connection | None = None
        self._fresh = True

    def start(self, exercise: str) -> None:
        """Start the process, unless it runs; returns at once, while the process imports what these tests import."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        environment = os.environ | {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "TF_NUM_INTRAOP_THREADS": str(self._threads),
            "TF_NUM_INTEROP_THREADS": str(self._threads),
            "OMP_NUM_THREADS": str(self._threads),
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.judging.process", str(theirs.fileno()), exercise],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._connection = Connection(ours.detach())
        self._fresh = True

    async def run(self, job: Job, ask: Callable[[Question], Awaitable[Answer]]) -> Result:
        """Run a job; each question of a hidden test is passed to `ask`.

        Raises:
            HiddenTestsBroken: if the process dies or is silent for too long.
        """
        self.start(job.exercise)
        connection = self._connection
        try:
            connection.send(job)
            while True:
                message = await self._receive(connection)
                if isinstance(message, Result):
                    return message
                connection.send(await ask(message))
        except (EOFError, ConnectionError, TimeoutError) as error:
            self.close()
            raise HiddenTestsBroken(
                f"the process that runs the hidden tests ended or hung ({type(error).__name__}) at {job.grade_id!r}"
            ) from error
        except BaseException:  # also when cancelled: an unfinished conversation must not be continued
            self.close()
            raise

    def collect(self, exercise: str) -> tuple[HiddenTest, ...]:
        """List the hidden tests of an exercise.

        Raises:
            HiddenTestsBroken: if there is no such file, or it cannot be imported, or a test has no mark.
        """
        if not path_of(exercise).exists():
            raise HiddenTestsBroken(f"there are no hidden tests for {exercise}: expected {path_of(exercise)}")
        result = asyncio.run(self.run(Job(exercise), _no_questions))
        if result.problems:
            raise HiddenTestsBroken(f"{path_of(exercise).name}: " + "\n".join(result.problems))
        return result.collected

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    async def _receive(self, connection: Connection) -> Question | Result:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(connection.fileno(), readable.set)
        try:
            async with asyncio.timeout(self._patience + (STARTUP_SECONDS if self._fresh else 0)):
                await readable.wait()
        finally:
            loop.remove_reader(connection.fileno())
        self._fresh = False
        return connection.recv()


async def _no_questions(question: Question) -> Answer:
    return Answer(problem="there is no submission")


class _RemoteSource:
    """In the process: passes a question to the grader and waits for the answer."""

    def __init__(self, connection: Connection):
        self._connection = connection

    def ask(self, question: Question) -> Answer:
        self._connection.send(question)
        return self._connection.recv()


def serve(connection: Connection, exercise: str) -> None:
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

    def __init__(self, connection: Connection, exercise: str, job: Job | None):
        self._connection = connection
        self._exercise = exercise
        self._job = job
        self._plugin = HiddenTestPlugin()
        self.left: Job | None = None

    def run(self) -> None:
        """Collect, then run jobs until one is for another exercise, or there are no more."""
        import pytest

        path = path_of(self._exercise)
        options = [str(path), "-c", os.devnull, "--rootdir", str(path.parent), "--import-mode=importlib"]
        # Without the first, pytest looks into all folders above; the second spares it to find the source of failures.
        options += ["--confcutdir", str(path.parent), "--tb=native", "--assert=plain", "--capture=no", "-q"]
        options += [word for plugin in _PLUGINS_LEFT_OUT for word in ("-p", f"no:{plugin}")]
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            pytest.main(options, plugins=[self._plugin, self])

    def pytest_runtestloop(self, session) -> bool:
        """In place of pytest's own loop, which runs all tests once."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        with contextlib.suppress(EOFError, ConnectionError):
            while (job := self._job or self._connection.recv()).exercise == self._exercise:
                self._job = None
                self._connection.send(self._run(job))
                reporter.stats.clear()  # it keeps all reports
            self.left = job
        return True

    def _run(self, job: Job) -> Result:
        plugin, recorded = self._plugin, job.recorded
        cells = job.recorded_cells if recorded else (job.grade_id,) if job.grade_id else ()
        submission = Submission(recorded or _RemoteSource(self._connection), job.seed)
        thresholds = Thresholds(job.exercise, job.data_source, job.calibrating)
        plugin.judge(submission, thresholds, job.data_source)
        for grade_id in cells:
            if recorded:
                recorded.enter(grade_id)
            plugin.run(grade_id)
        asked, new = recorded.finish() if recorded else ((), ())
        return Result(tuple(plugin.collected), tuple(plugin.verdicts), tuple(plugin.problems), asked, new)


def main() -> None:
    import resource

    connection = Connection(int(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    serve(connection, sys.argv[2])


if __name__ == "__main__":
    # Run under the module's real name, so that the messages unpickle to the same classes on both sides.
    from autograder.judging import process as hidden_test_process

    hidden_test_process.main()
