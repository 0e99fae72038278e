"""A filter of system calls, for what Landlock leaves open.

That is: sockets to the outside, keyrings, debugging, memory that outlives a process, and the limits and priorities of
other processes. A filter is a small program for the classic packet filter (BPF) which sees the number and the arguments
of each system call. This one returns "operation not permitted" for those that are listed. See `man 2 seccomp`.
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
# ZeroMQ looks for network interfaces, through a netlink socket, and tolerates this error but no other.
_REFUSE_NETLINK = 0x00050000 | errno.EOPNOTSUPP

# Where the words lie in `struct seccomp_data` (of a 64-bit argument the low half, on little-endian machines).
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_SOCKET_TYPE_MASK = 0xF  # without SOCK_NONBLOCK and SOCK_CLOEXEC
_X32_CALLS = 0x40000000  # a second set of numbers for the same calls on x86_64

# connect: a Unix socket with a path (a session bus, a container engine) would do work outside the sandbox.
# io_uring: makes sockets without the system calls that are filtered here.
# shmget, msgget, semget, mq_open: what they make stays when all processes have ended, for the next submission.
# unshare, setns: nothing in a notebook needs another namespace, and each gives access to more of the system.
# sched_setattr, setpriority, ioprio_set: slow down other processes of the same user.
# Numbers on x86_64 and on 64-bit ARM.
_CALLS = {
    "socket": (41, 198),
    "connect": (42, 203),
    "ptrace": (101, 117),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "unshare": (272, 97),
    "setns": (308, 268),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
}
# Allowed only with one value of one argument: for the caller itself (process id 0), and for the usual scheduling,
# which ZeroMQ asks for.
_CALLS_WITH_VALUE = {
    "prlimit64": ((302, 261), _FIRST_ARGUMENT, 0),
    "sched_setaffinity": ((203, 122), _FIRST_ARGUMENT, 0),
    "sched_setscheduler": ((144, 119), _SECOND_ARGUMENT, 0),
}
# Refused with one value of one argument: PR_SET_DUMPABLE would hide the open files from the supervisor.
_CALLS_WITHOUT_VALUE = {"prctl": ((157, 167), _FIRST_ARGUMENT, 4)}
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_MACHINES = tuple(_ARCHITECTURES)

_libc = ctypes.CDLL(None, use_errno=True)

_Rule = tuple[int, int, int]  # number of a call, place and value of an argument


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def available() -> bool:
    """Whether there is a filter for this processor (x86_64 or 64-bit ARM)."""
    return platform.machine() in _MACHINES and ctypes.sizeof(ctypes.c_void_p) == 8


def refuse_dangerous_calls() -> None:
    """Refuse from now on: network sockets, connecting, and the other calls named above.

    Still allowed are listening Unix stream sockets, on which a kernel talks with Jupyter, and socket pairs. The
    calling thread must be the only one, and must have called `forbid_new_privileges`.

    Raises:
        OSError: if the system refuses the filter.
    """
    machine = platform.machine()
    column = _MACHINES.index(machine)
    calls = {name: numbers[column] for name, numbers in _CALLS.items()}
    with_value = [(numbers[column], place, value) for numbers, place, value in _CALLS_WITH_VALUE.values()]
    without_value = [(numbers[column], place, value) for numbers, place, value in _CALLS_WITHOUT_VALUE.values()]
    program = _filter(calls, with_value, without_value, _ARCHITECTURES[machine])
    argument = _Program(len(program) // 8, program)
    unused = ctypes.c_ulong(0)
    if _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(argument), unused, unused) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp filter: {os.strerror(number)}")


def _filter(calls: dict[str, int], with_value: list[_Rule], without_value: list[_Rule], architecture: int) -> bytes:
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
    rules = [(*rule, _ALLOW, _REFUSE) for rule in with_value] + [(*rule, _REFUSE, _ALLOW) for rule in without_value]
    for number, place, value, if_equal, otherwise in rules:
        steps += [
            instruction(_JUMP_IF_EQUAL, number, 0, 4),
            instruction(_LOAD_WORD, place),
            instruction(_JUMP_IF_EQUAL, value, 0, 1),
            instruction(_RETURN, if_equal),
            instruction(_RETURN, otherwise),
        ]
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
