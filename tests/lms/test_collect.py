"""What an LMS gives is in `submitted/` afterwards, each student's under the right id; each exception has a line."""

import io
import json
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import course_folder
import pytest
from click.testing import CliRunner
from course_folder import NAME
from lms.downloads import DOWNLOADS, FILE, archive
from traitlets.config import Config

from autograder.cli import main
from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import collect, download, fill, participants, times

NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course").mkdir()
    return Course(tmp_path / "course", Config())


def _plan(course, path, listed=None, system=""):
    with download.opened(path) as opened:
        return collect.plan(course, NAME, opened, listed, system)


def _collected(course, path, listed=None, **options):
    with download.opened(path) as opened:
        made = collect.plan(course, NAME, opened, listed)
        return made, fill.write(course, NAME, made, **options)


def _files(course, student):
    folder = course.folder("submitted", student, NAME)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


# Each system.


@pytest.mark.parametrize("kind", DOWNLOADS)
@pytest.mark.parametrize("form", ["archive", "folder"])
def test_each_system_is_recognized_and_collected(course, tmp_path, kind, form):
    title, files, expected = DOWNLOADS[kind]
    path = archive(tmp_path / "download.zip", files)
    if form == "folder":
        with zipfile.ZipFile(path) as packed:
            packed.extractall(tmp_path / "unpacked")
        path = tmp_path / "unpacked"

    made, done = _collected(course, path)

    assert made.title == title
    assert sorted(done.new) == sorted(expected)
    assert {student: _files(course, student) for student in expected} == expected


# Lists of participants.

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 1234,Ada Müller,ada.m@uni.example,Submitted,,20.00,Yes,"Friday, 20 November 2026, 11:30 PM",-,\n'
    "Participant 77,Bob de Groot,bob@uni.example,No submission,,20.00,Yes,-,-,\n"
)
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Sheet 3 (901)\n"
    "    Points Possible,,,,,20\n"
    '"Müller, Ada",1111,m-17,ada1,Sec A,\n'
    '"de Groot, Bob",2222,m-18,bob1,Sec A,\n'
)


def _list(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return participants.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_worksheet_of_moodle_gives_ids_and_times(course, tmp_path, encoding, separator):
    time = "20 November 2026 23:30" if separator == "," else "Friday, 20 November 2026, 11:30 PM"
    lines = [
        ["Identifier", "Full name", "Email address", "Last modified (submission)"],
        ["Participant 1234", "Ada Müller", "ada.m@uni.example", time],
        ["Participant 77", "Bob de Groot", "bob@uni.example", "-"],
    ]
    text = "".join(separator.join(line) + "\r\n" for line in lines)
    listed = _list(tmp_path / "list.csv", text, encoding)
    path = archive(tmp_path / "d.zip", {f"Ada Müller_1234_assignsubmission_file/{FILE}": "ada"})

    made, done = _collected(course, path, listed)

    assert done.new == ["ada.m"]
    assert made.missing == ["bob"]
    assert made.students["ada.m"].moment == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert _files(course, "ada.m")["timestamp.txt"] == "2026-11-20 23:30:00.000000 UTC"


# The language packs' words for the column and for a participant.
@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("Identifier", "Participant "),
        ("ID", "Teilnehmer/in"),
        ("Identifiant", "Participant "),
        ("Identificador", "Participante"),
        ("Kennung", "Teilnehmer/in"),
    ],
)
def test_moodles_number_is_known_by_its_values_and_is_no_id(course, tmp_path, column, word):
    lines = f"{column},Email address\n{word}1234,ada@uni.example\n{word}77,bob@uni.example\n"
    path = archive(tmp_path / "d.zip", {f"A_1234_assignsubmission_file/{FILE}": "a"})

    made = _plan(course, path, _list(tmp_path / "list.csv", lines))

    assert list(made.students) == ["ada"]
    assert made.missing == ["bob"]
    with pytest.raises(
        CourseError, match=f"no column with an id of students.*{column} numbers the participants of one"
    ):
        _list(tmp_path / "list.csv", f"{column},Name\n{word}1234,Ada\n{word}77,Bob\n")


@pytest.mark.parametrize("ids", [("m-17", "m-18"), ("1234", "77"), ("ada17", "bob18"), ("ab123", "ab124")])
def test_an_id_of_the_instructors_own_is_one(course, tmp_path, ids):
    listed = _list(tmp_path / "list.csv", f"ID,Group,Name\n{ids[0]},Group 1,Ada\n{ids[1]},Group 2,Bob\n")

    assert [each.id for each in listed.all] == list(ids)


