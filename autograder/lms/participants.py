"""The list of participants that an LMS exports: who is behind its numbers and names."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.lms.formats import Owner

# A student's id in the course: the first of these columns that the list has.
_IDS = (
    "student_id", "username", "user name", "login", "sis login id", "benutzername", "anmeldename", "sis user id",
    "id number", "id-nummer", "matrikelnummer", "email address", "e-mail-adresse", "e-mail", "email", "id",
)  # fmt: skip
_NAMES = ("full name", "vollständiger name", "name", "student")
_FIRST, _LAST = ("first name", "firstname", "vorname"), ("last name", "lastname", "surname", "nachname")
_TIMES = ("last modified (submission)", "zuletzt geändert (abgabe)", "submission time")
_GROUPS = ("group", "gruppe", "team")
_IDENTIFIER = ("identifier", "id. nummer", "kennung")
_MAILS = frozenset(("email address", "e-mail-adresse", "e-mail", "email"))
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
MAX_SHOWN = 5


@dataclass(frozen=True)
class Participant:
    """A student.

    Attributes:
        id: in the course: the name of the folder in `submitted/`.
        name: as the LMS shows it.
        keys: what can name this student in a download, in lower case.
        time: when the student handed in, as text, "" if the list does not say so.
        group: "" if the list does not say so.
    """

    id: str
    name: str
    keys: frozenset[str]
    time: str = ""
    group: str = ""


class Participants:
    """All students of a list."""

    def __init__(self, found: Sequence[Participant]):
        self.all = list(found)
        counts = Counter(key for each in self.all for key in each.keys)
        self._by_key = {key: each for each in self.all for key in each.keys if counts[key] == 1}
        self._ambiguous = {key for key, count in counts.items() if count > 1}

    def of(self, owner: Owner) -> list[Participant]:
        """Who handed in: a student, the members of a group, or nobody of this list."""
        for key in owner.keys:
            if each := self._by_key.get(key.casefold()):
                return [each]
        groups = {key.casefold() for key in (*owner.keys, owner.name)}
        return [each for each in self.all if each.group and each.group.casefold() in groups]

    def is_ambiguous(self, owner: Owner) -> bool:
        """Whether only a name would tell who it is, and several students have it."""
        return not self.of(owner) and any(key.casefold() in self._ambiguous for key in owner.keys)


def read(path: Path) -> Participants:
    """Read a list: Moodle's grading worksheet, Canvas' gradebook, or a table with a column `student_id`.

    Separators (comma, semicolon, tab) and encodings (UTF-8, UTF-16, Windows) are recognized.

    Raises:
        CourseError: if it is no such list, or an id is missing or doubled.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read ({error.strerror}): give the list as a CSV file") from error
    rows = _rows(path, content)
    header = {name.strip().casefold(): name for name in (rows[0] if rows else {}) if name}
    column = next((header[name] for name in _IDS if name in header), None)
    if column is None:
        raise CourseError(
            f"{path} has no column with an id of students, such as student_id, username or Email address; it has: "
            f"{', '.join(header) or 'nothing'}"
        )
    found = []
    for number, row in enumerate(rows, start=2):
        if not any(value.strip() for value in row.values() if value) or _is_no_student(row, header):
            continue
        identifier = (row[column] or "").strip()
        if column.strip().casefold() in _MAILS:
            identifier = identifier.partition("@")[0]
        if not identifier:
            raise CourseError(f"line {number} of {path} has nothing in the column {column}: fill it in")
        found.append(_participant(identifier, row, header))
    _no_doubles(path, column, found)
    return Participants(found)


def _rows(path: Path, content: bytes) -> list[dict[str, str]]:
    if content.startswith(b"PK"):
        raise CourseError(f"{path} is a workbook or an archive: save the list as CSV")
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CourseError(f"{path} is not text in UTF-8, UTF-16 or Windows' encoding: save the list as CSV in UTF-8")
    first = text.partition("\n")[0]
    if first.lower().startswith("sep="):  # Excel's own line
        text, first = text.partition("\n")[2], text.split("\n", 2)[1] if text.count("\n") > 1 else ""
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restval=""))
    except csv.Error as error:
        raise CourseError(f"{path} is not a CSV file ({error}): save the list as CSV") from error


def _is_no_student(row: Mapping[str, str], header: Mapping[str, str]) -> bool:
    """Canvas' rows of the highest points and of hidden grades, which come before the students."""
    name = (row.get(header.get("student", "")) or "").strip()
    return "student" in header and (name == "Points Possible" or not name)


def _participant(identifier: str, row: Mapping[str, str], header: Mapping[str, str]) -> Participant:
    def value(names: Sequence[str]) -> str:
        return next((text for name in names if name in header and (text := (row[header[name]] or "").strip())), "")

    first, last, name = value(_FIRST), value(_LAST), value(_NAMES)
    if "," in name:  # Canvas: "Last, First"
        last, first = (part.strip() for part in name.split(",", 1))
        name = ""
    name = name or f"{first} {last}".strip()
    keys = {identifier, name, f"{last} {first}".strip(), *(text for each in _IDS if (text := value((each,))))}
    if number := re.search(r"(\d+)$", value(_IDENTIFIER)):  # "Participant 1234", in the site's language
        keys.add(number[1])
    keys |= {key.partition("@")[0] for key in keys if "@" in key}
    return Participant(
        identifier, name, frozenset(key.casefold() for key in keys if key), value(_TIMES), value(_GROUPS)
    )


def _no_doubles(path: Path, column: str, found: Sequence[Participant]) -> None:
    doubled = sorted(each for each, count in Counter(one.id for one in found).items() if count > 1)
    if doubled:
        shown = ", ".join(doubled[:MAX_SHOWN]) + (" ..." if len(doubled) > MAX_SHOWN else "")
        raise CourseError(
            f"{path} has the same {column} in several lines: {shown}. Each student needs one of their own"
        )
