"""What is stored about a student is found, shown, and deleted; nothing of anybody else."""

import shutil
import sqlite3

import course_folder
import pytest
from course_folder import NAME

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import fill
from autograder.nbgrader_plugin import gradebook

IDS = ("ada17", "o'neil [x] &")  # the second would be taken apart by a shell, a pattern, and SQL


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course whose gradebook has two students for each id: one begins with the other."""
    root = tmp_path_factory.mktemp("course")
    students = [student for name in IDS for student in (name, f"{name}.m")]
    course = course_folder.make(root, dict.fromkeys(students, "no notebook"))
    with gradebook.opened(course) as book:
        for exercise in (NAME, "other"):
            book.add_assignment(exercise)
            for student in students:
                book.update_or_create_student(student, first_name="Ada" * 9999, last_name="Lovelace")
                book.add_submission(exercise, student)
    return root


@pytest.fixture(params=IDS)
def student(request):
    return request.param


@pytest.fixture
def root(made, tmp_path, student):
    """A copy, in which two students are stored in all places."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    rows = []
    for each in (student, f"{student}.m"):
        for folder in (
            f"autograded/{each}/{NAME}",
            f"feedback/{each}/{NAME}",
            f"records/{NAME}/{each}",
            f"downloaded/{NAME}/earlier/{each}",
            f".autograder/replaced/2026-11-20-233000/{each}/{NAME}",
        ):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "file.txt").write_text(each)
        rows.append(dict.fromkeys(fill.COLUMNS, "") | {"student": each, "name": "Ada Lovelace"})
    fill.write_rows(tmp_path / "downloaded" / NAME / fill.LIST, rows)
    (tmp_path / "returned" / NAME).mkdir(parents=True)
    (tmp_path / "returned" / NAME / "grades.csv").write_text(f"{student},19\n")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / f"{NAME}.html").write_text(f"<p>{student}</p>")
    (tmp_path / ".autograder" / "grading.log").write_text(f"grading of {student} failed\n")
    return tmp_path


def _files(root):
    paths = (path for path in root.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_nothing_is_deleted_until_it_is_said(root, student):
    before = _files(root)

    said = course_folder.run(root, "forget", student)

    assert "nothing was deleted: add --yes to delete this" in said
    assert f"submitted/{student}\n" in said
    assert f"gradebook: {student} (" in said
    assert _files(root) == before


def test_all_of_this_student_goes_and_nothing_of_the_other(root, student):
    other = {name: data for name, data in _files(root).items() if f"{student}.m" in name}

    said = course_folder.run(root, "forget", student, "--yes")

    assert "deleted" in said
    assert "still named" not in said
    left = _files(root)
    assert {name: data for name, data in left.items() if f"{student}.m" in name} == other
    assert len(other) == 6
    without = {name: data.replace(f"{student}.m".encode(), b"") for name, data in left.items()}
    assert [name for name, data in without.items() if f"/{student}/" in name or student.encode() in data] == []
    assert list(fill.rows_of(root / "downloaded" / NAME / fill.LIST)) == [f"{student}.m"]
    with gradebook.opened(Course.load(root)) as book:
        assert student not in [each.id for each in book.students]
        assert len(book.students) == 3
        assert len(book.find_student(f"{student}.m").submissions) == 2
    with sqlite3.connect(root / "gradebook.db") as database:
        assert database.execute("pragma freelist_count").fetchone() == (0,), "removed lines are still in the file"


def test_the_note_of_the_command_itself_is_not_listed(root, student, monkeypatch):
    monkeypatch.setattr("sys.argv", ["autograder", "forget", student, "--yes"])

    assert "still named" not in course_folder.run(root, "forget", student, "--yes")


def test_a_file_that_still_names_the_student_is_listed(root, student):
    (root / "grades.csv").write_text(f"assignment,student_id\n{NAME},{student}\n")
    (root / "notes.txt").write_text(f"{student}.m has asked")

    said = course_folder.run(root, "forget", student, "--yes")

    assert "still named in grades.csv" in said
    assert "notes.txt" not in said


def test_what_is_no_student_is_refused(root):
    before = _files(root)

    for wrong in ("nobody", "..", ".", "", "*", f"ada/{NAME}", "submitted"):
        said = course_folder.run(root, "forget", "--yes", wrong, code=1)
        assert f"nothing is stored about a student {wrong!r}" in said

    assert _files(root) == before


def test_a_slip_is_told(tmp_path):
    course_folder.make(tmp_path, {"lovelace": "no notebook"})

    assert "did you mean lovelace?" in course_folder.run(tmp_path, "forget", "lovelase", code=1)


def test_other_places_of_a_configuration_are_known(tmp_path):
    settings = 'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n'
    course = course_folder.make(tmp_path, {}, settings=settings)
    for student in ("ada", "bob"):
        course.folder("submitted", student, NAME).mkdir(parents=True)

    course_folder.run(tmp_path, "forget", "ada", "--yes")

    assert course.students(NAME) == ["bob"]


def test_an_interrupted_deletion_goes_on(root, student, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", lambda path: (_ for _ in ()).throw(CourseError("the disk is gone")))
        course_folder.run(root, "forget", student, "--yes", code=1)

    said = course_folder.run(root, "forget", student, "--yes")

    assert "still named" not in said
    assert not (root / "submitted" / student).exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path, there):
    course_folder.make(tmp_path, {"bob": "no notebook"})
    (tmp_path / "feedback").mkdir()
    if there:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "kept.txt").write_text("x")
    (tmp_path / "feedback" / "bob").symlink_to(tmp_path / "elsewhere")

    course_folder.run(tmp_path, "forget", "bob", "--yes")

    assert not (tmp_path / "feedback" / "bob").is_symlink()
    assert (tmp_path / "elsewhere" / "kept.txt").exists() == there
