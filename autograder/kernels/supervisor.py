"""The parent of one kernel: forks it, watches what it uses, and leaves nothing of it behind.

It serves one lease, a Unix socket whose other end the owner holds; see `messages` for what is sent. When the
owner closes its end, by intent or by dying, the kernel ends. A supervisor is single-threaded and runs none of a
student's code.
"""

import contextlib
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import NoReturn

from autograder.kernels import kernel_process, messages
from autograder.sandbox import privileges
from autograder.sandbox.confinement import Confinement
from autograder.sandbox.disk_use import disk_use

_WATCH_SECONDS = 0.25
_DISK_SECONDS = 0.5


def serve(lease: socket.socket) -> NoReturn:
    """Run one kernel from start to end in this freshly forked process, which does not come back."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    privileges.adopt_orphans()
    message, fds, _, _ = socket.recv_fds(lease, messages.MESSAGE_BYTES, 1)
    if message:  # else the owner is already gone
        _supervise(lease, messages.decode_request(message), fds[0])
    os._exit(0)


def _supervise(lease: socket.socket, request: messages.Request, log: int) -> None:
    report, child_report = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        kernel_process.run(request, child_report, log)
    os.close(child_report)
    pidfd = os.pidfd_open(kernel)
    with open(report, "rb") as file:
        error = file.read().decode(errors="replace")
    reason = None
    if error != kernel_process.CONFINED:
        lease.send(messages.encode(messages.NotStarted(error or "The process ended before it was confined.")))
    else:
        socket.send_fds(lease, [messages.encode(messages.Started(kernel))], [pidfd])
        reason = _watch(lease, pidfd, request.confinement)
    status = _end_all(kernel)
    with contextlib.suppress(BrokenPipeError):  # the owner has closed its end
        lease.send(messages.encode(messages.Ended(status, reason)))


def _watch(lease: socket.socket, pidfd: int, confinement: Confinement) -> str | None:
    """Wait until the kernel ends, or must be ended.

    Returns:
        Which limit the kernel with all that it started exceeded, if any.
    """
    limits = confinement.limits
    folders = [Path(folder) for folder in confinement.writable]
    inherited = _private_bytes(os.getpid())
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.register(lease, select.POLLIN)
    disk_due = 0.0
    while not poll.poll(_WATCH_SECONDS * 1000):
        processes = _descendants()
        if len(processes) > limits.processes:
            return f"{len(processes)} processes at a time; the limit is {limits.processes}"
        # The system limits what one process takes for itself, and makes a MemoryError of it; but neither what
        # several take together nor memory that can be shared.
        used = sum(max(0, _private_bytes(process) - inherited) for process in processes)
        if used > limits.memory_bytes:
            return f"{used} bytes of memory in {len(processes)} processes; the limit is {limits.memory_bytes}"
        start = time.monotonic()
        if start >= disk_due:
            written = disk_use(folders, processes, limits.disk_bytes)
            if written > limits.disk_bytes:
                return f"more than {limits.disk_bytes} bytes of disk in all files; that is the limit"
            disk_due = time.monotonic() + max(_DISK_SECONDS, 10 * (time.monotonic() - start))
    return None


def _end_all(kernel: int) -> int:
    """Kill all descendants of this process and wait for them.

    Returns:
        The kernel's exit status as `subprocess` has it: negative for a signal.
    """
    result = 0
    while True:
        # A stopped process forks no more: kill only when there is no new one.
        stopped: set[int] = set()
        while found := set(_descendants()) - stopped:
            for process in found:
                _signal(process, signal.SIGSTOP)
            stopped |= found
        for process in stopped:
            _signal(process, signal.SIGKILL)
        try:
            ended, status = os.waitpid(-1, 0)
        except ChildProcessError:
            return result
        if ended == kernel:
            result = os.waitstatus_to_exitcode(status)


def _descendants() -> list[int]:
    """Process ids of all that this process and its children have started and that still run."""
    # Not psutil here, nor for the memory: it looks for children among all processes of the machine (20 instead of
    # 0.04 ms for a child beside 400 others), and its `memory_info` leaves out shared memory (RssShmem);
    # `memory_full_info`, which includes it, takes 17 times as long as reading one file.
    found, unread = [], [os.getpid()]
    while unread:
        process = unread.pop()
        try:
            threads = list(Path(f"/proc/{process}/task").iterdir())
        except OSError:
            continue  # ended since it was found
        for thread in threads:
            try:
                children = [int(word) for word in (thread / "children").read_text().split()]
            except OSError:
                continue
            found += children
            unread += children
    return found


def _private_bytes(process: int) -> int:
    """Memory that the process holds, without mapped files, in bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    kibibytes = {key: value.split()[0] for key, _, value in (line.partition(":") for line in lines) if value.strip()}
    return 1024 * (int(kibibytes.get("RssAnon", 0)) + int(kibibytes.get("RssShmem", 0)))


def _signal(process: int, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signum)
