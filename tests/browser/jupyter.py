"""JupyterLab as a program of its own, as a person starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START = 120  # seconds
END = 30


@contextmanager
def started(folder: Path, home: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """Start JupyterLab in a folder, and end it; gives the address that logs in.

    Args:
        folder: where it is started.
        home: HOME of the program, so that nobody's settings count.
        options: of the command line.
    """
    home.mkdir(exist_ok=True)
    port, log = _free_port(), home / "jupyterlab.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {"HOME": str(home), "CONVNETS_DATA": "sample"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "jupyterlab", *options, "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=secret"]
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/api/status?token=secret", process, log)
        yield f"{address}/?token=secret"
    finally:
        process.terminate()
        try:
            process.wait(END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("localhost", 0))
        return int(sock.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
