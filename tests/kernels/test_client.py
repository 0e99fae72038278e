"""A client does not wait for a kernel that never becomes ready."""

import time

import pytest
from kernels.processes import wait_until


def test_a_kernel_that_sends_unrequested_messages_without_end_is_given_up(start_kernel):
    kernel = start_kernel()
    kernel.run(
        "import os, threading, time\n"
        "from ipykernel.kernelapp import IPKernelApp\n"
        "app = IPKernelApp.instance()\n"
        "def flood():\n"
        "    while not os.path.exists('go'): time.sleep(0.01)\n"  # this cell is to end as usual
        "    app.kernel._publish_status = lambda *arguments, **names: None\n"
        "    open('flooding', 'w').close()\n"
        "    while True:\n"
        "        app.session.send(app.iopub_socket, 'stream', {'name': 'stdout', 'text': 'x'}, parent={})\n"
        "        time.sleep(0.001)\n"
        "threading.Thread(target=flood, daemon=True).start()"
    )
    (kernel.settings.scratch / "go").touch()
    wait_until((kernel.settings.scratch / "flooding").exists, seconds=30)
    start = time.monotonic()
    with pytest.raises(RuntimeError, match="within 1 s"):
        kernel.connect_again(timeout=1)
    assert time.monotonic() - start < 30
