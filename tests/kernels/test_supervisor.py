"""A supervisor ends a kernel that exceeds a limit, and leaves nothing of it behind."""

import subprocess
import sys

import pytest
from kernels.processes import is_locked, wait_until

from autograder.sandbox import Limits


def test_too_many_processes_end_the_kernel_and_the_reason_is_told(start_kernel):
    kernel = start_kernel(limits=Limits(processes=4))
    kernel.run("import subprocess\nfor _ in range(8): subprocess.Popen(['sleep', '100'])")
    kernel.wait()
    assert "processes at a time; the limit is 4" in kernel.manager.provisioner.end_reason


def test_memory_of_all_processes_together_is_limited(start_kernel):
    kernel = start_kernel(limits=Limits(memory_bytes=3 << 29))
    kernel.run(
        "import os, time\n"
        "for _ in range(5):\n"
        "    if os.fork() == 0:\n"
        "        data = b'x' * (400 << 20)\n"
        "        time.sleep(100)\n"
    )
    kernel.wait()
    assert "bytes of memory" in kernel.manager.provisioner.end_reason


IN_A_THREAD = "import mmap, os, threading\ndef work():\n    {work}\nthreading.Thread(target=work).start()"


def test_memory_that_can_be_shared_is_limited(start_kernel):
    kernel = start_kernel(limits=Limits(memory_bytes=1 << 30))
    fill = "memory = mmap.mmap(-1, 3 << 29)\n    for i in range(0, 3 << 29, 4096): memory[i] = 1"
    kernel.run(IN_A_THREAD.format(work=fill))
    kernel.wait()
    assert "bytes of memory" in kernel.manager.provisioner.end_reason


@pytest.mark.parametrize("sandbox", ["landlock", "auto"])
@pytest.mark.parametrize(
    "make",
    [
        "files.append(open(str(len(files)), 'wb'))",
        "files.append(open('same', 'wb')); os.remove('same')",
        "files.append(os.fdopen(os.memfd_create('memory'), 'wb'))",
    ],
)
def test_all_files_together_are_limited(start_kernel, sandbox, make):
    kernel = start_kernel(limits=Limits(disk_bytes=50 << 20), sandbox=sandbox)
    write = "files[-1].write(b'x' * (10 << 20)); files[-1].flush()"
    fill = f"files = []\n    for _ in range(10): {make}; {write}\n    threading.Event().wait()"
    kernel.run(IN_A_THREAD.format(work=fill))
    kernel.wait()
    assert "bytes of disk" in kernel.manager.provisioner.end_reason


@pytest.mark.parametrize("sandbox", ["none", "landlock", "auto"])
def test_what_a_kernel_started_ends_with_it(start_kernel, sandbox):
    kernel = start_kernel(sandbox=sandbox)
    # A daemon: in a session of its own, orphaned, deaf to SIGTERM. It holds a lock as long as it lives.
    lock = kernel.settings.scratch / "lock"
    kernel.run(
        "import fcntl, os, signal, time\n"
        f"held = open({str(lock)!r}, 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(1000)\n"
        "    os._exit(0)\n"
    )
    assert is_locked(lock)
    kernel.shut_down()
    assert not is_locked(lock)


def test_kernels_end_when_their_owner_is_killed(tmp_path):
    lock, ready = tmp_path / "lock", tmp_path / "ready"
    cell = (
        "import fcntl\n"
        f"held = open({str(lock)!r}, 'w'); fcntl.flock(held, fcntl.LOCK_EX)\n"
        f"open({str(ready)!r}, 'w').close()\n"
        "while True: pass\n"
    )
    program = (
        "import nbclient, nbformat, sys\n"
        "from autograder.kernels import KernelSettings, kernel_manager\n"
        f"manager = kernel_manager(KernelSettings({str(tmp_path)!r}))\n"
        f"cell = nbformat.v4.new_code_cell({cell!r})\n"
        "nbclient.NotebookClient(nbformat.v4.new_notebook(cells=[cell]), km=manager).execute()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as owner:
        wait_until(ready.exists, seconds=120)
        owner.kill()
    wait_until(lambda: not is_locked(lock), seconds=30)
