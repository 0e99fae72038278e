"""Answers to questions that ask for several things at once."""

from typing import Any

from autograder.questions.student_work import describe
from convnets.check import CheckFailed


def parts(value: object, count: int, what: str) -> list[Any]:
    """Expect a list or tuple of this many parts, and return it as a list."""
    if not isinstance(value, list | tuple) or len(value) != count:
        raise CheckFailed(f"{what}: expected {count} parts, got {describe(value)}")
    return list(value)


def answers_of(value: object, count: int, what: str) -> list[Any]:
    """Expect the answers to this many calls in one question."""
    if not isinstance(value, list) or len(value) != count:
        raise CheckFailed(f"{what}: expected {count} results")
    return value


def expect_list(value: object) -> list[Any]:
    """Expect a list of answers, however many there are."""
    if not isinstance(value, list):
        raise CheckFailed(f"expected an answer for each question, got {describe(value)}")
    return value
