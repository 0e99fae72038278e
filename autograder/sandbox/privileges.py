"""What a process gives up for good: new privileges, capabilities, outliving its parent.

Thin wrappers of Linux' `prctl` and `capset`, through ctypes; see `man 2 prctl` and `man 2 capset`.
"""

import ctypes
import os

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_DROP = 24
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38

_LAST_CAPABILITY = "/proc/sys/kernel/cap_last_cap"
_CAPABILITY_VERSION_3 = 0x20080522
_CAPABILITY_WORDS_3 = 6  # effective, permitted, inheritable: two 32-bit words each

_libc = ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    unused = ctypes.c_ulong(0)
    if _libc.prctl(option, ctypes.c_ulong(value), unused, unused, unused) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl option {option}, value {value}: {os.strerror(number)}")


def die_with_parent(signum: int) -> None:
    """Have the system send `signum` to this process when the thread that forked it ends."""
    _prctl(_PR_SET_PDEATHSIG, signum)


def forbid_debugging() -> None:
    """Close this process to `ptrace`, `/proc/<pid>/mem` and core dumps of processes without CAP_SYS_PTRACE."""
    _prctl(_PR_SET_DUMPABLE, 0)


def allow_inspection() -> None:
    """Let a process of the same user, such as the supervisor, see which files this one has open."""
    _prctl(_PR_SET_DUMPABLE, 1)


def adopt_orphans() -> None:
    """Make this process the parent of each descendant whose own parent ends, also after `setsid`."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def forbid_new_privileges() -> None:
    """Disable set-user-id programs and file capabilities, for this process and its children."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up all capabilities, so that a process of root's can do no more than the owner of root's files.

    Raises:
        OSError: if the system refuses.
    """
    with open(_LAST_CAPABILITY) as file:
        last = int(file.read())
    for capability in range(last + 1):
        try:
            _prctl(_PR_CAPBSET_DROP, capability)
        except PermissionError:
            break  # without CAP_SETPCAP; then no_new_privs alone keeps programs from gaining capabilities
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    if _libc.capset(header, (ctypes.c_uint32 * _CAPABILITY_WORDS_3)()) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"capset: {os.strerror(number)}")
