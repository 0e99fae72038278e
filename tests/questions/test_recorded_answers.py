"""Answers from a record: what was asked is answered as it was, and what was not is never made up."""

import hashlib

import msgspec
import pytest

from autograder.questions.question import Asked, Question
from autograder.questions.recorded_answers import RecordedAnswers


def _question(name, timeout=10.0):
    return Question.make(name, {}, text=name, seed=0, timeout=timeout)


def _asked(grade_id, name, answer):
    """A question as a record keeps it: with the hash of its answer, or the problem if none came."""
    problem, digest = ("", hashlib.sha256(answer).hexdigest()) if isinstance(answer, bytes) else (answer, "")
    question = _question(name)
    return Asked(grade_id, question.text, question.key, 2.0, question.timeout, problem, digest)


def _recorded(*asked):
    """Answers of a record in which (cell, question, message or problem) were asked one after the other."""
    messages = [answer for _, _, answer in asked if isinstance(answer, bytes)]
    return RecordedAnswers(
        [_asked(*each) for each in asked], {hashlib.sha256(message).hexdigest(): message for message in messages}
    )


def _ask(answers, *asked):
    """The answers, and the texts of the questions that the record does not answer."""
    given = []
    for grade_id, name in asked:
        answers.enter(grade_id)
        given.append(answers.ask(_question(name)))
    _, new = answers.finish()
    return [answer.message for answer in given], [question.text for question in new]


def test_the_same_questions_get_the_same_answers():
    recorded = _recorded(("a", "f", b"1"), ("a", "g", b"2"))
    assert _ask(recorded, ("a", "f"), ("a", "g")) == ([b"1", b"2"], [])


def test_a_question_belongs_to_its_cell():
    recorded = _recorded(("a", "f", b"1"), ("b", "f", b"2"))
    assert _ask(recorded, ("b", "f"), ("a", "f")) == ([b"2", b"1"], [])
    assert _ask(_recorded(("a", "f", b"1")), ("b", "f")) == ([None], ["f"])


def test_a_question_that_is_repeated_gets_its_answers_in_their_order():
    recorded = _recorded(("a", "f", b"1"), ("a", "f", b"2"))
    assert _ask(recorded, ("a", "f"), ("a", "f"), ("a", "f")) == ([b"1", b"2", None], ["f"])


def test_a_question_that_was_never_asked_is_new():
    assert _ask(_recorded(("a", "f", b"1")), ("a", "g")) == ([None], ["g"])


def test_a_question_that_is_not_asked_any_more_is_no_matter():
    assert _ask(_recorded(("a", "f", b"1"), ("a", "g", b"2")), ("a", "g")) == ([b"2"], [])


def test_a_lost_kernel_stands_if_the_same_was_asked_before():
    recorded = _recorded(("a", "f", b"1"), ("a", "g", "the kernel died"))
    assert _ask(recorded, ("a", "f"), ("a", "g")) == ([b"1", None], [])


@pytest.mark.parametrize("asked", [[("a", "g")], [("a", "f")], [("a", "g"), ("a", "f")]])
def test_a_lost_kernel_does_not_stand_if_something_else_is_asked(asked):
    recorded = _recorded(("a", "f", b"1"), ("a", "g", "the kernel died"))
    _, new = _ask(recorded, *asked)
    assert new == ["g"]


@pytest.mark.parametrize(("timeout", "new"), [(10.0, 0), (2.0, 0), (1.0, 1)])
def test_an_answer_that_took_too_long_for_a_new_limit_is_not_taken(timeout, new):
    recorded = _recorded(("a", "f", b"1"))
    recorded.enter("a")
    recorded.ask(_question("f", timeout))
    assert len(recorded.finish()[1]) == new


def test_an_answer_that_was_not_kept_is_not_made_up():
    assert _ask(RecordedAnswers([_asked("a", "f", b"1")], {}), ("a", "f")) == ([None], ["f"])


def test_what_was_asked_is_kept_as_it_is_asked_now():
    recorded = _recorded(("a", "f", b"1"))
    recorded.enter("a")
    recorded.ask(_question("f", timeout=5.0))
    (asked,), new = recorded.finish()
    assert asked == msgspec.structs.replace(_asked("a", "f", b"1"), timeout=5.0)
    assert new == ()
