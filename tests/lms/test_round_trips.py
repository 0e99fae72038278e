"""From each LMS and back, with the commands: a download in, graded, and what that LMS imports out.

The downloads and lists are built by hand from the published formats, and what is returned is taken apart as the LMS
does it, from these sources:

- Moodle 4.5: `mod/assign/classes/downloader.php`, `gradingtable.php`; `feedback/offline/importgradeslib.php`,
  `feedback/file/importziplib.php`.
- Canvas: `lib/content_zipper.rb`; `lib/gradebook_importer.rb`, `app/models/assignment.rb`
  (`infer_comment_context_from_filename`).
- OpenOLAT: `GTACourseNode.java`, `GTAResultsExport.java`; `DataStepForm.java` of the bulk assessment.
- ILIAS 9: `class.ilExSubmission.php`; `class.ilExAssignment.php` (multi-feedback).

Each has an umlaut, a double name, a submission that was handed in twice, a late one, a student's own archive, a group
where the system has groups, and somebody who handed nothing in.
"""

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import course_folder
import nbformat
import pytest
from course_folder import NAME, ROOT

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.lms import formats, participants
from autograder.nbgrader_plugin import gradebook

WRONG = "def output_size(size, kernel, stride=1, padding='valid', dilation=1):\n    return size - kernel + 1"
LATE = "2026-11-20 22:30:00.000000 UTC"  # 23:30 in Berlin
GIVEN = 0.75  # points for each written answer
EXPORTERS = {"moodle": "Moodle", "canvas": "Canvas", "openolat": "OpenOLAT", "ilias": "Ilias"}


@dataclass
class Trip:
    """A download, its list, and who is in it.

    Attributes:
        right, wrong: what is handed in, by path in the download; of several versions the right one is the last.
        zipped: path of a student's own archive.
        group: path of what a group hands in, "" if there is none.
        listed: text and encoding of the list.
        ids: of the student who handed in twice, the late one, the one with an archive, the group's two, and nobody.
    """

    right: str
    wrong: Mapping[str, str]
    zipped: str
    group: str
    listed: tuple[str, str]
    ids: tuple[str, ...] = ("ada", "bob", "cleo", "dan", "eve", "fay")


TRIPS = {
    "moodle": Trip(
        right=f"Ada Müller_1234_assignsubmission_file/{NAME}.ipynb",
        wrong={"late": f"Bob Maria de Groot-Löwe_77_assignsubmission_file/{NAME}.ipynb"},
        zipped="Cleo C_78_assignsubmission_file/all.zip",
        group=f"Team B_77_assignsubmission_file/{NAME}.ipynb",  # a group's number may be that of a student
        listed=(
            "ID;Vollständiger Name;E-Mail-Adresse;Status;Gruppe;Bewertung;Bestwertung;"
            "Bewertung kann geändert werden;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);"
            "Feedback als Kommentar\r\n"
            "Teilnehmer/in1234;Ada Müller;ada@uni.example;Abgegeben;;;24,00;Ja;"
            "Freitag, 20. November 2026, 12:00;-;\r\n"
            "Teilnehmer/in77;Bob Maria de Groot-Löwe;bob@uni.example;Abgegeben;;;24,00;Ja;"
            "Freitag, 20. November 2026, 23:30;-;\r\n"
            "Teilnehmer/in78;Cleo C;cleo@uni.example;Abgegeben;;;24,00;Ja;-;-;\r\n"
            "Teilnehmer/in79;Dan D;dan@uni.example;Abgegeben;Team B;;24,00;Ja;-;-;\r\n"
            "Teilnehmer/in80;Eve E;eve@uni.example;Abgegeben;Team B;;24,00;Ja;-;-;\r\n"
            "Teilnehmer/in81;Fay F;fay@uni.example;Keine Abgabe;;;24,00;Ja;-;-;alt\r\n",
            "cp1252",
        ),
    ),
    "canvas": Trip(
        right=f"muellerada_1111_955_{NAME}-1.ipynb",
        wrong={
            "first": f"muellerada_1111_901_{NAME}.ipynb",
            "late": f"degrootloewebobmaria_LATE_2222_902_{NAME}.ipynb",
        },
        zipped="ccleo_3333_903_all.zip",
        group="",
        listed=(
            "Student;ID;SIS User ID;SIS Login ID;Section;Sheet 2 (900);Sheet 3 (901);Final Score\r\n"
            "    Points Possible;;;;;10;24;(read only)\r\n"
            '"Müller, Ada";1111;m-17;ada;Sec A;9;;91\r\n'
            '"de Groot-Löwe, Bob Maria";2222;m-18;bob;Sec A;8,5;;80\r\n'
            '"C, Cleo";3333;m-19;cleo;Sec A;;;\r\n'
            '"F, Fay";4444;m-20;fay;Sec A;;;\r\n',
            "utf-8-sig",
        ),
        ids=("ada", "bob", "cleo", "", "", "fay"),
    ),
    "openolat": Trip(
        right=f"Blatt 3/Müller_Ada_ada_1/4_revisions_1/{NAME}.ipynb",
        wrong={
            "first": f"Blatt 3/Müller_Ada_ada_1/2_submissions/{NAME}.ipynb",
            "late": f"Blatt 3/de Groot-Löwe_Bob Maria_bob/2_submissions/{NAME}.ipynb",
        },
        zipped="Blatt 3/C_Cleo_cleo/2_submissions/all.zip",
        group=f"Blatt 3/Team B_98304/2_submissions/{NAME}.ipynb",
        listed=(  # its results, saved as CSV, and a column for the groups
            "Nr.\tURL\tErster Kursstart\tBenutzername\tVorname\tNachname\tAbgabe\tBemerkungen\tPunkte\tGruppe\r\n"
            "1\tx\t\tada_1\tAda\tMüller\t20.11.2026 12:00\t\t\t\r\n"
            "2\tx\t\tbob\tBob Maria\tde Groot-Löwe\t20.11.2026 23:30\tverspätet\t\t\r\n"
            "3\tx\t\tcleo\tCleo\tC\t\t\t\t\r\n"
            "4\tx\t\tdan\tDan\tD\t\t\t\tTeam B\r\n"
            "5\tx\t\teve\tEve\tE\t\t\t\tTeam B\r\n"
            "6\tx\t\tfay\tFay\tF\t\t\t\t\r\n",
            "utf-16",
        ),
        ids=("ada_1", "bob", "cleo", "dan", "eve", "fay"),
    ),
    "ilias": Trip(
        right=f"Sheet 3/Mueller_Ada_ada_4711/{NAME} (2).ipynb",
        wrong={
            "first": f"Sheet 3/Mueller_Ada_ada_4711/{NAME}.ipynb",
            "late": f"Sheet 3/de Groot-Loewe_Bob Maria_bob_4712/Late Submission - {NAME}.ipynb",
        },
        zipped="Sheet 3/C_Cleo_cleo_4713/all.zip",
        group=f"Sheet 3/Team 9/{NAME}.ipynb",
        listed=(
            "student_id,name,team\nada,Ada Müller,\nbob,Bob Maria de Groot-Löwe,\ncleo,Cleo C,\ndan,Dan D,Team 9\n"
            "eve,Eve E,Team 9\nfay,Fay F,\n",
            "utf-8",
        ),
    ),
}


