"""Whether two submissions answered the questions about a task with the same numbers and texts.

A hidden test that judges them differently then judges something else: a type, rounding, a name, an order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.record import GradingRecord
from autograder.questions import agent

TOLERANCE = 1e-4  # of the largest number of an array: what float32, or another order of summation, changes is less

MARKS = ("[", "]", "{", "}")

# The numbers and texts in an answer, in their order, and marks where a list or a dictionary begins and ends. Types, the
# kind of list, and the names of entries are left out.
Values = tuple[np.ndarray | str, ...]

# For each question, by its key, the values in each answer to it; None for an answer without values, or an error.
Answers = Mapping[str, Sequence[Values | None]]


def answers(record: GradingRecord, grade_id: str, values: Callable[[str], Values | None]) -> Answers:
    """The values in a submission's answers to the questions about a task.

    Args:
        record: of the submission.
        grade_id: the graded cell.
        values: gives those of an answer, by its hash.
    """
    found: dict[str, list[Values | None]] = {}
    for asked in record.questions:
        if asked.grade_id == grade_id:
            found.setdefault(asked.key, []).append(values(asked.answer) if asked.answer else None)
    return found


def are_same(one: Answers, other: Answers) -> bool:
    """Whether the first gave, to all that it was asked, the values that the other gave.

    A hidden test stops at its first failure: who loses it is asked less.
    """
    if not one or any(len(other.get(key, [])) < len(given) for key, given in one.items()):
        return False
    pairs = [pair for key, given in one.items() for pair in zip(given, other[key], strict=False)]
    return all(_agree(mine, theirs) for mine, theirs in pairs)


def values_of(message: bytes) -> Values | None:
    """All numbers and texts in an answer; None if it holds none, is an error, cannot be read, or holds a model.

    Two models with the same weights may compute different things.
    """
    models: list[int] = []
    try:
        decoded = agent.decode(message, lambda config, weights, trainable: models.append(len(weights)))
    except agent.NotSerializable:
        return None
    if models or not isinstance(decoded, dict) or decoded.get("status") != "ok":
        return None
    found = tuple(_values([decoded.get("value"), decoded.get("after")]))
    says_something = any(not isinstance(each, str) or each not in MARKS for each in found)
    return found if says_something else None


def _values(value: Any) -> Iterator[np.ndarray | str]:
    if isinstance(value, Mapping):
        yield "{"
        for key in sorted(value, key=str):
            yield from _values(value[key])
        yield "}"
    elif isinstance(value, list | tuple | set | frozenset):
        each = list(value) if isinstance(value, list | tuple) else sorted(value, key=repr)
        numbers = _as_numbers(each)
        if numbers is not None:
            yield numbers
        else:
            yield "["
            for one in each:
                yield from _values(one)
            yield "]"
    elif isinstance(value, str):
        yield repr(value)
    elif isinstance(value, bool | int | float | np.number | np.ndarray):
        array = np.asarray(value)
        if array.dtype.kind in "biuf" and array.size:
            yield array.astype(float)
        elif array.dtype.kind == "U":
            yield from _values(array.tolist())


def _as_numbers(values: list[Any]) -> np.ndarray | None:
    """A list of numbers, or of equally long lists of numbers, as an array; None for any other."""
    try:
        array = np.asarray(values)
    except ValueError:  # lists of different lengths
        return None
    return array.astype(float) if array.dtype.kind in "biuf" and array.size else None


def _agree(one: Values | None, other: Values | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    if one is other:  # the same message
        return True
    return all(map(_is_same, one, other))


def _is_same(one: np.ndarray | str, other: np.ndarray | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    finite = np.abs(other[np.isfinite(other)])
    tolerance = TOLERANCE * float(finite.max()) if finite.size else 0.0
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=0, atol=tolerance, equal_nan=True))
