"""What warm and cold kernels share: settings, a request made of them, channels in a private folder."""

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Dict

from autograder.kernels.request import Request
from autograder.kernels.shared_servers import runtime_folder
from autograder.sandbox.confinement import Confinement
from autograder.sandbox.limits import tasks_of_user
from autograder.sandbox.settings import PACKAGE, KernelSettings
from autograder.sandbox.walls import Walls, walls


class ConfinedProvisioner(KernelProvisionerBase):
    """A provisioner whose kernels confine themselves as `settings` say."""

    settings = Dict(help="The fields of KernelSettings; paths as text.").tag(config=True)

    # A kernel reads its connection file in this folder, and makes sockets in `_channels` only: it must not put
    # something else in the place of a file that this process opens. Its log has no name at all.
    _folder: Path | None = None
    _log: BinaryIO | None = None

    def walls(self) -> Walls:
        """The walls that this kernel has or will have."""
        settings = self._kernel_settings()
        return walls(settings.sandbox, settings.warm)

    def _kernel_settings(self) -> KernelSettings:
        return KernelSettings(**self.settings)

    def _open_channels(self) -> Path:
        """Have the manager talk through Unix sockets: a sandbox has no network."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="", dir=runtime_folder()))
            self._channels.mkdir()
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 (_close_channels closes it)
            self.parent.transport = "ipc"
            self.parent.connection_file = str(self._folder / "kernel.json")
            self.parent.ip = str(self._channels / "channel")
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()
        return self._folder

    @property
    def _channels(self) -> Path:
        return self._folder / "sockets"

    def _close_channels(self) -> None:
        if self._folder is not None:
            self._log.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _request(self, cmd: list[str], cwd: str | None) -> Request:
        settings = self._kernel_settings()
        folder = Path(cwd or settings.scratch).resolve()
        if not folder.is_relative_to(settings.scratch):
            raise ValueError(
                f"Expected the kernel's cwd to lie in its scratch folder {settings.scratch}: copy the submission "
                f"there. Received: {folder}."
            )
        confinement = Confinement(
            cwd=str(folder),
            env=settings.environment(),
            readable=[str(path) for path in (*settings.readable, self._folder)],
            writable=[str(settings.scratch), str(self._channels)],
            hidden=[str(PACKAGE)],
            limits=settings.limits,
            tasks=tasks_of_user(),
            landlock=bool(self.walls().landlock),
        )
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        return Request(confinement, arguments, settings.threads)
