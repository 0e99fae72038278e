"""Puts what an LMS gives into `submitted/`: `autograder collect`."""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.course import WORK_FOLDER, Course
from autograder.errors import CourseError
from autograder.lms import moodle_time
from autograder.lms.download import Download, File
from autograder.lms.formats import FORMATS, Exchange, Format, Item, OpenOLAT, Owner, recognized
from autograder.lms.participants import Participant, Participants
from autograder.submissions import timestamp
from autograder.submissions.handed_in import SECRET

LIST = "collected.csv"
COLUMNS = ("student", "name", "what", "handed in (UTC)", "files", "first file in the download")
_OF_EXCHANGE = (timestamp.FILE, SECRET)  # a student's own file of this name is not a time that counts


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
    """

    title: str
    students: dict[str, HandedIn] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Collected:
    """What was done: ids of students by what happened."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def plan(course: Course, download: Download, participants: Participants | None = None, system: str = "") -> Plan:
    """What a download holds, student by student; nothing is written.

    Args:
        course: whose time zone counts.
        download: the opened download.
        participants: the list of the LMS. Without it, a student's id is what the download calls them.
        system: name of the system, "" to recognize it.

    Raises:
        CourseError: if it is no download of a system that is known, or not of the one that was named.
    """
    paths = [file.path for file in download.files]
    chosen = _format(paths, system)
    made = Plan(chosen.title, notes=[f"left out: {text}" for text in download.left_out])
    of_owner: dict[Owner, list[tuple[Item, File]]] = {}
    unknown = []
    for file in download.files:
        item = chosen.item(file.path)
        if item is None:
            unknown.append(file.path)
        elif not _is_safe(item.file):
            made.notes.append(f"left out: {file.path!r} would lie outside of its folder")
        elif isinstance(chosen, Exchange) or PurePosixPath(item.file).name not in _OF_EXCHANGE:
            of_owner.setdefault(item.owner, []).append((item, file))
    made.notes += _about_unknown(unknown)
    whole = isinstance(chosen, Exchange | OpenOLAT)  # each version is all that was handed in then
    for owner, items in of_owner.items():
        for student, participant in _students(owner, participants, made.notes):
            _add(course, made, student, participant, owner, items, whole)
    if participants:
        made.missing = sorted(one.id for one in participants.all if one.id not in made.students)
    return made


def write(course: Course, exercise: str, made: Plan, force: bool = False, keep_all: bool = False) -> Collected:
    """Fill `submitted/` as planned. Each student's folder is there whole or not at all.

    Args:
        course: whose.
        exercise: its name.
        made: the plan; its download is still open.
        force: replace what is in `submitted/`; the old folder is moved to `.autograder/replaced/`.
        keep_all: also keep earlier versions, in `downloaded/<exercise>/earlier/<student>/`.

    Raises:
        CourseError: if a file in the archive is damaged; students before it are collected.
    """
    done = Collected()
    work = course.root / WORK_FOLDER
    work.mkdir(exist_ok=True)
    for student in sorted(made.students):
        handed_in = made.students[student]
        target = course.folder("submitted", student, exercise)
        with tempfile.TemporaryDirectory(dir=work, prefix="collect-") as temporary:
            folder = Path(temporary) / exercise
            _fill(folder, handed_in)
            if keep_all and handed_in.earlier:
                _keep(course.root / "downloaded" / exercise / "earlier" / student, handed_in.earlier)
            if not target.exists() or not any(target.iterdir()):
                done.new.append(student)
            elif _contents(target) == _contents(folder):
                done.unchanged.append(student)
                continue
            elif force:
                done.replaced.append(student)
                old = work / "replaced" / f"{datetime.now():%Y-%m-%d-%H%M%S}" / student / exercise
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(target, old)
            else:
                done.kept.append(student)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rmdir()
            os.replace(folder, target)
    _list(course.root / "downloaded" / exercise / LIST, made, done)
    return done


def _format(paths: Sequence[str], system: str) -> Format:
    found = recognized(paths)
    if found is None or (system and found.name != system):
        named = {each.name: each for each in FORMATS}
        if system in named and any(named[system].item(path) for path in paths):
            return named[system]
        titles = ", ".join(each.title for each in FORMATS)
        what = f"a download of {found.title}" if found else "not a download of a system that is known"
        example = f", for example {paths[0]}" if paths else "; it is empty"
        raise CourseError(
            f"this looks like {what}{example}. Known are {titles} and GitHub Classroom. Give the archive as it was "
            "downloaded, or the folder that it unpacks to" + (f", and --from {found.name}" if found else "")
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


def _students(
    owner: Owner, participants: Participants | None, notes: list[str]
) -> Iterator[tuple[str, Participant | None]]:
    if participants is None:
        named = [key for key in owner.keys if key != owner.name]  # the last one is the login, where there is one
        yield (owner.keys[0] if owner.is_group else named[-1]).replace(" ", "_"), None
        if owner.is_group:
            notes.append(
                f"{owner.name} is a group: give a list with a column of groups, so that each member gets a grade"
            )
        return
    found = participants.of(owner)
    if not found:
        why = "has a name that several students have" if participants.is_ambiguous(owner) else "is not in the list"
        notes.append(f"left out: {owner.name or owner.keys[0]} ({owner.keys[0]}) {why}")
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
    if student in made.students:
        made.notes.append(f"{student}: two folders of the download are this student's; the files of both are collected")
    handed_in = made.students.setdefault(student, HandedIn(student, participant.name if participant else owner.name))
    ordered = sorted(items, key=lambda pair: pair[0].version)
    if whole:
        last = ordered[-1][0].version
        handed_in.earlier += [file for item, file in ordered if item.version != last]
        ordered = [(item, file) for item, file in ordered if item.version == last]
    for item, file in ordered:
        if before := handed_in.files.get(item.file):
            handed_in.earlier.append(before)
        handed_in.files[item.file] = file
    handed_in.is_late = any(item.is_late for item, _ in ordered)
    text = next((item.time for item, _ in ordered if item.time), "") or (participant.time if participant else "")
    if text and text != "-":
        try:
            handed_in.moment = moodle_time.parse(text, course.timezone)
        except ValueError as error:
            made.notes.append(f"{student}: the time {text!r} is not understood ({error}); it counts as on time")
    elif handed_in.is_late:
        made.notes.append(f"{student}: late, as {made.title} says, but not how late: write the time into timestamp.txt")


def _fill(folder: Path, handed_in: HandedIn) -> None:
    folder.mkdir()
    for name, file in handed_in.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        file.copy_to(path)
    if handed_in.moment and not (folder / timestamp.FILE).exists():
        (folder / timestamp.FILE).write_text(handed_in.moment.strftime(timestamp.NBGRADERS_FORM))


def _keep(folder: Path, files: Sequence[File]) -> None:
    for number, file in enumerate(files, start=1):
        path = folder / str(number) / PurePosixPath(file.path).name
        path.parent.mkdir(parents=True, exist_ok=True)
        file.copy_to(path)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _list(path: Path, made: Plan, done: Collected) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    what = {student: name for name, students in vars(done).items() for student in students}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for student, each in sorted(made.students.items()):
            moment = f"{each.moment:%Y-%m-%d %H:%M:%S}" if each.moment else ""
            first = next(iter(each.files.values())).path
            writer.writerow([student, each.name, what[student], moment, "; ".join(sorted(each.files)), first])
