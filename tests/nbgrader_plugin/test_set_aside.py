"""What replaces an old grade replaces all of it or nothing, however it ends."""

import shutil
import subprocess
import sys

import pytest

from autograder.nbgrader_plugin.set_aside import FOLDER, put_back_on_failure, recover

KILLED = """
import os, sys
from pathlib import Path
from autograder.nbgrader_plugin.set_aside import put_back_on_failure
root = Path(sys.argv[1])
with put_back_on_failure(root, [root / "records" / "ada", root / "autograded" / "ada"]):
    (root / "records" / "ada").mkdir(parents=True)
    (root / "records" / "ada" / "grade").write_text("after")
    (root / "autograded" / "ada").mkdir(parents=True)
    os._exit(9)
"""


@pytest.fixture
def folders(tmp_path):
    """An old folder with a grade, and one that is not there yet."""
    old, new = tmp_path / "records" / "ada", tmp_path / "autograded" / "ada"
    old.mkdir(parents=True)
    (old / "grade").write_text("before")
    return old, new


def _write(folder):
    folder.mkdir(parents=True)
    (folder / "grade").write_text("after")


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failed_grading_leaves_neither_new_folders_nor_changes(tmp_path, folders, error):
    with pytest.raises(error), put_back_on_failure(tmp_path, folders):
        for folder in folders:
            _write(folder)
        raise error
    assert (folders[0] / "grade").read_text() == "before"
    assert not folders[1].exists()
    assert not (tmp_path / FOLDER).exists()


def test_what_was_written_stays(tmp_path, folders):
    with put_back_on_failure(tmp_path, folders):
        for folder in folders:
            _write(folder)
    assert [(folder / "grade").read_text() for folder in folders] == ["after", "after"]
    assert not (tmp_path / FOLDER).exists()


def test_a_killed_process_is_made_good_by_the_next(tmp_path, folders):
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)])
    assert done.returncode == 9
    assert (folders[0] / "grade").read_text() == "after"
    recover(tmp_path)
    assert (folders[0] / "grade").read_text() == "before"
    assert not folders[1].exists()


def test_an_error_while_folders_are_set_aside_loses_nothing(tmp_path, folders, monkeypatch):
    def full_disk(*_):
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="space"):
        monkeypatch.setattr(shutil, "move", full_disk)
        with put_back_on_failure(tmp_path, folders):
            raise AssertionError("it must not begin")
    monkeypatch.undo()
    recover(tmp_path)
    assert (folders[0] / "grade").read_text() == "before"


def test_a_process_killed_after_it_has_written_everything_keeps_the_new_grade(tmp_path, folders, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # it is killed here
        with put_back_on_failure(tmp_path, folders):
            for folder in folders:
                _write(folder)
    recover(tmp_path)
    assert [(folder / "grade").read_text() for folder in folders] == ["after", "after"]


def test_a_list_that_was_not_written_to_its_end_stops_nothing(tmp_path, folders):
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "new").write_text('{"records/a')
    recover(tmp_path)
    assert (folders[0] / "grade").read_text() == "before"


def test_what_a_killed_process_has_left_is_removed(tmp_path):
    left = [tmp_path / name for name in ("records/exercise/.new-x", ".autograder/nbgrader-y", ".autograder/submitted")]
    for folder in left:
        folder.mkdir(parents=True)
    recover(tmp_path)
    assert not any(folder.exists() for folder in left)
