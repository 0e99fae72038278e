"""A Jupyter client that takes messages up to a size, so that a kernel cannot fill the memory of who listens."""

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

_WAITING_MESSAGES = 64  # for each channel; a kernel that sends more has to wait, or loses output
DISPLAY_BYTES = 8 << 20
_ANSWER_BYTES = 720 << 20  # the largest answer (`agent.MAX_BYTES`) as base64
_MESSAGE_BYTES = 1 << 20
_LIMITS = {"iopub": DISPLAY_BYTES, "shell": _ANSWER_BYTES}


class BoundedKernelClient(AsyncKernelClient):
    """Closes the connection when a message is larger than its channel allows, and connects again."""

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> zmq.Socket:
        # What a socket takes has to be known before it connects: these are the defaults of the next socket.
        self.context.setsockopt(zmq.MAXMSGSIZE, _LIMITS.get(channel, _MESSAGE_BYTES))
        self.context.setsockopt(zmq.RCVHWM, _WAITING_MESSAGES)
        return super()._create_connected_socket(channel, identity)
