"""The one verb of this package: a Jupyter kernel manager for one submission."""

import dataclasses
import uuid
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from autograder.kernels.bounded_client import BoundedKernelClient
from autograder.kernels.cold_provisioner import ColdKernelProvisioner
from autograder.kernels.provisioner import WarmKernelProvisioner
from autograder.sandbox.settings import KernelSettings
from autograder.sandbox.walls import walls

PROVISIONER_NAME = "warm-kernel"


class _OneKernelSpec(KernelSpecManager):
    """Knows the given kernel under every name: the user's Jupyter folders are not looked at."""

    def __init__(self, spec: KernelSpec) -> None:
        super().__init__()
        self._spec = spec

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return self._spec


def kernel_manager(settings: KernelSettings) -> AsyncKernelManager:
    """A manager of one kernel, which is not yet started.

    `nbclient.NotebookClient(notebook, km=manager)` starts it; `await manager.shutdown_kernel(now=True)` ends
    it and all that it has started. `manager.provisioner.walls()` says what is around it. Take a new manager
    for each submission: a manager's connection is closed with its kernel.

    Raises:
        SandboxUnavailable: if this machine does not have the wall that `settings.sandbox` names.
    """
    spec = KernelSpec(**kernel_spec(settings))
    manager = AsyncKernelManager(kernel_spec_manager=_OneKernelSpec(spec), kernel_name=NATIVE_KERNEL_NAME)
    provisioner = WarmKernelProvisioner if walls(settings.sandbox, settings.warm).warm else ColdKernelProvisioner
    manager.client_factory = BoundedKernelClient
    manager.kernel_id = str(uuid.uuid4())
    manager.provisioner = provisioner(
        kernel_id=manager.kernel_id, kernel_spec=spec, parent=manager, settings=_as_data(settings)
    )
    return manager


def kernel_spec(settings: KernelSettings) -> dict[str, Any]:
    """The content of a `kernel.json` for these settings, for Jupyter clients other than the grader."""
    return {
        "argv": [
            "python",
            *("-m", "ipykernel_launcher", "-f", "{connection_file}"),
            "--HistoryManager.enabled=False",
        ],
        "display_name": "Python 3 (submission)",
        "language": "python",
        "interrupt_mode": "signal",
        "metadata": {
            "kernel_provisioner": {
                "provisioner_name": PROVISIONER_NAME,
                "config": {"settings": _as_data(settings)},
            }
        },
    }


def _as_data(settings: KernelSettings) -> dict[str, Any]:
    fields = {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}
    return fields | {
        "scratch": str(settings.scratch),
        "readable": [str(path) for path in settings.readable],
        "env": dict(settings.env),
    }
