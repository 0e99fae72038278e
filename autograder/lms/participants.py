"""The list of participants that an LMS exports: who is behind its numbers and names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.lms import table
from autograder.lms.formats import Owner
from autograder.lms.table import Table

# A student's id in the course: the first of these columns that the list has.
_IDS = (
    "student_id", "username", "user name", "login", "sis login id", "benutzername", "anmeldename", "sis user id",
    "id number", "id-nummer", "matrikelnummer", "email address", "e-mail-adresse", "e-mail", "email", "id",
)  # fmt: skip
_NAMES = ("full name", "vollständiger name", "name", "student")
_FIRST, _LAST = ("first name", "firstname", "vorname"), ("last name", "lastname", "surname", "nachname")
# Moodle's, anyone's, and that of OpenOLAT's results.
_TIMES = ("last modified (submission)", "zuletzt geändert (abgabe)", "submission time", "submitted", "abgabe")
_GROUPS = ("group", "gruppe", "team")
_IDENTIFIER = ("identifier", "kennung")
_GITHUB = ("github_username",)  # of GitHub Classroom's roster
_MAILS = frozenset(("email address", "e-mail-adresse", "e-mail", "email"))
MAX_SHOWN = 5
MAX_BYTES = 200  # of an id; the name of a folder may have 255
_NUMBERED = re.compile(r"([^\W\d][^\d@]{4,})\d+")  # "Participant 1234", "Teilnehmer/in1234"


@dataclass(frozen=True)
class Participant:
    """A student.

    Attributes:
        id: in the course: the name of the folder in `submitted/`.
        name: as the LMS shows it.
        keys: what can name this student in a download, in lower case.
        row: number of the row in the list, from 0.
        time: when the student handed in, as text, "" if the list does not say so.
        group: "" if the list does not say so.
    """

    id: str
    name: str
    keys: frozenset[str]
    row: int = 0
    time: str = ""
    group: str = ""

    def may_be(self, name: str) -> bool:
        """Whether a name that an LMS shows can be that of this student or group, or the list has none.

        An LMS leaves out signs ("O'Neill"), and Excel writes "?" for a letter that its encoding lacks.
        """
        patterns = [
            "".join("." if char == "?" else char for char in key if char.isalpha() or char == "?") for key in self.keys
        ]
        return (
            not self.name
            or _key(self.group) == _key(name)
            or any(re.fullmatch(pattern, _letters(name)) for pattern in patterns)
        )


class Participants:
    """All students of a list."""

    def __init__(self, found: Sequence[Participant]):
        self.all = list(found)
        counts = Counter(key for each in self.all for key in each.keys)
        self._by_key = {key: each for each in self.all for key in each.keys if counts[key] == 1}
        self._ambiguous = {key for key, count in counts.items() if count > 1}

    def of(self, owner: Owner) -> list[Participant]:
        """Who handed in: a student, the members of a group, or nobody of this list."""
        # The number of a group of Moodle may be the number of a student too, so its name comes first.
        if members := self._members({_key(name) for name in (owner.name, *owner.groups)}):
            return members
        for key in owner.keys:
            if each := self._by_key.get(_key(key)):
                return [each]
        return self._members({_key(key) for key in owner.keys})

    def _members(self, names: Set[str]) -> list[Participant]:
        return [each for each in self.all if each.group and _key(each.group) in names]

    def is_ambiguous(self, owner: Owner) -> bool:
        """Whether only a name would tell who it is, and several students have it."""
        return not self.of(owner) and any(_key(key) in self._ambiguous for key in owner.keys)


def read(path: Path) -> Participants:
    """Read a list: Moodle's grading worksheet, Canvas' gradebook, or a table with a column `student_id`.

    Raises:
        CourseError: if it is no such list, or an id is missing or doubled.
    """
    return of_table(table.read(path))


def of_table(listed: Table) -> Participants:
    """The students of a table; see `read`."""
    numbers = number_column(listed)
    column = next((each for name in _IDS if (each := listed.column((name,))) and each != numbers), None)
    column = column or (listed.column(_GITHUB) and listed.column(_IDENTIFIER))
    if column is None:
        raise CourseError(
            f"{listed.path} has no column with an id of students, such as student_id, username or Email address; it "
            f"has: {listed.shown}" + (f" ({numbers} numbers the participants of one assignment)" if numbers else "")
        )
    found = []
    for number, row in enumerate(listed.rows):
        if not any(value.strip() for value in row.values()) or _is_no_student(row, listed):
            continue
        identifier = row[column].strip()
        if column.strip().casefold() in _MAILS:
            identifier = identifier.partition("@")[0]
        if not identifier:
            raise CourseError(f"{listed.path} has a student without an id ({_shown(row)}): fill in {column}")
        if not is_plain(identifier):
            raise CourseError(
                f"{listed.path} has {identifier!r} in the column {column}, which cannot be the name of a folder: add a "
                "column student_id with other ids"
            )
        found.append(_participant(identifier, number, row, listed, numbers))
    if not found:
        raise CourseError(f"{listed.path} lists no students: download it again")
    _no_doubles(listed.path, column, found)
    return Participants(found)


def is_plain(identifier: str) -> bool:
    """Whether an id can be the name of a student's folder, in nbgrader too."""
    return (
        bool(identifier.strip())
        and identifier.isprintable()
        and not identifier.startswith(".")
        and not set(identifier) & set("/\\")
    )