def test_moodles_own_time_is_read(course, tmp_path):
    listed = _list(tmp_path / "list.csv", WORKSHEET)
    path = archive(tmp_path / "d.zip", {f"Ada Müller_1234_assignsubmission_file/{FILE}": "ada"})

    assert _plan(course, path, listed).students["ada.m"].moment == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_a_gradebook_of_canvas_gives_logins(course, tmp_path):
    listed = _list(tmp_path / "list.csv", GRADEBOOK)
    path = archive(tmp_path / "d.zip", {f"mullerada_1111_9_{FILE}": "ada", f"x_9999_8_{FILE}": "who"})

    made = _plan(course, path, listed)

    assert list(made.students) == ["ada1"]
    assert made.missing == ["bob1"]
    assert "left out: x (9999) is not in the list" in made.notes


def test_a_login_with_a_line_in_it_is_found_by_the_list(course, tmp_path):
    listed = _list(tmp_path / "list.csv", "student_id,name\nbob_x,Bob Groot\n")
    path = archive(tmp_path / "d.zip", {f"Groot_Bob_bob_x/2_submissions/{FILE}": "bob"})

    assert list(_plan(course, path, listed).students) == ["bob_x"]


def test_each_member_of_a_group_gets_a_copy(course, tmp_path):
    listed = _list(tmp_path / "list.csv", "student_id,group\nada,Team 9\nbob,Team 9\ncy,Team 8\n")
    path = archive(tmp_path / "d.zip", {f"Team 9/{FILE}": "ours", f"Mueller_Ada_xx_1/{FILE}": "?"})

    made, done = _collected(course, path, listed)

    assert sorted(done.new) == ["ada", "bob"]
    assert _files(course, "bob") == {FILE: "ours"}
    assert made.missing == ["cy"]


@pytest.mark.parametrize("group", ["My_Group", "My Group"])
def test_a_group_of_openolat_whose_name_holds_a_line_is_found(course, tmp_path, group):
    listed = _list(tmp_path / "list.csv", f"student_id,Group\nada,{group}\nbob,{group}\n77,Other\n")
    path = archive(tmp_path / "d.zip", {f"My_Group_77/2_submissions/{FILE}": "x"})

    assert list(_plan(course, path, listed).students) == ["ada", "bob"]


def test_a_login_of_digits_is_no_group(course, tmp_path):
    listed = _list(tmp_path / "list.csv", "student_id,Group\n77,Red\nada,Red\n")
    path = archive(tmp_path / "d.zip", {f"Mueller_Cy_77/2_submissions/{FILE}": "x"})

    assert list(_plan(course, path, listed).students) == ["77"]


def test_a_name_that_two_have_is_not_guessed(course, tmp_path):
    listed = _list(tmp_path / "list.csv", "student_id,name\nada1,Ada Lee\nada2,Ada Lee\n")
    path = archive(tmp_path / "d.zip", {f"Ada Lee_5_assignsubmission_file/{FILE}": "?"})

    made = _plan(course, path, listed)

    assert not made.students
    assert made.notes == ["left out: Ada Lee (5) has a name that several students have"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student_id,name\nada,A\nada,B\n", "same student_id in several lines: ada"),
        ("student_id,name\n,Ada\n", r"has a student without an id \(Ada\): fill in student_id"),
        ("grade,comment\n1,x\n", "has no column with an id of students"),
        ("", "has no column with an id of students"),
        ("PK\x03\x04", "is a workbook or an archive"),
    ],
)
def test_a_list_that_is_none_is_refused_in_one_line(tmp_path, text, said):
    with pytest.raises(CourseError, match=said) as caught:
        _list(tmp_path / "list.csv", text)
    assert "\n" not in str(caught.value)


# Versions, and what is there already.


def test_the_latest_counts_and_earlier_ones_are_kept_if_asked(course, tmp_path):
    files = {
        f"a_1_10_{FILE}": "first",
        "a_1_12_mnist_convnet-2.ipynb": "third",
        "a_1_11_mnist_convnet-1.ipynb": "second",
    }
    path = archive(tmp_path / "d.zip", files)

    _collected(course, path, keep_all=True)

    assert _files(course, "1") == {FILE: "third"}
    earlier = course.root / "downloaded" / NAME / "earlier" / "1"
    assert sorted(each.read_text() for each in earlier.rglob("*.ipynb")) == ["first", "second"]


