"""bubblewrap: process, network, mount and user namespaces around a fork server (Debian package `bubblewrap`).

See `man 1 bwrap`.
"""

import functools
import shutil
import subprocess
from pathlib import Path

from autograder.sandbox.confinement import python_environment, system_paths
from autograder.sandbox.settings import PACKAGE

# As process 1: when the fork server ends, the system ends all in its sandbox. Not `--die-with-parent`: that
# means the *thread* that started it, which may be a short-lived one of a pool.
_NAMESPACES = ("--unshare-all", "--unshare-user", "--as-pid-1", "--cap-drop", "ALL", "--new-session")
_PROBE_SECONDS = 10


@functools.cache
def available() -> bool:
    """Whether bubblewrap is installed and this user may use it here (not so in many containers)."""
    if shutil.which("bwrap") is None:
        return False
    try:
        probe = subprocess.run(
            [*command([], []), "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PROBE_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def command(readable: list[Path], writable: list[Path]) -> list[str]:
    """The command line to put in front of a program that is to see only these paths, read or written.

    Beside them it sees the system, the Python environment, and of the autograder the code of this package.
    """
    arguments = ["bwrap", *_NAMESPACES, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/"]
    for path in system_paths():
        if path.is_symlink() and path.parent == Path("/"):
            arguments += ["--symlink", str(path.readlink()), str(path)]
        elif not path.is_relative_to("/dev"):
            arguments += ["--ro-bind-try", str(path), str(path)]
    for path in [*python_environment(), *readable]:
        arguments += ["--ro-bind-try", str(path), str(path)]
    # Also where it is installed among the packages of the environment.
    arguments += ["--tmpfs", str(PACKAGE)]
    for path in (PACKAGE / "__init__.py", PACKAGE / "sandbox", PACKAGE / "kernels"):
        arguments += ["--ro-bind", str(path), str(path)]
    for path in writable:
        arguments += ["--bind", str(path), str(path)]
    # What else bubblewrap mounts is memory, of which no limit counts what is written there.
    for path in ("/dev", "/tmp", "/"):
        arguments += ["--remount-ro", path]
    return [*arguments, "--"]
