"""Supporting files: what is beside a notebook comes along, within limits, and what is odd is named."""

import pytest

from autograder.submissions import files
from autograder.submissions.handed_in import HandedIn, in_folder


def _read(folder):
    return files.read(folder, {file.name: file for file in in_folder(folder)})


def test_files_are_read_and_written_with_their_folders(tmp_path):
    folder, scratch = tmp_path / "handed_in", tmp_path / "scratch"
    (folder / "data").mkdir(parents=True)
    scratch.mkdir()
    (folder / "data" / "a.csv").write_bytes(b"1,2")
    (folder / "helper.py").write_bytes(b"x = 1")
    found = _read(folder)
    assert found.files == {"data/a.csv": b"1,2", "helper.py": b"x = 1"}
    files.write(found.files, scratch)
    assert (scratch / "data" / "a.csv").read_bytes() == b"1,2"


def test_hidden_files_links_and_the_time_are_left_alone(tmp_path):
    for name in (".hidden", "timestamp.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "startup.py").write_text("")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    assert _read(tmp_path).files == {}


def test_too_many_files_are_cut_and_the_cut_is_named(tmp_path):
    for number in range(files.MAX_FILES + 1):
        (tmp_path / f"{number:04}.txt").touch()
    found = _read(tmp_path)
    assert len(found.files) == files.MAX_FILES
    assert "left out: 1000.txt (0 bytes)" in found.review[0]


def test_source_code_comes_first_then_small_files_and_what_is_left_out_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 2 << 20)
    for name, size in {
        "a.keras": 3 << 20,
        "b.csv": 1 << 20,
        "c.csv": 900,
        "helpers.py": 1 << 19,
        "z.csv": 1 << 20,
    }.items():
        (tmp_path / name).write_bytes(b"x" * size)
    found = _read(tmp_path)
    assert list(found.files) == ["b.csv", "c.csv", "helpers.py"]
    assert found.review == (
        "supporting files may be 1000 and 2 MiB in all; left out: z.csv (1.0 MiB), a.keras (3.0 MiB)",
    )


def test_of_many_files_that_are_left_out_some_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 0)
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text("x")
    assert _read(tmp_path).review[0].endswith("and 20 more")


def test_links_and_files_that_hide_modules_are_named(tmp_path):
    (tmp_path / "data").symlink_to("/etc")
    (tmp_path / "numpy.py").write_text("")
    (tmp_path / "helpers.py").write_text("")
    assert _read(tmp_path).suspicious == (
        "a link was handed in: data -> /etc",
        "a supporting file shadows a module: numpy.py",
    )


def test_a_file_that_hides_a_module_of_python_is_no_accusation(tmp_path):
    (tmp_path / "random.py").write_text("")
    read = _read(tmp_path)
    assert read.suspicious == ()
    assert read.review == ("the supporting file random.py hides Python's module random, which other modules may need",)


@pytest.mark.parametrize("name", ["venv/lib/types.py", ".venv/lib/numpy.py", "old/statistics.py", "old/numpy/core.py"])
def test_what_no_import_finds_hides_nothing(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("")
    read = _read(tmp_path)
    assert (read.suspicious, read.review) == ((), ())


def test_links_in_hidden_folders_are_of_no_interest(tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "python").symlink_to("/usr/bin/python3")
    assert not _read(tmp_path).suspicious


def _file(name, content=b"x"):
    return HandedIn(name, len(content), lambda: content)


@pytest.mark.parametrize("name", [f"{'x' * 300}.txt", "/".join(["folder"] * 200)])
def test_a_file_whose_name_is_too_long_for_any_folder_is_named(tmp_path, name):
    found = files.read(tmp_path, {name: _file(name)})
    assert found.files == {}
    assert "its path is longer than" in found.review[0]


def test_a_file_with_the_name_of_a_folder_is_named(tmp_path):
    found = files.read(tmp_path, {name: _file(name) for name in ("a", "a/b.txt")})
    assert (list(found.files), len(found.review)) == (["a"], 1)


def test_a_file_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OSError):
        files.write({"a/b.txt": b""}, tmp_path)


@pytest.mark.parametrize("folder", ["missing", "."])
def test_nothing_there_is_nothing_found(tmp_path, folder):
    assert _read(tmp_path / folder) == files.SupportingFiles({}, (), ())


def test_what_lies_at_the_top_comes_before_what_lies_in_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 1)
    found = files.read(tmp_path, {"venv/lib/a.py": _file("venv/lib/a.py"), "helper.py": _file("helper.py", b"x" * 99)})
    assert list(found.files) == ["helper.py"]
