"""bubblewrap: process, network, mount and user namespaces around a program (Debian package `bubblewrap`).

See `man 1 bwrap`.
"""

import functools
import logging
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.paths import PACKAGE, SYSTEM, python_environment

# As process 1: when the program ends, the system ends all in its sandbox. Not `--die-with-parent`: that
# means the *thread* that started it, which may be a short-lived one of a pool.
_NAMESPACES = ("--unshare-all", "--unshare-user", "--as-pid-1", "--cap-drop", "ALL", "--new-session")
# What each program needs of the autograder to confine itself.
_OWN_CODE = ("__init__.py", "errors.py", "sandbox")
_PROBE_SECONDS = 10

_log = logging.getLogger(__name__)


@functools.cache
def available() -> bool:
    """Whether bubblewrap is installed and this user may use it here (many containers forbid it)."""
    if shutil.which("bwrap") is None:
        _log.debug("bubblewrap is not installed")
        return False
    try:
        probe = subprocess.run(
            [*command([], []), "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PROBE_SECONDS
        )
    except subprocess.TimeoutExpired:
        _log.debug("bubblewrap did not start within %g s", _PROBE_SECONDS)
        return False
    if probe.returncode != 0:
        _log.debug("bubblewrap does not work here: %s", probe.stderr.decode(errors="replace"))
    return probe.returncode == 0


def command(readable: Iterable[Path], writable: Iterable[Path], code: Iterable[str] = ()) -> list[str]:
    """The command line to put in front of a program that is to see only these paths.

    Besides them it sees the system, the Python environment, and this package.

    Args:
        readable: Files and folders that it may read.
        writable: Folders that it may read and write.
        code: Names of the autograder's subpackages that it imports; no other is visible.
    """
    arguments = ["bwrap", *_NAMESPACES, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/"]
    for path in SYSTEM:
        if path.is_symlink() and path.parent == Path("/"):
            arguments += ["--symlink", str(path.readlink()), str(path)]
        elif not path.is_relative_to("/dev"):
            arguments += ["--ro-bind-try", str(path), str(path)]
    for path in (*python_environment(), *readable):
        arguments += ["--ro-bind-try", str(path), str(path)]
    # Also where it is installed among the packages of the environment.
    arguments += ["--tmpfs", str(PACKAGE)]
    for path in (PACKAGE / name for name in (*_OWN_CODE, *code)):
        arguments += ["--ro-bind", str(path), str(path)]
    for path in writable:
        arguments += ["--bind", str(path), str(path)]
    # What else bubblewrap mounts is memory, and no limit counts what is written there.
    for mounted in ("/dev", "/tmp", "/"):
        arguments += ["--remount-ro", mounted]
    return [*arguments, "--"]
