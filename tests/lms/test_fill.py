"""The list of what was collected is opened and saved by people, in a spreadsheet too."""

import course_folder
import pytest
from course_folder import NAME
from lms.downloads import FILE, archive

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import fill, grades

ROW = dict.fromkeys(fill.COLUMNS, "") | {"student": "ada", "name": "Müller", "first file in the download": "a/b.ipynb"}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "course").mkdir()
    course_folder.make(tmp_path / "course", {"ada": "no notebook", "bob": "no notebook"})
    (tmp_path / "course" / "downloaded" / NAME).mkdir(parents=True)
    return tmp_path / "course"


@pytest.fixture
def listed(root):
    return root / "downloaded" / NAME / fill.LIST


def _files(root):
    folders = [root / name for name in ("submitted", "downloaded")]
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_a_list_that_excel_has_saved_is_read(root, listed):
    lines = [(*fill.COLUMNS, "mine", ""), (*ROW.values(), "x", ""), ("",) * (len(ROW) + 2)]
    listed.write_bytes("\r\n".join(map(";".join, lines)).encode("cp1252"))

    assert fill.rows_of(listed) == {"ada": ROW}
    course_folder.run(root, "forget", "ada", "--yes")
    assert fill.rows_of(listed) == {}


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\x89PNG\0\x81", b"student,name\nada\n", b""])
def test_what_is_no_list_stops_all_before_anything_is_changed(root, listed, tmp_path, content):
    listed.write_bytes(content)
    before = _files(root)
    path = archive(tmp_path / "d.zip", {f"A_1_assignsubmission_file/{FILE}": "x"})

    for arguments in (("forget", "ada", "--yes"), ("collect", NAME, str(path))):
        said = course_folder.run(root, *arguments, code=1)
        assert said.startswith("error: ")
        assert said.count("\n") == 1
        assert fill.LIST in said
    with pytest.raises(CourseError, match=fill.LIST):
        grades._sources(Course.load(root), NAME)

    assert _files(root) == before


def test_no_cell_is_a_formula_and_umlauts_are_marked(listed):
    names = ["=cmd|'/c calc'!A1", "+x", "-1", "@y", "\tz", "'=q", "''-", "'s", "-x", "+1.5", "Müller"]
    rows = [ROW | {"student": f"{number:02}", "name": name} for number, name in enumerate(names)]

    fill.write_rows(listed, rows)

    text = listed.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    cells = [line.split(",")[1] for line in text.splitlines()[1:]]
    assert [cell for cell in cells if cell[0] in "=+-@\t"] == ["-1", "+1.5"]
    assert [row["name"] for row in fill.rows_of(listed).values()] == names
