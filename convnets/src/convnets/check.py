"""Visible checks: each says what was expected, what it got, and the likely cause.

A check prints one line when it passes and raises `CheckFailed` when it does not. The message is shown
without a traceback, since the lines of this module would tell a student nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from convnets import unsolved
from convnets.comparison import NUMBER_KINDS, Comparison, difference
from convnets.stock_layers import own_code

MAX_LINE = 100  # characters of what is printed when a check passes

unsolved.show_in_one_line()

Causes = Sequence[tuple[object, str]]


class CheckFailed(AssertionError):
    """A visible check or a hidden test that did not pass; its text is the whole message for the student."""

    def _render_traceback_(self) -> list[str]:
        # IPython (and with it nbgrader's Validate) shows these lines instead of a traceback.
        return [f"\x1b[31mCheck failed\x1b[0m: {self}"]


def equal(actual: Any, expected: object, what: str, *, hint: str = "", causes: Causes = ()) -> None:
    """Check that a number, string, tuple or list equals what is expected.

    Args:
        actual: what the student's code returned.
        expected: the right value.
        what: the call or name that was checked, as the student would write it.
        hint: what to look at if it is wrong.
        causes: pairs (wrong value, likely cause): the cause is shown if exactly this value was returned.
    """
    if not _COMPARISON.same(actual, expected):
        likely = _missing_return(actual) or _cause(actual, causes) or hint
        _fail(what, f"expected {_show(expected)}", f"got {_show(actual)}", likely)
    _passed(f"{what} = {_show(expected)}")


def array(
    actual: Any,
    expected: Any,
    what: str,
    *,
    hint: str = "",
    causes: Causes = (),
    shape_hint: str = "",
    tolerance: float = 1e-4,
) -> None:
    """Check the shape and the values of an array; every value within `tolerance` (relative and absolute).

    Args:
        actual: what the student's code returned.
        expected: the right array.
        what: the call or name that was checked, as the student would write it.
        hint: what to look at if a value is wrong.
        causes: pairs (wrong array, likely cause), of whatever shape.
        shape_hint: what to look at if the shape is wrong (default: `hint`).
        tolerance: how far each value may be off.
    """
    expected = np.asarray(expected)
    if getattr(actual, "shape", expected.shape) != expected.shape:
        shape_hint = _cause(_numbers(actual), causes) or shape_hint
    shape(actual, expected.shape, what, hint=shape_hint or hint, quiet=True)
    values = _numbers(actual)
    if values is None:
        _fail(what, "expected an array of numbers", f"got {_show(actual)}", hint)
    found = difference(values, expected, tolerance)
    if found:
        if values.size <= 36:
            expectation, got = f"expected\n{expected}", f"got\n{values}"
        else:
            expectation = f"expected {expected[found.first]:.6g} at position {found.first}"
            got = f"got {values[found.first]:.6g}; {found.count} of {values.size} values differ"
        _fail(what, expectation, got, _cause(values, causes) or hint)
    _passed(f"{what}: all {expected.size} values agree")


def shape(actual: Any, expected: tuple, what: str, *, hint: str = "", quiet: bool = False) -> None:
    """Check that something is an array (or tensor) of numbers of the expected shape."""
    expectation = f"expected an array of shape {tuple(expected)}"
    if not hasattr(actual, "shape"):
        as_array = "make it an array, for example by np.array(...)" if isinstance(actual, list | tuple) else ""
        _fail(what, expectation, f"got {_show(actual)}", _missing_return(actual) or as_array or hint)
    if tuple(actual.shape) != tuple(expected):
        _fail(what, expectation, f"got shape {tuple(actual.shape)}", hint)
    if not quiet:
        _passed(f"{what}: shape {tuple(expected)}")


def true(condition: object, passed: str, failed: str) -> None:
    """Check a condition; `passed` is printed when it holds, `failed` says what is wrong and what to do."""
    if not bool(condition):
        raise CheckFailed(failed)
    _passed(passed)


def raises(error: type[BaseException], function: Callable[[], object], what: str, *, hint: str = "") -> None:
    """Check that a call raises an error of the given type."""
    try:
        value = function()
    except error:
        _passed(f"{what} raises {error.__name__}")
        return
    except Exception as other:
        _fail(what, f"expected a {error.__name__}", f"got {type(other).__name__}: {other}", hint)
    _fail(what, f"expected a {error.__name__}", f"got no error, but {_show(value)}", hint)


def model(actual: Any, what: str, *, parameters: int | None = None, output_shape: tuple | None = None) -> None:
    """Check that a model can be handed to the grader, and its number of parameters and output shape.

    A model travels as its configuration and weights, so it has to be a `Sequential` or functional model
    of layers from `keras.layers`; a subclass of `keras.Model` or a `Lambda` layer cannot be rebuilt.
    """
    import keras

    if not isinstance(actual, keras.Model):
        _fail(what, "expected a Keras model", f"got {_show(actual)}", _missing_return(actual))
    if type(actual) not in (keras.Sequential, keras.Model) and type(actual).__name__ != "Functional":
        _fail(
            what,
            "expected a keras.Sequential or functional model",
            f"got a model of your own class {type(actual).__name__}",
            "the grader rebuilds models from stock layers and cannot run your class",
        )
    own = own_code(actual.get_config())
    if own:
        _fail(
            what,
            "expected layers and activations of Keras only",
            f"got {own}",
            "the grader rebuilds models from stock layers and cannot run code of your own",
        )
    if not actual.built:
        _fail(what, "expected a built model", "got a model without an input shape",
              "start it with keras.Input(shape=...)")  # fmt: skip
    if output_shape is not None:
        equal(tuple(actual.output_shape), tuple(output_shape), f"{what}: output shape")
    if parameters is not None:
        equal(actual.count_params(), parameters, f"{what}: number of parameters")


def _scalar(value: Any) -> Any:
    """What is in an array or tensor that has no axis and holds a number; anything else as it is."""
    numbers = _numbers(value) if getattr(value, "shape", None) == () else None
    return value if numbers is None else numbers[()]


_COMPARISON = Comparison(unwrap=_scalar, numbers=(int, float, np.number), tolerance=1e-6)


def _numbers(value: Any) -> np.ndarray | None:
    """An array or tensor as a NumPy array of numbers, None if it holds none (text, or a symbolic tensor)."""
    try:
        # TensorFlow cannot make an array of a single bfloat16, only a number.
        values = np.asarray(value.numpy() if hasattr(value, "numpy") else value)
    except (AttributeError, TypeError, ValueError, NotImplementedError):
        return None
    if values.dtype.name == "bfloat16":  # NumPy knows it only from other packages, and cannot compute with all of it
        return values.astype(np.dtype("float32", metadata={"rounded": "bfloat16"}))
    return values if values.dtype.kind in NUMBER_KINDS else None


def _cause(actual: object, causes: Causes) -> str:
    for wrong, cause in causes:
        if _is_wrong_value(actual, wrong):
            return cause
    return ""


def _is_wrong_value(actual: Any, wrong: Any) -> bool:
    if not isinstance(wrong, np.ndarray):
        return _COMPARISON.same(actual, wrong)
    if not isinstance(actual, np.ndarray) or actual.dtype.kind not in NUMBER_KINDS or actual.shape != wrong.shape:
        return False
    return np.allclose(actual, wrong, rtol=1e-4, atol=1e-4)


def _missing_return(actual: object) -> str:
    return "did you forget the return statement?" if actual is None else ""


def _show(value: Any) -> str:
    if hasattr(value, "shape") and np.ndim(value):
        return f"an array of shape {tuple(value.shape)}"
    text = repr(value.item() if isinstance(value, np.generic) else value)
    text = text if len(text) <= 200 else text[:197] + "..."
    return f"{text} ({type(value).__name__})" if isinstance(value, float | str | np.floating) else text


def _fail(what: str, expected: str, got: str, cause: str = "") -> NoReturn:
    message = f"{what}: {expected}, {got}." if "\n" not in expected else f"{what}: {expected}\n{got}"
    raise CheckFailed(message + (f"\nLikely cause: {cause}" if cause else "")) from None


def _passed(line: str) -> None:
    line = " ".join(line.split())
    print(f"ok  {line if len(line) <= MAX_LINE else line[: MAX_LINE - 3] + '...'}")
