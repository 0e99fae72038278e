"""Questions to a submission, and their answers.

A question is a Python expression of the grader's making that is evaluated in the student's kernel, with data for
the names in it. The answer is data. Both are bytes of the format in `autograder.questions.agent`, so that they can be
sent, kept in a grading record, and compared.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from autograder.questions import agent


@dataclass(frozen=True)
class Question:
    """One question, ready to be sent.

    Attributes:
        text: how a person would write it, for messages and records.
        message: the bytes that the agent in the student's kernel decodes.
        timeout: seconds until the answer counts as missing.
    """

    text: str
    message: bytes = field(repr=False)
    timeout: float

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
        """Put a question together; `names` are the values of the names in `expression` that the grader supplies."""
        asked = {"expression": expression, "names": dict(names), "seed": seed, "after": list(after), "eager": eager}
        return cls(text, agent.encode(asked), timeout)


@dataclass(frozen=True)
class Answer:
    """What came back for a question.

    Attributes:
        message: the bytes that the student's process sent, undecoded; None if none came.
        problem: why none came ("the kernel died", "no answer within 60 s"), else "".
        seconds: time from question to answer, measured by the grader.
        limit: which limit the student's process went over meanwhile, else "".
    """

    message: bytes | None = field(repr=False)
    problem: str = ""
    seconds: float = 0.0
    limit: str = field(default="", repr=False)


class Source(Protocol):
    """Where answers come from: a live kernel, or the record of an earlier grading."""

    def ask(self, question: Question) -> Answer: ...
