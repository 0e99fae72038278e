"""A process that runs hidden tests for a grader: one pytest session, one graded cell after the other.

A `server` forks it, once the hidden tests are imported. Where importing them has started threads it cannot, and starts

    python -m autograder.judging.session <file descriptor of the connection to the grader> <exercise>
"""

import contextlib
import os
import select
import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

import pytest

from autograder.hidden_tests import FOLDER, test_paths
from autograder.judging import messages
from autograder.judging.messages import Job, Reply, Result
from autograder.judging.plugin import HiddenTestPlugin
from autograder.judging.thresholds import Thresholds
from autograder.questions.question import Answer, Question
from autograder.questions.student_work import StudentWork

# Of pytest's own plugins; none of them has anything to do here.
PLUGINS_LEFT_OUT = (
    *("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "unittest"),
    # These collect all garbage several times, which takes a second beside TensorFlow.
    *("unraisableexception", "threadexception"),
)


class _Grader:
    """In the process: passes a question to the grader and waits for the answer."""

    def __init__(self, connection: "Connection[Any, Any]"):
        self._connection = connection

    def ask(self, question: Question) -> Answer:
        self._connection.send_bytes(messages.encode(Reply(question=question)))
        return messages.answer_of(self._connection.recv_bytes())


Connect = Callable[[], "Connection[Any, Any]"]


def greeted(connection: int) -> "Connection[Any, Any]":
    """The connection to the grader, which now knows this process; the process ends when the grader closes it."""
    with socket.socket(fileno=os.dup(connection)) as greeting:
        socket.send_fds(greeting, [str(os.getpid()).encode()], [os.pidfd_open(os.getpid())])
    Thread(target=_end_with_grader, args=(connection,), daemon=True).start()
    return Connection(connection)


def serve(connect: Connect, exercise: str) -> None:
    """Run jobs until the grader closes the connection.

    Args:
        connect: gives the connection; called when the hidden tests are imported.
        exercise: whose hidden tests are imported before there is a job.
    """
    job = None
    while exercise:
        session = _Session(connect, exercise, job)
        session.run()
        job = session.left
        exercise = job.exercise if job else ""
        connect = session.connection


class _Session:
    """A pytest session with the hidden tests of one exercise, which it runs as often as jobs ask for them.

    Args:
        connect: gives the connection to the grader, once the hidden tests are imported.
        job: the first job, if it has come already.

    Attributes:
        left: a job for another exercise, which has ended the session.
    """

    def __init__(self, connect: Connect, exercise: str, job: Job | None):
        self._connect = connect
        self._exercise = exercise
        self._job = job
        self._plugin = HiddenTestPlugin()
        self._connection: Connection[Any, Any] | None = None
        self.left: Job | None = None

    def run(self) -> None:
        """Collect, then run jobs until one is for another exercise, or there are no more."""
        paths = test_paths(self._exercise) or [FOLDER / f"test_{self._exercise}.py"]  # without any, pytest looks around
        options = [*map(str, paths), "-c", os.devnull, "--rootdir", str(FOLDER), "--import-mode=importlib"]
        # Without the first, pytest looks into all folders above; the second spares it to find the source of failures.
        options += ["--confcutdir", str(FOLDER), "--tb=native", "--assert=plain", "--capture=no", "-q"]
        options += [word for plugin in PLUGINS_LEFT_OUT for word in ("-p", f"no:{plugin}")]
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            pytest.main(options, plugins=[self._plugin, self])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop, which runs all tests once."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        connection = self._connection = self._connect()
        with contextlib.suppress(EOFError, ConnectionError):
            while (job := self._job or messages.job_of(connection.recv_bytes())).exercise == self._exercise:
                self._job = None
                connection.send_bytes(messages.encode(Reply(result=self._run(job))))
                if reporter is not None:
                    reporter.stats.clear()  # it keeps all reports
            self.left = job
        return True

    def connection(self) -> "Connection[Any, Any]":
        """The connection to the grader, once there is one."""
        assert self._connection is not None
        return self._connection

    def _run(self, job: Job) -> Result:
        plugin = self._plugin
        submission = StudentWork(_Grader(self.connection()), job.seed)
        plugin.judge(submission, Thresholds(job.exercise, job.data_source, job.calibrating), job.data_source)
        if job.grade_id:
            plugin.run(job.grade_id, job.tests)
        return Result(tuple(plugin.collected), tuple(plugin.verdicts), tuple(plugin.problems))


def _end_with_grader(connection: int) -> None:
    """End this process once the grader has closed its end, or was killed, whatever a hidden test is doing then."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    poll.poll()
    os._exit(1)


def main() -> None:
    """Serve the grader whose connection is the first argument; the second is the exercise."""
    connection = greeted(int(sys.argv[1]))
    serve(lambda: connection, sys.argv[2])


if __name__ == "__main__":
    main()
