"""Points: what hidden tests earn, never more than the cell is worth, and nothing without a verdict."""

import msgspec
import pytest

from autograder.judging.verdict import TestVerdict, Verdict


def _test(points=1.0, outcome="passed", reason="", name="test_a"):
    return TestVerdict(name, "Pooling floors", points, outcome, reason)


@pytest.mark.parametrize(
    ("tests", "score"),
    [
        ([], 0),
        ([_test(2), _test(1)], 3),
        ([_test(2), _test(1, "failed")], 2),
        ([_test(2), _test(1, "error")], 2),
        ([_test(1, "failed"), _test(1, "error")], 0),
        ([_test(2), _test(2)], 3),
        ([_test(-1), _test(1, "failed")], 0),
        ([_test(2), _test(-1)], 1),
    ],
)
def test_the_score_is_what_was_earned_within_bounds(tests, score):
    assert Verdict("check", 3.0, tuple(tests)).score == score


@pytest.mark.parametrize("points", [[0.7, 0.1, 0.2], [0.1] * 10, [0.2, 0.3, 0.5], [1 / 3] * 3])
def test_full_points_are_full_points(points):
    assert Verdict("check", 1.0, tuple(_test(share) for share in points)).score == 1.0


def test_a_problem_earns_nothing():
    verdict = Verdict("check", 3.0, (_test(3),), problem="the hidden tests broke")
    assert verdict.score == 0
    assert verdict.needs_instructor
    assert verdict.reasons == ["the hidden tests broke"]


def test_the_instructor_is_needed_for_what_is_not_the_students_doing():
    assert not Verdict("check", 1.0, (_test(), _test(1, "failed"))).needs_instructor
    assert Verdict("check", 1.0, (_test(), _test(1, "error"))).needs_instructor


def test_each_reason_is_given_once():
    tests = (
        _test(1, "failed", "f is not defined"),
        _test(1, "failed", "f is not defined"),
        _test(1, "failed", "other"),
    )
    assert Verdict("check", 3.0, (*tests, _test())).reasons == ["f is not defined", "other"]


def test_a_verdict_survives_json():
    test = TestVerdict("test_a", "claim", 1.5, "failed", "reason ä", "detail", {"accuracy": 0.97}, 0.1)
    for verdict in (Verdict("check", 2.0, (test,)), Verdict("check", 2.0), Verdict("check", 2.0, problem="none")):
        assert msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict) == verdict


def test_a_stored_score_is_not_believed():
    stored = msgspec.to_builtins(Verdict("check", 2.0, (_test(1, "failed"),))) | {"score": 2.0}
    assert msgspec.convert(stored, Verdict).score == 0


def test_a_cause_that_several_tests_have_is_said_once():
    tests = (
        msgspec.structs.replace(_test(1, "failed", "f(1) raised NameError"), cause="its cell stopped"),
        msgspec.structs.replace(_test(1, "failed", "f(2) raised NameError"), cause="its cell stopped"),
        msgspec.structs.replace(_test(1, "failed", "f(1) raised NameError"), cause="its cell stopped"),
        _test(1, "failed", "f(3) is wrong"),
        _test(1),
    )
    verdict = Verdict("check", 3.0, tests)
    first = "f(1) raised NameError. Cause: its cell stopped"
    assert verdict.reasons == [first, "f(2) raised NameError", "f(3) is wrong"]
    assert verdict.explanations == [first, "f(2) raised NameError", "f(1) raised NameError", "f(3) is wrong", ""]
