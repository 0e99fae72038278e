"""Bad input of each system is told in one line, and nothing is half done: `submitted/` is as it was."""

import errno
import itertools
import os
import zipfile

import course_folder
import pytest
from course_folder import NAME
from lms.downloads import DOWNLOADS, archive

from autograder.course import Course
from autograder.lms.download import File

NAMES = {
    "Moodle": "moodle",
    "Canvas": "canvas",
    "OpenOLAT": "openolat",
    "ILIAS": "ilias",
    "nbgrader's exchange": "nbgrader",
}


@pytest.fixture
def root(tmp_path):
    """A course to which somebody has handed in already."""
    (tmp_path / "course").mkdir()
    course_folder.make(tmp_path / "course", {"there": course_folder.NO_NOTEBOOK})
    return tmp_path / "course"


@pytest.fixture(params=DOWNLOADS)
def kind(request):
    return request.param


@pytest.fixture
def path(tmp_path, kind):
    return archive(tmp_path / "download.zip", DOWNLOADS[kind][1])


def _submitted(root):
    return {path.relative_to(root).as_posix() for path in (root / "submitted").rglob("*") if path.is_file()}


BEFORE = {f"submitted/there/{NAME}/{NAME}.ipynb"}


def _refused(root, *arguments):
    said = course_folder.run(root, "collect", NAME, *map(str, arguments), code=1)
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert _submitted(root) == BEFORE
    assert not (root / "downloaded").exists()
    assert not list((root / ".autograder").glob("collect-*"))
    return said


def _collected(root, kind, *arguments):
    said = course_folder.run(root, "collect", NAME, *map(str, arguments))
    students = set(Course.load(root).students(NAME)) - {"there"}
    assert students == set(DOWNLOADS[kind][2])
    return said


def _list(tmp_path, kind, encoding="utf-8", separator=",", first="", ids=()):
    students = ids or DOWNLOADS[kind][2]
    lines = ["student_id,name,group", *(f"{student},Müller,{student.replace('_', ' ')}" for student in students)]
    path = tmp_path / "list.csv"
    path.write_bytes((first + "\r\n".join(lines) + "\r\n").replace(",", separator).encode(encoding))
    return path


