"""The owner's side of fork servers: start one, ask it for kernels, share it between kernels.

No function here belongs to an event loop: kernels can be asked for from several threads and loops.
"""

import atexit
import contextlib
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from autograder.errors import ForkServerError
from autograder.kernels import messages
from autograder.kernels.kernel_folder import KernelFolder
from autograder.kernels.kernel_handle import KernelHandle
from autograder.kernels.runtime_folder import runtime_folder
from autograder.kernels.settings import FIXED_ENVIRONMENT, KernelSettings
from autograder.sandbox import bubblewrap
from autograder.sandbox.available import Sandbox, available_sandbox

_MODULE = f"{__package__}.fork_server"  # not imported here: it imports what only a kernel needs
_START_SECONDS = 180  # importing takes 10 s on an idle machine
_REPLY_SECONDS = 30
_END_SECONDS = 5

_log = logging.getLogger(__name__)
_shared: dict[tuple[str, ...], "ForkServer"] = {}
_shared_lock = threading.Lock()


class ForkServer:
    """A fork server that this process has started. Ends with it, and takes its kernels along."""

    def __init__(self, folder: Path, sandbox: list[str], modules: Iterable[str], home: Path | None = None) -> None:
        """Start the server and wait until it is ready.

        Args:
            folder: Existing folder for its log.
            sandbox: Command line in front of its own, see `bubblewrap.command`.
            modules: What it imports before it forks, besides what every kernel needs.
            home: Existing folder where it may write inside the sandbox (default: `folder`).

        Raises:
            ForkServerError: if it does not become ready.
        """
        self._owner_pid = os.getpid()
        self._closed = False
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # ("-P": a module in the working folder must not be imported instead of a real one.)
        command = [*sandbox, sys.executable, "-P", "-m", _MODULE, str(theirs.fileno()), *modules]
        self._log_file = folder / "fork_server.log"
        with theirs, open(self._log_file, "ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(home or folder),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._socket.settimeout(_START_SECONDS)
        if self._receive() != messages.READY:
            self.close()
            raise ForkServerError(f"Expected the fork server to become ready. Its log: {self._log_file.read_text()}")

    @property
    def pid(self) -> int:
        """Process id of the server, or of the sandbox around it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it runs and this process has started it."""
        return self._owner_pid == os.getpid() and self._process.poll() is None

    @property
    def ended_by_itself(self) -> bool:
        """Whether it had ended before it was closed."""
        return not self._closed and self._owner_pid == os.getpid() and self._process.poll() is not None

    def fork(self, request: messages.Request, log: int) -> KernelHandle:
        """Have a kernel forked; it is confined when this returns.

        Args:
            request: What to run.
            log: File descriptor of a file for what the kernel writes outside of Jupyter's messages.

        Raises:
            ForkServerError: if the server is gone, or the kernel could not be confined.
        """
        lease, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        lease.settimeout(_REPLY_SECONDS)
        with contextlib.ExitStack() as on_error:
            on_error.callback(lease.close)
            try:
                with theirs, self._lock:
                    socket.send_fds(self._socket, [messages.KERNEL_WANTED], [theirs.fileno()])
                socket.send_fds(lease, [messages.encode(request)], [log])
                reply, fds, _, _ = socket.recv_fds(lease, messages.MESSAGE_BYTES, 1)
            except OSError as error:
                raise ForkServerError(
                    f"The fork server does not answer ({error!r}). Its log: {self._log_file}"
                ) from error
            if not reply:
                raise ForkServerError(f"The supervisor ended. Its log: {self._log_file}")
            start = messages.decode_start(reply)
            if isinstance(start, messages.NotStarted):
                raise ForkServerError(f"The kernel was not started: {start.error}")
            on_error.pop_all()
        return KernelHandle(lease, start.pid, fds[0])

    def close(self) -> None:
        """End the server and, inside bubblewrap, its kernels. Others end with their lease."""
        self._closed = self._process.poll() is None
        self._socket.close()
        if self._owner_pid != os.getpid():
            return
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            _log.debug("fork server %d does not end by itself", self.pid)
            self._process.kill()
            self._process.wait()

    def _receive(self) -> bytes:
        try:
            return self._socket.recv(messages.MESSAGE_BYTES)
        except OSError:
            _log.debug("fork server %d says nothing", self.pid, exc_info=True)
            return b""


def start_fork_server(settings: KernelSettings) -> None:
    """Start the fork server that kernels with these settings will share, and wait until it is ready, unless it runs.

    Raises:
        ForkServerError: if it does not become ready.
        SandboxUnavailable: if this machine does not have the isolation layer that `settings.sandbox` names.
    """
    sandbox = available_sandbox(settings.sandbox)
    if not one_for_each_kernel(sandbox):
        shared(settings, sandbox)


def shared(settings: KernelSettings, sandbox: Sandbox) -> ForkServer:
    """The fork server of all kernels with such settings; started at the first call, and again if it has died.

    Raises:
        ForkServerError: if it does not become ready.
    """
    command = []
    if sandbox.bubblewrap:
        command = bubblewrap.command(settings.readable, [settings.scratch.parent, runtime_folder()], code=["kernels"])
    key = (*settings.modules, *command)
    with _shared_lock:
        found = _shared.get(key)
        if found is None or not found.alive:
            found = _shared[key] = ForkServer(runtime_folder(), command, settings.modules)
        return found


def one_for_each_kernel(sandbox: Sandbox) -> bool:
    """Whether kernels cannot share a fork server, since nothing would separate two kernels behind the same one."""
    return sandbox.bubblewrap and not sandbox.landlock


def start_for_one_kernel(settings: KernelSettings, folder: KernelFolder) -> ForkServer:
    """Start a fork server behind bubblewrap that sees the files of one kernel only.

    Raises:
        ForkServerError: if it does not become ready.
    """
    readable, writable = [*settings.readable, folder.path], [settings.scratch, folder.sockets]
    home = folder.sockets / "home"
    home.mkdir(exist_ok=True)
    return ForkServer(folder.path, bubblewrap.command(readable, writable, code=["kernels"]), settings.modules, home)


def shutdown() -> None:
    """End all shared fork servers of this process. Called at exit."""
    with _shared_lock:
        for each in _shared.values():
            each.close()
        _shared.clear()


atexit.register(shutdown)


def _environment(home: Path) -> dict[str, str]:
    # One thread while importing: a process with several threads cannot be forked safely.
    single = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        **single,
        **FIXED_ENVIRONMENT,
    }
