"""The process that has imported what kernels need, and forks one on request.

    python -m autograder.kernels.fork_server <file descriptor of a Unix socket> <module>...

On that socket it says READY once. Each message it then gets carries one end of a new socket, the lease of
one kernel: a forked `supervisor` serves it. The server itself never reads a request, so that nothing of one
submission is in the memory that the next kernel inherits. It ends when its owner closes the socket.
"""

import gc
import importlib
import os
import signal
import socket
import sys

from autograder.kernels import later_import, supervisor
from autograder.kernels.messages import KERNEL_WANTED, READY
from autograder.sandbox import privileges

# What notebooks import, and what a kernel consists of. Only imported: an operation of TensorFlow would
# start threads, which a fork does not copy.
_MODULES = (
    *("numpy", "matplotlib.pyplot", "PIL.Image", "packaging.requirements", "ipykernel.ipkernel"),
    # What a kernel imports when it starts: two thirds of that time.
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect"),
    *("IPython.extensions.storemagic", "ipykernel.debugger", "tornado.platform.asyncio", "tornado.queues"),
)


def serve(owner: socket.socket, modules: list[str]) -> None:
    """Import, say READY, and fork a supervisor for each lease, until the owner closes its end.

    Args:
        owner: the socket to the owner.
        modules: what is imported besides. Without Keras, kernels import it when their code first uses it.

    Raises:
        RuntimeError: if importing has started threads.
    """
    gc.disable()  # nothing of a module is garbage, and looking for it takes a fifth of the time
    for module in (*modules, *_MODULES):
        importlib.import_module(module)
    if "keras" not in modules:
        later_import.install()
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        raise RuntimeError(f"Expected one thread after the imports, so that forking is safe. Received: {threads}.")
    gc.freeze()  # the collector would write into each object's page, and so copy it for each kernel
    gc.enable()
    owner.send(READY)
    while True:
        message, fds, _, _ = socket.recv_fds(owner, len(KERNEL_WANTED), 1)
        if not message:
            return
        lease = socket.socket(fileno=fds[0])
        if os.fork() == 0:
            owner.close()
            supervisor.serve(lease)
        lease.close()


def main() -> None:
    """Be a fork server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away ended supervisors
    privileges.forbid_debugging()
    os.chdir(os.environ["HOME"])  # also behind bubblewrap, which starts in its root folder
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])


if __name__ == "__main__":
    main()