def test_half_a_download(root, path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "is not a whole ZIP archive" in _refused(root, path)


def test_a_damaged_file_in_it(root, path):
    """The last one, so that all others could have been collected."""
    with zipfile.ZipFile(path) as packed:
        last = max(packed.infolist(), key=lambda member: member.header_offset)
    data = bytearray(path.read_bytes())
    data[last.header_offset + 30 + len(last.filename.encode())] ^= 0xFF
    path.write_bytes(data)
    assert "is damaged or encrypted" in _refused(root, path)


def test_the_download_of_another_system(root, path, kind):
    title = DOWNLOADS[kind][0]
    for name in NAMES.values():
        if name != NAMES.get(title):
            said = _refused(root, path, "--from", name)
            assert f"this looks like a download of {title}, for example" in said


def test_no_download_at_all(root, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"%PDF-1.7")
    assert "is not a whole ZIP archive" in _refused(root, tmp_path / "a.zip")
    assert "there is no" in _refused(root, tmp_path / "b.zip")
    nested = archive(tmp_path / "c.zip", {"sheet 3.zip": "x", "sheet 4.zip": "x"})
    assert "It holds archives: give one of them" in _refused(root, nested)


def test_a_list_of_others(root, path, tmp_path, kind):
    listed = _list(tmp_path, kind, ids=("someone", "else"))
    count = len({file for file in DOWNLOADS[kind][2]})
    assert f"none of the {count} who handed in is in the list" in _refused(root, path, "--students", listed)


def test_a_student_who_is_not_in_the_list(root, path, tmp_path, kind):
    first, *others = DOWNLOADS[kind][2]
    listed = _list(tmp_path, kind, ids=(first, "absent"))
    said = course_folder.run(root, "collect", NAME, str(path), "--students", str(listed))
    assert said.count("is not in the list") == len(others)
    assert "handed nothing in: absent" in said
    assert Course.load(root).students(NAME) == sorted([first, "there"])


@pytest.mark.parametrize(
    ("encoding", "separator", "first"),
    [
        ("utf-8-sig", ";", ""),
        ("utf-16", "\t", ""),
        ("cp1252", ";", ""),
        ("cp1252", ";", "sep=;\r\n"),
        ("utf-8", ",", ""),
    ],
)
def test_the_lists_of_excel(root, path, tmp_path, kind, encoding, separator, first):
    said = _collected(root, kind, path, "--students", _list(tmp_path, kind, encoding, separator, first))
    assert "is not in the list" not in said


BAD_LISTS = {
    "an id twice": (b"student_id,name\nada,A\nada,B\n", "has the same student_id in several lines: ada"),
    "no id": (b"student_id,name\n,Ada\n", "has a student without an id (Ada)"),
    "an id that leaves the folder": (b"student_id\n../ada\n", "has '../ada' in the column student_id"),
    "empty": (b"", "has no column with an id of students"),
    "nobody": (b"student_id,name\r\n", "lists no students"),
    "half a line": (b"student_id,name,group\nada,A,1\nbob", "the line 'bob' has 1 columns, and the first line has 3"),
    "a comma too many": (b"student_id,name\nada,M,A\n", "the line 'ada,M,A' has 3 columns, and the first line has 2"),
    "an open quote": (b'student_id,name\nada,"A\nbob,B\n', "is not a CSV file"),
    "a workbook": (b"PK\x03\x04", "is a workbook or an archive: save the list as CSV"),
    "UTF-16 without its mark": ("student_id\nada\n".encode("utf-16-le"), "is not text in UTF-8, UTF-16"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\x81", "is not text in UTF-8, UTF-16"),
    "another list": (b"grade,comment\n1,x\n", "has no column with an id of students"),
}


@pytest.mark.parametrize("what", BAD_LISTS)
def test_a_list_that_is_none(root, path, tmp_path, what):
    content, said = BAD_LISTS[what]
    (tmp_path / "list.csv").write_bytes(content)
    assert said in _refused(root, path, "--students", tmp_path / "list.csv")


def test_a_name_that_no_file_can_have_costs_this_file_only(root, tmp_path):
    files = {
        f"A_1_assignsubmission_file/{'x' * 300}.py": "long",
        "A_1_assignsubmission_file/a": "file",
        "A_1_assignsubmission_file/a/b": "in a file",
        f"A_1_assignsubmission_file/{NAME}.ipynb": "x",
    }
    said = course_folder.run(root, "collect", NAME, str(archive(tmp_path / "d.zip", files)))
    assert said.count("cannot be a file here") == 2
    assert {name for name in _submitted(root) if "/1/" in name} == {
        f"submitted/1/{NAME}/{NAME}.ipynb",
        f"submitted/1/{NAME}/a",
    }


# In the middle.


def _fails_at(number, error, function):
    count = itertools.count(1)

    def failing(*arguments, **keywords):
        if next(count) == number:
            raise error
        return function(*arguments, **keywords)

    return failing


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_ctrl_c_leaves_submitted_as_it_was(root, path, kind, monkeypatch, error):
    with monkeypatch.context() as patched:
        patched.setattr(File, "copy_to", _fails_at(2, error, File.copy_to))
        interrupted = isinstance(error, KeyboardInterrupt)
        said = course_folder.run(root, "collect", NAME, str(path), code=130 if interrupted else 1)
    assert ("the same command does the rest" if interrupted else "(No space left on device)") in said
    assert said.count("\n") == 1
    assert _submitted(root) == BEFORE
    assert not list((root / ".autograder").glob("collect-*"))

    _collected(root, kind, path)


def test_ctrl_c_between_two_students_leaves_whole_folders(root, path, kind, monkeypatch):
    expected = DOWNLOADS[kind][2]
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _fails_at(2, KeyboardInterrupt(), os.replace))
        course_folder.run(root, "collect", NAME, str(path), code=130)
    (first,) = set(Course.load(root).students(NAME)) - {"there"}
    folder = root / "submitted" / first / NAME
    files = {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}
    assert files == expected[first]

    said = _collected(root, kind, path)
    assert f"{len(expected) - 1} new, 1 unchanged" in said


def test_what_a_killed_process_has_left_is_removed(root, path, kind):
    (root / ".autograder" / "collect-old" / "new").mkdir(parents=True)
    _collected(root, kind, path)
    assert not list((root / ".autograder").glob("collect-*"))