def test_nothing_is_replaced_unless_it_is_said_and_then_it_is_kept(course, tmp_path):
    first = archive(tmp_path / "1.zip", {f"A_1_assignsubmission_file/{FILE}": "first"})
    second = archive(tmp_path / "2.zip", {f"A_1_assignsubmission_file/{FILE}": "second"})

    assert _collected(course, first)[1].new == ["1"]
    assert _collected(course, first)[1].unchanged == ["1"]
    assert _collected(course, second)[1].kept == ["1"]
    assert _files(course, "1") == {FILE: "first"}
    assert _collected(course, second, force=True)[1].replaced == ["1"]
    assert _files(course, "1") == {FILE: "second"}
    assert [path.read_text() for path in course.root.rglob("replaced/**/*.ipynb")] == ["first"]


def test_a_students_own_time_does_not_count(course, tmp_path):
    files = {FILE: "x", "timestamp.txt": "2020-01-01 00:00 UTC"}
    path = archive(tmp_path / "d.zip", {f"A_1_assignsubmission_file/{name}": text for name, text in files.items()})

    _collected(course, path)

    assert _files(course, "1") == {FILE: "x"}


def test_a_small_file_of_zeros_is_no_bomb(course, tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("A_1_assignsubmission_file/zeros.csv", "0," * (1 << 20))

    assert list(_plan(course, path).students["1"].files) == ["zeros.csv"]


def test_a_second_download_adds_to_the_list_of_what_was_collected(course, tmp_path):
    for number, text in (("10", "first"), ("11", "again")):
        _collected(
            course, archive(tmp_path / "d.zip", {f"a_1_{number}_{FILE}": text, f"b{number}_2{number}_9_{FILE}": "x"})
        )

    rows = fill.rows_of(course.root / "downloaded" / NAME / fill.LIST)

    assert {student: row["what"] for student, row in rows.items()} == {"1": "new", "210": "new", "211": "new"}
    assert rows["1"]["first file in the download"] == f"a_1_10_{FILE}"  # it is this one that lies in submitted/


def test_two_notebooks_wrong_files_and_a_students_own_archive_are_left_to_the_grader(course, tmp_path):
    names = ["a.ipynb", "b.ipynb", "photo.heic", "my work.zip", "virus.exe", "no_suffix"]

    files = {f"A_1_assignsubmission_file/{name}": name for name in names}
    made, _ = _collected(course, archive(tmp_path / "d.zip", files))

    assert _files(course, "1") == {name: name for name in names}
    assert made.notes == []


def test_files_that_canvas_has_numbered_may_be_different_files(course, tmp_path):
    files = {"a_1_10_fold-1.csv": "1", "a_1_11_fold-2.csv": "2", "a_1_12_helpers-1.py": "h", "a_1_13_lab-3.ipynb": "n"}

    _collected(course, archive(tmp_path / "d.zip", files))

    assert _files(course, "1") == {"fold-1.csv": "1", "fold-2.csv": "2", "helpers.py": "h", "lab.ipynb": "n"}


def test_two_assignments_in_one_download_are_refused(course, tmp_path):
    files = {f"Course/Sheet {number}/M_A_ada/2_submissions/{FILE}": "x" for number in (3, 4)}

    with pytest.raises(
        CourseError, match=r"A M .* is in two folders of the download, Course/Sheet 3 and Course/Sheet 4"
    ):
        _plan(course, archive(tmp_path / "d.zip", files))


def test_the_exchange_holds_other_assignments_too(course, tmp_path):
    time = "2026-11-20 14:30:00.000000 UTC"
    files = {f"ada+{NAME}+{time}+x9/{FILE}": "this", f"ada+other+{time}+x9/{FILE}": "other"}

    made, _ = _collected(course, archive(tmp_path / "d.zip", files))

    assert _files(course, "ada")[FILE] == "this"
    assert made.notes == ["left out: submissions of other assignments (other)"]
    del files[f"ada+{NAME}+{time}+x9/{FILE}"]
    with pytest.raises(CourseError, match=f"no submission of {NAME} in it, only of other"):
        _plan(course, archive(tmp_path / "d.zip", files))


def test_what_openolat_adds_is_counted_in_one_line(course, tmp_path):
    files = {
        f"Sheet/M_A_ada/2_submissions/{FILE}": "x",
        "Sheet/M_A_ada/1_task/sheet.pdf": "x",
        "Sheet/M_A_ada/3_corrections/marked.pdf": "x",
        "Sheet/solutions/solution.pdf": "x",
        "Sheet/Sheet_results.xlsx": "x",
    }

    assert _plan(course, archive(tmp_path / "d.zip", files)).notes == [
        "left out: 4 files that OpenOLAT adds (tasks, corrections, results)"
    ]


def test_the_number_of_a_group_is_not_taken_for_that_of_a_student(course, tmp_path):
    listed = _list(
        tmp_path / "list.csv",
        "Identifier,Full name,Username,Group\nParticipant 5,Ada,ada,\nParticipant 6,Bob,bob,Red\n",
    )

    made = _plan(course, archive(tmp_path / "d.zip", {f"Red_5_assignsubmission_file/{FILE}": "x"}), listed)

    assert list(made.students) == ["bob"]


def test_umlauts_that_macos_has_taken_apart_are_found(course, tmp_path):
    listed = _list(tmp_path / "list.csv", "student_id,name\nada,Ada M\u00fcller\n")

    made = _plan(course, archive(tmp_path / "d.zip", {f"Ada Mu\u0308ller_5_assignsubmission_file/{FILE}": "x"}), listed)

    assert list(made.students) == ["ada"]


def test_the_roster_of_github_classroom_is_a_list(course, tmp_path):
    listed = _list(
        tmp_path / "list.csv", "identifier,github_username,github_id,name\nm-17,adam,99,Ada M\nm-18,bob-b,98,B\n"
    )

    made = _plan(course, archive(tmp_path / "d.zip", DOWNLOADS["GitHub Classroom"][1]), listed)

    assert sorted(made.students) == ["m-17", "m-18"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20.11.2026 23:30", datetime(2026, 11, 20, 22, 30, tzinfo=UTC)),
        ("1.7.2026 8:05:00", datetime(2026, 7, 1, 6, 5, tzinfo=UTC)),
        ("Freitag, 20. November 2026, 23:30", datetime(2026, 11, 20, 22, 30, tzinfo=UTC)),
        ("20 November 2026, 11:30 PM", datetime(2026, 11, 20, 22, 30, tzinfo=UTC)),
    ],
)
def test_times_of_lists_are_in_the_courses_time_zone(text, moment):
    assert times.parse(text, ZoneInfo("Europe/Berlin")) == moment


