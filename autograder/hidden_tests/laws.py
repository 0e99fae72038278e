"""Laws: what holds for every function of every notebook, whatever it computes.

A function leaves its arguments as they are, unless its text says that it changes them. It gives the same answer to the
same arguments, whatever was asked before. The type of numbers does not matter, and an axis of length one is an axis.
What a student gets wrong is more often one of these than the formula.

A law compares a student's answers with one another, never with the right ones: whoever has another mistake keeps to it,
and loses no points here for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.questions import expect
from autograder.questions.agent import Opaque
from autograder.questions.student_work import DEFAULT_TIMEOUT, StudentWork, describe_call
from convnets.check import CheckFailed

Case = Mapping[str, Any]

SMALL = 1e-6


def hold(
    submission: StudentWork,
    function: str,
    cases: Sequence[Case],
    *,
    axes: int | None = None,
    same: Sequence[tuple[int, int]] = (),
    small: Sequence[tuple[int, int]] = (),
    differ: bool = False,
    changes: Sequence[str] = (),
    timeout: float = DEFAULT_TIMEOUT,
    eager: bool = False,
) -> list[Any]:
    """Expect that a function obeys the laws: all cases are called in one question, and the first one twice.

    Args:
        function: its name in the notebook.
        cases: for each call the arguments by name, in the order of the function's parameters; data, no models.
        axes: how many axes the arrays have that the calls return; None if they return something else.
        same: pairs of cases that have the same answer, such as the same numbers in another type.
        small: pairs of cases, the second with arguments so small that its answer is `SMALL` times that of the first.
        differ: whether the answers to some of the cases have to differ: a constant obeys all other laws.
        changes: names of arguments that the function may change.
        timeout, eager: see `StudentWork.call`.

    Returns:
        The answers, one for each case.

    Raises:
        CheckFailed: if a law does not hold; the reason names the call.
    """
    given = [dict(case) for case in cases]
    expression = f"([{function}(*case.values()) for case in (*cases, cases[0])], cases)"
    texts = [describe_call(function, list(case.values()), {}) for case in given]
    answer: Any = submission.evaluate(expression, what=texts[0], timeout=timeout, eager=eager, cases=given)
    answers, after = answer
    for text, case, changed in zip(texts, given, after, strict=True):
        for name, value in case.items():
            if name not in changes:
                reason = f"{text} changes its argument `{name}`. Likely cause: it works in place; work on a copy"
                expect.true(_is_same(changed[name], value), reason)
    for text, case, value in zip(texts, given, answers, strict=False):
        if axes is not None and np.ndim(expect.array(value, text, finite=False)) != axes:
            sizes = ", ".join(f"{name} {each.shape}" for name, each in case.items() if isinstance(each, np.ndarray))
            reason = f"{text}{sizes and f' ({sizes})'}: expected {axes} axes, got shape {np.shape(value)}"
            raise CheckFailed(f"{reason}. Likely cause: axes of length one are removed (squeeze) or added")
    reason = f"{texts[0]} gives another answer the second time. Likely cause: something is kept between two calls"
    expect.true(changes or _is_same(answers[-1], answers[0]), reason)
    reason = f"{texts[0]} gives the same answer as {texts[-1]}. Likely cause: the arguments are not used"
    expect.true(not differ or not all(_is_same(value, answers[0]) for value in answers), reason)
    for one, other in same:
        right = expect.array(answers[one], texts[one], finite=False)
        try:
            expect.close(answers[other], right, texts[other])
        except CheckFailed as wrong:
            types = f"{_types(given[other])} instead of {_types(given[one])}"
            raise CheckFailed(
                f"{wrong}. It is expected to be what it is for the same numbers in another type ({types}). Likely "
                "cause: the result takes the type of an argument"
            ) from None
    for one, other in small:
        large = expect.array(answers[one], texts[one], finite=False)
        hint = "the result is rounded"
        little = expect.array(answers[other], texts[other], shape=large.shape)
        expect.close(little / SMALL, large, f"{texts[other]}, divided by {SMALL}", tolerance=1e-3, hint=hint)
    return list(answers[:-1])


def _types(case: Case) -> str:
    """The types of the arguments of a case."""
    return ", ".join(f"{name}: {getattr(value, 'dtype', type(value).__name__)}" for name, value in case.items())


def _is_same(value: Any, other: Any) -> bool:
    """Whether two values are equal, arrays in their type too; nan equals nan."""
    if isinstance(value, Opaque):  # what cannot be sent cannot be compared
        return isinstance(other, Opaque)
    if isinstance(value, np.ndarray) or isinstance(other, np.ndarray):
        one, two = np.asarray(value), np.asarray(other)
        same_kind = (one.dtype, one.shape) == (two.dtype, two.shape)
        return same_kind and np.array_equal(one, two, equal_nan=one.dtype.kind in "fc")
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        return value.keys() == other.keys() and all(_is_same(value[key], other[key]) for key in value)
    if isinstance(value, list | tuple) and isinstance(other, list | tuple):
        return len(value) == len(other) and all(_is_same(one, two) for one, two in zip(value, other, strict=True))
    return bool(value == other) or (value != value and other != other)
