"""The Jupyter kernel provisioner `warm-kernel`: how any Jupyter client starts a forked, confined kernel."""

import asyncio
import os
import signal
from typing import Any

from jupyter_client.connect import KernelConnectionInfo

from autograder.kernels.confined_provisioner import ConfinedProvisioner
from autograder.kernels.fork_server_client import ForkServer, ForkServerError
from autograder.kernels.kernel_handle import ForkedKernel
from autograder.kernels.request import Request
from autograder.kernels.shared_servers import runtime_folder, shared_server
from autograder.sandbox import bubblewrap
from autograder.sandbox.settings import KernelSettings
from autograder.sandbox.walls import Walls, walls

_LOG_BYTES_SHOWN = 2000


def start_fork_server(settings: KernelSettings) -> None:
    """Start the fork server that kernels with these settings will share, and wait until it is ready, unless it runs."""
    here = walls(settings.sandbox, settings.warm)
    if here.warm and not _one_server_a_kernel(here):
        shared_server(_shared_sandbox(settings, here))


def _one_server_a_kernel(here: Walls) -> bool:
    """Whether nothing would stand between two kernels of one sandbox."""
    return here.bubblewrap and not here.landlock


def _shared_sandbox(settings: KernelSettings, here: Walls) -> list[str]:
    if not here.bubblewrap:
        return []
    return bubblewrap.command(list(settings.readable), [settings.scratch.parent, runtime_folder()])


class WarmKernelProvisioner(ConfinedProvisioner):
    """Kernels forked from a process that has TensorFlow imported already."""

    _kernel: ForkedKernel | None = None
    _own_server: ForkServer | None = None
    _end_reason: str | None = None
    _end_expected = False

    @property
    def has_process(self) -> bool:
        return self._kernel is not None

    @property
    def end_reason(self) -> str | None:
        """Which limit the ended kernel went over, if the supervisor ended it for one."""
        return self._kernel.end_reason if self._kernel else self._end_reason

    async def poll(self) -> int | None:
        if self._kernel is None:
            return 0
        status = self._kernel.poll()
        if status and not self._end_expected:
            self._end_expected = True
            reason = self._kernel.end_reason or f"the end of its log: {self._end_of_log()!r}"
            self.log.warning("A kernel ended with status %d: %s", status, reason)
        return status

    async def wait(self) -> int | None:
        if self._kernel is None:
            return 0
        status = await self._kernel.wait()
        self._forget()
        return status

    async def send_signal(self, signum: int) -> None:
        if self._kernel:
            self._kernel.send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        self._end_expected = True

    async def kill(self, restart: bool = False) -> None:
        self._end_expected = True
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.pop("env", None)  # the grader's own, or meant for it: see KernelSettings.env
        self._open_channels()
        command = self.parent.format_kernel_cmd(extra_arguments=kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, env={}, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel.

        Args:
            cmd: Of this, what stands behind the module `ipykernel_launcher`.
            **kwargs: `cwd`, a folder in the scratch folder; the rest has no meaning here.

        Raises:
            ForkServerError: if the kernel could not be started and confined.
            ValueError: if `cwd` is elsewhere.
        """
        self._forget()
        self._end_expected = False
        request = self._request(cmd, kwargs.get("cwd"))
        self._kernel = await asyncio.to_thread(self._fork, request)
        return self.connection_info

    def _fork(self, request: Request) -> ForkedKernel:
        log = self._log.fileno()
        settings, here = self._kernel_settings(), self.walls()
        if _one_server_a_kernel(here):
            sandbox = bubblewrap.command([*settings.readable, self._folder], [settings.scratch, self._channels])
            home = self._channels / "home"
            home.mkdir(exist_ok=True)
            self._own_server = ForkServer(self._folder, sandbox, home)
            return self._own_server.fork(request, log)
        sandbox = _shared_sandbox(settings, here)
        server = shared_server(sandbox)
        try:
            return server.fork(request, log)
        except ForkServerError:
            if server.alive:
                raise
        return shared_server(sandbox).fork(request, log)  # it had died since: a new one

    async def cleanup(self, restart: bool = False) -> None:
        self._forget()
        if not restart:
            self._close_channels()

    def _end_of_log(self) -> str:
        fd = self._log.fileno()
        start = max(0, os.fstat(fd).st_size - _LOG_BYTES_SHOWN)
        return os.pread(fd, _LOG_BYTES_SHOWN, start).decode(errors="replace")

    def _forget(self) -> None:
        if self._kernel is not None:
            self._kernel.poll()
            self._end_reason = self._kernel.end_reason
            self._kernel.close()
            self._kernel = None
        if self._own_server is not None:
            self._own_server.close()
            self._own_server = None
