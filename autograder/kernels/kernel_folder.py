"""The files through which one kernel talks with the grader: connection file, sockets, log."""

import os
import shutil
import tempfile
from pathlib import Path

from autograder.kernels.runtime_folder import runtime_folder

_LOG_BYTES_SHOWN = 2000


class KernelFolder:
    """A folder of one kernel's in the runtime folder, and its log.

    A kernel reads its connection file here, and makes files in `sockets` only: it must not be able to replace
    a file that the grader opens. Its log has no name at all.

    Attributes:
        path: The folder.
        sockets: The folder in it where the kernel makes its sockets.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="", dir=runtime_folder()))
        self.sockets = self.path / "sockets"
        self.sockets.mkdir()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (`close` closes it)

    @property
    def log(self) -> int:
        """File descriptor of the log."""
        return self._log.fileno()

    def end_of_log(self) -> str:
        """The last lines of the log."""
        start = max(0, os.fstat(self.log).st_size - _LOG_BYTES_SHOWN)
        return os.pread(self.log, _LOG_BYTES_SHOWN, start).decode(errors="replace")

    def close(self) -> None:
        """Remove the folder and the log."""
        self._log.close()
        shutil.rmtree(self.path, ignore_errors=True)
