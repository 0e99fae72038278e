"""A fingerprint changes with everything that was handed in, and with nothing else."""

import os

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.submissions import fingerprint


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "exercise.ipynb").write_text("{}")
    (tmp_path / "helper.py").write_text("x = 1")
    (tmp_path / "timestamp.txt").write_text("2026-11-27 10:00 UTC")
    return tmp_path


def _write(name: str, text: str = "changed"):
    return lambda folder: (folder / name).write_text(text)


@pytest.mark.parametrize(
    "change",
    [
        _write("exercise.ipynb"),
        _write("helper.py"),
        _write("timestamp.txt"),
        _write("another.ipynb"),
        _write("new.csv"),
        lambda folder: (folder / "helper.py").unlink(),
        lambda folder: (folder / "helper.py").rename(folder / "helpers.py"),
        lambda folder: (folder / "link").symlink_to("/etc"),
    ],
    ids=["notebook", "file", "time", "second notebook", "new file", "lost file", "renamed file", "link"],
)
def test_a_change_of_what_was_handed_in_changes_it(folder, change):
    before = fingerprint.of_folder(folder)
    change(folder)
    assert fingerprint.of_folder(folder) != before


def test_times_of_files_and_hidden_files_do_not_change_it(folder):
    before = fingerprint.of_folder(folder)
    os.utime(folder / "helper.py", (1, 1))
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "exercise-checkpoint.ipynb").write_text("{}")
    assert fingerprint.of_folder(folder) == before


def test_what_is_too_large_to_hash_counts_by_size_and_time(folder, monkeypatch):
    monkeypatch.setattr(fingerprint, "MAX_BYTES", 3)
    before = fingerprint.of_folder(folder)
    (folder / "helper.py").write_text("longer than before")
    assert fingerprint.of_folder(folder) != before


def test_a_missing_folder_has_a_fingerprint(tmp_path):
    assert len(fingerprint.of_folder(tmp_path / "missing")) == 64


def _notebook(code: str = "x = 1", text: str = "A text"):
    return new_notebook(cells=[new_markdown_cell(text, id="text"), new_code_cell(code, id="code")])


def test_code_and_files_make_another_execution_and_texts_do_not():
    before = fingerprint.of_code(_notebook(), {"a.txt": b"1"})
    assert fingerprint.of_code(_notebook(text="Another text"), {"a.txt": b"1"}) == before
    assert fingerprint.of_code(_notebook(code="x = 2"), {"a.txt": b"1"}) != before
    assert fingerprint.of_code(_notebook(), {"a.txt": b"2"}) != before
    assert fingerprint.of_code(_notebook(), {}) != before
