"""Which walls stand between a student's kernel and this machine."""

import dataclasses
import os
import signal
import sys

from autograder.sandbox import bubblewrap, landlock, seccomp
from autograder.sandbox.settings import SANDBOXES


class SandboxUnavailable(RuntimeError):
    """This machine does not have the wall that was asked for."""


@dataclasses.dataclass(frozen=True)
class Walls:
    """The walls in force.

    Attributes:
        landlock: Version (ABI) of Landlock; 0 for none.
        bubblewrap: Whether bubblewrap is around the fork server.
        warm: Whether kernels are forked; else each is a process of its own.
    """

    landlock: int
    bubblewrap: bool
    warm: bool

    def __bool__(self) -> bool:
        """Whether there is any wall; limits alone are none."""
        return bool(self.landlock or self.bubblewrap)

    def __str__(self) -> str:
        """What is closed and what is left open, for a person."""
        if not self:
            return "no walls: limits only"
        parts = []
        if self.bubblewrap:
            parts.append("bubblewrap")
        if self.landlock:
            parts.append(f"landlock {self.landlock}" + (" with seccomp" if seccomp.available() else ""))
        open_ = []
        if not self.bubblewrap:
            if not seccomp.available():
                open_.append("UDP and Unix sockets")
                if self.landlock < landlock.ABI_WITH_TCP:
                    open_.append("TCP")
            if self.landlock < landlock.ABI_WITH_SIGNALS:
                open_.append("signals to this user's processes")
        return " + ".join(parts) + (f"; open: {', '.join(open_)}" if open_ else "")


def walls(sandbox: str = "auto", warm: bool = True) -> Walls:
    """The walls that a kernel with these settings gets here.

    Args:
        sandbox: See `KernelSettings`.
        warm: See `KernelSettings`.

    Raises:
        SandboxUnavailable: if the wall that is asked for is not to be had.
        ValueError: for another word.
    """
    if sandbox not in SANDBOXES:
        raise ValueError(f"Expected one of {SANDBOXES} for sandbox. Received: {sandbox!r}.")
    warm = warm and can_fork()
    abi = landlock.abi_version() if sandbox in ("auto", "landlock") else 0
    wrapped = warm and sandbox in ("auto", "bubblewrap") and bubblewrap.available()
    if sandbox == "landlock" and not abi:
        raise SandboxUnavailable("Expected a system with Landlock (Linux 5.13 or newer). Received: none.")
    if sandbox == "bubblewrap" and not wrapped:
        raise SandboxUnavailable(
            "Expected bubblewrap (Debian package bubblewrap), user namespaces and warm kernels. Received: not "
            "all of these."
        )
    return Walls(abi, wrapped, warm)


def can_fork() -> bool:
    """Whether warm kernels work here: Linux 5.3 or newer, for its process file descriptors."""
    if sys.platform != "linux" or not hasattr(signal, "pidfd_send_signal"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True