def is_short(identifier: str) -> bool:
    """Whether it is short enough for that, on all systems and with what other programs put before it."""
    return len(identifier.encode(errors="replace")) <= MAX_BYTES


def _shown(row: Mapping[str, str]) -> str:
    return ", ".join(value.strip() for value in row.values() if value.strip())[:60]


def _is_no_student(row: Mapping[str, str], listed: Table) -> bool:
    """Canvas' rows of the highest points and of hidden grades, which come before the students."""
    column = listed.column(("student",))
    return column is not None and row[column].strip() in ("", "Points Possible")


def _participant(
    identifier: str, number: int, row: Mapping[str, str], listed: Table, numbers: str | None
) -> Participant:
    def value(names: Sequence[str]) -> str:
        column = listed.column(names)
        return row[column].strip() if column else ""

    first, last, name = value(_FIRST), value(_LAST), value(_NAMES)
    if "," in name:  # Canvas: "Last, First"
        last, first = (part.strip() for part in name.split(",", 1))
        name = ""
    name = name or f"{first} {last}".strip()
    keys = {identifier, name, f"{last} {first}".strip(), *(value((each,)) for each in (*_IDS, *_GITHUB))}
    if numbers:
        keys = (keys - {row[numbers].strip()}) | {number_in_moodle(row[numbers])}
    keys |= {key.partition("@")[0] for key in keys if "@" in key}
    return Participant(
        identifier, name, frozenset(_key(key) for key in keys if key), number, value(_TIMES), value(_GROUPS)
    )


def _key(text: str) -> str:
    """A text for comparing: macOS takes an umlaut in a file's name apart."""
    return unicodedata.normalize("NFC", text).casefold()


def _letters(text: str) -> str:
    return "".join(char for char in _key(text) if char.isalpha())


def number_column(listed: Table) -> str | None:
    """Moodle's column of the number that a participant has in one assignment; None if there is none.

    The site's language gives its name ("Identifier", "ID", "Identificador"), so its values tell it: the same word and
    another number in each row. It is not an id of students: it is another one in each assignment.
    """
    if listed.column(_GITHUB):  # of GitHub Classroom's roster, whose identifier is the instructor's own
        return None
    known = {*_IDS, *_NAMES, *_FIRST, *_LAST, *_TIMES, *_GROUPS} - {"id"}
    rows = [row for row in listed.rows if any(value.strip() for value in row.values())]
    for column in listed.columns:
        found = [_NUMBERED.fullmatch(row[column].strip()) for row in rows]
        if (
            column.strip().casefold() not in known
            and len({each[1] for each in found if each}) == 1
            and len({each[0] for each in found if each}) == len(rows)
        ):
            return column
    return listed.column(_IDENTIFIER)


def number_in_moodle(identifier: str) -> str:
    """The number in "Participant 1234", which Moodle writes in the site's language; "" if there is none."""
    found = re.search(r"(\d+)$", identifier.strip())
    return found[1] if found else ""


def _no_doubles(path: Path, column: str, found: Sequence[Participant]) -> None:
    doubled = sorted(each for each, count in Counter(one.id for one in found).items() if count > 1)
    if doubled:
        shown = ", ".join(doubled[:MAX_SHOWN]) + (" ..." if len(doubled) > MAX_SHOWN else "")
        raise CourseError(
            f"{path} has the same {column} in several lines: {shown}. Each student needs an id of their own: correct "
            "it, or add a column student_id"
        )
