"""Visible checks: each says what was expected, what came, and the likely cause.

A check prints one line when it passes and raises `CheckFailed` when it does not. The message is shown
without a traceback, since the lines of this module would tell a student nothing.
"""

from collections.abc import Callable, Sequence

import numpy as np

Causes = Sequence[tuple[object, str]]

# Layers with code of somebody else's, or with a vocabulary that does not travel with the weights.
NOT_REBUILT = ("Lambda", "TextVectorization", "StringLookup", "IntegerLookup")


class CheckFailed(AssertionError):
    """A visible check that did not pass; its text is the whole message for the student."""

    def _render_traceback_(self) -> list[str]:
        # IPython (and with it nbgrader's Validate) shows these lines in place of a traceback.
        return [f"\x1b[31mCheck failed\x1b[0m: {self}"]


def equal(actual: object, expected: object, what: str, *, hint: str = "", causes: Causes = ()) -> None:
    """Check that a number, string, tuple or list equals what is expected.

    Args:
        actual: what the student's code gave.
        expected: the right value.
        what: the call or name that was checked, as the student would write it.
        hint: what to look at if it is wrong.
        causes: pairs (wrong value, likely cause): the cause is shown when exactly this value came.
    """
    if not _same(actual, expected):
        likely = _missing_return(actual) or _cause(actual, causes) or hint
        _fail(what, f"expected {_show(expected)}", f"got {_show(actual)}", likely)
    _passed(f"{what} = {_show(expected)}")


def array(
    actual: object,
    expected: object,
    what: str,
    *,
    hint: str = "",
    causes: Causes = (),
    tolerance: float = 1e-4,
) -> None:
    """Check the shape and the values of an array; every value within `tolerance` (relative and absolute)."""
    expected = np.asarray(expected)
    shape(actual, expected.shape, what, hint=hint, quiet=True)
    values = _numbers(actual)
    if values is None:
        _fail(what, "expected an array of numbers", f"got {_show(actual)}", hint)
    close = np.isclose(values, expected, rtol=tolerance, atol=tolerance)
    if not close.all():
        first = tuple(int(i) for i in np.argwhere(~close)[0])
        got = f"{int((~close).sum())} of {close.size} values differ"
        if values.size <= 36:
            expectation, got = f"expected\n{expected}", f"got\n{values}"
        else:
            expectation = f"expected {expected[first]} at position {first}"
            got = f"got {values[first]}; {got}"
        _fail(what, expectation, got, _cause(values, causes) or hint)
    _passed(f"{what}: all {expected.size} values agree")


def shape(actual: object, expected: tuple, what: str, *, hint: str = "", quiet: bool = False) -> None:
    """Check that something is an array (or tensor) of numbers of the expected shape."""
    expectation = f"expected an array of shape {tuple(expected)}"
    if not hasattr(actual, "shape"):
        _fail(what, expectation, f"got {_show(actual)}", _missing_return(actual) or hint)
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


def model(actual: object, what: str, *, parameters: int | None = None, output_shape: tuple | None = None) -> None:
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
    own = _own_code(actual.get_config())
    if own:
        _fail(
            what,
            "expected layers and activations of Keras only",
            f"got {own}",
            "the grader rebuilds models from stock layers and cannot run code of your own",
        )
    if not actual.built:
        _fail(what, "expected a built model", "got one that does not know its input shape",
              "start it with keras.Input(shape=...)")  # fmt: skip
    if output_shape is not None:
        equal(tuple(actual.output_shape), tuple(output_shape), f"{what}: output shape")
    if parameters is not None:
        equal(actual.count_params(), parameters, f"{what}: number of parameters")


def _own_code(node: object) -> str:
    """The first part of a model's configuration that the grader does not rebuild, "" if there is none."""
    if isinstance(node, dict):
        name, module = node.get("class_name"), str(node.get("module"))
        if name == "function":
            return f"the function {node['config']}"
        # Keras writes a lambda as an activation without the name of a class.
        if isinstance(node.get("activation"), dict) and "class_name" not in node["activation"]:
            return "a lambda"
        stock = module.partition(".")[0] == "keras" and name not in NOT_REBUILT
        if isinstance(name, str) and not name.startswith("__") and not stock:
            return name
        node = [value for key, value in node.items() if key != "compile_config"]
    if isinstance(node, list | tuple):
        return next(filter(None, map(_own_code, node)), "")
    return ""


def _same(actual: object, expected: object) -> bool:
    if _is_sequence(expected):
        return _is_sequence(actual) and len(actual) == len(expected) and all(map(_same, actual, expected))
    if isinstance(expected, dict):
        same_keys = isinstance(actual, dict) and actual.keys() == expected.keys()
        return same_keys and all(_same(actual[key], expected[key]) for key in expected)
    actual = _scalar(actual)
    if isinstance(expected, bool | np.bool_):
        return isinstance(actual, bool | np.bool_) and bool(actual) == expected
    if isinstance(expected, int | float | np.number):
        if isinstance(actual, bool) or not isinstance(actual, int | float | np.number):
            return False
        # 5.0 is a right answer to "how many", 5.5 is not.
        whole = isinstance(expected, int | np.integer)
        return bool(actual == expected) if whole else bool(np.isclose(actual, expected, rtol=1e-6))
    return (type(actual) is type(expected) or isinstance(actual, str)) and bool(actual == expected)


def _is_sequence(value: object) -> bool:
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 0)


def _scalar(value: object) -> object:
    """What is in an array or tensor of one number; anything else as it is."""
    numbers = _numbers(value) if getattr(value, "shape", None) == () else None
    return value if numbers is None else numbers[()]


def _numbers(value: object) -> np.ndarray | None:
    """An array or tensor as a NumPy array of numbers, None if it holds none (text, or a symbolic tensor)."""
    try:
        values = np.asarray(value)
    except (TypeError, ValueError, NotImplementedError):
        return None
    return values if values.dtype.kind in "biuf" else None


def _cause(actual: object, causes: Causes) -> str:
    for wrong, cause in causes:
        if _is_wrong_value(actual, wrong):
            return cause
    return ""


def _is_wrong_value(actual: object, wrong: object) -> bool:
    if not isinstance(wrong, np.ndarray):
        return _same(actual, wrong)
    if not isinstance(actual, np.ndarray) or actual.dtype.kind not in "biuf" or actual.shape != wrong.shape:
        return False
    return np.allclose(actual, wrong, rtol=1e-4, atol=1e-4)


def _missing_return(actual: object) -> str:
    return "did you forget the return statement?" if actual is None else ""


def _show(value: object) -> str:
    if hasattr(value, "shape") and np.ndim(value):
        return f"an array of shape {tuple(value.shape)}"
    text = repr(value.item() if isinstance(value, np.generic) else value)
    text = text if len(text) <= 200 else text[:197] + "..."
    return f"{text} ({type(value).__name__})" if isinstance(value, float | str | np.floating) else text


def _fail(what: str, expected: str, got: str, cause: str = "") -> None:
    message = f"{what}: {expected}, {got}." if "\n" not in expected else f"{what}: {expected}\n{got}"
    raise CheckFailed(message + (f"\nLikely cause: {cause}" if cause else "")) from None


def _passed(line: str) -> None:
    print(f"ok  {line}")
