"""What is different between two gradings is said hidden test by hidden test."""

from msgspec.structs import replace

from autograder.cohorts import changes
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict

PASSED = TestVerdict("test_a", "claim", 1.0, "passed", seconds=0.1)
FAILED = TestVerdict("test_a", "claim", 1.0, "failed", "too small")


def _record(*tests, maximum=1.0):
    return GradingRecord("exercise", "student", verdicts=[Verdict("check_a", maximum, tests)])


def test_equal_gradings_have_no_changes_however_long_they_took():
    old, new = _record(PASSED), _record(replace(PASSED, seconds=9.0))
    assert changes.between(old, new) == []
    assert changes.same_verdicts(old.verdicts, new.verdicts)


def test_a_verdict_that_changes_is_named_with_reason_and_points():
    whole, test = changes.between(_record(FAILED), _record(PASSED))
    assert (whole.test, whole.before, whole.after) == ("", "0 of 1 points", "1 of 1 points")
    assert (test.test, test.before, test.after) == (
        "test_a",
        "failed, 0 of 1 points: too small",
        "passed, 1 of 1 points",
    )


def test_a_new_and_a_removed_hidden_test_are_named():
    found = changes.between(_record(PASSED), _record(replace(PASSED, test="test_b")))
    assert [(change.test, bool(change.before), bool(change.after)) for change in found] == [
        ("test_b", False, True),
        ("test_a", True, False),
    ]


def test_another_detail_makes_other_verdicts():
    assert not changes.same_verdicts(_record(FAILED).verdicts, _record(replace(FAILED, detail="more")).verdicts)
