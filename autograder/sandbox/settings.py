"""What a kernel is given: folders, limits, environment, walls."""

import dataclasses
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.sandbox.limits import Limits

PACKAGE = Path(__file__).resolve().parents[1]
SANDBOXES = ("auto", "landlock", "bubblewrap", "none")


@dataclasses.dataclass(frozen=True)
class KernelSettings:
    """How one submission's kernel is to run.

    Attributes:
        scratch: An existing folder of its own: the only place where the kernel writes, its `HOME` and
            `TMPDIR`. The copy of the submission (`cwd` of `start_kernel`) lies in it.
        readable: Files and folders that the kernel may read beside the system and the Python environment,
            such as the data and the `convnets` package. Read with bubblewrap, kernels share a fork server
            only if these and the folder around `scratch` are the same.
        threads: Threads of TensorFlow and of linear algebra.
        memory_bytes, file_bytes, processes, cpu_seconds, disk_bytes, open_files: See `Limits`.
        env: Environment variables beside the few that every kernel gets (`environment`). Nothing of the
            grader's own environment gets through.
        sandbox: "auto" for all walls that this machine has; "landlock" or "bubblewrap" for that one alone,
            which must be there; "none" for limits only.
        warm: False for a process of its own that imports TensorFlow by itself, slower to start.
    """

    scratch: Path
    readable: tuple[Path, ...] = ()
    threads: int = 1
    memory_bytes: int = Limits.memory_bytes
    file_bytes: int = Limits.file_bytes
    processes: int = Limits.processes
    cpu_seconds: int | None = Limits.cpu_seconds
    disk_bytes: int = Limits.disk_bytes
    open_files: int = Limits.open_files
    env: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sandbox: str = "auto"
    warm: bool = True

    def __post_init__(self) -> None:
        # Frozen, and made from JSON too: this is the only moment to turn names into paths.
        object.__setattr__(self, "scratch", Path(self.scratch).resolve())
        object.__setattr__(self, "readable", tuple(Path(path).resolve() for path in self.readable))
        if self.sandbox not in SANDBOXES:
            raise ValueError(f"Expected one of {SANDBOXES} for sandbox. Received: {self.sandbox!r}.")
        if not self.scratch.is_dir():
            raise ValueError(f"Expected scratch to be an existing folder. Received: {self.scratch}.")
        if not isinstance(self.threads, int) or self.threads < 1:
            raise ValueError(f"Expected a positive number of threads. Received: {self.threads!r}.")
        for path in self.readable:
            if PACKAGE.is_relative_to(path):
                raise ValueError(
                    f"Expected readable paths that do not contain the autograder's own code. Received: {path}. "
                    "Name the folders inside it one by one."
                )
        _ = self.limits  # checks them

    @property
    def limits(self) -> Limits:
        return Limits(**{field.name: getattr(self, field.name) for field in dataclasses.fields(Limits)})

    def environment(self) -> dict[str, str]:
        """The kernel's whole environment: nothing of the grader's own, then `env` over it."""
        scratch = str(self.scratch)
        threads = str(self.threads)
        return {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
            "HOME": scratch,
            "TMPDIR": scratch,
            "LANG": "C.UTF-8",
            "IPYTHONDIR": os.path.join(scratch, ".ipython"),
            "KERAS_HOME": os.path.join(scratch, ".keras"),
            "MPLCONFIGDIR": os.path.join(scratch, ".matplotlib"),
            "TF_NUM_INTRAOP_THREADS": threads,
            "TF_NUM_INTEROP_THREADS": threads,
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            **FIXED_ENVIRONMENT,
            **self.env,
        }


# The same for every kernel, and for the fork server: TensorFlow and Keras read it once, when imported.
FIXED_ENVIRONMENT = {
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",  # the devices are out of reach, and TensorFlow would log that
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "JOBLIB_MULTIPROCESSING": "0",  # needs semaphores in /dev/shm, which all processes of a user share
    "PYTHONNOUSERSITE": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same order of sets in every run of the same submission
}
