"""Grades and feedback in the form that an LMS takes: `autograder return`."""

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograder.errors import CourseError
from autograder.lms import participants, points, table
from autograder.lms.grades import Grades, shown
from autograder.lms.participants import Participant
from autograder.lms.table import Table

FOLDER = "returned"
_GRADE = ("grade", "bewertung")
_MAXIMUM = ("maximum grade", "bestwertung", "maximale bewertung")
_COMMENTS = ("feedback comments", "feedback als kommentar")
_CHANGEABLE = ("grade can be changed", "bewertung kann geändert werden")
_NO = ("no", "nein")
_ASSIGNMENT = re.compile(r"^.+ \(\d+\)$")  # Canvas: "Sheet 3 (901)"
_TO_TYPE = "grades-to-type-in.csv"


@dataclass
class Returned:
    """What was made: files, and lines for the instructor."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def write(given: Grades, system: str, listed: Path | None = None, column: str = "", scale: bool = False) -> Returned:
    """Write the files for an LMS into `returned/<exercise>/`.

    Args:
        given: the grades.
        system: "moodle", "canvas", "openolat" or "ilias".
        listed: Moodle's grading worksheet or Canvas' gradebook, as downloaded.
        column: Canvas' column of the assignment, if it is not clear which.
        scale: turn points into those of the LMS, if its maximum is another one.

    Raises:
        CourseError: if the list is missing, is of another system, or has another maximum; or if feedback is older than
            the grade.
    """
    if old := given.old_pages():
        raise CourseError(
            f"feedback that is older than the grade: {shown(old)}. Make it again with autograder feedback "
            f"{given.exercise.name}, then give this again"
        )
    folder = given.course.root / FOLDER / given.exercise.name
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Callable[[], Returned]] = {
        "moodle": lambda: _moodle(given, folder, _needed(listed, "Moodle's grading worksheet"), scale),
        "canvas": lambda: _canvas(given, folder, _needed(listed, "Canvas' gradebook"), column, scale),
        "openolat": lambda: _openolat(given, folder),
        "ilias": lambda: _ilias(given, folder),
    }
    made = writers[system]()
    if given.incomplete:
        made.notes.append(f"incomplete, since written answers are not marked yet: {shown(given.incomplete)}")
    without = sorted(student for student in given.scores if given.page(student) is None)
    if without:
        made.notes.append(
            f"no feedback of {shown(without)}: give autograder feedback {given.exercise.name}, then this again"
        )
    return made


def _needed(listed: Path | None, what: str) -> Table:
    if listed is None:
        raise CourseError(f"give {what}, as you downloaded it, with --list FILE: the grades are filled into it")
    return table.read(listed)


def _matched(given: Grades, listed: Table, made: Returned) -> Iterator[tuple[Participant, dict[str, str], float]]:
    """Each student of the list with a grade, and the row."""
    known = participants.of_table(listed)
    for each in known.all:
        if each.id in given.scores:
            yield each, listed.rows[each.row], given.scores[each.id]
        else:
            made.notes.append(f"{each.id} has no grade: the row stays as it is")
    ids = {each.id for each in known.all}
    made.notes += [
        f"{student} has a grade and is not in the list" for student in sorted(given.scores) if student not in ids
    ]


def _moodle(given: Grades, folder: Path, listed: Table, scale: bool) -> Returned:
    grade, identifier = listed.column(_GRADE), participants.number_column(listed)
    if grade is None or identifier is None:
        raise CourseError(
            f"{listed.path} is not a grading worksheet of Moodle: it needs the columns Identifier (in "
            f"German ID, such as Teilnehmer/in1234) and Grade, and has "
            f"{listed.shown}"
        )
    if listed.column(("scale", "skala")):
        raise CourseError(
            f"{listed.path}: Moodle grades this by a scale: set the assignment's grade to points, and download it again"
        )
    made, pages = Returned(), {}
    maximum, locked = listed.column(_MAXIMUM), listed.column(_CHANGEABLE)
    for each, row, score in _matched(given, listed, made):
        number = participants.number_in_moodle(row[identifier])
        if (page := given.page(each.id)) and number:
            pages[f"feedback_{number}_assignsubmission_file_/{given.exercise.name}.html"] = page
        if locked and row[locked].strip().casefold() in _NO:
            made.notes.append(f"{each.id}: Moodle says that this grade cannot be changed, so the row stays as it is")
            continue
        most = row[maximum] if maximum else ""
        comma = points.has_comma(listed, most or row[grade], in_english=grade.strip().casefold() == _GRADE[0])
        row[grade] = points.number(points.scaled(score, given.maximum, most, scale, listed), comma)
    made.files.append(folder / "moodle-grades.csv")
    listed.write(made.files[-1])
    return _with_feedback(made, folder / "moodle-feedback.zip", pages)


def _canvas(given: Grades, folder: Path, listed: Table, column: str, scale: bool) -> Returned:
    if listed.column(("student",)) is None or listed.column(("id",)) is None:
        raise CourseError(
            f"{listed.path} is not a gradebook of Canvas: it needs the columns Student and ID, and has {listed.shown}"
        )
    column = _assignment(listed, column)
    student = listed.column(("student",)) or ""
    most = next((row[column] for row in listed.rows if row[student].strip() == "Points Possible"), "")
    made, pages = Returned(), {}
    for each, row, score in _matched(given, listed, made):
        row[column] = points.number(
            points.scaled(score, given.maximum, most, scale, listed), comma=listed.separator == ";"
        )
        if page := given.page(each.id):
            name = PurePosixPath(given.sources.get(each.id, "")).name.removesuffix(".json")
            place = str(PurePosixPath(name).with_suffix(".html")) if name else ""
            if place in pages:
                made.notes.append(f"{each.id}: no feedback of their own, since Canvas has one submission of the group")
            elif re.search(r"_\d+_\d+_", name):
                pages[place] = page
            else:
                made.notes.append(
                    f"{each.id}: no feedback, since Canvas wants the name of the download: use autograder collect"
                )
    # A column that Canvas does not know would become a new assignment, so others stay out.
    columns = [name for name in listed.columns if not _ASSIGNMENT.match(name) or name == column]
    kept = columns[: columns.index(column) + 1]
    made.files.append(folder / "canvas-grades.csv")
    Table(listed.path, kept, listed.rows, listed.separator, listed.encoding).write(made.files[-1])
    return _with_feedback(made, folder / "canvas-feedback.zip", pages)


def _assignment(listed: Table, column: str) -> str:
    found = [name for name in listed.columns if _ASSIGNMENT.match(name or "")]
    chosen = [name for name in found if not column or column.casefold() in name.casefold()]
    if len(chosen) != 1:
        raise CourseError(
            f"{listed.path}: which assignment is it? Give a part of its name with --column; there are: "
            f"{', '.join(found) or 'none'}"
        )
    return chosen[0]


def _openolat(given: Grades, folder: Path) -> Returned:
    """Bulk assessment: identifier, score, status, comment. With tabs, since commas are not quoted there."""
    made = Returned([folder / "openolat-assessment.txt"])
    places = Counter(_place(source) for source in given.sources.values())
    logins = {}
    for student in sorted(given.scores):
        place = _place(given.sources.get(student, ""))
        logins[student] = student if places[place] > 1 else _login(student, place)  # of several, it is a group's
    for login, count in Counter(logins.values()).items():
        if count > 1:
            same = [student for student, each in logins.items() if each == login]
            made.notes.append(
                f"{shown(same)}: no points and no feedback, since their folders in the download name the same login "
                f"{login}: type them in"
            )
            logins = {student: each for student, each in logins.items() if each != login}
    lines = [f"{login}\t{points.number(given.scores[student])}\t\t\n" for student, login in logins.items()]
    made.files[0].write_text("".join(lines), encoding="utf-8")
    pages = {f"{login}/{given.exercise.name}.html": page for s, login in logins.items() if (page := given.page(s))}
    return _with_feedback(made, folder / "openolat-feedback.zip", pages)


def _place(source: str) -> str:
    """The folder in OpenOLAT's download that names whose a file is."""
    parts = PurePosixPath(source).parts
    step = next((number for number, part in enumerate(parts) if re.match(r"\d+_(submissions|revisions)", part)), 0)
    return parts[step - 1] if step else ""


