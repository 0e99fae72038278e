"""The Jupyter kernel provisioner: how a kernel manager starts, signals and ends a forked, confined kernel."""

import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Instance

from autograder.errors import ForkServerError
from autograder.kernels import fork_servers
from autograder.kernels.fork_servers import ForkServer
from autograder.kernels.kernel_folder import KernelFolder
from autograder.kernels.kernel_handle import KernelHandle
from autograder.kernels.messages import Request
from autograder.kernels.settings import KernelSettings
from autograder.sandbox.available import available_sandbox
from autograder.sandbox.confinement import Confinement
from autograder.sandbox.limits import tasks_of_user
from autograder.sandbox.paths import PACKAGE

_log = logging.getLogger(__name__)


class ForkedKernelProvisioner(KernelProvisionerBase):
    """Kernels forked from a process that has already imported TensorFlow.

    Attributes:
        settings: How the kernel is to run.
        sandbox: The isolation layers that it gets.
    """

    settings = Instance(KernelSettings)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sandbox = available_sandbox(self.settings.sandbox)
        self._folder: KernelFolder | None = None
        self._kernel: KernelHandle | None = None
        self._own_server: ForkServer | None = None
        self._server: ForkServer | None = None  # of the last kernel
        self._end_reason: str | None = None
        self._end_expected = False

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not given up."""
        return self._kernel is not None

    @property
    def end_reason(self) -> str | None:
        """Which limit the ended kernel exceeded, if the supervisor ended it for that."""
        return self._kernel.end_reason if self._kernel else self._end_reason

    @property
    def server_ended(self) -> bool:
        """Whether the fork server that the last kernel came from has ended by itself, or was killed."""
        return self._server is not None and self._server.ended_by_itself

    async def poll(self) -> int | None:
        """None while the kernel runs; then its exit status, 0 for no kernel."""
        if self._kernel is None:
            return 0
        status = self._kernel.poll()
        if status and not self._end_expected:
            self._end_expected = True
            log = self._folder.end_of_log() if self._folder else ""
            _log.debug("a kernel ended with status %d (%s); the end of its log: %s", status, self.end_reason, log)
        return status

    async def wait(self) -> int | None:
        """Wait for the kernel's end and return its exit status."""
        if self._kernel is None:
            return 0
        status = await self._kernel.wait()
        self._forget()
        return status

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel."""
        if self._kernel:
            self._kernel.send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Take note that the kernel is going to end."""
        self._end_expected = True

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once."""
        self._end_expected = True
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the manager talk through Unix sockets: a sandbox has no network."""
        manager: Any = self.parent
        kwargs.pop("env", None)  # the grader's own, or meant for it: see KernelSettings.env
        if self._folder is None:
            self._folder = KernelFolder()
            manager.transport = "ipc"
            manager.connection_file = str(self._folder.path / "kernel.json")
            manager.ip = str(self._folder.sockets / "channel")
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        arguments = manager.format_kernel_cmd(extra_arguments=kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=arguments, env={}, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel.

        Args:
            cmd: Arguments of `ipykernel`, without a program.
            **kwargs: `cwd`, a folder in the scratch folder; the rest is ignored.

        Raises:
            ForkServerError: if the kernel could not be started and confined.
            ValueError: if `cwd` is elsewhere.
        """
        self._forget()
        self._end_expected = False
        assert self._folder is not None  # since `pre_launch`
        request = self._request(self._folder, cmd, kwargs.get("cwd"))
        self._kernel = await asyncio.to_thread(self._fork, self._folder, request)
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """End what still runs; unless the kernel is restarted, remove its files too."""
        self._forget()
        if not restart and self._folder is not None:
            self._folder.close()
            self._folder = None

    def _request(self, folder: KernelFolder, arguments: list[str], cwd: str | None) -> Request:
        settings = self.settings
        working_folder = Path(cwd or settings.scratch).resolve()
        if not working_folder.is_relative_to(settings.scratch):
            raise ValueError(
                f"Expected the kernel's cwd to lie in its scratch folder {settings.scratch}. Received: "
                f"{working_folder}. Copy the submission into the scratch folder."
            )
        confinement = Confinement(
            cwd=str(working_folder),
            env=settings.environment(),
            readable=[str(path) for path in (*settings.readable, folder.path)],
            writable=[str(settings.scratch), str(folder.sockets)],
            hidden=[str(PACKAGE)],
            limits=settings.limits,
            tasks=tasks_of_user(),
            landlock=bool(self.sandbox.landlock),
        )
        return Request(confinement, arguments, settings.threads)

    def _fork(self, folder: KernelFolder, request: Request) -> KernelHandle:
        if fork_servers.one_for_each_kernel(self.sandbox):
            self._server = self._own_server = fork_servers.start_for_one_kernel(self.settings, folder)
            return self._own_server.fork(request, folder.log)
        server = self._server = fork_servers.shared(self.settings, self.sandbox)
        try:
            return server.fork(request, folder.log)
        except ForkServerError as error:
            if server.alive:
                raise
            _log.debug("a new fork server replaces one that has died", exc_info=error)
        self._server = fork_servers.shared(self.settings, self.sandbox)
        return self._server.fork(request, folder.log)

    def _forget(self) -> None:
        if self._kernel is not None:
            self._kernel.poll()
            self._end_reason = self._kernel.end_reason
            self._kernel.close()
            self._kernel = None
        if self._own_server is not None:
            self._own_server.close()
            self._own_server = None
