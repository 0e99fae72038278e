"""What a submission must not do, tried from inside: in each isolation layer alone, and in all that this machine has."""

import os
import socket
import sys
from pathlib import Path

import pytest

from autograder.sandbox import available_sandbox
from autograder.sandbox.paths import PACKAGE

REPOSITORY = Path(__file__).parents[2]
HERE = available_sandbox()


@pytest.fixture(scope="module", params=["landlock", "bubblewrap", "auto"])
def kernel(request, kernels):
    """One kernel for each sandbox; the tests of this module share it and leave it alive."""
    if request.param != "auto" and not getattr(HERE, request.param):
        pytest.skip(f"no {request.param} on this system")
    if not HERE:
        pytest.skip("no sandbox on this system")
    return kernels(sandbox=request.param)


def test_tensorflow_trains(kernel):
    cell = "import keras, numpy as np\nprint(keras.layers.Conv2D(2, 3)(np.ones((1, 8, 8, 3))).shape)"
    assert kernel.run(cell) == "(1, 6, 6, 2)\n"


def test_data_is_read_but_not_written(kernel, data_folder):
    path = data_folder / "mnist.npz"
    assert kernel.run(f"print(open({str(path)!r}).read())") == "data\n"
    assert raises_os_error(kernel.run(f"open({str(path)!r}, 'w')"))
    assert raises_os_error(kernel.run(f"import os; os.remove({str(path)!r})"))


@pytest.mark.parametrize(
    "path",
    [
        PACKAGE / "hidden_tests",
        PACKAGE / "cli.py",
        REPOSITORY / "source",
        REPOSITORY / "pyproject.toml",
        REPOSITORY / "tests",
        Path("/etc/shadow"),
        Path("/var/log"),
    ],
    ids=str,
)
def test_files_that_are_not_for_students_cannot_be_read(kernel, path):
    if not path.exists():
        pytest.skip("not on this machine")
    verb = "os.listdir" if path.is_dir() else "open"
    assert raises_os_error(kernel.run(f"import os; {verb}({str(path)!r})"))


def test_the_autograder_cannot_be_imported(kernel):
    assert kernel.run("import autograder.cli").name in ("ModuleNotFoundError", "PermissionError")


def test_another_submission_cannot_be_read(kernel, scratch_folders):
    other = scratch_folders()
    (other / "answer.txt").write_text("42")
    assert raises_os_error(kernel.run(f"open({str(other / 'answer.txt')!r})"))


@pytest.mark.parametrize("folder", [REPOSITORY, Path.home(), Path(sys.prefix), Path("/usr"), Path("/var/tmp")], ids=str)
def test_nothing_is_written_outside_the_scratch_folder(kernel, folder):
    path = folder / "written_by_a_submission"
    kernel.run(f"open({str(path)!r}, 'w').close()")
    assert not path.exists()


def test_the_scratch_folder_is_written_and_is_the_temporary_folder(kernel):
    kernel.run("import tempfile; open('own', 'w').close(); kept = tempfile.mkstemp()")
    assert (kernel.settings.scratch / "own").exists()
    assert list(kernel.settings.scratch.glob("tmp*"))


def test_this_process_gets_no_signal(kernel):
    assert raises_os_error(kernel.run(f"import os; os.kill({os.getpid()}, 0)"))


def test_the_supervisor_gets_no_signal(kernel):
    if kernel.settings.sandbox == "bubblewrap":
        pytest.skip("with bubblewrap alone a kernel can end its own supervisor, and with it itself")
    assert raises_os_error(kernel.run("import os; os.kill(os.getppid(), 0)"))


def test_other_processes_are_not_seen(kernel):
    assert raises_os_error(kernel.run(f"open('/proc/{os.getpid()}/cmdline')"))


def test_the_memory_of_the_process_that_forked_it_cannot_be_read(kernel):
    assert raises_os_error(kernel.run("import os; open(f'/proc/{os.getppid()}/mem', 'rb')"))


def test_the_network_is_out_of_reach(kernel):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        assert raises_os_error(kernel.run(f"import socket; socket.create_connection({address!r}, timeout=5)"))


def test_udp_is_out_of_reach(kernel):
    with socket.socket(type=socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(0.1)  # what was sent has arrived when the cell ends
        kernel.run(
            f"import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'secret', {receiver.getsockname()!r})"
        )
        with pytest.raises(TimeoutError):
            receiver.recv(16)


def test_a_unix_socket_of_this_machine_is_out_of_reach(kernel, tmp_path):
    path = str(tmp_path / "session_bus")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        assert raises_os_error(kernel.run(f"import socket; socket.socket(socket.AF_UNIX).connect({path!r})"))


@pytest.mark.parametrize(
    "harm",
    [
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1000, 1000))",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.setpriority(os.PRIO_USER, 0, 19)",
        "os.sched_setaffinity(os.getppid(), {0})",
        "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
    ],
)
def test_limits_and_priorities_of_other_processes_are_out_of_reach(kernel, harm):
    if kernel.settings.sandbox == "bubblewrap":
        pytest.skip("with bubblewrap alone all other processes that a kernel sees are its own")
    assert raises_os_error(kernel.run(f"import os, resource; {harm}"))


def test_no_memory_is_left_for_the_next_submission(kernel):
    made = kernel.run("import ctypes; print(ctypes.CDLL(None).shmget(4711, 4096, 0o1666) >= 0)")
    assert made == ("True\n" if kernel.settings.sandbox == "bubblewrap" else "False\n")  # in a namespace of its own


def test_no_memory_is_written_that_no_limit_counts(kernel):
    for path in ("/tmp/written", "/dev/shm/written", "/written"):
        assert raises_os_error(kernel.run(f"open({path!r}, 'w')"))


def test_there_are_no_capabilities(kernel):
    line = kernel.run("print([line for line in open('/proc/self/status') if line.startswith('CapEff')])")
    assert int(line.split("\\t")[1].split("\\n")[0], 16) == 0


def test_too_much_memory_is_a_memory_error(kernel):
    more = 2 * kernel.settings.limits.memory_bytes
    assert kernel.run(f"import numpy; numpy.ones({more}, dtype='uint8')").name == "MemoryError"
    assert kernel.run("print(1)") == "1\n"


def test_too_large_a_file_is_an_error(kernel):
    more = kernel.settings.limits.file_bytes + 1
    assert raises_os_error(kernel.run(f"with open('large', 'wb') as file: file.write(bytes({more}))"))


def raises_os_error(result) -> bool:
    """Whether a cell raised an error that stands for a refusal by the system."""
    return getattr(result, "name", None) in (
        "PermissionError",
        "FileNotFoundError",
        "NotADirectoryError",
        "ProcessLookupError",
        "ConnectionRefusedError",
        "OSError",
    )
