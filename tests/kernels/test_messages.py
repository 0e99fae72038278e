"""Messages arrive as they were sent, and nothing else is taken for one."""

import msgspec
import pytest

from autograder.kernels import messages
from autograder.sandbox import Confinement, Limits


def test_a_request_arrives_as_it_was_sent():
    confinement = Confinement("/", {"A": "ä"}, ["/data"], ["/scratch"], [], Limits(processes=3), 5, landlock=True)
    request = messages.Request(confinement, ["-f", "file"], threads=2)
    assert messages.decode_request(messages.encode(request)) == request


@pytest.mark.parametrize("start", [messages.Started(42), messages.NotStarted("no such folder")])
def test_a_reply_arrives_as_it_was_sent(start):
    assert messages.decode_start(messages.encode(start)) == start


@pytest.mark.parametrize("message", [b"", b"{}", b'{"type":"Ended","status":"0","reason":null}', b"not JSON"])
def test_a_malformed_message_is_refused(message):
    with pytest.raises(msgspec.DecodeError):
        messages.decode_end(message)
