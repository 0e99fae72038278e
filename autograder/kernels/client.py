"""A Jupyter client that limits the size of messages, so that a kernel cannot exhaust the client's memory."""

import logging
import math
import time
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

_WAITING_MESSAGES = 64  # for each channel; a kernel that sends more has to wait, or loses output
_RETRY_MILLISECONDS = 5  # until the kernel has made its sockets; by default 100
DISPLAY_BYTES = 8 << 20
_ANSWER_BYTES = 540 << 20  # the largest answer (`agent.MAX_BYTES`), and what is around its arrays
_MESSAGE_BYTES = 1 << 20
_LIMITS = {"iopub": DISPLAY_BYTES, "shell": _ANSWER_BYTES}

_log = logging.getLogger(__name__)


class BoundedKernelClient(AsyncKernelClient):
    """Closes the connection when a message is larger than its channel allows, and connects again."""

    def _create_connected_socket(self, channel: str, identity: bytes | None = None) -> "zmq.Socket[Any]":
        # A socket must know its limits before it connects: these are the defaults of the next socket.
        self.context.setsockopt(zmq.MAXMSGSIZE, _LIMITS.get(channel, _MESSAGE_BYTES))
        self.context.setsockopt(zmq.RCVHWM, _WAITING_MESSAGES)
        self.context.setsockopt(zmq.RECONNECT_IVL, _RETRY_MILLISECONDS)
        return super()._create_connected_socket(channel, identity)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its outputs arrive.

        As in jupyter_client, but without its final 0.2 s of silence: the grader knows by the request which outputs
        are new.

        Args:
            timeout: Seconds; None for no limit.

        Raises:
            RuntimeError: if the kernel ends, or is not ready in time.
        """
        deadline = time.monotonic() + (timeout or math.inf)
        while not await self._answers(deadline):
            if not await self.is_alive():
                raise RuntimeError("it died before it was ready")
            if time.monotonic() > deadline:
                raise RuntimeError(f"it was not ready within {timeout:g} s")

    async def _answers(self, deadline: float) -> bool:
        request = self.kernel_info()
        try:
            for channel, patience in ((self.shell_channel, 1), (self.iopub_channel, 0.2)):
                # A kernel may send unrequested messages without end.
                while (await channel.get_msg(timeout=patience))["parent_header"].get("msg_id") != request:
                    if time.monotonic() > deadline:
                        return False
        except Empty:  # what was sent before the channel was connected is lost: ask again
            _log.debug("no answer to %s", request)
            return False
        return True
