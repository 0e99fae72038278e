"""Each process has a folder for its sockets, and none stays behind."""

import subprocess
import sys
from pathlib import Path

from autograder.kernels.runtime_folder import runtime_folder


def test_a_folder_left_behind_is_removed_and_one_in_use_is_not():
    program = (
        "import os\nfrom autograder.kernels.runtime_folder import runtime_folder\n"
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
