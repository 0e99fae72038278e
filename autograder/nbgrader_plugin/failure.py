"""A grading that failed: an older grade still stands then, and must not look like that of the new submission."""

import contextlib
import logging
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import MissingEntry

from autograder.course import Course
from autograder.grading.record import folder_of
from autograder.nbgrader_plugin import gradebook

_log = logging.getLogger(__name__)

FILE = "failed.txt"  # beside the older record; the next grading that succeeds replaces both


def note(course: Course, exercise: str, student: str, problem: str) -> None:
    """Write down why a grading failed, and have nbgrader ask the instructor to look at the older scores."""
    try:
        _flag(course, exercise, student)
    except Exception:  # the gradebook may be what has failed; the first error is the one to report
        _log.exception("the failure could not be noted in the gradebook")
    folder = folder_of(course.root, exercise, student)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with contextlib.suppress(OSError):  # it may be the disk that has failed; the flag is set
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(f"{when}: {problem}", encoding="utf-8", errors="backslashreplace")


def _flag(course: Course, exercise: str, student: str) -> None:
    # Scores of written answers are compared with the text when the next grading succeeds.
    written = course.exercise(exercise).manual_cells
    with gradebook.opened(course) as book:
        try:
            notebooks = book.find_submission(exercise, student).notebooks
        except MissingEntry:
            return
        for notebook in notebooks:
            for grade in notebook.grades:
                if grade.name not in written or grade.manual_score is None:
                    grade.needs_manual_grade = True
        book.db.commit()


def of(course_root: Path, exercise: str, student: str) -> str:
    """When and why the last grading of a submission failed; "" if it did not."""
    path = folder_of(course_root, exercise, student) / FILE
    return path.read_text(encoding="utf-8") if path.exists() else ""
