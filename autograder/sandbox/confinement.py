"""Everything that a process does to itself before it runs a student's first line."""

import os
from pathlib import Path

import msgspec

from autograder.sandbox import landlock, privileges, seccomp
from autograder.sandbox.limits import Limits
from autograder.sandbox.paths import OWN_PROCESS, SYSTEM, python_environment


class Confinement(msgspec.Struct, frozen=True):
    """What a process gets, as plain data: it is sent to the process, which then confines itself.

    Attributes:
        cwd: Working folder.
        env: The whole environment.
        readable: Files and folders that it may read besides the system and Python.
        writable: Folders that it may read and write.
        hidden: Files and folders that stay out of reach although a readable folder contains them.
        limits: How much of the machine it may use.
        tasks: Threads that the user had before, see `limits.tasks_of_user`.
        landlock: Whether to use Landlock and the seccomp filter.
    """

    cwd: str
    env: dict[str, str]
    readable: list[str]
    writable: list[str]
    hidden: list[str]
    limits: Limits
    tasks: int
    landlock: bool

    def enter(self) -> None:
        """Confine this process, for good. It must have one thread only.

        Raises:
            OSError: if the system refuses a layer or a limit. The process must not continue then.
            ValueError: if a limit is out of the system's range. The process must not continue then.
        """
        os.umask(0o077)
        os.chdir(self.cwd)
        os.environ.clear()
        os.environ.update(self.env)
        self.limits.apply(self.tasks)
        privileges.forbid_new_privileges()
        privileges.drop_capabilities()
        if self.landlock:
            landlock.restrict(
                readable=[*SYSTEM, *OWN_PROCESS, *python_environment(), *map(Path, self.readable)],
                writable=[Path("/dev/null"), *map(Path, self.writable)],
                hidden=[Path(path) for path in self.hidden],
            )
            if seccomp.available():
                seccomp.refuse_dangerous_calls()
