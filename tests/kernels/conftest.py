"""Real kernels to test with. Those of one module share their fork servers, which take 10 s to start."""

import asyncio
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import nbclient
import nbformat
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from autograder.kernels import KernelSettings, kernel_manager
from autograder.sandbox import available_sandbox

LAYERS = [name for name in ("landlock", "bubblewrap") if getattr(available_sandbox(), name)]


@dataclasses.dataclass(frozen=True)
class CellError:
    """What a cell raised."""

    name: str
    value: str


class RunningKernel:
    """A kernel with a blocking interface."""

    def __init__(self, settings: KernelSettings, runner: asyncio.Runner) -> None:
        self.settings = settings
        self._runner = runner
        self.manager: AsyncKernelManager = kernel_manager(settings)
        self._do(self.manager.start_kernel())
        self._connect()

    def run(self, code: str, on_output: Callable[[], None] = lambda: None) -> str | CellError:
        """Execute a cell: its standard output, or what it raised."""
        printed: list[str] = []

        def collect(message: dict) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
                on_output()

        reply = self._do(self._client.execute_interactive(code, output_hook=collect, timeout=120))["content"]
        if reply["status"] == "error":
            return CellError(reply["ename"], reply["evalue"])
        return "".join(printed)

    def interrupt(self) -> None:
        self._later = asyncio.ensure_future(self.manager.interrupt_kernel())

    def restart(self) -> None:
        self._client.stop_channels()
        self._do(self.manager.restart_kernel(now=True))
        self._connect()

    def connect_again(self, timeout: float) -> None:
        """Connect to the kernel that runs, and wait until it is ready."""
        self._client.stop_channels()
        self._connect(timeout)

    def is_alive(self) -> bool:
        return self._do(self.manager.is_alive())

    def wait(self) -> None:
        """Wait until the kernel has ended by itself."""
        self._do(asyncio.wait_for(self.manager.provisioner.wait(), 60))

    def shut_down(self) -> None:
        self._client.stop_channels()
        self._do(self.manager.shutdown_kernel(now=True))

    def _connect(self, timeout: float = 120) -> None:
        self._client: AsyncKernelClient = self.manager.client()
        self._client.start_channels()
        self._do(self._client.wait_for_ready(timeout=timeout))

    def _do(self, awaitable):
        async def wait_for_it():
            return await awaitable

        return self._runner.run(wait_for_it())


@pytest.fixture(scope="session")
def scratch_folders(tmp_path_factory) -> Callable[[], Path]:
    """Makes scratch folders which lie in the same folder, so that their kernels share a fork server."""
    parent = tmp_path_factory.mktemp("scratch")

    def make() -> Path:
        folder = parent / str(len(list(parent.iterdir())))
        folder.mkdir()
        return folder

    return make


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory) -> Path:
    """A folder that the kernels may read, with the file `mnist.npz` that says "data"."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "mnist.npz").write_text("data")
    return folder


@pytest.fixture(scope="session")
def kernels(scratch_folders, data_folder) -> Iterator[Callable[..., RunningKernel]]:
    """Starts kernels which live until the end of the session."""
    started: list[RunningKernel] = []
    with asyncio.Runner() as runner:

        def start(**settings: object) -> RunningKernel:
            started.append(RunningKernel(KernelSettings(scratch_folders(), (data_folder,), **settings), runner))
            return started[-1]

        yield start
        for kernel in started:
            kernel.shut_down()


@pytest.fixture
def start_kernel(scratch_folders, data_folder) -> Iterator[Callable[..., RunningKernel]]:
    """Starts kernels which live until the end of the test; limits only, unless `sandbox` says otherwise."""
    started: list[RunningKernel] = []
    with asyncio.Runner() as runner:

        def start(**settings: object) -> RunningKernel:
            fields = {"sandbox": "none"} | settings
            if fields["sandbox"] in ("landlock", "bubblewrap") and fields["sandbox"] not in LAYERS:
                pytest.skip(f"no {fields['sandbox']} on this system")
            started.append(RunningKernel(KernelSettings(scratch_folders(), (data_folder,), **fields), runner))
            return started[-1]

        yield start
        for kernel in started:
            kernel.shut_down()


@pytest.fixture
def start_notebook(scratch_folders) -> Callable[..., list[nbformat.NotebookNode]]:
    """Executes a notebook of the given cells through nbclient, as the grader does."""

    def execute(*sources: str) -> list[nbformat.NotebookNode]:
        async def execute_and_end() -> None:
            manager = kernel_manager(KernelSettings(scratch_folders(), sandbox="none"))
            try:
                client = nbclient.NotebookClient(notebook, km=manager, timeout=120)
                await client.async_execute()
            finally:
                await manager.shutdown_kernel(now=True)

        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        asyncio.run(execute_and_end())
        return notebook.cells

    return execute
