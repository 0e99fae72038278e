"""A Jupyter kernel provisioner for systems where a kernel cannot be forked, such as macOS."""

import sys
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from autograder.kernels import cold_kernel
from autograder.kernels.confined_provisioner import ConfinedProvisioner


class ColdKernelProvisioner(ConfinedProvisioner, LocalProvisioner):
    """Kernels that are processes of their own, for systems without process file descriptors.

    With Landlock where the system has it, never with bubblewrap. What a kernel has started may outlive it.
    """

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self._open_channels()
        return await super().pre_launch(**(kwargs | {"env": self._kernel_settings().environment()}))

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel; arguments and errors as for `WarmKernelProvisioner.launch_kernel`."""
        request = self._request(cmd, kwargs.pop("cwd", None))
        cmd = [sys.executable, "-P", "-m", cold_kernel.__name__, request.to_json()]
        return await super().launch_kernel(cmd, stdout=self._log, stderr=self._log, **kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart=restart)
        if not restart:
            self._close_channels()
