"""Which recorded verdicts stand, and which cells are judged again."""

import pytest

from autograder.grading.record import GradingRecord
from autograder.grading.replay import _standing
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Asked

SAME = {"a": "1", "b": "1", "c": "1"}


def _record(lost: str = "", **problems: str) -> GradingRecord:
    tests = (TestVerdict("test", "claim", 1.0, "passed"),)
    return GradingRecord(
        "exercise",
        "ada",
        judged_by=dict(SAME),
        verdicts=[Verdict(cell, 1.0, tests, problems.get(cell, "")) for cell in SAME],
        questions=[Asked(cell, "f(1)", "key", 0.1, 60.0, "it died" if cell == lost else "", "") for cell in SAME],
    )


def test_all_verdicts_stand_if_the_same_code_judges():
    assert set(_standing(_record(), SAME)) == set(SAME)


@pytest.mark.parametrize("cell", SAME)
def test_a_cell_whose_hidden_tests_have_changed_is_judged_again(cell):
    assert set(_standing(_record(), SAME | {cell: "2"})) == set(SAME) - {cell}


def test_a_verdict_with_a_problem_does_not_stand():
    assert set(_standing(_record(b="no verdict"), SAME)) == {"a", "c"}


def test_a_lost_answer_stands_only_if_everything_before_it_does():
    assert set(_standing(_record(lost="b"), SAME)) == set(SAME)
    assert set(_standing(_record(lost="b"), SAME | {"a": "2"})) == {"c"}
    assert set(_standing(_record(lost="b"), SAME | {"c": "2"})) == {"a", "b"}
