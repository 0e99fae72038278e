"""A filter of system calls for what Landlock leaves open: sockets other than its own, keyrings, debugging.

See `man 2 seccomp`. A filter is a small program for the classic packet filter (BPF) which sees the number
and the arguments of each system call. This one returns "operation not permitted" for those that are listed.
"""

import ctypes
import errno
import os
import platform
import socket
import struct

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_LOAD_WORD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_AT_LEAST = 0x35
_AND = 0x54
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
# ZeroMQ looks for network interfaces, through a netlink socket, and bears to be told this but no other error.
_REFUSE_NETLINK = 0x00050000 | errno.EOPNOTSUPP

# Where the words lie in `struct seccomp_data` (of a 64-bit argument the low half, on little-endian machines).
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_SOCKET_TYPE_MASK = 0xF  # without SOCK_NONBLOCK and SOCK_CLOEXEC
_X32_CALLS = 0x40000000  # a second set of numbers for the same calls on x86_64

# connect: a Unix socket with a path (a session bus, a container engine) would do work outside the walls.
# io_uring: makes sockets without the system calls that are filtered here.
_CALLS = {
    "x86_64": {
        "socket": 41,
        "connect": 42,
        "ptrace": 101,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "perf_event_open": 298,
        "bpf": 321,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "socket": 198,
        "connect": 203,
        "ptrace": 117,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "perf_event_open": 241,
        "bpf": 280,
        "io_uring_setup": 425,
    },
}
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def available() -> bool:
    """Whether there is a filter for this system and processor (Linux on x86_64 or 64-bit ARM)."""
    return platform.system() == "Linux" and platform.machine() in _CALLS and ctypes.sizeof(ctypes.c_void_p) == 8


def refuse_foreign_sockets() -> None:
    """Refuse, from here on: sockets of the network, connecting, keyrings, debugging, io_uring.

    Left are listening Unix stream sockets, on which a kernel talks with Jupyter, and socket pairs. The
    calling thread must be the only one, and must have called `forbid_new_privileges`.

    Raises:
        OSError: if the system refuses the filter.
    """
    machine = platform.machine()
    program = _filter(_CALLS[machine], _ARCHITECTURES[machine])
    argument = _Program(len(program) // 8, program)
    unused = ctypes.c_ulong(0)
    if _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(argument), unused, unused) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp filter: {os.strerror(number)}")


def _filter(calls: dict[str, int], architecture: int) -> bytes:
    def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_true, if_false, value)

    refused = [number for name, number in calls.items() if name != "socket"]
    steps = [
        instruction(_LOAD_WORD, _ARCHITECTURE),
        instruction(_JUMP_IF_EQUAL, architecture, 1, 0),
        instruction(_RETURN, _REFUSE),  # calls of a 32-bit program have other numbers
        instruction(_LOAD_WORD, _NUMBER),
        instruction(_JUMP_IF_AT_LEAST, _X32_CALLS, 0, 1),
        instruction(_RETURN, _REFUSE),
    ]
    for number in refused:
        steps += [instruction(_JUMP_IF_EQUAL, number, 0, 1), instruction(_RETURN, _REFUSE)]
    steps += [
        instruction(_JUMP_IF_EQUAL, calls["socket"], 1, 0),
        instruction(_RETURN, _ALLOW),
        instruction(_LOAD_WORD, _FIRST_ARGUMENT),
        instruction(_JUMP_IF_EQUAL, socket.AF_NETLINK, 0, 1),
        instruction(_RETURN, _REFUSE_NETLINK),
        instruction(_JUMP_IF_EQUAL, socket.AF_UNIX, 1, 0),
        instruction(_RETURN, _REFUSE),
        instruction(_LOAD_WORD, _SECOND_ARGUMENT),
        instruction(_AND, _SOCKET_TYPE_MASK),
        instruction(_JUMP_IF_EQUAL, socket.SOCK_STREAM, 1, 0),
        instruction(_RETURN, _REFUSE),  # a datagram can be sent to a path without connecting
        instruction(_RETURN, _ALLOW),
    ]
    return b"".join(steps)
