"""Configurations of a convnet, and lists of dictionaries that hold them."""

from collections.abc import Sequence
from typing import Any

from autograder.questions import expect
from autograder.questions.student_work import describe

CLASSES = 10


def configuration(depth: int, window: int, stride: int, channels: int, padding: str) -> dict:
    """A configuration of a convnet."""
    values = {"depth": depth, "window": window, "stride": stride, "channels": channels, "padding": padding}
    return values


def shown(of: dict) -> str:
    """A configuration in few words, for messages."""
    return ", ".join(f"{name} {value}" for name, value in of.items())


def dictionaries(value: Any, what: str, keys: Sequence[str] = ()) -> list[dict]:
    """Expect a list (or tuple) of dictionaries that have the given keys, and return it as a list."""
    missing = " (is the return statement missing?)" if value is None else ""
    reason = f"{what}: expected a list of dictionaries, got {describe(value)}{missing}"
    expect.true(isinstance(value, list | tuple) and all(isinstance(entry, dict) for entry in value), reason)
    for entry in value:
        absent = [key for key in keys if key not in entry]
        expect.true(not absent, f"{what}: an entry has no {', '.join(map(repr, absent))}; its keys are {list(entry)}")
    return list(value)
