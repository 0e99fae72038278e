"""Warm kernels behave as Jupyter kernels, and leave nothing behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbclient
import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager

from autograder.kernels import KernelSettings, kernel_manager, kernel_spec, shared_servers, start_fork_server
from autograder.kernels.shared_servers import runtime_folder, shared_server
from autograder.sandbox.settings import PACKAGE
from autograder.sandbox.walls import walls

pytestmark = pytest.mark.skipif(not walls("none").warm, reason="kernels cannot be forked on this system")

TRAIN = """
import keras, numpy as np
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 3), keras.layers.Flatten(),
                          keras.layers.Dense(2)])
model.compile(keras.optimizers.SGD(1e-4), "mse")
history = model.fit(np.ones((32, 28, 28, 1)), np.zeros((32, 2)), epochs=3, verbose=0)
model.save("model.keras")
print(history.history["loss"][-1] < history.history["loss"][0])
"""


def test_a_warm_kernel_has_tensorflow_imported_and_is_ready_at_once(start_kernel):
    start_kernel()  # starts the fork server
    begin = time.perf_counter()
    kernel = start_kernel()
    print(f"ready in {time.perf_counter() - begin:.2f} s")
    assert kernel.run("import sys; print('tensorflow' in sys.modules)") == "True\n"


def test_a_kernel_is_forked_by_the_server_that_was_started_for_it(start_kernel, scratch_folders, data_folder):
    settings = KernelSettings(scratch_folders(), (data_folder,))
    start_fork_server(settings)
    servers = dict(shared_servers._servers)
    assert servers
    start_kernel(sandbox=settings.sandbox)
    assert shared_servers._servers == servers


def test_a_convnet_trains_and_is_saved(start_kernel):
    assert start_kernel().run(TRAIN) == "True\n"


def test_nothing_of_the_graders_environment_reaches_a_kernel(start_kernel, monkeypatch):
    monkeypatch.setenv("GRADERS_SECRET", "42")
    kernel = start_kernel(env={"CONVNETS_DATA": "sample"})
    names = json.loads(kernel.run("import json, os; print(json.dumps(dict(os.environ)))"))
    assert "GRADERS_SECRET" not in names
    assert names["CONVNETS_DATA"] == "sample"
    assert names["HOME"] == names["TMPDIR"] == str(kernel.settings.scratch)


def test_keras_looks_for_its_files_where_the_kernels_environment_says(start_kernel, data_folder):
    read = "from keras.src.backend.config import keras_home; print(keras_home())"
    assert start_kernel(env={"KERAS_HOME": str(data_folder)}).run(read) == f"{data_folder}\n"
    kernel = start_kernel()
    assert kernel.run(read) == f"{kernel.settings.scratch / '.keras'}\n"


def test_two_kernels_do_not_draw_the_same_random_numbers(start_kernel):
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert start_kernel().run(draw) != start_kernel().run(draw)


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


def test_a_module_beside_the_notebook_is_imported(start_kernel):
    kernel = start_kernel()
    (kernel.settings.scratch / "helper.py").write_text("value = 3")
    assert kernel.run("import helper; print(helper.value)") == "3\n"


def test_shell_commands_print_their_output(start_kernel):
    kernel = start_kernel()
    assert kernel.run("!echo one; echo two >&2") == "one\ntwo\n"
    assert kernel.run("lines = !echo three\nprint(lines)") == "['three']\n"


def test_a_figure_becomes_an_image(start_notebook):
    (cell,) = start_notebook("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    assert "image/png" in cell.outputs[0].data


def test_threads_are_as_many_as_asked_for(start_kernel):
    read = "import threadpoolctl; print({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})"
    assert start_kernel(threads=2).run(read) == "{2}\n"
    assert start_kernel(threads=1).run(read) == "{1}\n"


def test_tensorflow_starts_as_many_threads_as_asked_for(start_kernel):
    count = "import os, tensorflow as tf; tf.constant(1) + 1; print(len(os.listdir('/proc/self/task')))"
    one, nine = (int(start_kernel(threads=threads).run(count)) for threads in (1, 9))
    assert nine >= one + 8


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


def test_a_kernel_that_sends_without_end_what_nobody_asked_for_is_not_waited_for(start_kernel):
    kernel = start_kernel()
    kernel.run(
        "import threading, time\n"
        "from ipykernel.kernelapp import IPKernelApp\n"
        "app = IPKernelApp.instance()\n"
        "def flood():\n"
        "    time.sleep(1)\n"  # this cell is to end as usual
        "    app.kernel._publish_status = lambda *arguments, **names: None\n"
        "    while True:\n"
        "        app.session.send(app.iopub_socket, 'stream', {'name': 'stdout', 'text': 'x'}, parent={})\n"
        "        time.sleep(0.001)\n"
        "threading.Thread(target=flood, daemon=True).start()"
    )
    time.sleep(2)
    start = time.monotonic()
    with pytest.raises(RuntimeError, match="within 3 s"):
        kernel.connect_again(timeout=3)
    assert time.monotonic() - start < 30


def test_too_many_processes_end_the_kernel_and_the_reason_is_told(start_kernel):
    kernel = start_kernel(processes=4)
    kernel.run("import subprocess\nfor _ in range(8): subprocess.Popen(['sleep', '100'])")
    kernel.wait()
    assert "processes at a time; the limit is 4" in kernel.manager.provisioner.end_reason


def test_memory_of_all_processes_together_is_limited(start_kernel):
    kernel = start_kernel(memory_bytes=3 << 29)
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
    kernel = start_kernel(memory_bytes=1 << 30)
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
    kernel = start_kernel(disk_bytes=50 << 20, sandbox=sandbox)
    write = "files[-1].write(b'x' * (10 << 20)); files[-1].flush()"
    fill = f"files = []\n    for _ in range(10): {make}; {write}\n    threading.Event().wait()"
    kernel.run(IN_A_THREAD.format(work=fill))
    kernel.wait()
    assert "bytes of disk" in kernel.manager.provisioner.end_reason


@pytest.mark.parametrize("sandbox", ["none", "landlock", "auto"])
def test_what_a_kernel_started_ends_with_it(start_kernel, sandbox):
    kernel = start_kernel(sandbox=sandbox)
    # A daemon: in a session of its own, orphaned, deaf to SIGTERM. It holds a lock file as long as it lives.
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


def test_a_folder_left_behind_is_removed_and_one_in_use_is_not():
    program = (
        "import os\nfrom autograder.kernels.shared_servers import runtime_folder\n"
        "print(runtime_folder(), flush=True)\n{end}"
    )

    def folder_of(end: str) -> Path:
        done = subprocess.run([sys.executable, "-c", program.format(end=end)], stdout=subprocess.PIPE, text=True)
        return Path(done.stdout.strip())

    mine = runtime_folder()
    killed = folder_of("os.kill(os.getpid(), 9)")
    assert killed.is_dir()
    ended = folder_of("")
    assert not ended.exists()
    assert not killed.exists()
    assert mine.is_dir()


def test_a_fork_server_that_died_is_started_again(start_kernel):
    first = shared_server([])
    os.killpg(first.pid, signal.SIGKILL)
    wait_until(lambda: not first.alive, seconds=10)
    assert start_kernel(sandbox="none").run("print(1)") == "1\n"
    assert shared_server([]).pid != first.pid


def test_importing_starts_no_thread_in_the_fork_server(start_kernel):
    start_kernel(sandbox="none")
    assert len(os.listdir(f"/proc/{shared_server([]).pid}/task")) == 1


def test_another_jupyter_client_starts_one_from_a_kernel_json(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    folder = tmp_path / "kernels" / "submission"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(kernel_spec(KernelSettings(scratch, sandbox="none"))))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))

    async def execute() -> str:
        manager = AsyncKernelManager(kernel_name="submission")
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import sys; 'keras' in sys.modules")])
        await nbclient.NotebookClient(notebook, km=manager).async_execute(cwd=str(scratch))
        await manager.shutdown_kernel(now=True)
        return notebook.cells[0].outputs[0].data["text/plain"]

    assert asyncio.run(execute()) == "True"


def test_a_cold_kernel_works_alike(start_kernel):
    kernel = start_kernel(warm=False)
    assert kernel.run("import sys; print('tensorflow' in sys.modules)") == "False\n"
    assert kernel.run("print(2)") == "2\n"


def test_a_working_folder_outside_the_scratch_folder_is_refused(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    manager = kernel_manager(KernelSettings(scratch, sandbox="none"))
    with pytest.raises(ValueError, match="Expected the kernel's cwd to lie in its scratch folder"):
        asyncio.run(manager.start_kernel(cwd=str(tmp_path)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sandbox": "landlok"},
        {"threads": 0},
        {"memory_bytes": -1},
        {"scratch": Path("/no/such/folder")},
        {"readable": (PACKAGE.parent,)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_wrong_settings_are_refused(tmp_path, wrong):
    with pytest.raises(ValueError, match="Received"):
        KernelSettings(**({"scratch": tmp_path} | wrong))


def is_locked(path: Path) -> bool:
    import fcntl

    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until(condition, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"Expected it within {seconds} s."
        time.sleep(0.05)
