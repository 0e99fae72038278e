"""What crosses between the grader and the process of the hidden tests: MessagePack, checked against these types."""

import msgspec

from autograder.judging.verdict import TestVerdict
from autograder.questions.question import Answer, Question

SESSION_WANTED = b"session"  # to the server, with the connection of a grader and a file for errors
GREETING_BYTES = 20  # the first message on that connection: the session's process id, with a pidfd
MAX_BYTES = 1 << 30  # of one message; the largest question, with the arrays in it, is far smaller


class Job(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the process is asked to do: run the hidden tests of one graded cell, or (grade_id "") list all.

    With `tests`, only those of them that have one of these names.
    """

    exercise: str
    grade_id: str = ""
    tests: frozenset[str] = frozenset()
    data_source: str = "sample"
    seed: int = 0
    calibrating: bool = False


class HiddenTest(msgspec.Struct, frozen=True):
    """What is known of a hidden test before it runs."""

    test: str
    grade_id: str
    points: float
    claim: str


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the process found: all hidden tests of the exercise, the verdicts of those that ran, broken files."""

    collected: tuple[HiddenTest, ...]
    verdicts: tuple[TestVerdict, ...]
    problems: tuple[str, ...]


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the process sends: a question, to which it waits for the answer, or the result of the job."""

    question: Question | None = None
    result: Result | None = None


encode = msgspec.msgpack.Encoder().encode
reply_of = msgspec.msgpack.Decoder(Reply).decode
answer_of = msgspec.msgpack.Decoder(Answer).decode
job_of = msgspec.msgpack.Decoder(Job).decode
