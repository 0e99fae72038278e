"""Answers that several hidden tests look at are asked for once a submission."""

import functools
from weakref import WeakKeyDictionary

from autograder.questions.student_work import StudentWork
from convnets.check import CheckFailed

_ANSWERS: WeakKeyDictionary = WeakKeyDictionary()


def once(function):
    """Several tests look at the same answer: ask for it once a submission."""

    @functools.wraps(function)
    def remembered(submission: StudentWork, *arguments: object) -> object:
        known = _ANSWERS.setdefault(submission, {})
        key = (function.__name__, *arguments)
        if key not in known:
            try:
                known[key] = function(submission, *arguments)
            except CheckFailed as wrong:
                known[key] = wrong
        if isinstance(known[key], CheckFailed):
            raise known[key]
        return known[key]

    return remembered
