"""What a kernel is given: folders, limits, environment, sandbox."""

import dataclasses
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.sandbox.available import CHOICES
from autograder.sandbox.limits import Limits
from autograder.sandbox.paths import PACKAGE


@dataclasses.dataclass(frozen=True)
class KernelSettings:
    """How one submission's kernel is to run.

    Attributes:
        scratch: An existing folder for this kernel alone: the only place where it writes, its `HOME` and
            `TMPDIR`. The copy of the submission (`cwd` of `start_kernel`) lies in it.
        readable: Files and folders that the kernel may read besides the system and the Python environment,
            such as the data and the `convnets` package. With bubblewrap, kernels share a fork server only if
            these and the folder around `scratch` are the same.
        threads: Threads of TensorFlow and of linear algebra.
        limits: How much of the machine it may use.
        env: Environment variables besides the few that every kernel gets (`environment`). Nothing of the
            grader's own environment gets through.
        sandbox: What `available_sandbox` is asked for.
        modules: What is imported before kernels are forked, besides what every kernel needs. Without Keras among
            them, a kernel imports it when its code first uses it, which takes seconds.

    Raises:
        ValueError: if one of them makes no sense; the text says which.
    """

    scratch: Path
    readable: tuple[Path, ...] = ()
    threads: int = 1
    limits: Limits = Limits()  # noqa: RUF009 (immutable)
    env: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sandbox: str = "auto"
    modules: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # A frozen class: paths are resolved here or never.
        object.__setattr__(self, "scratch", Path(self.scratch).resolve())
        object.__setattr__(self, "readable", tuple(Path(path).resolve() for path in self.readable))
        if self.sandbox not in CHOICES:
            raise ValueError(f"Expected one of {CHOICES} for the sandbox. Received: {self.sandbox!r}.")
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
    "PIP_NO_INDEX": "1",  # there is no network: pip says so at once, instead of after its retries
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "UV_OFFLINE": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same order of sets in every run of the same submission
}
