"""The owner's hold on a forked kernel: see it end, signal it, give it up."""

import asyncio
import contextlib
import logging
import os
import select
import signal
import socket

from autograder.kernels import messages

SUPERVISOR_ENDED = "supervisor ended"  # the reason of the end of a kernel whose supervisor could not give one

_log = logging.getLogger(__name__)


class KernelHandle:
    """A running kernel, which is not a child of this process.

    Attributes:
        pid: Its process id; inside bubblewrap that of the sandbox.
        end_reason: Which limit of the supervisor it exceeded, if any; known once it has ended.
    """

    def __init__(self, lease: socket.socket, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.end_reason: str | None = None
        self._lease = lease
        self._pidfd = pidfd
        self._status: int | None = None

    def poll(self) -> int | None:
        """None while anything that the kernel started runs; then its exit status, negative for a signal."""
        if self._status is None and select.select([self._lease], [], [], 0)[0]:
            end = self._receive_end()
            self._status, self.end_reason = end.status, end.reason
        return self._status

    def _receive_end(self) -> messages.Ended:
        try:
            message = self._lease.recv(messages.MESSAGE_BYTES)
        except ConnectionResetError:
            _log.debug("the supervisor of kernel %d has ended", self.pid, exc_info=True)
            message = b""
        return messages.decode_end(message) if message else messages.Ended(-signal.SIGKILL, SUPERVISOR_ENDED)

    async def wait(self) -> int:
        """Wait for the end and return the exit status."""
        loop = asyncio.get_running_loop()
        while (status := self.poll()) is None:
            readable = asyncio.Event()
            fd = os.dup(self._lease.fileno())  # another waiter may watch the original in the same loop
            loop.add_reader(fd, readable.set)
            try:
                await readable.wait()
            finally:
                loop.remove_reader(fd)
                os.close(fd)
        return status

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's first process; without effect when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signum)

    def close(self) -> None:
        """Give up the lease: the supervisor ends whatever still runs."""
        if self._pidfd >= 0:
            self._lease.close()
            os.close(self._pidfd)
            self._pidfd = -1
