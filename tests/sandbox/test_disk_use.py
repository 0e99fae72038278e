"""All that a process writes is counted, also in files without a name and in folders that it has closed."""

import os

import pytest

from autograder.sandbox.disk_use import disk_use

MIB = 1 << 20


def used(folder, *processes: int, enough: int = 1 << 40) -> int:
    return disk_use([folder], processes, enough)


def test_files_in_all_folders_count(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(os.urandom(MIB))
    assert MIB <= used(tmp_path) < 2 * MIB


def test_many_empty_files_count(tmp_path):
    before = used(tmp_path)
    for number in range(100):
        (tmp_path / str(number)).touch()
    assert used(tmp_path) - before >= 100 * 4096


def test_a_closed_folder_is_opened(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "file").write_bytes(os.urandom(MIB))
    closed.chmod(0)
    assert used(tmp_path) >= MIB


def test_links_are_not_followed(tmp_path):
    (tmp_path / "link").symlink_to("/usr")
    assert used(tmp_path) < MIB


@pytest.mark.parametrize("kind", ["deleted", "memory"])
def test_open_files_without_a_name_count_once(tmp_path, kind):
    if kind == "deleted":
        file = (tmp_path / "gone").open("wb")
        (tmp_path / "gone").unlink()
    else:
        file = os.fdopen(os.memfd_create("memory"), "wb")
    with file:
        before = used(tmp_path, os.getpid())
        file.write(os.urandom(MIB))
        file.flush()
        again = os.dup(file.fileno())
        assert MIB <= used(tmp_path, os.getpid()) - before < 2 * MIB
        os.close(again)


def test_counting_stops_when_it_is_enough(tmp_path):
    for number in range(50):
        (tmp_path / str(number)).write_bytes(os.urandom(MIB // 8))
    assert used(tmp_path, enough=MIB) < 2 * MIB