def _login(student: str, place: str) -> str:
    """What OpenOLAT knows a student by: the login in `<last>_<first>_<login>`, if the list has given another id."""
    if place.endswith(f"_{student}") or place.count("_") < 2:
        return student
    return place.split("_", 2)[2]


def _ilias(given: Grades, folder: Path) -> Returned:
    made, pages, elsewhere = Returned([folder / _TO_TYPE]), {}, []
    top = f"multi_feedback_{given.exercise.name}"
    for student in sorted(given.scores):
        parts = PurePosixPath(given.sources.get(student, "")).parts
        place = parts[-2] if len(parts) > 1 else ""
        page = given.page(student)
        if page and re.search(r"_\d+$", place):
            pages[f"{top}/{place}/{given.exercise.name}.html"] = page
        elif page and place.startswith("Team "):
            made.notes.append(
                f"{student}: no feedback in the archive, since the download names only {place}: upload "
                f"{page.relative_to(given.course.root)} there"
            )
        elif page:
            elsewhere.append(student)
    if elsewhere:
        made.notes.append(
            f"no feedback in the archive of {len(elsewhere)} ({shown(elsewhere)}), since ILIAS wants the folders of "
            "its own download: use autograder collect"
        )
    with made.files[0].open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(
            [("student", "points"), *((table.as_text(s), points.number(p)) for s, p in sorted(given.scores.items()))]
        )
    made.notes.append(f"ILIAS imports no points: type in those of {_TO_TYPE}")
    return _with_feedback(made, folder / f"{top}.zip", pages)


def _with_feedback(made: Returned, path: Path, pages: Mapping[str, Path]) -> Returned:
    path.unlink(missing_ok=True)
    if pages:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, page in pages.items():
                archive.write(page, name)
        made.files.append(path)
    return made
