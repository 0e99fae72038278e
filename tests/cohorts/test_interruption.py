"""Ctrl-C in the middle of a cohort: nothing that was graded is lost, and the same command goes on."""

import signal
import time
from pathlib import Path

import course_folder
import pytest
from course_folder import NAME

from autograder.cohorts import grade as cohort
from autograder.grading.record import GradingRecord

SLOW = "import time\ntime.sleep(600)"


def test_what_was_graded_stays_and_what_was_interrupted_leaves_nothing(tmp_path: Path):
    course_folder.make(tmp_path, {"ada": {}, "bob": {"output_size": SLOW}})
    process = course_folder.started(tmp_path, "grade", NAME, "--jobs", "1")
    deadline = time.monotonic() + 180
    while not (tmp_path / "autograded" / "bob").exists():  # bob's grading has begun
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command goes on from there" in " ".join(said.split())
    assert GradingRecord.load(tmp_path, NAME, "ada").score > 0
    assert not (tmp_path / "autograded" / "bob" / NAME).exists()
    with pytest.raises(FileNotFoundError):
        GradingRecord.load(tmp_path, NAME, "bob")


def test_a_failed_grading_leaves_neither_new_folders_nor_changes(tmp_path: Path):
    course = course_folder.make(tmp_path, {})
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "grade").write_text("before")
    with pytest.raises(KeyboardInterrupt), cohort._restored_on_failure(course, [old, new]):
        (old / "grade").write_text("after")
        new.mkdir()
        raise KeyboardInterrupt
    assert (old / "grade").read_text() == "before"
    assert not new.exists()
