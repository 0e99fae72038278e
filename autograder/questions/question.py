"""Questions to a submission, and their answers.

A question is a Python expression of the grader's making that is evaluated in the student's kernel, with data for
the names in it. The answer is data. Both are bytes of the format in `autograder.questions.agent`, so that they can be
sent, kept in a grading record, and compared.
"""

import ast
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import msgspec

from autograder import names as names_in_code
from autograder.questions import agent


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question, ready to be sent.

    Attributes:
        text: how a person would write it, for messages and records.
        message: the bytes that the agent in the student's kernel decodes.
        timeout: seconds until the answer counts as missing.
        takes: the names that it takes from the notebook, in alphabetical order.
    """

    text: str
    message: bytes
    timeout: float
    takes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Question(text={self.text!r}, timeout={self.timeout!r})"

    @property
    def key(self) -> str:
        """A hash of what is asked: equal questions have equal keys, in each process and on each day."""
        return hashlib.sha256(self.message).hexdigest()

    @classmethod
    def make(
        cls,
        expression: str,
        names: Mapping[str, object],
        *,
        text: str,
        seed: int,
        timeout: float,
        after: Sequence[str] = (),
        eager: bool = False,
    ) -> "Question":
        """Put a question together.

        Args:
            expression: Python source.
            names: the values of the names in it that the grader supplies.
            text: how a person would write it.
            seed: of the random numbers of Python, NumPy and Keras.
            timeout: seconds.
            after: names whose values are sent back too, as they are after the evaluation.
            eager: whether TensorFlow computes step by step.

        Raises:
            NotSerializable: if a value cannot be sent.
        """
        asked = {"expression": expression, "names": dict(names), "seed": seed, "after": list(after), "eager": eager}
        takes = sorted(_names_in(expression) - names.keys())
        return cls(text, agent.encode(asked), timeout, tuple(takes))


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came back for a question.

    Attributes:
        message: the bytes that the student's process sent, undecoded; None if none came.
        problem: why none came ("the kernel died", "no answer within 60 s"), else "".
        seconds: time from question to answer, measured by the grader.
        limit: which limit the student's process exceeded meanwhile, else "".
        malformed: whether the kernel sent a malformed reply.
    """

    message: bytes | None = None
    problem: str = ""
    seconds: float = 0.0
    limit: str = ""
    malformed: bool = False

    def __repr__(self) -> str:
        return f"Answer(problem={self.problem!r}, seconds={self.seconds!r})"


class Asked(msgspec.Struct, frozen=True):
    """A question that was asked, as a grading record keeps it.

    Attributes:
        grade_id: the graded cell after which it was asked.
        text: the question, for a person.
        key: `Question.key`.
        seconds: time from question to answer.
        timeout: seconds that the answer had.
        problem: why no answer came, else "".
        answer: hash of the answer's message, "" if none came.
        takes: `Question.takes`.
    """

    grade_id: str
    text: str
    key: str
    seconds: float
    timeout: float
    problem: str
    answer: str
    takes: tuple[str, ...] = ()


class Answerer(Protocol):
    """Whoever answers questions: a live kernel, or the record of an earlier grading."""

    def ask(self, question: Question) -> Answer:
        """Answer a question."""


@lru_cache(maxsize=1024)
def _names_in(expression: str) -> frozenset[str]:
    (statement,) = ast.parse(expression).body
    return names_in_code.used(statement)
