"""Lays out submissions as nbgrader wants them, whatever the students' folders look like.

nbgrader passes over a renamed notebook, stops a whole cohort at a broken file or a time that is none, and copies
what links point to, the instructor's files too. So it gets a sound stand-in of each submission: the source
notebook under its right name, and the time of submission. `RepairSubmission` and the grader read the student's own
folder.
"""

import shutil
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.course import Course, Exercise

FOLDER = ".autograder"  # in the course folder: stand-ins, and what a grading replaces
TIMESTAMP = "timestamp.txt"
MAX_TIMESTAMP_BYTES = 1000


def lay_out(course: Course, exercise: Exercise, student: str, root: Path) -> None:
    """Make the stand-in of one submission.

    Args:
        root: the folder to take for `submitted/`.
    """
    folder = root / student / exercise.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(exercise.path, folder / f"{exercise.name}.ipynb")
    time, _ = time_of(course.folder("submitted", student, exercise.name))
    if time:
        (folder / TIMESTAMP).write_text(time)


def time_of(folder: Path) -> tuple[str, str]:
    """When a submission was handed in, as text, and what is wrong with its file; each may be ""."""
    path = folder / TIMESTAMP
    if not path.exists() and not path.is_symlink():
        return "", ""
    problem = f"{TIMESTAMP} holds no time: the submission counts as in time"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_TIMESTAMP_BYTES:
            return "", problem
        text = path.read_text().strip()
        if text:
            parse_utc(text)
    except (OSError, ValueError, OverflowError, TypeError):  # dateutil raises the last three
        return "", problem
    return text, ""
