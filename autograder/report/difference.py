"""In what two answers to the same question differ."""

from collections.abc import Sequence
from typing import Any

import numpy as np

RELATIVE, ABSOLUTE = 1e-4, 1e-6  # what computing in another order may change


def difference(first: Any, second: Any) -> str | None:
    """What is different, in a few words; "" if nothing is, None if that cannot be said (of models, for example)."""
    if isinstance(first, dict) and isinstance(second, dict):
        if first.keys() != second.keys():
            return "other keys"
        return _first_of([difference(first[key], second[key]) for key in first])
    if isinstance(first, list | tuple | set) and isinstance(second, list | tuple | set):
        if len(first) != len(second):
            return "another length"
        return _first_of([difference(*pair) for pair in zip(_ordered(first), _ordered(second), strict=True)])
    if isinstance(first, str | None) or isinstance(second, str | None):
        return "" if first == second else "another value"
    numbers = bool | int | float | complex | np.generic | np.ndarray
    if not isinstance(first, numbers) or not isinstance(second, numbers):
        return None
    return _of_arrays(np.asarray(first), np.asarray(second))


def _of_arrays(first: np.ndarray, second: np.ndarray) -> str:
    if first.shape != second.shape:
        return "another shape"
    if "U" in (first.dtype.kind, second.dtype.kind):
        same = first == second
    else:
        same = np.isclose(first, second, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    wrong = int(same.size - np.count_nonzero(same))
    if not wrong:
        return ""
    return f"{wrong} of {same.size} values differ" if same.size > 1 else "another value"


def _first_of(differences: Sequence[str | None]) -> str | None:
    found = [each for each in differences if each]
    if found:
        return found[0]
    return None if None in differences else ""


def _ordered(values: Any) -> list[Any]:
    return sorted(values, key=repr) if isinstance(values, set) else list(values)
