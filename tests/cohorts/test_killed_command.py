"""kill -9 in the middle of a cohort: what it has started ends, and the same command goes on and clears up."""

import time
from pathlib import Path

import course_folder
import psutil
import pytest
from course_folder import NAME

from autograder.grading.record import GradingRecord

MARKER = "54321.75"  # seconds that a process sleeps, by which the test knows that the cell runs
SLOW = f"import subprocess\nsubprocess.run(['sleep', '{MARKER}'])"
END_SECONDS = 30


def _sleeping() -> bool:
    return any(MARKER in (process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))


def _alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
def test_all_that_a_killed_command_has_started_ends_and_the_same_command_goes_on(tmp_path: Path, monkeypatch):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    root = tmp_path / "course"
    root.mkdir()
    course = course_folder.make(root, {"ada": {}, "bob": {"output_size": SLOW}, "eve": {}})
    command = ("grade", NAME, "--jobs", "2")
    killed = course_folder.started(root, *command)
    deadline = time.monotonic() + 180
    while not _sleeping():
        assert killed.poll() is None, killed.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    below = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    psutil.wait_procs(below, END_SECONDS)
    assert not _alive(below)
    assert not _sleeping()
    assert list(temporary.glob("grading-*"))  # it could not clear up

    course_folder.hand_in(course, "bob", {})
    again = course_folder.started(root, *command)
    said, _ = again.communicate(timeout=300)
    assert again.returncode == 0, said
    points = {student: GradingRecord.load(root, NAME, student).score for student in ("ada", "bob", "eve")}
    assert points["ada"] == points["bob"] == points["eve"] > 0
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in (root / ".autograder").iterdir()) == ["grading.log", "lock"]
