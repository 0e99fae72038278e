"""What goes back to an LMS has the form that it imports, and says what could not go with it.

The forms are those of Moodle 4.5 (`mod/assign/feedback/offline`, `feedback/file/importziplib.php`), Canvas
(`lib/gradebook_importer.rb`, `assignment.rb`), OpenOLAT (bulk assessment, `DataStepForm.java`) and ILIAS 9
(multi-feedback, `class.ilExAssignment.php`).
"""

import csv
import zipfile
from dataclasses import replace

import pytest
from course_folder import NAME, ROOT

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import export, grades, returned
from autograder.lms.grades import Grades
from autograder.nbgrader_plugin.feedback import page_of
from autograder.nbgrader_plugin.standing import Standing

MAXIMUM = 24
SCORES = {"ada.m": 23.5, "bob": 0}
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 1234,"Ada Müller",ada.m@uni.example,Submitted,,24.00,Yes,"Friday, 20 November 2026, 11:30 PM",-,\n'
    "Participant 77,Bob de Groot,bob@uni.example,Submitted,,24.00,Yes,-,-,old\n"
    "Participant 78,Cy,cy@uni.example,No submission,,24.00,Yes,-,-,\n"
)
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Sheet 2 (900),Sheet 3 (901),Final Score\n"
    "    Points Possible,,,,,10,24,(read only)\n"
    '"Müller, Ada",1111,m-17,ada.m,Sec A,9,,91\n'
    '"de Groot, Bob",2222,m-18,bob,Sec A,8,,80\n'
)


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Two students with grades; one has feedback, which is that of the grade."""
    monkeypatch.setattr(grades, "current", lambda course, exercise, students: set(students))
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    course = Course.load(tmp_path)
    exercise = Course.load(ROOT).exercise(NAME)
    page = page_of(course, NAME, "ada.m")
    page.parent.mkdir(parents=True)
    page.write_text("<p>well done</p>")
    return Grades(course, exercise, SCORES, MAXIMUM, {"ada.m": f"mullerada_1111_901_{NAME}.ipynb"})


def _list(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _rows(path, encoding="utf-8", separator=","):
    with path.open(newline="", encoding=encoding) as file:
        return list(csv.DictReader(file, delimiter=separator))


def _names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_moodles_worksheet_comes_back_with_grades_and_nothing_else_changed(given, tmp_path):
    path = _list(tmp_path, WORKSHEET)
    before = _rows(path)

    made = returned.write(given, "moodle", path)

    rows = _rows(made.files[0])
    assert [row["Grade"] for row in rows] == ["23.5", "0", ""]
    assert [{**row, "Grade": ""} for row in rows] == [{**row, "Grade": ""} for row in before]
    assert list(rows[0]) == list(before[0])
    (name,) = _names(made.files[1])
    assert name == f"feedback_1234_assignsubmission_file_/{NAME}.html"
    # As Moodle takes it apart: at most five parts, the second is the participant.
    assert name.split("_", 4)[1:4] == ["1234", "assignsubmission", "file"]
    assert "cy has no grade: the row stays as it is" in made.notes
    assert [note for note in made.notes if "no feedback of bob" in note]


def test_a_german_worksheet_keeps_its_form(given, tmp_path):
    columns = "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert werden"
    path = _list(tmp_path, f"{columns}\r\nTeilnehmer/in1234;Ada;ada.m@uni.example;x;;24,00;Ja\r\n", "cp1252")

    made = returned.write(given, "moodle", path)

    assert _rows(made.files[0], "cp1252", ";")[0]["Bewertung"] == "23,5"


@pytest.mark.parametrize(
    ("grade", "maximum", "separator", "points"),
    [
        ("Bewertung", "24", ";", "23,5"),  # Excel saves 24,00 so
        ("Bewertung", "24.00", ";", "23.5"),
        ("Bewertung", "24", ",", "23.5"),
        ("Bewertung", '"24,00"', ",", "23,5"),
        ("Grade", "24", ";", "23.5"),  # a site in English would read 23,5 as 23
    ],
)
def test_moodle_gets_the_decimal_sign_of_its_language(given, tmp_path, grade, maximum, separator, points):
    lines = ["ID|E-Mail-Adresse|" + grade + "|Bestwertung", "Teilnehmer/in1234|ada.m@uni.example||" + maximum]
    path = _list(tmp_path, "\n".join(lines).replace("|", separator))

    made = returned.write(given, "moodle", path)

    assert _rows(made.files[0], separator=separator)[0][grade] == points


def test_a_list_that_excel_has_saved_in_one_column_is_read_and_returned_in_columns(given, tmp_path):
    lines = (f'"{line.replace(chr(34), chr(34) * 2)}"' if '"' in line else line for line in WORKSHEET.splitlines())
    wrapped = "\r\n".join(lines).replace("Maximum Grade", '""Maximum Grade""')
    wrapped = '"' + wrapped.replace("\r\n", '"\r\n', 1)
    (tmp_path / "plain.csv").write_text(WORKSHEET)

    made = returned.write(given, "moodle", _list(tmp_path, wrapped))
    rows = _rows(made.files[0])

    assert rows == _rows(returned.write(given, "moodle", tmp_path / "plain.csv").files[0])
    assert rows[0]["Last modified (submission)"] == "Friday, 20 November 2026, 11:30 PM"


def test_a_grade_that_moodle_has_locked_stays(given, tmp_path):
    path = _list(tmp_path, WORKSHEET.replace("24.00,Yes", "24.00,No", 1))

    made = returned.write(given, "moodle", path)

    assert _rows(made.files[0])[0]["Grade"] == ""
    assert [note for note in made.notes if note.startswith("ada.m: Moodle says that this grade cannot be changed")]


def test_another_maximum_is_refused_or_scaled(given, tmp_path):
    path = _list(tmp_path, WORKSHEET.replace("24.00", "100.00"))

    with pytest.raises(CourseError, match="has 100 as the highest grade, and the exercise gives 24 points"):
        returned.write(given, "moodle", path)
    made = returned.write(given, "moodle", path, scale=True)

    assert _rows(made.files[0])[0]["Grade"] == "97.92"


def test_canvas_gets_one_column_and_feedback_under_the_name_of_the_download(given, tmp_path):
    made = returned.write(given, "canvas", _list(tmp_path, GRADEBOOK), column="sheet 3")

    rows = _rows(made.files[0])
    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sheet 3 (901)"]
    assert [row["Sheet 3 (901)"] for row in rows] == ["24", "23.5", "0"]
    (name,) = _names(made.files[1])
    assert name == f"mullerada_1111_901_{NAME}.html"
    # As Canvas takes it apart: the first two parts that are all digits are the user and the attachment.
    assert [part for part in name.split("_") if part.isdecimal()] == ["1111", "901"]


def test_it_is_asked_which_assignment_of_canvas_it_is(given, tmp_path):
    with pytest.raises(CourseError, match=r"which assignment is it.*Sheet 2 \(900\), Sheet 3 \(901\)"):
        returned.write(given, "canvas", _list(tmp_path, GRADEBOOK))


def test_openolat_gets_tabs_and_a_folder_for_each_login(given):
    made = returned.write(given, "openolat")

    assert made.files[0].read_text() == "ada.m\t23.5\t\t\nbob\t0\t\t\n"
    assert _names(made.files[1]) == [f"ada.m/{NAME}.html"]


def test_ilias_gets_feedback_in_the_folders_of_its_download(given):
    given.sources["ada.m"] = f"Sheet/Mueller_Ada_ada.m_4711/{NAME}.ipynb"

    made = returned.write(given, "ilias")

    assert made.files[1].name == f"multi_feedback_{NAME}.zip"
    assert _names(made.files[1]) == [f"multi_feedback_{NAME}/Mueller_Ada_ada.m_4711/{NAME}.html"]
    assert _rows(made.files[0], "utf-8-sig") == [
        {"student": "ada.m", "points": "23.5"},
        {"student": "bob", "points": "0"},
    ]
    assert "ILIAS imports no points: type in those of grades-to-type-in.csv" in made.notes


def test_ilias_names_in_one_line_whose_download_was_of_another_system(given):
    for student in (names := [f"s{number:02}" for number in range(12)]):
        page = page_of(given.course, NAME, student)
        page.parent.mkdir(parents=True)
        page.write_text("x")

    made = returned.write(replace(given, scores=dict.fromkeys(names, 1.0)), "ilias")

    assert [note for note in made.notes if "no feedback in the archive" in note] == [
        f"no feedback in the archive of 12 ({', '.join(names[:10])} and 2 more), since ILIAS wants the folders of its "
        "own download: use autograder collect"
    ]


@pytest.mark.parametrize(
    ("system", "text", "said"),
    [
        ("moodle", GRADEBOOK, "is not a grading worksheet of Moodle"),
        ("canvas", WORKSHEET, "is not a gradebook of Canvas"),
        ("moodle", "", "is not a grading worksheet of Moodle"),
    ],
)
def test_another_list_is_refused_in_one_line(given, tmp_path, system, text, said):
    with pytest.raises(CourseError, match=said) as caught:
        returned.write(given, system, _list(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_feedback_that_is_older_than_the_grade_is_never_returned(given, monkeypatch):
    monkeypatch.setattr(grades, "current", lambda course, exercise, students: set())

    with pytest.raises(CourseError, match=r"older than the grade: ada.m. Make it again with autograder feedback"):
        returned.write(given, "openolat")
    assert not (given.course.root / "returned").exists()


def test_a_list_is_needed(given):
    with pytest.raises(CourseError, match="give Moodle's grading worksheet, as you downloaded it, with --list FILE"):
        returned.write(given, "moodle")


def test_what_nobody_has_marked_stops_it(given, monkeypatch):
    question = next(iter(given.exercise.manual_cells))
    waiting = Standing(score=3.0, maximum=19.0, penalty=0.0, cells={question: None})
    monkeypatch.setattr(grades, "standings", lambda course, exercise: {"ada": waiting})

    with pytest.raises(CourseError, match=r"written answers of 1 student are not marked yet \(ada\)"):
        grades.load(given.course, given.exercise)
    incomplete = grades.load(given.course, given.exercise, unmarked=True)
    assert incomplete.scores == {"ada": 3.0}
    made = returned.write(incomplete, "openolat")
    assert "incomplete, since written answers are not marked yet: ada" in made.notes


def test_canvas_has_one_submission_of_a_group(given, tmp_path):
    page = page_of(given.course, NAME, "bob")
    page.parent.mkdir(parents=True)
    page.write_text("<p>well done</p>")
    given.sources["bob"] = given.sources["ada.m"]

    made = returned.write(given, "canvas", _list(tmp_path, GRADEBOOK), column="sheet 3")

    assert len(_names(made.files[1])) == 1
    assert [note for note in made.notes if note.startswith("bob: no feedback of their own")]


def test_openolat_gets_its_login_where_the_list_has_given_another_id(given):
    given.sources["ada.m"] = f"Sheet/Müller_Ada_am_17/2_submissions/{NAME}.ipynb"

    made = returned.write(given, "openolat")

    assert made.files[0].read_text() == "am_17\t23.5\t\t\nbob\t0\t\t\n"
    assert _names(made.files[1]) == [f"am_17/{NAME}.html"]


def test_two_of_one_login_get_neither_a_line_nor_the_feedback_of_the_other(given):
    given.sources["ada.m"] = f"Sheet/Müller_Ada_x/2_submissions/{NAME}.ipynb"
    given.sources["bob"] = f"Sheet/Groot_Bob_x/2_submissions/{NAME}.ipynb"

    made = returned.write(given, "openolat")

    assert [path.read_text() for path in made.files] == [""]
    assert [note for note in made.notes if note.startswith("ada.m, bob: no points and no feedback")]


def test_members_of_a_group_of_openolat_keep_their_ids(given):
    given.sources.update(dict.fromkeys(SCORES, f"My_Group_77/2_submissions/{NAME}.ipynb"))

    made = returned.write(given, "openolat")

    assert made.files[0].read_text() == "ada.m\t23.5\t\t\nbob\t0\t\t\n"


def test_what_people_open_holds_no_formula_and_what_an_lms_reads_is_raw(given):
    given = replace(given, scores={"=1+1": 2.0})

    assert _rows(returned.write(given, "ilias").files[0], "utf-8-sig")[0]["student"] == "'=1+1"
    assert returned.write(given, "openolat").files[0].read_text().startswith("=1+1\t")


def test_a_scale_of_moodle_is_refused(given, tmp_path):
    path = _list(tmp_path, WORKSHEET.replace("Maximum Grade", "Scale").replace("24.00", "passed"))

    with pytest.raises(CourseError, match="Moodle grades this by a scale: set the assignment's grade to points"):
        returned.write(given, "moodle", path)


def test_no_feedback_of_an_earlier_time_is_left(given, tmp_path):
    path = _list(tmp_path, WORKSHEET)
    archive = returned.write(given, "moodle", path).files[1]
    page_of(given.course, NAME, "ada.m").unlink()

    assert returned.write(given, "moodle", path).files == [archive.with_name("moodle-grades.csv")]
    assert not archive.exists()


def test_nbgraders_export_writes_the_same_files(given, tmp_path, monkeypatch, caplog):
    marked = Standing(score=23.5, maximum=24.0, penalty=0.0, cells={})
    monkeypatch.setattr(grades, "standings", lambda course, exercise: {"ada.m": marked})
    monkeypatch.setattr(Course, "exercise", lambda course, name: given.exercise)
    monkeypatch.chdir(tmp_path)

    export.Moodle(assignment=[NAME], listed=str(_list(tmp_path, WORKSHEET))).export(None)

    assert _rows(tmp_path / "returned" / NAME / "moodle-grades.csv")[0]["Grade"] == "23.5"
    with pytest.raises(SystemExit):
        export.Moodle(assignment=[NAME]).export(None)
    with pytest.raises(SystemExit):
        export.OpenOLAT().export(None)
