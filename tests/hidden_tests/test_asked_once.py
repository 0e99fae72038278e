"""What several hidden tests look at is computed once a submission, and never for another."""

import gc
import weakref

import pytest

from autograder.hidden_tests.asked_once import once
from autograder.questions.question import Answer
from autograder.questions.student_work import StudentWork
from convnets.check import CheckFailed


class Nobody:
    def ask(self, question):
        return Answer()


@pytest.fixture
def counted():
    """A function that counts its calls, and fails for negative numbers."""
    calls = []

    @once
    def function(submission: StudentWork, number: int, factor: int = 1) -> list[int]:
        calls.append(number)
        if number < 0:
            raise CheckFailed(f"{number} is negative")
        return [number * factor]

    function.calls = calls
    return function


def test_a_second_test_gets_the_same_object(counted):
    submission = StudentWork(Nobody())
    assert counted(submission, 3) is counted(submission, 3)
    assert counted.calls == [3]


def test_other_arguments_are_another_question(counted):
    submission = StudentWork(Nobody())
    assert [counted(submission, 3), counted(submission, 4), counted(submission, 3, factor=2)] == [[3], [4], [6]]


def test_a_reason_is_remembered_too(counted):
    submission = StudentWork(Nobody())
    for _ in range(2):
        with pytest.raises(CheckFailed, match="-1 is negative"):
            counted(submission, -1)
    assert counted.calls == [-1]


def test_each_submission_has_its_own_answer(counted):
    one, other = StudentWork(Nobody()), StudentWork(Nobody())
    assert counted(one, 3) is not counted(other, 3)
    assert counted.calls == [3, 3]


def test_nothing_is_kept_of_a_submission_that_was_judged(counted):
    class Seen(list):
        pass

    @once
    def seen(submission: StudentWork) -> Seen:
        return Seen()

    submission = StudentWork(Nobody())
    left = weakref.ref(seen(submission))
    del submission
    gc.collect()
    assert left() is None
