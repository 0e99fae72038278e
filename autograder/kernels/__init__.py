"""Jupyter kernels for submissions: ready in a second, and confined.

    manager = kernel_manager(KernelSettings(scratch=folder, readable=(data,)))
    client = nbclient.NotebookClient(notebook, km=manager)
    async with client.async_setup_kernel(cwd=folder):
        ...
    await manager.shutdown_kernel(now=True)

Importing TensorFlow takes 9 s of a core, so a *fork server* imports it once and forks a kernel for each
submission. Between the two stands a *supervisor*, which ends the kernel with all that it has started.
"""

from autograder.errors import ForkServerError
from autograder.kernels.fork_servers import start_fork_server
from autograder.kernels.manager import kernel_manager
from autograder.kernels.settings import KernelSettings

__all__ = ["ForkServerError", "KernelSettings", "kernel_manager", "start_fork_server"]
