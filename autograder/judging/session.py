"""The process of the hidden tests: one pytest session that runs those of one graded cell after the other.

python -m autograder.judging.session <file descriptor of the connection to the grader> <exercise>
"""

import contextlib
import os
import resource
import select
import sys
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

MEMORY_BYTES = 8 << 30

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
        options += [word for plugin in PLUGINS_LEFT_OUT for word in ("-p", f"no:{plugin}")]
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            pytest.main(options, plugins=[self._plugin, self])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop, which runs all tests once."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        with contextlib.suppress(EOFError, ConnectionError):
            while (job := self._job or messages.job_of(self._connection.recv_bytes())).exercise == self._exercise:
                self._job = None
                self._connection.send_bytes(messages.encode(Reply(result=self._run(job))))
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


def _end_with_grader(connection: int) -> None:
    """End this process once the grader has closed its end, or was killed, whatever a hidden test is doing then."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    poll.poll()
    os._exit(1)


def main() -> None:
    """Serve the grader whose connection is the first argument; the second is the exercise."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    Thread(target=_end_with_grader, args=(int(sys.argv[1]),), daemon=True).start()
    serve(Connection(int(sys.argv[1])), sys.argv[2])


if __name__ == "__main__":
    main()
