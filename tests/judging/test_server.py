"""One process imports the hidden tests, and forks those that run them; several graders share it."""

import asyncio
import multiprocessing
import os
import signal

import pytest

from autograder import hidden_tests
from autograder.judging.messages import Job
from autograder.judging.process import HiddenTestProcess
from autograder.questions import agent
from autograder.questions.question import Answer

TESTS = '''
import os

import pytest

{at_import}
IMPORTED_BY = os.getpid()


@pytest.mark.graded("check_pids", points=1)
def test_pids(submission):
    """Which process has imported this, and which runs it."""
    submission.call("note", IMPORTED_BY, os.getpid())
'''
STARTS_A_THREAD = "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()"


@pytest.fixture
def process(tmp_path, monkeypatch):
    (tmp_path / "test_plain.py").write_text(TESTS.format(at_import=""))
    (tmp_path / "test_threads.py").write_text(TESTS.format(at_import=STARTS_A_THREAD))
    monkeypatch.setenv(hidden_tests.VARIABLE, str(tmp_path))
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    process = HiddenTestProcess()
    yield process
    process.close()


def _pids(process: HiddenTestProcess, exercise: str = "plain") -> tuple[int, int]:
    """The process that has imported the hidden tests, and the one that runs them."""
    asked = []

    async def note(question) -> Answer:
        asked.append(agent.decode(question.message, lambda *_: None)["names"])
        return Answer(agent.encode({"status": "ok", "value": None, "after": {}}))

    result = asyncio.run(process.run(Job(exercise, "check_pids", calibrating=True), note))
    assert [verdict.outcome for verdict in result.verdicts] == ["passed"]
    (names,) = asked
    return tuple(value for value in names.values() if isinstance(value, int))


def test_the_server_imports_and_another_process_runs(process):
    imported_by, run_by = _pids(process)
    assert imported_by == process._server._process.pid
    assert run_by == process._running.pid != imported_by


def test_a_forked_process_shares_the_server_and_has_a_session_of_its_own(process):
    first = _pids(process)
    queue = multiprocessing.get_context("fork").Queue()
    forked = multiprocessing.get_context("fork").Process(target=lambda: queue.put(_pids(process)))
    forked.start()
    other = queue.get(timeout=60)
    forked.join()
    assert other[0] == first[0]
    assert other[1] != first[1]
    assert _pids(process) == first  # neither the session nor the server was touched


def test_after_the_end_of_the_session_another_is_forked(process):
    imported_by, run_by = _pids(process)
    os.kill(run_by, signal.SIGKILL)
    while process._running.alive:
        pass
    again = _pids(process)
    assert again[0] == imported_by
    assert again[1] != run_by


def test_after_the_end_of_the_server_another_is_started(process):
    imported_by, run_by = _pids(process)
    os.kill(imported_by, signal.SIGKILL)
    process._server._process.wait()
    assert _pids(process) == (imported_by, run_by)  # the session lives on
    process._close_running()
    assert _pids(process)[0] != imported_by


def test_options_for_the_instructors_own_tests_are_not_for_hidden_tests(process, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert _pids(process)


def test_hidden_tests_that_start_threads_are_imported_by_each_session(process):
    imported_by, run_by = _pids(process, "threads")
    assert imported_by == run_by != process._server._process.pid
