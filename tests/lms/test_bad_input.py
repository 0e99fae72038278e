"""Bad input of each system is told in one line, and nothing is half done: `submitted/` is as it was."""

import contextlib
import errno
import itertools
import os
import random
import zipfile

import course_folder
import pytest
from course_folder import NAME
from lms.downloads import DOWNLOADS, archive

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import download
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


# What the names and the bytes of an archive can be.


def _moodles(name, number, file=f"{NAME}.ipynb"):
    return f"{name}_{number}_assignsubmission_file/{file}"


def _flagged(path, flag, at, every=True):
    """Set a bit in the heads of all members, or of the first: at byte 0 and 1 the flags, at 2 the method."""
    data = bytearray(path.read_bytes())
    for mark, start in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + start + at] |= flag
            place = data.find(mark, place + 4) if every else -1
    path.write_bytes(data)
    return path


def test_an_empty_login_and_an_id_that_is_too_long_cost_one_student_each(root, tmp_path):
    files = {f"{folder}/2_submissions/x.ipynb": "x" for folder in ("A_B_", "G_H_ ", f"C_D_{'x' * 260}", "E_F_ok")}
    path = archive(tmp_path / "d.zip", files)

    said = course_folder.run(root, "collect", NAME, str(path))

    assert said.count("cannot be the name of a folder") == 3
    assert "left out: B A (): ''" in said
    assert set(Course.load(root).students(NAME)) == {"ok", "there"}
    assert _submitted(root) == BEFORE | {f"submitted/ok/{NAME}/x.ipynb"}


def test_an_id_of_the_list_that_is_too_long_costs_one_student(root, tmp_path):
    (tmp_path / "list.csv").write_text(f"student_id,name\n{'x' * 260},Ada\nbob,Bob\n")
    path = archive(tmp_path / "d.zip", {_moodles("Ada", 1): "a", _moodles("Bob", 2): "b"})

    said = course_folder.run(root, "collect", NAME, str(path), "--students", str(tmp_path / "list.csv"))

    assert "left out: Ada (1): 'xxx" in said
    assert "handed nothing in" not in said
    assert set(Course.load(root).students(NAME)) == {"bob", "there"}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_one_line_in_each_method(root, tmp_path, method):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr(_moodles("Ada", 1), os.urandom(5000) + b"a" * 5000)
    data = bytearray(path.read_bytes())
    for place in range(100, 2300):
        data[place] ^= 0x5A
    path.write_bytes(data)

    assert "is damaged or encrypted" in _refused(root, path)


def test_a_head_that_is_damaged_is_one_line(root, tmp_path):
    path = archive(tmp_path / "d.zip", {_moodles("XXXX", 1): "a", _moodles("Bob", 2): "b"})
    path.write_bytes(path.read_bytes().replace(b"XXXX", b"\xff\xfe\xfd\xfc"))
    assert "is not a whole ZIP archive" in _refused(root, _flagged(path, 8, 1))


def test_any_damage_is_one_error(tmp_path):
    """Bytes are changed by chance; no other error than a CourseError gets out."""
    chance = random.Random(18)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(tmp_path / "whole.zip", "w", method) as made:
            for number in range(3):
                made.writestr(_moodles("Mü", number), b"hello" * 50 + chance.randbytes(40))
        whole = (tmp_path / "whole.zip").read_bytes()
        for _ in range(300):
            data = bytearray(whole)
            for _ in range(chance.choice((1, 2, 5))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            (tmp_path / "d.zip").write_bytes(data)
            with contextlib.suppress(CourseError), download.opened(tmp_path / "d.zip") as opened:
                for file in opened.files:
                    file.copy_to(tmp_path / "copy")


def test_an_encrypted_archive_says_so(root, tmp_path):
    path = archive(tmp_path / "d.zip", {_moodles("Ada", 1): "a", _moodles("Bob", 2): "b"})
    assert f"none of the files of the download can be read: {_moodles('Ada', 1)} is encrypted" in _refused(
        root, _flagged(path, 1, 0)
    )


def test_another_method_says_what_to_do(root, tmp_path):
    path = archive(tmp_path / "d.zip", {_moodles("Ada", 1): "a", _moodles("Bob", 2): "b"})
    said = _refused(root, _flagged(path, 9, 2, every=False))
    assert "unpack it and give the folder" in said


def test_backslashes_of_windows_are_slashes(root, tmp_path):
    files = {_moodles("Ada", 1).replace("/", "\\"): "a", _moodles("Bob", 2, "..\\..\\..\\..\\evil"): "b"}
    said = course_folder.run(root, "collect", NAME, str(archive(tmp_path / "d.zip", files)))

    assert "would lie outside of its folder" in said
    assert _submitted(root) == BEFORE | {f"submitted/1/{NAME}/{NAME}.ipynb"}


def test_a_newline_in_a_name_is_shown(root, tmp_path):
    files = {_moodles("Ada", 1): "a", "a\nb.txt": "x"}
    said = course_folder.run(root, "collect", NAME, str(archive(tmp_path / "d.zip", files)))
    assert "left out: a\\nb.txt does not look like a submission\n" in said


def test_it_is_said_which_of_two_files_counts(root, tmp_path):
    (tmp_path / "list.csv").write_text("student_id,name\nada,Ada\n")
    files = {_moodles("Ada", 1): "a", _moodles("Ada", 2): "b", _moodles("Ada", 2, "more.py"): "c"}
    path = archive(tmp_path / "d.zip", files)

    said = course_folder.run(root, "collect", NAME, str(path), "--students", str(tmp_path / "list.csv"))

    assert said.count("both have") == 1
    assert f"ada: both have {NAME}.ipynb; {_moodles('Ada', 2)} counts" in said
    assert (root / "submitted" / "ada" / NAME / f"{NAME}.ipynb").read_text() == "b"


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
