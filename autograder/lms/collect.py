"""What a download of an LMS holds, student by student: the plan of `autograder collect`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import times
from autograder.lms.download import Download, File, one_line
from autograder.lms.formats import FORMATS, Exchange, Format, Item, Moodle, OpenOLAT, Owner, classroom, recognized
from autograder.lms.participants import Participant, Participants, is_plain, is_short
from autograder.submissions import timestamp
from autograder.submissions.handed_in import SECRET

_OF_EXCHANGE = (timestamp.FILE, SECRET)  # a student's own file of this name is not a time that counts

_MAX_SHOWN = 3  # reasons in a line
_MAX_NAME = 60  # characters of a name or an id in a line
_GROUP = "if it is a group, give a list with a column Group"


@dataclass
class HandedIn:
    """What one student handed in.

    Attributes:
        student: the id in the course.
        name: as the LMS shows it.
        files: by path, those that count.
        earlier: those that a later one replaces.
        moment: when, in UTC; None if nothing says so.
        is_late: whether the LMS says that it is late.
    """

    student: str
    name: str = ""
    files: dict[str, File] = field(default_factory=dict)
    earlier: list[File] = field(default_factory=list)
    moment: datetime | None = None
    is_late: bool = False


@dataclass
class Plan:
    """What will be collected.

    Attributes:
        title: the system that the download is from.
        students: by id.
        missing: students of the list who handed nothing in.
        notes: lines for the instructor about what is left out or unclear.
        in_courses_zone: whether a time was read in the course's time zone, since it names none itself.
    """

    title: str
    students: dict[str, HandedIn] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    in_courses_zone: bool = False


def plan(
    course: Course, exercise: str, download: Download, participants: Participants | None = None, system: str = ""
) -> Plan:
    """What a download holds, student by student; nothing is written.

    Args:
        course: whose time zone counts.
        exercise: its name; a download that names assignments may hold others too.
        download: the opened download.
        participants: the list of the LMS. Without it, a student's id is what the download calls them.
        system: name of the system, "" to recognize it.

    Raises:
        CourseError: if it is no download of a system that is known, or not of the one that was named, or of several
            assignments, or if nobody of it is in the list.
    """
    chosen = _format(download, system)
    made = Plan(chosen.title, notes=[f"left out: {text}" for text in download.left_out])
    of_owner = _sorted(exercise, download.files, chosen, made)
    whole = isinstance(chosen, Exchange | OpenOLAT)  # each version is all that was handed in then
    found = [(owner, *each) for owner in of_owner for each in _students(owner, participants, made.notes)]
    for owner, student, participant in sorted(found, key=lambda each: _has_another_name(chosen, each[0], each[2])):
        if participant and _has_another_name(chosen, owner, participant):
            whose = f"{owner.shown} has the number of {student} ({participant.name})"
            if student in made.students:
                made.notes.append(f"left out: {whose}, whose own folder is there too: {_GROUP}")
                continue
            made.notes.append(f"{whose}, who alone gets the submission: {_GROUP}")
        if is_plain(student) and is_short(student):
            _add(course, made, student, participant, owner, of_owner[owner], whole)
        else:
            made.notes.append(
                f"left out: {owner.shown[:_MAX_NAME]}: {student[:_MAX_NAME]!r} cannot be the name of a folder: give a "
                "list with other ids"
            )
    if participants:
        if of_owner and not made.students and not any(map(participants.is_ambiguous, of_owner)):
            raise CourseError(
                f"none of the {len(of_owner)} who handed in is in the list, for example "
                f"{next(iter(of_owner)).shown}: give the list of this course, with the column that names them"
            )
        made.missing = sorted(one.id for one in participants.all if one.id not in made.students and is_short(one.id))
    if made.in_courses_zone:
        zone = f"times are read in {course.timezone}"
        is_set = "timezone" in course.config.Course
        made.notes.append(zone if is_set else f"{zone}, since nbgrader_config.py does not set c.Course.timezone")
    made.notes = list(map(one_line, made.notes))
    return made


def _sorted(exercise: str, files: Sequence[File], chosen: Format, made: Plan) -> dict[Owner, list[tuple[Item, File]]]:
    """Whose each file is."""
    found: dict[Owner, list[tuple[Item, File]]] = {}
    unknown, own, others = [], 0, set()
    for file in files:
        item = chosen.item(file.path)
        if chosen.own and chosen.own.search(file.path):
            own += 1
        elif item is None:
            unknown.append(file.path)
        elif not _is_safe(item.file):
            made.notes.append(f"left out: {file.path!r} would lie outside of its folder")
        elif item.assignment not in ("", exercise):
            others.add(item.assignment)
        elif isinstance(chosen, Exchange) or PurePosixPath(item.file).name not in _OF_EXCHANGE:
            found.setdefault(item.owner, []).append((item, file))
    if others and not found:
        raise CourseError(f"there is no submission of {exercise} in it, only of {', '.join(sorted(others))}")
    for owner, items in found.items():
        places = sorted({item.place for item, _ in items})
        if len(places) > 1:
            raise CourseError(
                f"{owner.shown} is in two folders of the download, {places[0] or '.'} and {places[1]}: are these two "
                "assignments? Unpack it, and give the folder of one"
            )
    made.notes += _about_unknown(unknown)
    if own:
        made.notes.append(f"left out: {own} files that {chosen.title} adds (tasks, corrections, results)")
    if others:
        made.notes.append(f"left out: submissions of other assignments ({', '.join(sorted(others))})")
    return found


def _format(download: Download, system: str) -> Format:
    paths = [file.path for file in download.files]
    found = recognized(paths)
    if found is None or (system and found.name != system):
        for each in (*FORMATS, *classroom(paths)):
            if each.name == system and any(each.item(path) for path in paths):
                return each
        titles = ", ".join(each.title for each in FORMATS)
        what = f"a download of {found.title}" if found else "not a download of a system that is known"
        reasons = "; ".join(download.left_out[:_MAX_SHOWN]) + (" ..." if len(download.left_out) > _MAX_SHOWN else "")
        if reasons and not paths:
            raise CourseError(f"none of the files of the download can be read: {one_line(reasons)}")
        example = f", for example {one_line(paths[0])}" if paths else "; it is empty"
        advice = f", and --from {found.name}" if found else ""
        if paths and all(path.lower().endswith(".zip") for path in paths):
            advice = ". It holds archives: give one of them"
        raise CourseError(
            f"this looks like {what}{example}. Known are {titles} and GitHub Classroom. Give the archive as it was "
            f"downloaded, or the folder that it unpacks to{advice}"
        )
    return found


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _about_unknown(paths: Sequence[str]) -> Iterator[str]:
    shown = paths[:5]
    for path in shown:
        yield f"left out: {path} does not look like a submission"
    if len(paths) > len(shown):
        yield f"left out: {len(paths) - len(shown)} more files that do not look like submissions"


def _has_another_name(chosen: Format, owner: Owner, participant: Participant | None) -> bool:
    """Whether only the number of Moodle's folder is a student's: it may be that of a group too."""
    return isinstance(chosen, Moodle) and participant is not None and not participant.may_be(owner.name)


def _students(
    owner: Owner, participants: Participants | None, notes: list[str]
) -> Iterator[tuple[str, Participant | None]]:
    if participants is None:
        named = [key for key in owner.keys if key != owner.name]  # the last one is the login, where there is one
        yield (owner.keys[0] if owner.is_group else (named or owner.keys)[-1]).strip().replace(" ", "_"), None
        if owner.is_group:
            notes.append(
                f"{owner.name} is a group: give a list with a column of groups, so that each member gets a grade"
            )
        return
    found = participants.of(owner)
    if not found:
        why = "has a name that several students have" if participants.is_ambiguous(owner) else "is not in the list"
        notes.append(f"left out: {owner.shown} {why}")
    for each in found:
        yield each.id, each


def _add(
    course: Course,
    made: Plan,
    student: str,
    participant: Participant | None,
    owner: Owner,
    items: Iterable[tuple[Item, File]],
    whole: bool,
) -> None:
    again = student in made.students
    replaced: set[str] = set()
    handed_in = made.students.setdefault(student, HandedIn(student, participant.name if participant else owner.name))
    ordered = sorted(items, key=lambda pair: pair[0].version)
    if whole:
        last = ordered[-1][0].version
        handed_in.earlier += [file for item, file in ordered if item.version != last]
        ordered = [(item, file) for item, file in ordered if item.version == last]
    renamed, files = Counter(item.file for item, _ in ordered), [file for _, file in ordered]
    for item, file in ordered:
        name = item.file
        if item.original and renamed[name] > 1 and not name.endswith(".ipynb"):
            name = item.original  # fold-1.csv and fold-2.csv may be two files, of which none replaces the other
        if before := handed_in.files.get(name):
            handed_in.earlier.append(before)
            if before not in files:
                replaced.add(name)
        handed_in.files[name] = file
    if again:
        made.notes.append(f"{student}: two folders of the download are this student's; the files of both are collected")
    made.notes += [f"{student}: both have {name}; {handed_in.files[name].path} counts" for name in sorted(replaced)]
    handed_in.is_late = any(item.is_late for item, _ in ordered)
    text = next((item.time for item, _ in ordered if item.time), "") or (participant.time if participant else "")
    if any(character.isdecimal() for character in text):
        try:
            handed_in.moment = times.parse(text, course.timezone)
            made.in_courses_zone |= not times.names_a_zone(text)
        except ValueError as error:
            made.notes.append(f"{student}: the time {text!r} is not understood ({error}); it counts as on time")
    elif handed_in.is_late:
        made.notes.append(f"{student}: late, as {made.title} says, but not how late: write the time into timestamp.txt")
