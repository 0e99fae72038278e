"""Everything that a kernel's process does to itself before it runs a student's line."""

import dataclasses
import os
import site
import sys
from pathlib import Path
from typing import Any

from autograder.sandbox import landlock, privileges, seccomp
from autograder.sandbox.limits import Limits

# What Python, NumPy and TensorFlow read of the system. Of /etc only what programs need to run at all: it
# also holds passwords and keys. Of /proc only the kernel's own process: others' command lines are private.
_SYSTEM = tuple(
    Path(path)
    for path in (
        *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store"),
        *("/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/hosts", "/etc/ld.so.cache", "/etc/ld.so.conf"),
        *("/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd"),
        *("/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/timezone"),
        *("/dev/full", "/dev/random", "/dev/urandom", "/dev/zero"),
        *("/sys/devices/system/cpu", "/sys/devices/system/node"),
    )
)
_OWN_PROCESS = tuple(
    Path("/proc", name) for name in ("self", "cpuinfo", "filesystems", "meminfo", "stat", "sys/vm", "version")
)


@dataclasses.dataclass(frozen=True)
class Confinement:
    """What a kernel gets, as plain data: it is sent to the process which then confines itself.

    Attributes:
        cwd: Working folder.
        env: The whole environment.
        readable, writable, hidden: As for `landlock.restrict`, beside the system and Python.
        limits: What it may use up.
        tasks: Threads that the user had before, see `limits.tasks_of_user`.
        landlock: Whether to use Landlock and the filter of system calls.
    """

    cwd: str
    env: dict[str, str]
    readable: list[str]
    writable: list[str]
    hidden: list[str]
    limits: Limits
    tasks: int
    landlock: bool

    @classmethod
    def from_data(cls, fields: dict[str, Any]) -> "Confinement":
        """From what `dataclasses.asdict` makes of one."""
        return cls(**(fields | {"limits": Limits(**fields["limits"])}))

    def enter(self) -> None:
        """Confine this process, for good. It must have one thread only.

        Raises:
            OSError, ValueError: if a wall or a limit cannot be set up: the process must not go on then.
        """
        os.umask(0o077)
        os.chdir(self.cwd)
        os.environ.clear()
        os.environ.update(self.env)
        self.limits.apply(self.tasks)
        if sys.platform == "linux":
            privileges.forbid_new_privileges()
            privileges.drop_capabilities()
        if self.landlock:
            landlock.restrict(
                readable=[*_SYSTEM, *_OWN_PROCESS, *python_environment(), *map(Path, self.readable)],
                writable=[Path("/dev/null"), *map(Path, self.writable)],
                hidden=[Path(path) for path in self.hidden],
            )
            if seccomp.available():
                seccomp.refuse_dangerous_calls()


def system_paths() -> tuple[Path, ...]:
    """Files and folders of the system that a kernel reads; not all of them are on every machine."""
    return _SYSTEM


def python_environment() -> list[Path]:
    """Folders of the running Python: the installation, the virtual environment, site-packages.

    By the names that they are found under, and by those that links lead to.
    """
    named = {Path(folder) for folder in (sys.prefix, sys.base_prefix, *site.getsitepackages())}
    folders = named | {folder.resolve() for folder in named}
    return sorted(each for each in folders if not folders.intersection(each.parents))
