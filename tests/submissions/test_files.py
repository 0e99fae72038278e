"""Supporting files: what is beside a notebook comes along, within limits, and what is odd is named."""

import pytest

from autograder.submissions import files


def test_files_are_read_and_written_with_their_folders(tmp_path):
    folder, scratch = tmp_path / "handed_in", tmp_path / "scratch"
    (folder / "data").mkdir(parents=True)
    scratch.mkdir()
    (folder / "data" / "a.csv").write_bytes(b"1,2")
    (folder / "helper.py").write_bytes(b"x = 1")
    found = files.read(folder)
    assert found.files == {"data/a.csv": b"1,2", "helper.py": b"x = 1"}
    assert files.write(found.files, scratch) == []
    assert (scratch / "data" / "a.csv").read_bytes() == b"1,2"


def test_notebooks_hidden_files_links_and_the_time_are_left_alone(tmp_path):
    for name in ("exercise.ipynb", ".hidden", "timestamp.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "startup.py").write_text("")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    assert files.read(tmp_path).files == {}


def test_too_many_files_are_cut_and_the_cut_is_named(tmp_path):
    for number in range(files.MAX_FILES + 1):
        (tmp_path / f"{number:04}.txt").touch()
    found = files.read(tmp_path)
    assert len(found.files) == files.MAX_FILES
    assert "some were left out" in found.left_out[0]


def test_too_large_files_are_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "a").write_bytes(b"x" * 9)
    (tmp_path / "b").write_bytes(b"x" * 9)
    found = files.read(tmp_path)
    assert (list(found.files), len(found.left_out)) == (["a"], 1)


def test_links_and_files_that_hide_modules_are_named(tmp_path):
    (tmp_path / "data").symlink_to("/etc")
    (tmp_path / "numpy.py").write_text("")
    (tmp_path / "helpers.py").write_text("")
    assert files.read(tmp_path).suspicious == (
        "a link was handed in: data -> /etc",
        "a supporting file shadows a module: numpy.py",
    )


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    assert files.write({f"{'x' * 300}.txt": b""}, tmp_path)[0].endswith("File name too long")


@pytest.mark.parametrize("folder", ["missing", "."])
def test_nothing_there_is_nothing_found(tmp_path, folder):
    assert files.read(tmp_path / folder) == files.SupportingFiles({}, (), ())
