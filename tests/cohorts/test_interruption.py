"""Ctrl-C in the middle of a cohort: nothing that was graded is lost, and the same command continues."""

import signal
import time
from pathlib import Path

import course_folder
import psutil
import pytest
from course_folder import NAME

from autograder.grading.record import GradingRecord

MARKER = "54321.25"  # seconds that a process sleeps, by which the test knows that the cell runs
SLOW = f"import subprocess\nsubprocess.run(['sleep', '{MARKER}'])"


def _runs(marker: str) -> bool:
    return any(marker in (process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))


@pytest.mark.slow
def test_what_was_graded_stays_and_what_was_interrupted_leaves_nothing(tmp_path: Path):
    course_folder.make(tmp_path, {"ada": {}, "bob": {"output_size": SLOW}})
    process = course_folder.started(tmp_path, "grade", NAME, "--jobs", "1")
    deadline = time.monotonic() + 180
    while not _runs(MARKER):  # bob's grading has begun
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command continues from there" in " ".join(said.split())
    assert GradingRecord.load(tmp_path, NAME, "ada").score > 0
    assert not (tmp_path / "autograded" / "bob").exists()
    assert not _runs(MARKER)
    with pytest.raises(FileNotFoundError):
        GradingRecord.load(tmp_path, NAME, "bob")
