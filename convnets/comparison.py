"""How a student's value is compared with the right one.

The visible checks of `convnets.check` and the grader's hidden tests both compare by these rules, and differ in what
they say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

NUMBER_KINDS = "biuf"  # of NumPy's dtypes: bool, integers and floats


@dataclass(frozen=True)
class Comparison:
    """Which values count as the same.

    Attributes:
        unwrap: returns what is in an array of one value, and anything else as it is.
        numbers: types of numbers.
        tolerance: how far a float may be off, relative to it; 0 for not at all.
    """

    unwrap: Callable[[Any], Any]
    numbers: tuple[type, ...]
    tolerance: float = 0.0

    def same(self, value: Any, expected: Any) -> bool:
        """Whether a value is the expected number, string, bool, None, or (nested) list, tuple, array or dict of these.

        Lists, tuples and arrays are not told apart, nor are 5 and 5.0; numbers and bools are.
        """
        if is_sequence(expected):
            return is_sequence(value) and len(value) == len(expected) and all(map(self.same, value, expected))
        if isinstance(expected, dict):
            same_keys = isinstance(value, dict) and value.keys() == expected.keys()
            return same_keys and all(self.same(value[key], expected[key]) for key in expected)
        value = self.unwrap(value)
        if isinstance(expected, bool | np.bool_):
            return isinstance(value, bool | np.bool_) and bool(value) == expected
        if isinstance(expected, self.numbers):
            return self._same_number(value, expected)
        if isinstance(expected, str):
            return isinstance(value, str) and value == expected
        return type(value) is type(expected) and bool(value == expected)

    def _same_number(self, value: Any, expected: Any) -> bool:
        is_number = isinstance(value, self.numbers) and not isinstance(value, bool)
        if not is_number:
            return False
        # 5.0 is a right answer to "how many", 5.5 is not.
        exact = isinstance(expected, int | np.integer) or not self.tolerance
        return bool(value == expected if exact else np.isclose(value, expected, rtol=self.tolerance))


@dataclass(frozen=True)
class Difference:
    """Where two arrays of one shape differ: the first position, and the number of positions."""

    first: tuple[int, ...]
    count: int


def difference(values: np.ndarray, expected: np.ndarray, tolerance: float) -> Difference | None:
    """Compare two arrays of one shape.

    Args:
        values: an array of numbers.
        expected: an array of numbers of the same shape.
        tolerance: how far each value may be off, relative and absolute.

    Returns:
        Where they differ; None if they agree.
    """
    wrong = ~np.isclose(values, expected, rtol=tolerance, atol=tolerance)
    if not wrong.any():
        return None
    return Difference(tuple(int(index) for index in np.argwhere(wrong)[0]), int(wrong.sum()))


def is_sequence(value: object) -> bool:
    """Whether a value is a list, a tuple or an array with at least one axis."""
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 0)