@pytest.mark.parametrize("text", ["11/20/2026 23:30", "31.2.2026 10:00", "20.13.2026 10:00", "yesterday 10:00"])
def test_a_time_that_may_mean_something_else_is_said(course, tmp_path, text):
    listed = _list(tmp_path / "list.csv", f"student_id,Submitted\n5,{text}\n")

    made = _plan(course, archive(tmp_path / "d.zip", {f"A_5_assignsubmission_file/{FILE}": "x"}), listed)

    assert made.students["5"].moment is None
    assert [note for note in made.notes if f"5: the time {text!r} is not understood" in note]


def test_late_without_a_time_is_said(course, tmp_path):
    made = _plan(course, archive(tmp_path / "d.zip", {f"bob_LATE_2_9_{FILE}": "x"}))

    assert made.notes == ["2: late, as Canvas says, but not how late: write the time into timestamp.txt"]


# Bad input.


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "A_1_assignsubmission_file/../../x.ipynb"])
def test_a_path_that_leaves_the_folder_is_left_out(course, tmp_path, name):
    path = archive(tmp_path / "d.zip", {name: "evil", f"A_1_assignsubmission_file/{FILE}": "x"})

    made, _ = _collected(course, path)

    assert _files(course, "1") == {FILE: "x"}
    assert [note for note in made.notes if "outside of its folder" in note]
    assert {each.name for each in tmp_path.rglob("*") if each.is_file()} == {"d.zip", FILE, "collected.csv"}


