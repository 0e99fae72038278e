"""Kernels behave as Jupyter kernels."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbclient
import nbformat
import pytest
from kernels.processes import wait_until

from autograder.kernels import KernelSettings, kernel_manager
from autograder.sandbox import SandboxUnavailable, bubblewrap


def test_a_kernel_is_interrupted(start_kernel):
    kernel = start_kernel()
    error = kernel.run("print('started', flush=True)\nwhile True: pass", on_output=kernel.interrupt)
    assert error.name == "KeyboardInterrupt"
    assert kernel.run("print(1)") == "1\n"


def test_a_kernel_restarts_without_its_variables(start_kernel):
    kernel = start_kernel()
    kernel.run("x = 1")
    kernel.restart()
    assert kernel.run("x").name == "NameError"


def test_two_notebooks_run_at_once_in_two_threads_and_loops(scratch_folders):
    """Each waits for a file that it is only given once both have started."""
    source = "import os\nopen('started', 'w').close()\nwhile not os.path.exists('go'): pass\nprint('done')"

    def execute(scratch: Path) -> str:
        async def execute_and_end() -> str:
            manager = kernel_manager(KernelSettings(scratch))
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
            try:
                await nbclient.NotebookClient(notebook, km=manager, timeout=120).async_execute()
            finally:
                await manager.shutdown_kernel(now=True)
            return notebook.cells[0].outputs[0].text

        return asyncio.run(execute_and_end())

    folders = [scratch_folders(), scratch_folders()]
    with ThreadPoolExecutor() as threads:
        printed = [threads.submit(execute, folder) for folder in folders]
        wait_until(lambda: all((folder / "started").exists() for folder in folders), seconds=120)
        for folder in folders:
            (folder / "go").touch()
        assert [future.result() for future in printed] == ["done\n", "done\n"]


def test_a_kernel_that_ends_itself_is_noticed(start_notebook):
    with pytest.raises(nbclient.exceptions.DeadKernelError):
        start_notebook("import os; os._exit(3)")


def test_a_layer_that_is_unavailable_is_refused_before_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(bubblewrap, "available", lambda: False)
    with pytest.raises(SandboxUnavailable, match="Expected bubblewrap"):
        kernel_manager(KernelSettings(tmp_path, sandbox="bubblewrap"))
