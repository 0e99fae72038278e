"""Where the seconds of a grading went."""

import pytest

from autograder.grading import timing
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Asked


def _asked(grade_id: str, seconds: float) -> Asked:
    return Asked(grade_id, "f(1)", "key", seconds, 60.0, "", "")


@pytest.fixture
def record():
    cells = {"setup": 1.0, "conv2d": 2.0, "check_conv2d": 0.5, "plot": 3.0, "check_pool2d": 0.25}
    tests = [TestVerdict("test_a", "", 1, "passed", seconds=0.75), TestVerdict("test_b", "", 1, "failed", seconds=0.25)]
    return GradingRecord(
        "convolution_by_hand",
        "ada",
        cells=[CellRun(name, "ok", seconds) for name, seconds in cells.items()],
        questions=[_asked("check_conv2d", 0.5), _asked("check_pool2d", 0.125)],
        verdicts=[Verdict("check_conv2d", 1, (tests[0],)), Verdict("check_pool2d", 1, (tests[1],))],
        starting=0.5,
        seconds=9.0,
    )


def test_all_seconds_are_somewhere(record):
    spent = timing.of(record)
    assert spent == timing.Times(cells=6.75, answers=0.625, hidden_tests=0.375, starting=0.5, rest=0.75)
    assert spent.own + spent.overhead == record.seconds
    assert timing.in_all([record, record]).cells == 13.5


def test_a_task_has_the_cells_before_its_check_and_its_answers(record):
    assert timing.by_task(record) == {"check_conv2d": 4.0, "check_pool2d": 3.375}


def test_a_submission_that_was_not_executed_took_nothing():
    assert timing.of(GradingRecord("convolution_by_hand", "dan")) == timing.Times()
