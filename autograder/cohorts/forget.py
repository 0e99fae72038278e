"""Deletes all that a course folder stores about a student: `autograder forget`."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from glob import escape
from pathlib import Path

from autograder.course import REPORTS, VIVA, WORK_FOLDER, Course
from autograder.errors import CourseError
from autograder.grading.record import RECORD_FOLDER
from autograder.lms import fill, returned
from autograder.log import LOG
from autograder.nbgrader_plugin import gradebook

_STEPS = ("submitted", "autograded", "feedback")
_A_STUDENT, _AN_EXERCISE = "\ue000", "\ue001"  # which no path has
_LARGEST = 256 << 20  # bytes of a file that is searched
_NOT_SEARCHED = ("source", "release", "solutions", "student")  # made from the course's own files


@dataclass(frozen=True)
class Stored:
    """What a course folder stores about a student.

    Attributes:
        student: the id.
        folders: of this student alone.
        files: of all students, which are deleted because they can be made again.
        lists: tables from which this student's lines are deleted.
        exercises: for which the gradebook has a submission; None if it does not know the student.
    """

    student: str
    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    lists: tuple[Path, ...]
    exercises: tuple[str, ...] | None


def find(course: Course, student: str) -> Stored:
    """What is stored about a student; nothing is changed.

    Raises:
        CourseError: if nothing is stored about a student of this id, or a list of what was collected is none any more.
    """
    known = gradebook.submissions_of_students(course) if gradebook.exists(course) else {}
    folders = {folder for folder in _folders(course) if folder.name == student}
    lists = [path for path in course.root.glob(f"downloaded/*/{fill.LIST}") if student in fill.rows_of(path)]
    if student not in known and not folders and not lists:
        others = {folder.name for folder in _folders(course)} | set(known)
        near = get_close_matches(student, others, n=3)
        raise CourseError(
            f"nothing is stored about a student {student!r}"
            + (f": did you mean {' or '.join(near)}?" if near else "; the id is the name of the folder in submitted/")
        )
    files = [folder for folder in (course.root / returned.FOLDER).glob("*") if folder.is_dir()]
    files += (course.root / REPORTS).glob("*.*")
    files += (course.root / VIVA).glob("*.html")
    files += (path for path in (course.root / VIVA).glob("*/*.html") if path.stem == student)
    if _is_named_in(course.root / LOG, student):
        files.append(course.root / LOG)
    exercises = tuple(known[student]) if student in known else None
    return Stored(student, tuple(sorted(folders)), tuple(sorted(files)), tuple(sorted(lists)), exercises)


def delete(course: Course, stored: Stored) -> list[str]:
    """Delete it; returns notes for the instructor. If it is interrupted, the same call does the rest.

    Raises:
        GradebookUnavailable: if the gradebook is locked, or its server cannot be reached; nothing is deleted then.
    """
    notes = []
    if stored.exercises is not None:
        notes += gradebook.forget_student(course, stored.student)
    for path in (*stored.folders, *stored.files):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        if path.parent.parent.parent == course.root / WORK_FOLDER and not any(path.parent.iterdir()):
            path.parent.rmdir()  # of what was replaced at one time
    for path in stored.lists:
        fill.write_rows(path, (row for name, row in fill.rows_of(path).items() if name != stored.student))
    return notes


def still_named(course: Course, student: str) -> list[Path]:
    """Files of the course folder in whose path or content the id still stands as a word, relative to the course."""
    found = []
    for parent, folders, names in os.walk(course.root):
        place = Path(parent).relative_to(course.root)
        if not place.parts:
            searched = (name for name in folders if name not in _NOT_SEARCHED)
            folders[:] = [name for name in searched if name[0] != "." or name == WORK_FOLDER]
        for name in names:
            if place / name == Path(WORK_FOLDER, "running"):  # the note of this very command
                continue
            if student in place.parts or _is_named_in(course.root / place / name, student):
                found.append(place / name)
    return sorted(found)


def _is_named_in(path: Path, student: str) -> bool:
    """Whether the id stands in a file as a word."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
            return False
        content = path.read_bytes()
    except OSError:
        return False
    return bool(re.search(rb"(?<![\w.@-])" + re.escape(student.encode()) + rb"(?![\w-]|\.\w)", content))


def _folders(course: Course) -> Iterator[Path]:
    """All folders that are named after a student."""
    patterns = [
        (RECORD_FOLDER, "*", "*"),
        ("downloaded", "*", fill.EARLIER, "*"),
        (WORK_FOLDER, fill.REPLACED, "*", "*"),
    ]
    for step in _STEPS:
        parts = course.folder(step, _A_STUDENT, _AN_EXERCISE).relative_to(course.root).parts
        upto = parts[: parts.index(_A_STUDENT) + 1]
        patterns.append(tuple("*" if part in (_A_STUDENT, _AN_EXERCISE) else escape(part) for part in upto))
    for pattern in patterns:
        yield from (path for path in course.root.glob("/".join(pattern)) if path.is_dir() or path.is_symlink())