def _download(path, trip, right, wrong):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"my work/{NAME}.ipynb", right)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(trip.right, right)
        archive.writestr(trip.zipped, inner.getvalue())
        for name in (*trip.wrong.values(), *([trip.group] if trip.group else [])):
            archive.writestr(name, wrong)


def _mark(course, exercise):
    """A person scores each written answer."""
    with gradebook.opened(course) as book:
        for submission in book.find_assignment(exercise.name).submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    if grade.name in exercise.manual_cells:
                        grade.manual_score, grade.needs_manual_grade = GIVEN, False
        book.db.commit()


def _exported(root, system, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--exporter", f"autograder.lms.export.{EXPORTERS[system]}",
         "--assignment", NAME, *arguments],
        cwd=root, capture_output=True, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _returned(root):
    """The files, and what is in their archives, without the times in them."""
    found = {}
    for path in (root / "returned" / NAME).iterdir():
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
        else:
            found[path.name] = path.read_bytes()
    return found


def _in_archive(returned, name):
    return [path.removeprefix(f"{name}/") for path in returned if path.startswith(f"{name}/")]


# What each LMS makes of it: the points by its own ids, and whose the feedback is.


def _moodle(root, returned, trip):
    rows = list(csv.DictReader(io.StringIO(returned["moodle-grades.csv"].decode("cp1252")), delimiter=";"))
    before = list(csv.DictReader(io.StringIO(trip.listed[0]), delimiter=";"))
    assert [row | {"Bewertung": ""} for row in rows] == before
    pages = [path.split("_", 4) for path in _in_archive(returned, "moodle-feedback.zip")]
    assert {tuple(page[2:4]) for page in pages} == {("assignsubmission", "file")}
    assert all(page[4].startswith("/") for page in pages)
    points = {row["ID"].removeprefix("Teilnehmer/in"): row["Bewertung"].replace(",", ".") for row in rows}
    return points, {page[1] for page in pages}


def _canvas(root, returned, trip):
    text = returned["canvas-grades.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sheet 3 (901)"]
    assert rows[1][-1] == "24"
    attachments = {"1111": "955", "2222": "902", "3333": "903"}
    pages = set()
    for path in _in_archive(returned, "canvas-feedback.zip"):
        user, attachment = [part for part in path.split("_") if part.isdecimal()][:2]
        assert attachments[user] == attachment
        pages.add(user)
    (root.parent / "back.csv").write_text(text)
    assert [each.id for each in participants.read(root.parent / "back.csv").all] == ["ada", "bob", "cleo", "fay"]
    return {row[1]: row[-1].replace(",", ".") for row in rows[2:]}, pages


