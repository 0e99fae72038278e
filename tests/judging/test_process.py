"""One process judges one submission after the other, of any exercise, and each as if it were the first."""

import asyncio
import signal
import subprocess
import sys
import time

import psutil
import pytest

from autograder import hidden_tests
from autograder.errors import HiddenTestsBroken
from autograder.judging.messages import Job
from autograder.judging.process import HiddenTestProcess
from autograder.questions import agent
from autograder.questions.question import Answer

TESTS = '''
import pytest

made = []


@pytest.fixture(scope="module")
def number():
    """How often a module has begun."""
    made.append(None)
    return len(made)


@pytest.mark.graded("check_one", points=1)
def test_one(submission, number, thresholds):
    """One is one."""
    thresholds.at_least("reached", number, "it")
    submission.call("one")


@pytest.mark.graded("check_one", points=1)
def test_fixtures_are_shared(submission, number):
    """Fixtures of a module are made once for all hidden tests of a graded cell."""
    assert number == len(made)


@pytest.mark.graded("check_stop", points=1)
def test_stop(submission):
    """It ends pytest."""
    pytest.exit("enough")
'''
HOSTILE = '''
import gc
import os
import pickle
import sys

import pytest
from multiprocessing.connection import Connection


class Harm:
    def __reduce__(self):
        return open, (os.environ["HARMED"], "w")


@pytest.mark.graded("check_hostile", points=1)
def test_hostile(submission):
    """A process that was taken over sends what runs code where it is unpickled."""
    (connection,) = [each for each in gc.get_objects() if isinstance(each, Connection)]
    connection.send(Harm())
    connection.recv_bytes()


@pytest.mark.graded("check_dying", points=1)
def test_dying(submission):
    """It dies with words."""
    print("the last words", file=sys.stderr, flush=True)
    os._exit(3)


@pytest.mark.graded("check_endless", points=1)
def test_endless(submission):
    """It computes without end, once it has asked."""
    submission.call("one")
    while True:
        pass
'''
OTHER = '''
import pytest


@pytest.mark.graded("check_other", points=2)
def test_other(submission):
    """Another exercise."""
'''


@pytest.fixture
def process(tmp_path, monkeypatch):
    (tmp_path / "test_first.py").write_text(TESTS)
    (tmp_path / "test_other.py").write_text(OTHER)
    (tmp_path / "test_hostile.py").write_text(HOSTILE)
    (tmp_path / "test_damaged.py").write_text("import no_such_package\n")
    monkeypatch.setenv(hidden_tests.VARIABLE, str(tmp_path))
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    process = HiddenTestProcess()
    yield process
    process.close()


async def _answer_none(question) -> Answer:
    return Answer(agent.encode({"status": "ok", "value": None, "after": {}}))


def _run(process: HiddenTestProcess, exercise: str, grade_id: str = ""):
    return asyncio.run(process.run(Job(exercise, grade_id, calibrating=True), _answer_none))


def test_each_submission_is_judged_as_if_it_were_the_first(process):
    measured = []
    for _ in range(3):
        verdicts = _run(process, "first", "check_one").verdicts
        assert [(each.test, each.outcome) for each in verdicts] == [
            ("test_one", "passed"),
            ("test_fixtures_are_shared", "passed"),
        ]
        measured += [each.measured for each in verdicts]
    assert measured == [{"reached": 1.0}, {}, {"reached": 2.0}, {}, {"reached": 3.0}, {}]


def test_exercises_take_turns_in_one_process(process):
    judged, processes = [], set()
    for exercise, grade_id in (("first", "check_one"), ("other", "check_other"), ("first", "check_one"), ("other", "")):
        result = _run(process, exercise, grade_id)
        judged.append((len(result.collected), len(result.verdicts), result.problems))
        processes.add(process._running.pid)
    assert judged == [(3, 2, ()), (1, 1, ()), (3, 2, ()), (1, 0, ())]
    assert len(processes) == 1


def test_a_hidden_test_that_ends_pytest_costs_its_verdict_only(process):
    with pytest.raises(HiddenTestsBroken, match="check_stop"):
        _run(process, "first", "check_stop")
    assert len(_run(process, "first", "check_one").verdicts) == 2


def test_a_file_that_cannot_be_imported_is_named_with_the_reason(process):
    (problem,) = _run(process, "damaged").problems
    assert "no_such_package" in problem


def test_a_missing_file_ends_in_an_error(process):
    with pytest.raises(HiddenTestsBroken):
        _run(process, "missing")


def test_only_data_is_taken_from_the_process(process, tmp_path, monkeypatch):
    harmed = tmp_path / "harmed"
    monkeypatch.setenv("HARMED", str(harmed))
    with pytest.raises(HiddenTestsBroken):
        _run(process, "hostile", "check_hostile")
    assert not harmed.exists()


def test_what_the_process_wrote_last_is_kept(process, caplog):
    with pytest.raises(HiddenTestsBroken) as broken:
        _run(process, "hostile", "check_dying")
    assert broken.value.detail == "the last words"
    assert "the last words" in caplog.text


def test_changed_hidden_tests_are_imported_again(process, tmp_path):
    assert len(_run(process, "other").collected) == 1
    (tmp_path / "test_other.py").write_text(
        OTHER + OTHER.replace("test_other", "test_more").replace("import pytest", "")
    )
    process.refresh()
    assert len(_run(process, "other").collected) == 2


def test_an_error_of_the_grader_is_not_one_of_the_process(process):
    async def fail(question) -> Answer:
        raise OSError("no space left on device")

    with pytest.raises(RuntimeError, match="no space left"):
        asyncio.run(process.run(Job("first", "check_one", calibrating=True), fail))


def test_the_process_ends_with_a_grader_that_is_killed_while_a_hidden_test_computes(process):
    program = (
        "import asyncio, os\n"
        "from autograder.judging.messages import Job\n"
        "from autograder.judging.process import HiddenTestProcess\n"
        "process = HiddenTestProcess()\n"
        "async def killed(question):\n"
        "    print(process._running.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(process.run(Job('hostile', 'check_endless', calibrating=True), killed))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while psutil.pid_exists(int(done.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
