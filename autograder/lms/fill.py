"""Puts what was planned into `submitted/`: all of it or nothing."""

import csv
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.course import WORK_FOLDER, Course
from autograder.errors import CourseError
from autograder.lms import table
from autograder.lms.collect import HandedIn, Plan
from autograder.lms.download import File
from autograder.submissions import timestamp

LIST = "collected.csv"
COLUMNS = ("student", "name", "what", "handed in (UTC)", "files", "first file in the download")
REPLACED = "replaced"  # in the work folder
EARLIER = "earlier"  # beside the list
_UNPACKED = "collect-"
# What makes a name impossible, rather than a disk unusable: too long, a file where a folder is needed, odd characters.
_OF_NAME = (errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.EILSEQ)


@dataclass
class Collected:
    """What was done: ids of students by what happened."""

    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def write(course: Course, exercise: str, made: Plan, force: bool = False, keep_all: bool = False) -> Collected:
    """Fill `submitted/` as planned. First all is unpacked beside it, and only then moved to its place.

    If it is interrupted in between, each student's folder is there whole or as it was, and the same call does the rest.

    Args:
        course: whose.
        exercise: its name.
        made: the plan; its download is still open. Files whose names cannot be used are added to its notes.
        force: replace what is in `submitted/`; the old folder is moved to `.autograder/replaced/`.
        keep_all: also keep earlier versions, in `downloaded/<exercise>/earlier/<student>/`.

    Raises:
        CourseError: if a file in the archive is damaged, the list of earlier ones is none any more, or something cannot
            be written; nothing is changed then.
    """
    listed = course.root / "downloaded" / exercise / LIST
    rows = rows_of(listed)
    work = course.root / WORK_FOLDER
    try:
        work.mkdir(exist_ok=True)
        for left in work.glob(f"{_UNPACKED}*"):  # by a process that was killed
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(dir=work, prefix=_UNPACKED) as temporary:
            new, earlier = Path(temporary, "new"), Path(temporary, EARLIER)
            for student, handed_in in made.students.items():
                _fill(new / student, handed_in, made.notes)
                if keep_all:
                    _keep(earlier / student, handed_in.earlier)
            done = _move(course, exercise, new, force)
            _merge(earlier, course.root / "downloaded" / exercise / EARLIER)
        _list(listed, rows, made, done)
    except OSError as error:
        raise CourseError(
            f"{error.filename or course.root} cannot be written ({error.strerror}): see to it, and give the same "
            "command again; what is in submitted/ is whole"
        ) from error
    return done


def _fill(folder: Path, handed_in: HandedIn, notes: list[str]) -> None:
    folder.mkdir(parents=True)
    for name, file in handed_in.files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file.copy_to(path)
        except (OSError, UnicodeEncodeError) as error:
            if isinstance(error, OSError) and error.errno not in _OF_NAME:
                raise
            notes.append(f"left out: {file.path!r} cannot be a file here ({getattr(error, 'strerror', error)})")
    if handed_in.moment and not (folder / timestamp.FILE).exists():
        (folder / timestamp.FILE).write_text(handed_in.moment.strftime(timestamp.NBGRADERS_FORM))


def _keep(folder: Path, files: Sequence[File]) -> None:
    for number, file in enumerate(files, start=1):
        path = folder / str(number) / PurePosixPath(file.path).name
        path.parent.mkdir(parents=True)
        file.copy_to(path)


def _move(course: Course, exercise: str, new: Path, force: bool) -> Collected:
    done = Collected()
    for folder in sorted(new.iterdir()) if new.exists() else ():
        target = course.folder("submitted", folder.name, exercise)
        if not target.exists() or not any(target.iterdir()):
            done.new.append(folder.name)
        elif _contents(target) == _contents(folder):
            done.unchanged.append(folder.name)
            continue
        elif force:
            done.replaced.append(folder.name)
            old = course.root / WORK_FOLDER / REPLACED / f"{datetime.now():%Y-%m-%d-%H%M%S}" / folder.name / exercise
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(target, old)
        else:
            done.kept.append(folder.name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rmdir()
        os.replace(folder, target)
    return done


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _merge(source: Path, target: Path) -> None:
    for folder in source.iterdir() if source.exists() else ():
        shutil.rmtree(target / folder.name, ignore_errors=True)
        target.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, target / folder.name)


def _list(path: Path, rows: dict[str, dict[str, str]], made: Plan, done: Collected) -> None:
    """Write what is there now: students of earlier downloads, the rows, too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for what, students in vars(done).items():
        for student in students:
            each = made.students[student]
            if what == "kept" and student in rows:  # what lies there is of an earlier download
                continue
            moment = f"{each.moment:%Y-%m-%d %H:%M:%S}" if each.moment else ""
            first = next(iter(each.files.values())).path
            values = (student, each.name, what, moment, "; ".join(sorted(each.files)), first)
            rows[student] = dict(zip(COLUMNS, values, strict=True))
    write_rows(path, rows.values())


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """What a list of collected submissions says of each student; nothing if there is no list.

    A spreadsheet may have saved it, with other separators and columns of its own, which are left out.

    Raises:
        CourseError: if it is no such list.
    """
    if not path.exists():
        return {}
    listed = table.read(path)
    if missing := [column for column in COLUMNS if column not in listed.columns]:
        raise CourseError(
            f"{path} needs the columns {', '.join(COLUMNS)}, and has no {', '.join(missing)}: correct it, or move it "
            "away and collect again"
        )
    rows = [{column: table.as_given(row[column]) for column in COLUMNS} for row in listed.rows]
    return {row["student"]: row for row in rows if row["student"]}


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write such a list, by student, for people too: with the mark by which Excel knows UTF-8, and no formulas."""
    temporary = path.with_suffix(".new")
    with temporary.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in sorted(rows, key=lambda row: row["student"]):
            writer.writerow({column: table.as_text(value) for column, value in row.items()})
    os.replace(temporary, path)
