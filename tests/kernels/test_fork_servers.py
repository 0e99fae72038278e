"""A fork server serves many kernels, and is started again if it dies."""

import os
import signal

import pytest
from kernels.processes import wait_until

from autograder.kernels import ForkServerError, KernelSettings, fork_servers, start_fork_server
from autograder.kernels.fork_servers import ForkServer
from autograder.kernels.messages import Request
from autograder.sandbox import Confinement, Limits, available_sandbox, bubblewrap


def test_a_kernel_is_forked_by_the_server_that_was_started_for_it(start_kernel, scratch_folders, data_folder):
    settings = KernelSettings(scratch_folders(), (data_folder,))
    start_fork_server(settings)
    servers = dict(fork_servers._shared)
    assert servers
    start_kernel(sandbox=settings.sandbox)
    assert fork_servers._shared == servers


def test_a_fork_server_that_died_is_started_again(start_kernel):
    first = server_of(start_kernel())
    os.killpg(first.pid, signal.SIGKILL)
    wait_until(lambda: not first.alive, seconds=10)
    kernel = start_kernel()
    assert kernel.run("print(1)") == "1\n"
    assert server_of(kernel).pid != first.pid


def test_importing_starts_no_thread_in_the_fork_server(start_kernel):
    assert len(os.listdir(f"/proc/{server_of(start_kernel()).pid}/task")) == 1


@pytest.mark.skipif(not bubblewrap.available(), reason="no bubblewrap on this system")
def test_with_bubblewrap_alone_no_kernel_shares_a_fork_server(scratch_folders):
    before = dict(fork_servers._shared)
    start_fork_server(KernelSettings(scratch_folders(), sandbox="bubblewrap"))
    assert fork_servers._shared == before


def test_a_fork_server_that_does_not_start_says_why(tmp_path):
    with pytest.raises(ForkServerError, match="no such program"):
        ForkServer(tmp_path, ["sh", "-c", "echo no such program >&2; exit 1"], [])


def test_a_kernel_that_cannot_be_confined_is_not_started(start_kernel, tmp_path):
    """Its working folder is gone."""
    kernel = start_kernel()
    confinement = Confinement(str(tmp_path / "gone"), {}, [], [], [], Limits(), 0, landlock=False)
    with open(tmp_path / "log", "wb") as log, pytest.raises(ForkServerError, match="FileNotFoundError"):
        server_of(kernel).fork(Request(confinement, [], 1), log.fileno())


def server_of(kernel) -> ForkServer:
    return fork_servers.shared(kernel.settings, available_sandbox(kernel.settings.sandbox))
