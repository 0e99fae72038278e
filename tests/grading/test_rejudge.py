"""A record is judged again by itself only if nothing comes of it but the record."""

import asyncio

import msgspec
import nbformat
import pytest

from autograder.grading import rejudge
from autograder.grading.record import GradingRecord
from autograder.grading.replay import Recorded, Replay
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Answer, Question

QUESTION, OTHER = Question("f(1)", b"f 1", timeout=9.0), Question("f(2)", b"f 2", timeout=9.0)
FAILED = TestVerdict("test_it", "It works.", 1.0, "failed", "f(1) raised", raised="NameError: x", cause="cell a failed")
STANDS = Verdict("check_b", 1.0, (TestVerdict("test_b", "It works.", 1.0, "passed"),))


def _old() -> GradingRecord:
    record = GradingRecord("exercise", "ada", graded_with={"executed": "needed", "grader": "1", "hidden_tests": "1"})
    record.note_question("check_a", QUESTION, Answer(b"answer", "", 0.5))
    record.verdicts = [Verdict("check_a", 1.0, (FAILED,)), STANDS]
    record.judged_by = {"check_a": "old", "check_b": "same"}
    return record


def _judged_again(old: GradingRecord, question: Question, says: TestVerdict) -> tuple[bool, GradingRecord]:
    """By hidden tests of check_a that ask one question, which is answered, and then say this."""
    graded_with = {"executed": "all", "grader": "1", "hidden_tests": "2"}
    new = rejudge.made_from(old, graded_with, {"check_a": "new", "check_b": "same"})
    recorded = Recorded(old, nbformat.v4.new_notebook())
    execution = Replay(recorded, new.fingerprint, new.code_fingerprint, new.graded_with, new.judged_by)

    async def judge(grade_id, maximum, ask):
        assert grade_id == "check_a"  # the other verdict stands
        await ask(question)
        return Verdict(grade_id, maximum, (says,))

    return asyncio.run(rejudge.judged_again(old, judge, execution, new)), new


def test_the_same_verdict_gives_the_same_record():
    old = _old()
    same, new = _judged_again(old, QUESTION, msgspec.structs.replace(FAILED, seconds=3.0, cause=""))
    assert same
    assert new.verdicts[0].tests == (msgspec.structs.replace(FAILED, seconds=3.0),)  # with the cause
    assert new.verdicts[1] == STANDS
    assert (new.questions, new.answers) == (old.questions, old.answers)
    assert new.judged_by == {"check_a": "new", "check_b": "same"}
    assert new.graded_with == {"executed": "needed", "grader": "1", "hidden_tests": "2"}  # nothing was executed again


@pytest.mark.parametrize("change", [{"reason": "f(1) is 2"}, {"outcome": "passed"}, {"points": 2.0}, {"raised": ""}])
def test_another_verdict_is_more_to_do(change):
    same, _ = _judged_again(_old(), QUESTION, msgspec.structs.replace(FAILED, **change))
    assert not same


def test_another_question_is_more_to_do():
    same, _ = _judged_again(_old(), OTHER, FAILED)
    assert not same


@pytest.mark.parametrize("name", ["grader", "source", "configuration", "nbgrader", "execution", "added later"])
def test_it_is_possible_only_where_judging_alone_has_changed(name):
    old = _old()
    assert rejudge.is_possible(old, old.graded_with | {"hidden_tests": "2", "thresholds": "2"})
    assert not rejudge.is_possible(old, old.graded_with | {name: "2"})


def test_what_was_not_graded_has_to_be_read_again():
    old = msgspec.structs.replace(_old(), status="ungradable")
    assert not rejudge.is_possible(old, old.graded_with)


def test_a_question_that_is_not_asked_any_more_is_more_to_do():
    """Its answer must not be kept."""
    old = _old()
    old.note_question("check_a", OTHER, Answer(b"another answer", "", 0.5))
    same, _ = _judged_again(old, QUESTION, FAILED)
    assert not same
