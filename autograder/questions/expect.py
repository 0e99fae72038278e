"""Expectations of hidden tests: each says what was expected, what came, and the likely cause.

A hidden test gets values from unknown code. These functions take anything (None, a generator, NaN, a wrong
shape) and raise `CheckFailed` with a reason that names the task's function; they never raise another error.
`what` is the call or name as a student would write it; `hint` is the likely cause.
"""

from typing import Any

import numpy as np

from autograder.questions.agent import History, Opaque
from autograder.questions.student_work import describe
from convnets.check import CheckFailed
from convnets.comparison import NUMBER_KINDS, Comparison, difference, rounding

__all__ = ["array", "close", "entry", "equal", "history", "integer", "model", "number", "text", "true"]


def true(condition: object, reason: str) -> None:
    """Expect a condition that the hidden test computed itself; `reason` is what the student reads otherwise."""
    if not bool(condition):
        raise CheckFailed(reason)


def number(value: object, what: str, *, low: float = -np.inf, high: float = np.inf) -> float:
    """Expect one finite number, and return it as a float; a 0-d or 1-element array counts as a number."""
    if isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "iuf":
        value = value.reshape(())[()]
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise CheckFailed(f"{what}: expected a number, got {_kind(value)}")
    try:
        result = float(value)
    except OverflowError:  # Python's integers have no end
        result = np.inf
    if not np.isfinite(result):
        raise CheckFailed(f"{what}: expected a finite number, got {result}")
    if not low <= result <= high:
        raise CheckFailed(f"{what}: expected a number from {low:g} to {high:g}, got {result:g}")
    return result


def integer(value: object, what: str) -> int:
    """Expect a whole number, and return it as an int; 5.0 counts, 5.5 does not."""
    result = number(value, what)
    if result != int(result):
        raise CheckFailed(f"{what}: expected a whole number, got {result:g}")
    # A float has 53 bits: an integer is returned as it came.
    return int(value) if isinstance(value, int | np.integer) else int(result)


def text(value: object, what: str) -> str:
    """Expect a string, and return it."""
    if not isinstance(value, str | np.str_):
        raise CheckFailed(f"{what}: expected a string, got {_kind(value)}")
    return str(value)


def equal(value: object, expected: Any, what: str, hint: str = "") -> None:
    """Expect exactly this number, string, bool, or a (nested) list, tuple or dict of these.

    Lists, tuples and arrays are not told apart.
    """
    if not _COMPARISON.same(value, expected):
        # The hint explains a wrong value; a None or a generator explains itself.
        cause = "" if value is None or isinstance(value, Opaque) else _because(hint)
        raise CheckFailed(f"{what}: expected {describe(expected)}, got {_shown(value)}{cause}")


def array(
    value: object, what: str, *, shape: tuple[int | None, ...] | None = None, hint: str = "", finite: bool = True
) -> np.ndarray:
    """Expect an array (or nested list) of numbers, and return it as a NumPy array.

    Args:
        shape: the expected shape; None in it stands for any size.
        finite: whether NaN and infinity are wrong.
    """
    if isinstance(value, list | tuple):
        try:
            value = np.asarray(value)
        except ValueError:
            raise CheckFailed(
                f"{what}: expected an array, got a {type(value).__name__} of rows of unequal lengths"
            ) from None
    if isinstance(value, np.generic | int | float) and not isinstance(value, bool):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray) or value.dtype.kind not in NUMBER_KINDS:
        raise CheckFailed(f"{what}: expected an array of numbers, got {_kind(value)}")
    if shape is not None and not _fits(value.shape, shape):
        expected = str(tuple("any" if size is None else size for size in shape)).replace("'", "")
        raise CheckFailed(f"{what}: expected shape {expected}, got {value.shape}{_because(hint)}")
    if finite and not np.isfinite(value).all():
        raise CheckFailed(f"{what}: {int((~np.isfinite(value)).sum())} of {value.size} values are NaN or infinite")
    return value


def close(
    value: object, expected: Any, what: str, *, tolerance: float = 1e-4, hint: str = "", show: bool = True
) -> np.ndarray:
    """Expect an array or number of the shape and values of `expected`, within `tolerance` (relative and absolute).

    Values in float16 or bfloat16 may be off by their rounding, see `convnets.comparison.difference`.

    `show=False` keeps the expected values out of the reason.
    """
    expected = np.asarray(expected)
    scalar = expected.ndim == 0
    if scalar:
        got = np.asarray(number(value, what))
        got = got.astype(value.dtype) if rounding(value) else got  # type: ignore[attr-defined]
    else:
        got = array(value, what, shape=expected.shape, hint=hint)
    found = difference(got, expected, tolerance)
    if found:
        place = f" at position {found.first}" if expected.ndim else ""
        share = f"; {found.count} of {expected.size} values are wrong" if expected.ndim else ""
        wanted = f"expected {float(expected[found.first]):.6g}, " if show else ""
        raise CheckFailed(f"{what}: {wanted}got {float(got[found.first]):.6g}{place}{share}{_because(hint)}")
    return got


def model(
    value: object, what: str, *, input_shape: tuple[Any, ...] | None = None, output_shape: tuple[Any, ...] | None = None
) -> Any:
    """Expect a Keras model and return it; shapes with the batch axis, None in them stands for any size."""
    import keras

    if not isinstance(value, keras.Model):
        raise CheckFailed(f"{what}: expected a Keras model, got {_kind(value)}")
    for name, expected in (("input", input_shape), ("output", output_shape)):
        if expected is None:
            continue
        received = getattr(value, f"{name}_shape")
        if isinstance(received, list | dict) or not _fits(tuple(received), expected):
            raise CheckFailed(f"{what}: expected {name} shape {expected}, got {received}")
    return value


def entry(result: Any, key: str, what: str) -> object:
    """Expect a dictionary that has a key, and return the value."""
    true(isinstance(result, dict), f"{what}: expected a dictionary, got {describe(result)}")
    true(key in result, f"{what}: the dictionary has no key {key!r}; its keys are {list(result)}")
    return result[key]


def history(value: object, what: str) -> dict[str, list[float]]:
    """Expect a Keras history (or its dictionary): for each metric a list with a finite number for each epoch."""
    if not isinstance(value, History | dict) or not value:
        raise CheckFailed(f"{what}: expected a training history, got {_kind(value)}")
    return {
        text(name, f"{what}: name of a metric"): [number(v, f"{what}[{name!r}]") for v in _list(values, what)]
        for name, values in value.items()
    }


def _list(values: object, what: str) -> list[Any]:
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if not isinstance(values, list | tuple):
        raise CheckFailed(f"{what}: expected a list of numbers, got {_kind(values)}")
    return list(values)


def _fits(shape: tuple[Any, ...], expected: tuple[Any, ...]) -> bool:
    return len(shape) == len(expected) and all(e is None or s == e for s, e in zip(shape, expected, strict=True))


def _only_value(value: Any) -> Any:
    """What is in an array of one value, whatever its shape; anything else as it is."""
    return value.reshape(())[()] if isinstance(value, np.ndarray) and value.size == 1 else value


_COMPARISON = Comparison(unwrap=_only_value, numbers=(int, float, np.integer, np.floating))


def _kind(value: object) -> str:
    if value is None:
        return "None (is the return statement missing?)"
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    return f"a {type(value).__name__} ({describe(value)})"


def _shown(value: object) -> str:
    plain = isinstance(value, bool | int | float | str | list | tuple | np.generic)
    return describe(value) if plain else _kind(value)


def _because(hint: str) -> str:
    return f". Likely cause: {hint}" if hint else ""
