"""What several hidden tests of a graded cell look at is asked for and computed once a submission."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from autograder.questions.student_work import StudentWork
from convnets.check import CheckFailed

P = ParamSpec("P")
T = TypeVar("T")

# A graded cell has a StudentWork of its own: nothing is remembered for longer, or for another submission.
_KNOWN: WeakKeyDictionary[StudentWork, dict[Any, Any]] = WeakKeyDictionary()


def once(function: Callable[Concatenate[StudentWork, P], T]) -> Callable[Concatenate[StudentWork, P], T]:
    """Have a function of a submission computed once, and remember what it returned, or why it failed.

    Several tests then get the same object: they may not change what others look at. Arguments have to be hashable.
    """

    @functools.wraps(function)
    def remembered(submission: StudentWork, /, *arguments: P.args, **keywords: P.kwargs) -> T:
        known = _KNOWN.setdefault(submission, {})
        key = (function, arguments, tuple(sorted(keywords.items())))
        if key not in known:
            try:
                known[key] = function(submission, *arguments, **keywords)
            except CheckFailed as wrong:
                known[key] = wrong
        if isinstance(known[key], CheckFailed):
            raise known[key]
        return known[key]

    return remembered
