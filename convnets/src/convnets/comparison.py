"""How a student's value is compared with the right one.

The visible checks of `convnets.check` and the grader's hidden tests both compare by these rules, and differ in what
they say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

NUMBER_KINDS = "biuf"  # of NumPy's dtypes: bool, integers and floats

# Types that round more than a tolerance for float32 allows, with the distance from 1 to the next number.
ROUNDING = {"float16": 2.0**-10, "bfloat16": 2.0**-7}
_ROUNDED_STEPS = 2  # a result of some dozen operations is off by one or two of these distances


@dataclass(frozen=True)
class Comparison:
    """Which values count as the same.

    Attributes:
        unwrap: returns what is in an array of one value, and anything else as it is.
        numbers: types of numbers.
        tolerance: how far a float may be off, relative to it; 0 for not at all. One in float16 or bfloat16 may be off
            by its rounding.
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
        tolerance = max(self.tolerance, rounding(value))
        value = self.unwrap(value)
        if isinstance(expected, bool | np.bool_):
            return isinstance(value, bool | np.bool_) and bool(value) == expected
        if isinstance(expected, self.numbers):
            return self._same_number(value, expected, tolerance)
        if isinstance(expected, str):
            return isinstance(value, str) and value == expected
        return type(value) is type(expected) and bool(value == expected)

    def _same_number(self, value: Any, expected: Any, tolerance: float) -> bool:
        is_number = isinstance(value, self.numbers) and not isinstance(value, bool)
        if not is_number:
            return False
        # 5.0 is a right answer to "how many", 5.5 is not.
        exact = isinstance(expected, int | np.integer) or not tolerance
        return bool(value == expected if exact else np.isclose(value, expected, rtol=tolerance))


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
        tolerance: how far each value may be off, relative and absolute. Values in float16 or bfloat16 may be off by
            their rounding, relative to the value and to the greatest one, since they may be sums of such.

    Returns:
        Where they differ; None if they agree.
    """
    rounded = rounding(values)
    if rounded:
        greatest = np.abs(expected, dtype="float64").max(initial=0.0, where=np.isfinite(expected))
        values, smallest = values.astype("float64"), max(tolerance, rounded * greatest)
        wrong = ~np.isclose(values, expected, rtol=max(tolerance, rounded), atol=smallest)
    else:
        wrong = ~np.isclose(values, expected, rtol=tolerance, atol=tolerance)
    if not wrong.any():
        return None
    return Difference(tuple(int(index) for index in np.argwhere(wrong)[0]), int(wrong.sum()))


def rounding(value: object) -> float:
    """How far a right number, array or tensor may be off because of the type that it was computed in, relative to it.

    Returns:
        0.0 for each type but float16 and bfloat16. An array of float32 that was made of another type says so in the
        metadata of its dtype, under "rounded".
    """
    dtype = getattr(value, "dtype", None)
    metadata = getattr(dtype, "metadata", None) or {}
    name = metadata.get("rounded") or getattr(dtype, "name", dtype)
    return _ROUNDED_STEPS * ROUNDING[name] if isinstance(name, str) and name in ROUNDING else 0.0


def is_sequence(value: object) -> bool:
    """Whether a value is a list, a tuple or an array with at least one axis."""
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 0)
