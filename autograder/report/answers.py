"""Questions of hidden tests with a student's answers, in short, from the grading record.

Answers were sent by students' code. They are decoded as data (JSON and arrays, nothing pickled), and models are not
rebuilt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.padding import Padding

from autograder.cohorts.plain import plain
from autograder.errors import RecordUnusable
from autograder.grading.record import GradingRecord
from autograder.questions import agent
from autograder.questions.question import Asked
from autograder.questions.student_work import describe
from autograder.report.text import cut

MOST_BYTES = 2 << 20  # of an answer that is decoded: a page is not worth more
MOST_VALUES = 4  # of a list
QUESTION, ANSWER = 160, 160  # characters


@dataclass(frozen=True)
class Answered:
    """A question and its answer.

    Attributes:
        question: as a person would write it.
        answer: what came back, in short.
        seconds: how long it took.
        is_problem: whether there is no answer, or an error.
    """

    question: str
    answer: str
    seconds: float
    is_problem: bool


@dataclass(frozen=True)
class _Model:
    """Stands for a model."""

    numbers: int
    weights: int


def answers(course_root: Path, record: GradingRecord, grade_id: str, most: int | None = None) -> list[Answered]:
    """What was asked after a graded cell, and what came back.

    Args:
        most: of those that differ; the ones that a lost hidden test names come first, and those with a problem.
    """
    asked = [each for each in record.questions if each.grade_id == grade_id]
    if most is not None:
        asked = _telling(record, grade_id, asked)[:most]
    return [_answered(course_root, record, each) for each in asked]


def print_all(course_root: Path, record: GradingRecord, console: Console) -> None:
    """Print all questions of a grading with their answers."""
    for verdict in record.verdicts:
        console.print(f"\n[bold]{verdict.grade_id}[/]: questions and answers")
        for each in answers(course_root, record, verdict.grade_id):
            colour = "red" if each.is_problem else "default"
            line = f"{plain(each.question)} -> [{colour}]{plain(each.answer)}[/] ({each.seconds:.2g} s)"
            console.print(Padding(line, (0, 0, 0, 4)))


def _telling(record: GradingRecord, grade_id: str, asked: Sequence[Asked]) -> list[Asked]:
    tests = [test for verdict in record.verdicts if verdict.grade_id == grade_id for test in verdict.tests]
    lost = "\n".join(test.reason for test in tests if test.outcome != "passed")
    unique = {(each.text, each.answer): each for each in asked}.values()
    return sorted(unique, key=lambda each: (not each.problem, each.text not in lost))  # stable: else as asked


def _answered(course_root: Path, record: GradingRecord, asked: Asked) -> Answered:
    text, is_problem = asked.problem, True
    if asked.answer:
        try:
            text, is_problem = _in_short(record.answer(course_root, asked.answer, MOST_BYTES))
        except RecordUnusable as error:
            text = str(error)
    return Answered(cut(asked.text, QUESTION), cut(text, ANSWER), asked.seconds, is_problem)


def _in_short(message: bytes) -> tuple[str, bool]:
    """An answer for a person, and whether it is a problem."""
    try:
        decoded = agent.decode(message, lambda config, weights, trainable: _model(weights))
    except agent.NotSerializable as error:
        return str(error), True
    if not isinstance(decoded, dict) or decoded.get("status") not in ("ok", "error"):
        return "the answer cannot be read", True
    if decoded["status"] == "error":
        return f"{decoded.get('error')}: {decoded.get('message')}", True
    shown = value_in_short(decoded.get("value"))
    after = decoded.get("after")
    if isinstance(after, dict) and after:
        shown += f"; arguments afterwards: {', '.join(map(value_in_short, list(after.values())[:MOST_VALUES]))}"
    return shown, False


def value_in_short(value: Any) -> str:
    """A small value as it is, an array by shape, type and range, a list by its first values."""
    if isinstance(value, np.ndarray) and value.ndim:
        return _array(value)
    if isinstance(value, _Model):
        return f"model with {value.numbers:,} numbers in {value.weights} arrays"
    if isinstance(value, dict):
        shown = [f"{describe(key)}: {value_in_short(each)}" for key, each in list(value.items())[:MOST_VALUES]]
        return f"{{{_joined(shown, len(value))}}}"
    if isinstance(value, list | tuple):
        kind = f"{type(value).__name__} of {len(value)}: " if len(value) > MOST_VALUES else ""
        return f"{kind}[{_joined([value_in_short(each) for each in value[:MOST_VALUES]], len(value))}]"
    return describe(value)


def _array(value: np.ndarray) -> str:
    small = describe(value)
    about = f"{'x'.join(map(str, value.shape))} {value.dtype}"
    if not small.startswith("array"):
        return f"{small} ({about})"
    if not value.size or value.dtype.kind not in "biuf":
        return f"array {about}"
    nan = int(np.isnan(value).sum()) if value.dtype.kind == "f" else 0
    if nan == value.size:
        return f"array {about}, all NaN"
    least, largest = float(np.nanmin(value)), float(np.nanmax(value))
    return f"array {about}, {least:.5g} to {largest:.5g}" + (f", {nan} NaN" if nan else "")


def _joined(shown: list[str], whole: int) -> str:
    return ", ".join(shown) + (", ..." if whole > len(shown) else "")


def _model(weights: Sequence[np.ndarray]) -> _Model:
    return _Model(sum(each.size for each in weights), len(weights))
