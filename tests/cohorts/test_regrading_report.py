"""What an instructor reads after a cohort was graded again."""

import pytest

from autograder.cohorts import regrading_report
from autograder.cohorts.regrade import Regraded
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict


def _record(outcome: str = "passed", **changes: str) -> GradingRecord:
    verdict = Verdict("check_a", 2.0, (TestVerdict("test_a", "claim", 2.0, outcome),))
    return GradingRecord("exercise", "ada", verdicts=[verdict], **changes)


RIGHT, WRONG = _record(), _record("failed")
UNGRADABLE = _record("failed", status="ungradable", problem="there is no notebook")


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (Regraded("ada", "replayed", RIGHT, RIGHT), "2/2, as before"),
        (Regraded("ada", "replayed", WRONG, RIGHT), "0/2 -> 2/2"),
        (Regraded("ada", "executed", RIGHT, RIGHT), "2/2, as before (executed again)"),
        (Regraded("ada", "to execute", RIGHT, None), "2/2, would be executed again"),
        (Regraded("ada", "failed", RIGHT, None), "2/2, grading failed"),
        (Regraded("ada", "replayed", WRONG, UNGRADABLE), "0/2, nothing could be graded"),
        (Regraded("ada", "replayed", RIGHT, UNGRADABLE), "2/2 -> 0/2, nothing could be graded"),
        (
            Regraded("ada", "replayed", RIGHT, RIGHT, last_failed=True),
            "2/2 is an old grade, the last grading failed; regraded: 2/2",
        ),
        (
            Regraded("ada", "to execute", RIGHT, None, last_failed=True),
            "2/2 is an old grade, the last grading failed; would be executed again",
        ),
        (
            Regraded("ada", "executed", None, RIGHT, last_failed=True),
            "not graded, the last grading failed; regraded: 2/2 (executed again)",
        ),
    ],
)
def test_a_grade_is_as_before_only_if_there_is_one_to_compare_it_with(result, said):
    assert regrading_report.headline(result) == said


def test_a_failed_grading_is_said_even_if_nothing_changes():
    assert regrading_report.lines([Regraded("ada", "replayed", RIGHT, RIGHT)]) == []
    (line,) = regrading_report.lines([Regraded("ada", "replayed", RIGHT, RIGHT, last_failed=True)])
    assert "the last grading failed" in line
