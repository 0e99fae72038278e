"""The filter of system calls refuses what it names, and nothing else."""

import pytest

from autograder.sandbox import seccomp


def test_sockets_to_the_outside_are_refused_and_socket_pairs_are_not(run_restricted):
    if not seccomp.available():
        pytest.skip("no filter for this processor")
    printed = run_restricted(
        "seccomp.refuse_dangerous_calls()\n"
        "a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))\n"
        "socket.socket(socket.AF_UNIX).bind(''); print('bound')\n"
        "for family, kind in [(socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET6, socket.SOCK_DGRAM),\n"
        "                     (socket.AF_UNIX, socket.SOCK_DGRAM), (socket.AF_NETLINK, socket.SOCK_RAW)]:\n"
        "    try:\n"
        "        socket.socket(family, kind)\n"
        "    except OSError:\n"
        "        print('refused')\n"
    )
    assert printed.stdout == "b'x'\nbound\n" + 4 * "refused\n"
