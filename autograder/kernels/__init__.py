"""Jupyter kernels for submissions: ready in a second, and walled off from the machine they run on.

    manager = kernel_manager(KernelSettings(scratch=folder, readable=(data,)))
    client = nbclient.NotebookClient(notebook, km=manager)
    async with client.async_setup_kernel(cwd=folder):
        ...
    await manager.shutdown_kernel(now=True)

Importing TensorFlow takes 9 s of a core, so a *fork server* imports it once and forks a kernel for each
submission. Between the two stands a *supervisor*, which ends the kernel with all that it has started.
"""

from autograder.kernels.fork_server_client import ForkServerError
from autograder.kernels.manager import kernel_manager, kernel_spec
from autograder.kernels.provisioner import start_fork_server
from autograder.sandbox.settings import KernelSettings
from autograder.sandbox.walls import SandboxUnavailable, Walls, walls

__all__ = [
    "ForkServerError",
    "KernelSettings",
    "SandboxUnavailable",
    "Walls",
    "kernel_manager",
    "kernel_spec",
    "start_fork_server",
    "walls",
]
