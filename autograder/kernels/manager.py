"""The entry point of this package: a Jupyter kernel manager for one submission."""

import uuid

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from autograder.kernels.client import BoundedKernelClient
from autograder.kernels.provisioner import ForkedKernelProvisioner
from autograder.kernels.settings import KernelSettings

# No program in front of the arguments: a fork server has imported it.
_SPEC = KernelSpec(
    argv=["-f", "{connection_file}", "--HistoryManager.enabled=False"],
    display_name="Python 3 (submission)",
    language="python",
    interrupt_mode="signal",
)


class _Manager(AsyncKernelManager):
    """Knows at once when its kernel has ended; Jupyter's looks ten times a second."""

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        if self.provisioner is not None:
            await self.provisioner.wait()


class _OneKernelSpec(KernelSpecManager):
    """Knows the one kernel spec under every name, and ignores the user's Jupyter folders."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return _SPEC


def kernel_manager(settings: KernelSettings) -> AsyncKernelManager:
    """A manager of one kernel, which is not yet started.

    `nbclient.NotebookClient(notebook, km=manager)` starts it; `await manager.shutdown_kernel(now=True)` ends
    it and all that it has started. Make a new manager for each submission: a manager's connection is closed
    with its kernel.

    Raises:
        SandboxUnavailable: if this machine does not have the isolation layer that `settings.sandbox` names.
    """
    manager = _Manager(kernel_spec_manager=_OneKernelSpec(), kernel_name=NATIVE_KERNEL_NAME)
    manager.client_factory = BoundedKernelClient
    manager.kernel_id = str(uuid.uuid4())
    # Jupyter makes a provisioner itself only if there is none.
    manager.provisioner = ForkedKernelProvisioner(
        kernel_id=manager.kernel_id, kernel_spec=_SPEC, parent=manager, settings=settings
    )
    return manager
