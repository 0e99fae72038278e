"""Landlock: a process limits itself to given files, for good; needs neither root nor a package.

See `man 7 landlock` and https://docs.kernel.org/userspace-api/landlock.html. Needs Linux 5.13. What later
versions (ABI) add is used where available: TCP from ABI 4, signals and abstract sockets from ABI 6.

Left open by Landlock: `stat` (whether a file exists, its size and times), UDP, and Unix sockets that have
a path. `seccomp` closes the last two.
"""

import ctypes
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

# The same numbers on every architecture that can run TensorFlow.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1

# Access rights by the bit that the system gives them.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIRECTORY = (1 << bit for bit in range(4))
_TRUNCATE, _IOCTL_DEVICE = 1 << 14, 1 << 15
_RIGHTS_BY_ABI = {1: (1 << 13) - 1, 2: 1 << 13, 3: _TRUNCATE, 5: _IOCTL_DEVICE}
_MAKE_DEVICES = 1 << 6 | 1 << 11  # character and block devices: nobody needs to make one
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE

_TCP_BIND_AND_CONNECT = 0b11
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
ABI_WITH_TCP = 4
ABI_WITH_SIGNALS = 6

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # implied by _pack_; Python 3.14 demands it explicitly
    _fields_ = (("allowed", ctypes.c_uint64), ("directory", ctypes.c_int32))


def abi_version() -> int:
    """The version of Landlock that the running system offers; 0 for none."""
    version = _libc.syscall(
        ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint32(_CREATE_RULESET_VERSION)
    )
    return max(int(version), 0)


def restrict(readable: Iterable[Path], writable: Iterable[Path], hidden: Iterable[Path] = ()) -> None:
    """Limit this process and all that it starts to the given paths. This cannot be undone.

    The calling thread must be the only one, and must have called `forbid_new_privileges`. Files that are
    open already stay open. Paths that do not exist are skipped.

    Args:
        readable: Files and folders (with everything in them) that may be read and executed.
        writable: Files and folders (with everything in them) that may be read, written, made and removed, but not
            executed.
        hidden: Files and folders that stay out of reach although a readable folder contains them. The
            *names* in the folders on the way there can be listed.

    Raises:
        OSError: if the system has no Landlock or refuses a rule.
    """
    abi = abi_version()
    if abi == 0:
        raise OSError("Expected a system with Landlock (Linux 5.13 or newer). Received: one without.")
    handled = sum(rights for since, rights in _RIGHTS_BY_ABI.items() if since <= abi)
    read = _EXECUTE | _READ_FILE | _READ_DIRECTORY
    write = handled & ~(_EXECUTE | _MAKE_DEVICES | _IOCTL_DEVICE)
    ruleset = _Ruleset(
        handled,
        _TCP_BIND_AND_CONNECT if abi >= ABI_WITH_TCP else 0,
        _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= ABI_WITH_SIGNALS else 0,
    )
    ruleset_fd = _call(
        _CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(ctypes.sizeof(ruleset)), ctypes.c_uint32(0)
    )
    hidden = [path.resolve() for path in hidden]
    for path in readable:
        for below, is_way in _spread(path.resolve(), hidden):
            _allow(ruleset_fd, below, _READ_DIRECTORY if is_way else read)
    for path in writable:
        _allow(ruleset_fd, path, write)
    _call(_RESTRICT_SELF, ctypes.c_int(ruleset_fd), ctypes.c_uint32(0))
    os.close(ruleset_fd)


def _spread(path: Path, hidden: list[Path]) -> Iterator[tuple[Path, bool]]:
    """Cut `hidden` out of `path`: each remaining path, and whether it is only on the way to a hidden one."""
    if path in hidden:
        return
    if not any(each.is_relative_to(path) for each in hidden):
        yield path, False
        return
    yield path, True
    for below in path.iterdir():
        if not below.is_symlink():  # a link needs no right of its own, and must not lead into `hidden`
            yield from _spread(below, hidden)


def _allow(ruleset_fd: int, path: Path, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        rights &= _FILE_RIGHTS
    rule = _PathBeneath(rights, fd)
    _call(
        _ADD_RULE,
        ctypes.c_int(ruleset_fd),
        ctypes.c_uint32(_RULE_PATH_BENEATH),
        ctypes.byref(rule),
        ctypes.c_uint32(0),
    )
    if path.is_relative_to("/proc"):
        # A rule holds for an inode. Those of /proc are made anew when the system has forgotten them, and the
        # rule would no longer hold: a file kept open is not forgotten, here and in a program started later.
        os.set_inheritable(fd, True)
    else:
        os.close(fd)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock system call {number}: {os.strerror(error)}")
    return result
