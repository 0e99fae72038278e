"""Messages between the grader and the process of the hidden tests are checked against their types."""

import pickle

import msgspec
import pytest

from autograder.judging import messages
from autograder.judging.messages import Job, Reply, Result
from autograder.questions.question import Answer, Question

DECODERS = {Job: messages.job_of, Answer: messages.answer_of, Reply: messages.reply_of}
SENT = [
    Job("exercise", "check_a", seed=3),
    Answer(b"\0bytes", "", 0.5),
    Reply(question=Question("f(1)", b"message", 60.0, ("f",))),
    Reply(result=Result((), (), ("a file is broken",))),
]


@pytest.mark.parametrize("message", SENT)
def test_a_message_arrives_as_it_was_sent(message):
    assert DECODERS[type(message)](messages.encode(message)) == message


@pytest.mark.parametrize("message", SENT)
@pytest.mark.parametrize("other", DECODERS)
def test_a_message_is_not_taken_for_another_kind(message, other):
    if isinstance(message, other):
        return
    with pytest.raises(msgspec.ValidationError):
        DECODERS[other](messages.encode(message))


@pytest.mark.parametrize("data", [b"", b"no message", pickle.dumps(SENT[0]), messages.encode([1, 2])])
@pytest.mark.parametrize("kind", DECODERS)
def test_anything_else_is_refused(data, kind):
    with pytest.raises(msgspec.DecodeError):
        DECODERS[kind](data)
