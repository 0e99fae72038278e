"""Python programs that confine themselves."""

import subprocess
import sys
from collections.abc import Callable

import pytest

_START = """
import socket
from pathlib import Path
from autograder.sandbox import landlock, privileges, seccomp
privileges.forbid_new_privileges()
"""


@pytest.fixture
def run_restricted() -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs code in a process without new privileges, which has imported the modules of the sandbox."""

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", _START + code], capture_output=True, text=True, timeout=60)

    return run