def test_a_file_that_would_fill_the_disk_is_left_out(course, tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("A_1_assignsubmission_file/bomb.txt", bytes(64 << 20))
        packed.writestr(f"A_1_assignsubmission_file/{FILE}", "x")

    made, _ = _collected(course, path)

    assert made.notes == ["left out: A_1_assignsubmission_file/bomb.txt would fill 64 MiB"]


@pytest.mark.parametrize(
    ("files", "system", "said"),
    [
        ({"holiday/photo.jpg": "x"}, "", "not a download of a system that is known, for example holiday/photo.jpg"),
        ({}, "", "it is empty"),
        ({f"a_1_10_{FILE}": "x"}, "moodle", "this looks like a download of Canvas.*--from canvas"),
    ],
)
def test_what_is_no_download_of_the_system_is_refused_in_one_line(course, tmp_path, files, system, said):
    with pytest.raises(CourseError, match=said) as caught:
        _plan(course, archive(tmp_path / "d.zip", files), system=system)
    assert "\n" not in str(caught.value)


def test_an_older_programs_umlauts_are_read(course, tmp_path):
    path = tmp_path / "d.zip"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("Ada M@@ller_1_assignsubmission_file/x.ipynb", "x")
    path.write_bytes(data.getvalue().replace(b"M@@ller", "Müller".encode()))

    assert _plan(course, path).students["1"].name == "Ada Müller"


def test_the_command(tmp_path, monkeypatch):
    course_folder.make(tmp_path, {})
    monkeypatch.chdir(tmp_path)
    path = archive(tmp_path / "d.zip", {f"Ada M_1_assignsubmission_file/{NAME}.ipynb": NOTEBOOK, "index.html": "x"})

    tried = CliRunner().invoke(main, ["collect", NAME, str(path), "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert not (tmp_path / "submitted" / "1").exists()
    result = CliRunner().invoke(main, ["collect", NAME, str(path)])

    assert result.exit_code == 0, result.output
    assert f"Moodle: 1 submission of {NAME}" in result.output
    assert "left out: index.html does not look like a submission" in result.output
    assert "1 new" in result.output
    assert (tmp_path / "submitted" / "1" / NAME / f"{NAME}.ipynb").exists()


# A folder of Moodle bears a name and a number, which may be a group's.

NAMED = "ID;Vollständiger Name;E-Mail-Adresse\nTeilnehmer/in5;Siobh?n O'Neill;siobhan@x\nTeilnehmer/in6;Bob B;bob@x\n"


def test_a_group_that_bears_the_number_of_a_student_is_said(course, tmp_path):
    files = {f"Team Rot_5_assignsubmission_file/{FILE}": "team", f"Bob B_6_assignsubmission_file/{FILE}": "bob"}

    made, _ = _collected(course, archive(tmp_path / "d.zip", files), _list(tmp_path / "list.csv", NAMED))

    assert made.notes == [
        "Team Rot (5) has the number of siobhan (Siobh?n O'Neill), who alone gets the submission: if it is a group, "
        "give a list with a column Group"
    ]


def test_a_group_is_not_merged_with_the_student_whose_number_it_bears(course, tmp_path):
    # Moodle leaves the apostrophe out of the folder's name.
    files = {f"A Team_5_assignsubmission_file/{FILE}": "team", f"Siobhán ONeill_5_assignsubmission_file/{FILE}": "own"}

    made, _ = _collected(course, archive(tmp_path / "d.zip", files), _list(tmp_path / "list.csv", NAMED))

    assert _files(course, "siobhan") == {FILE: "own"}
    assert [note.split(":")[0] for note in made.notes] == ["left out"]
    assert "whose own folder is there too" in made.notes[0]


# Time zones.


@pytest.mark.parametrize(
    ("settings", "time", "said"),
    [
        ({}, "20.11.2026 23:30", ["times are read in UTC, since nbgrader_config.py does not set c.Course.timezone"]),
        ({"timezone": "Europe/Berlin"}, "20.11.2026 23:30", ["times are read in Europe/Berlin"]),
        ({}, "2026-11-20 23:30 +0100", []),
    ],
)
def test_it_is_said_in_which_zone_times_are_read(tmp_path, settings, time, said):
    (tmp_path / "course").mkdir()
    course = Course(tmp_path / "course", Config({"Course": settings} if settings else {}))
    listed = _list(tmp_path / "list.csv", f"student_id,Submitted\n5,{time}\n")

    made = _plan(course, archive(tmp_path / "d.zip", {f"A_5_assignsubmission_file/{FILE}": "x"}), listed)

    assert made.notes == said


def test_a_time_that_is_not_understood_names_all_forms():
    with pytest.raises(ValueError, match=r'"Friday, 20 November 2026, 11:30 PM", "20.11.2026 23:30", "2026-11-20 23'):
        times.parse("11/20/2026 23:30", UTC)
