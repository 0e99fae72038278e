"""Questions of hidden tests with a student's answers, in short, from the grading record.

Answers were sent by students' code. They are decoded as data (JSON and arrays, nothing pickled), and models are not
rebuilt.
"""

from collections.abc import Mapping, Sequence
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
from autograder.report.difference import difference
from autograder.report.text import cut

MOST_BYTES = 2 << 20  # of an answer that is decoded: a page is not worth more
MOST_VALUES = 6  # of a list
QUESTION, ANSWER = 160, 160  # characters


@dataclass(frozen=True)
class Answered:
    """A question and its answer.

    Attributes:
        question: as a person would write it.
        answer: what came back, in short.
        seconds: how long it took.
        is_problem: whether there is no answer, or an error.
        right: what a student with all points of the task answered, "" if that is not known. Other answers may be right.
        difference: in what the answer differs from that one; "" if in nothing, None if that is not known.
    """

    question: str
    answer: str
    seconds: float
    is_problem: bool
    right: str = ""
    difference: str | None = None


@dataclass(frozen=True)
class Answer:
    """An answer: in short, whether it is a problem, and what was sent (None if nothing, or an error)."""

    text: str
    is_problem: bool
    value: Any = None


@dataclass(frozen=True)
class _Model:
    """Stands for a model."""

    numbers: int
    weights: int


def answers(
    course_root: Path, record: GradingRecord, grade_id: str, right: Mapping[str, Answer] | None = None
) -> list[Answered]:
    """What was asked after a graded cell, and what came back; the same question and answer once.

    Args:
        right: see `right_answers`. Then what has a problem comes first, and what differs from them.
    """
    found = []
    for asked in {(each.key, each.answer): each for each in record.questions if each.grade_id == grade_id}.values():
        answer, other = _answer(course_root, record, asked), (right or {}).get(asked.key)
        differs = None if other is None else "an error" if answer.is_problem else difference(answer.value, other.value)
        text = cut(asked.text, QUESTION)
        found.append(
            Answered(text, answer.text, asked.seconds, answer.is_problem, other.text if other else "", differs)
        )
    return sorted(found, key=lambda each: (not each.is_problem, not each.difference)) if right else found


def right_answers(course_root: Path, records: Sequence[GradingRecord], grade_id: str) -> dict[str, Answer]:
    """For each question after a graded cell, by its key, what the first student with all points answered."""
    for record in records:
        if any(verdict.grade_id == grade_id and verdict.score >= verdict.maximum for verdict in record.verdicts):
            asked = [each for each in record.questions if each.grade_id == grade_id]
            found = {each.key: _answer(course_root, record, each) for each in asked}
            return {key: answer for key, answer in found.items() if not answer.is_problem}
    return {}


def print_all(course_root: Path, record: GradingRecord, console: Console) -> None:
    """Print all questions of a grading with their answers."""
    for verdict in record.verdicts:
        console.print(f"\n[bold]{verdict.grade_id}[/]: questions and answers")
        for each in answers(course_root, record, verdict.grade_id):
            colour = "red" if each.is_problem else "default"
            line = f"{plain(each.question)} -> [{colour}]{plain(each.answer)}[/] ({each.seconds:.2g} s)"
            console.print(Padding(line, (0, 0, 0, 4)))


def _answer(course_root: Path, record: GradingRecord, asked: Asked) -> Answer:
    if not asked.answer:
        return Answer(cut(asked.problem, ANSWER), True)
    try:
        return _decoded(record.answer(course_root, asked.answer, MOST_BYTES))
    except (RecordUnusable, agent.NotSerializable) as error:
        return Answer(cut(str(error), ANSWER), True)


def _decoded(message: bytes) -> Answer:
    decoded = agent.decode(message, lambda config, weights, trainable: _model(weights))
    if not isinstance(decoded, dict) or decoded.get("status") not in ("ok", "error"):
        return Answer("the answer cannot be read", True)
    if decoded["status"] == "error":
        return Answer(cut(f"{decoded.get('error')}: {decoded.get('message')}", ANSWER), True)
    value, after = decoded.get("value"), decoded.get("after")
    shown = value_in_short(value)
    if isinstance(after, dict) and after:
        shown += f"; arguments afterwards: {', '.join(map(value_in_short, list(after.values())[:MOST_VALUES]))}"
    return Answer(cut(shown, ANSWER), False, (value, after))


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
