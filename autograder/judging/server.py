"""The process that has imported the hidden tests of an exercise, and forks one that runs them for each grader.

    python -m autograder.judging.server <file descriptor of the owner's socket> <exercise>

Each message on that socket carries one end of a new socket, the connection of one grader, and a file for errors: a
forked `session` serves it. The server itself never reads an answer, so that nothing of one submission is in the memory
that the next session inherits. It ends when all copies of the owner's end are closed.
"""

import gc
import os
import resource
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from typing import Any

from autograder.judging import session
from autograder.judging.messages import SESSION_WANTED

MEMORY_BYTES = 8 << 30


class _Server:
    """Waits for graders once the hidden tests are imported.

    Args:
        owner: the socket on which sessions are asked for.
        exercise: whose hidden tests are imported.
    """

    def __init__(self, owner: socket.socket, exercise: str):
        self._owner = owner
        self._exercise = exercise

    def connection(self) -> "Connection[Any, Any]":
        """Return in a forked process for each grader, with the connection to it."""
        # An operation of TensorFlow at import starts threads, which a fork does not copy.
        can_fork = len(os.listdir("/proc/self/task")) == 1
        gc.freeze()  # the collector would write into each object's page, and so copy it for each session
        gc.enable()
        while True:
            message, fds, _, _ = socket.recv_fds(self._owner, len(SESSION_WANTED), 2)
            if not message:
                os._exit(0)
            grader, errors = fds
            if not can_fork:
                command = [sys.executable, "-m", session.__name__, str(grader), self._exercise]
                subprocess.Popen(command, pass_fds=[grader], stdin=subprocess.DEVNULL, stderr=errors)
            elif os.fork() == 0:
                self._owner.close()
                os.dup2(errors, 2)
                os.close(errors)
                return session.greeted(grader)
            os.close(grader)
            os.close(errors)


def main() -> None:
    """Be a server; the owner's socket and the exercise are the arguments."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with its owner
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away ended sessions
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    gc.disable()  # until the hidden tests are imported: nothing of a module is garbage
    owner, exercise = socket.socket(fileno=int(sys.argv[1])), sys.argv[2]
    session.serve(_Server(owner, exercise).connection, exercise)


if __name__ == "__main__":
    main()
