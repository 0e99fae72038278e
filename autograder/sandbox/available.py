"""Which isolation layers this machine has for students' code."""

import dataclasses
import os
import platform

from autograder.errors import SandboxUnavailable
from autograder.sandbox import bubblewrap, landlock, seccomp

CHOICES = ("auto", "landlock", "bubblewrap", "none")


@dataclasses.dataclass(frozen=True)
class Sandbox:
    """The isolation layers in force; limits are always in force too.

    Attributes:
        landlock: Version (ABI) of Landlock; 0 for none.
        bubblewrap: Whether bubblewrap is used.
    """

    landlock: int
    bubblewrap: bool

    def __bool__(self) -> bool:
        """Whether there is any isolation layer."""
        return bool(self.landlock or self.bubblewrap)

    def __str__(self) -> str:
        """What is closed and what is left open, for a person."""
        if not self:
            return "no sandbox: limits only"
        layers = ["bubblewrap"] if self.bubblewrap else []
        if self.landlock:
            layers.append(f"landlock {self.landlock}" + (" with seccomp" if seccomp.available() else ""))
        left_open = []
        if not self.bubblewrap:
            if not seccomp.available():
                left_open.append("UDP and Unix sockets")
                if self.landlock < landlock.ABI_WITH_TCP:
                    left_open.append("TCP")
            if self.landlock < landlock.ABI_WITH_SIGNALS:
                left_open.append("signals to this user's processes")
        return " + ".join(layers) + (f"; open: {', '.join(left_open)}" if left_open else "")


def available_sandbox(requested: str = "auto") -> Sandbox:
    """The sandbox that students' code gets on this machine.

    Args:
        requested: "auto" for all isolation layers that this machine has, which may be none; "landlock" or
            "bubblewrap" for that one alone; "none" for limits only.

    Raises:
        SandboxUnavailable: if the requested layer is unavailable, or this system is not Linux.
        ValueError: if `requested` is another word.
    """
    if requested not in CHOICES:
        raise ValueError(f"Expected one of {CHOICES} for the sandbox. Received: {requested!r}.")
    if not _can_supervise():
        raise SandboxUnavailable(
            "Expected Linux 5.3 or newer, with process file descriptors: students' code runs nowhere else. Received: "
            f"{platform.system()} {platform.release()}. Grade in a Linux virtual machine; on Windows, in WSL 2."
        )
    abi = landlock.abi_version() if requested in ("auto", "landlock") else 0
    wrapped = requested in ("auto", "bubblewrap") and bubblewrap.available()
    if requested == "landlock" and not abi:
        raise SandboxUnavailable(
            "Expected a system with Landlock (Linux 5.13 or newer). Received: one without. Choose the sandbox "
            "'bubblewrap' or 'auto'."
        )
    if requested == "bubblewrap" and not wrapped:
        raise SandboxUnavailable(
            "Expected bubblewrap (apt-get install bubblewrap) and permission to use user namespaces. Received: not "
            "both. Choose the sandbox 'landlock' or 'auto'."
        )
    return Sandbox(abi, wrapped)


def _can_supervise() -> bool:
    """Whether one process can watch and signal another one without confusing it with a later one."""
    if not hasattr(os, "pidfd_open"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True
