"""A folder that a process holds is not taken from it, and one of a killed process does not stay."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from autograder.kernels import held_folder

HOLDS = "from autograder.kernels import held_folder\nprint(held_folder.make_scratch_folder(), flush=True)\ninput()"


def _held(tmp_path: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return process, Path(process.stdout.readline().strip())


def test_the_scratch_folder_of_a_killed_process_is_removed_and_that_of_a_running_one_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    killed, its_folder = _held(tmp_path)
    running, other_folder = _held(tmp_path)
    with running, killed:
        (its_folder / "of a submission").mkdir()
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        held_folder.remove_left_behind()
        assert not its_folder.exists()
        assert other_folder.is_dir()
        running.kill()


def test_a_forked_process_does_not_remove_the_folder_of_its_parent(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = held_folder.make_scratch_folder()
    monkeypatch.setattr(os, "getpid", lambda: 1)
    held_folder.remove(folder)
    assert folder.is_dir()
    monkeypatch.undo()
    held_folder.remove(folder)
    assert not folder.exists()
