"""Ctrl-C in the middle of a cohort: nothing that was graded is lost, and the same command goes on."""

import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from course_folder import ROOT

from autograder.authoring.variants import with_solutions
from autograder.cohorts import grade as cohort
from autograder.course import Course
from autograder.grading.record import GradingRecord

NAME = "convolution_by_hand"
SLOW = "import time\ntime.sleep(600)"


@pytest.fixture
def folder(tmp_path):
    """A course folder with a quick submission and, after it, one that takes ten minutes."""
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    shutil.copytree(ROOT / "source" / NAME, tmp_path / "source" / NAME)
    exercise = Course.load(tmp_path).exercise(NAME)
    for student, cells in {"ada": {}, "bob": {"output_size": SLOW}}.items():
        path = tmp_path / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(with_solutions(exercise, cells), path)
    return tmp_path


def test_what_was_graded_stays_and_what_was_interrupted_leaves_nothing(folder):
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--jobs", "1"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 180
    while not (folder / "autograded" / "bob").exists():  # bob's grading has begun
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.2)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "the same command goes on from there" in " ".join(said.split())
    assert GradingRecord.load(folder, NAME, "ada").score > 0
    assert not (folder / "autograded" / "bob" / NAME).exists()
    with pytest.raises(FileNotFoundError):
        GradingRecord.load(folder, NAME, "bob")


def test_a_failed_grading_leaves_neither_new_folders_nor_changes(tmp_path):
    shutil.copyfile(ROOT / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "grade").write_text("before")
    with pytest.raises(KeyboardInterrupt), cohort._restored_on_failure(Course.load(tmp_path), [old, new]):
        (old / "grade").write_text("after")
        new.mkdir()
        raise KeyboardInterrupt
    assert (old / "grade").read_text() == "before"
    assert not new.exists()