def _openolat(root, returned, trip):
    points = {}
    for line in returned["openolat-assessment.txt"].decode().splitlines():
        identifier, score, status, comment = line.split("\t")
        assert (status, comment) == ("", "")
        points[identifier] = score
    pages = [path.split("/") for path in _in_archive(returned, "openolat-feedback.zip")]
    assert all(len(page) == 2 and not page[1].startswith(".") for page in pages)
    return points | {"fay": ""}, {page[0] for page in pages}


def _ilias(root, returned, trip):
    rows = csv.DictReader(io.StringIO(returned["grades-to-type-in.csv"].decode("utf-8-sig")))
    users = {"4711": "ada", "4712": "bob", "4713": "cleo"}
    pages = [path.split("/") for path in _in_archive(returned, f"multi_feedback_{NAME}.zip")]
    assert all(len(page) == 3 and page[0].startswith("multi_feedback") for page in pages)
    back = formats.Ilias()
    assert all(back.item("/".join(page)) for page in pages)
    return {row["student"]: row["points"] for row in rows} | {"fay": ""}, {
        users[page[1].rsplit("_", 1)[1]] for page in pages
    }


# System: how it is taken apart, what ids of the LMS stand for the students, whose feedback cannot be in the archive.
LMS = {
    "moodle": (_moodle, ("1234", "77", "78", "79", "80", "81"), ()),
    "canvas": (_canvas, ("1111", "2222", "3333", "", "", "4444"), ()),
    "openolat": (_openolat, ("ada_1", "bob", "cleo", "dan", "eve", "fay"), ()),
    "ilias": (_ilias, ("ada", "bob", "cleo", "dan", "eve", "fay"), ("dan", "eve")),
}


@pytest.fixture(scope="module")
def notebooks():
    exercise = Course.load(ROOT).exercise(NAME)
    return [nbformat.writes(with_solutions(exercise, cells)) for cells in ({}, {"output_size": WRONG})]


@pytest.mark.slow
@pytest.mark.parametrize("system", TRIPS)
def test_from_an_lms_and_back(tmp_path, notebooks, system):
    trip, (taken_apart, ids, without) = TRIPS[system], LMS[system]
    twice, late, zipped, *group, nobody = trip.ids
    root = tmp_path / "course"
    root.mkdir()
    settings = 'c.Course.timezone = "Europe/Berlin"\n'
    course = course_folder.make(root, {}, settings=settings)
    exercise = course.exercise(NAME)
    _download(tmp_path / "download.zip", trip, *notebooks)
    listed = tmp_path / "list.csv"
    listed.write_bytes(trip.listed[0].encode(trip.listed[1]))
    back = ["--list", str(listed), "--column", "sheet 3"] if system in ("moodle", "canvas") else []

    said = course_folder.run(root, "collect", NAME, str(tmp_path / "download.zip"), "--students", str(listed))
    handed_in = sorted(each for each in (twice, late, zipped, *group) if each)
    assert course.students(NAME) == handed_in
    assert f"handed nothing in: {nobody}" in said
    assert "left out" not in said
    time = course.folder("submitted", late, NAME) / "timestamp.txt"
    if system in ("canvas", "ilias"):
        assert f"{late}: late, as {EXPORTERS[system] if system == 'canvas' else 'ILIAS'} says, but not how late" in said
    else:
        assert time.read_text() == LATE

    course_folder.run(root, "grade", NAME, "--jobs", "1")
    course_folder.run(root, "feedback", NAME)
    stopped = course_folder.run(root, "return", NAME, "--to", system, *back, code=1)
    assert "are not marked yet" in stopped
    assert not (root / "returned").exists()

    _mark(course, exercise)
    course_folder.run(root, "feedback", NAME)
    said = course_folder.run(root, "return", NAME, "--to", system, *back)
    returned = _returned(root)
    points, pages = taken_apart(root, returned, trip)
    marked = len(exercise.manual_cells) * GIVEN
    assert marked % 1, "no score has a decimal"
    expected = {twice: 19 + marked, zipped: 19 + marked, late: 17 + marked, **dict.fromkeys(group, 17 + marked)}
    assert points == {
        name: f"{expected[student]:g}" if student in expected else ""
        for student, name in zip(trip.ids, ids, strict=True)
        if student
    }
    names = dict(zip(trip.ids, ids, strict=True))
    assert pages == {names[student] for student in handed_in if student not in without}
    for student in without:
        assert f"{student}: no feedback in the archive" in said

    for path in (root / "returned" / NAME).iterdir():
        path.unlink()
    options = [f"--{EXPORTERS[system]}.listed={listed}", f"--{EXPORTERS[system]}.column=sheet 3"] if back else []
    _exported(root, system, *options)
    assert _returned(root) == returned

    course_folder.run(root, "forget", twice, "--yes")
    assert _traces(root, (f"/{twice}/".encode(), "Müller".encode(), b"Mueller_Ada")) == []


def _traces(root, words):
    """Files that name the student, in their path or their content."""
    found = []
    for path in root.rglob("*"):
        place = path.relative_to(root)
        if path.is_file() and place.parts[0] != "source":
            content = str(place).encode() + path.read_bytes()
            found += [place] if any(word in content for word in words) else []
    return found
