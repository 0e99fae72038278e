"""The owner's side of a fork server: start it and ask it for kernels."""

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from autograder.kernels import fork_server
from autograder.kernels.kernel_handle import ForkedKernel
from autograder.kernels.request import Request
from autograder.kernels.supervisor import MESSAGE_BYTES
from autograder.sandbox.settings import FIXED_ENVIRONMENT

_START_SECONDS = 180  # importing takes 10 s on an idle machine
_REPLY_SECONDS = 30
_END_SECONDS = 5


class ForkServerError(RuntimeError):
    """The fork server did not start, or a kernel could not be forked or confined."""


class ForkServer:
    """A fork server that this process has started. Ends with it, and takes its kernels along."""

    def __init__(self, folder: Path, sandbox: list[str], home: Path | None = None) -> None:
        """Start the server and wait until it is ready.

        Args:
            folder: Existing folder for its log.
            sandbox: Command line in front of its own, see `bubblewrap.command`.
            home: Existing folder where it may write inside the sandbox (default: `folder`).

        Raises:
            ForkServerError: if it does not become ready.
        """
        self.owner_pid = os.getpid()
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # ("-P": a module in the working folder must not take the place of a real one.)
        command = [*sandbox, sys.executable, "-P", "-m", fork_server.__name__, str(theirs.fileno())]
        self._log = folder / "fork_server.log"
        with theirs, open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_server_environment(home or folder),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._socket.settimeout(_START_SECONDS)
        if _receive(self._socket) != fork_server.READY:
            self.close()
            raise ForkServerError(f"Expected the fork server to become ready. Its log: {self._log.read_text()}")

    @property
    def pid(self) -> int:
        """Process id of the server, or of the sandbox around it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self.owner_pid == os.getpid() and self._process.poll() is None

    def fork(self, request: Request, log: int) -> ForkedKernel:
        """Have a kernel forked; it is confined when this returns.

        Args:
            request: What to run.
            log: File descriptor of a file for what the kernel writes outside of Jupyter's messages.

        Raises:
            ForkServerError: if the server is gone, or the kernel could not be confined.
        """
        lease, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        lease.settimeout(_REPLY_SECONDS)
        try:
            with theirs, self._lock:
                socket.send_fds(self._socket, [fork_server.KERNEL_WANTED], [theirs.fileno()])
            socket.send_fds(lease, [request.to_json().encode()], [log])
            message, fds, _, _ = socket.recv_fds(lease, MESSAGE_BYTES, 1)
        except OSError as error:
            lease.close()
            raise ForkServerError(f"The fork server does not answer ({error!r}). Its log: {self._log}") from error
        reply = json.loads(message) if message else {"error": f"The supervisor ended. Its log: {self._log}"}
        if "error" in reply:
            lease.close()
            raise ForkServerError(f"The kernel was not started: {reply['error']}")
        return ForkedKernel(lease, reply["pid"], fds[0])

    def close(self) -> None:
        """End the server and, inside a sandbox, its kernels. Others end with their lease."""
        self._socket.close()
        if self.owner_pid != os.getpid():
            return
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _server_environment(home: Path) -> dict[str, str]:
    # One thread while importing: what starts threads then cannot be forked.
    single = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        **single,
        **FIXED_ENVIRONMENT,
    }


def _receive(sock: socket.socket) -> bytes:
    try:
        return sock.recv(MESSAGE_BYTES)
    except OSError:
        return b""
