"""Lays out submissions as nbgrader wants them, whatever the students' folders look like.

nbgrader skips a renamed notebook, aborts the whole run on a corrupt file or an invalid timestamp, and copies what links
point to, the instructor's files too. So it gets a sanitized copy of each submission: a notebook under the right name,
the time of submission in UTC, and the secret of `nbgrader submit`, under whose hash feedback is released. The grader
reads the student's own folder.
"""

import contextlib
import shutil
import stat
from pathlib import Path

from autograder.course import WORK_FOLDER, Course
from autograder.exercise import Exercise
from autograder.submissions import timestamp
from autograder.submissions.handed_in import SECRET

FOLDER = WORK_FOLDER
MAX_BYTES = 1000  # of the secret; nbgrader's has 128


def lay_out(course: Course, exercise: Exercise, student: str, root: Path) -> None:
    """Make the stand-in of one submission.

    Args:
        root: the folder to take for `submitted/`.
    """
    folder = root / student / exercise.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Not the source: it lies in autograded/ while nbgrader waits for the grader, and holds the solutions.
    (folder / f"{exercise.name}.ipynb").write_text(exercise.released_text, encoding="utf-8")
    submitted = course.folder("submitted", student, exercise.name)
    time, _ = timestamp.read(submitted, course.timezone)
    if time:
        # nbgrader reads +0100 as 100 seconds, and takes an unknown time zone for UTC.
        (folder / timestamp.FILE).write_text(time.strftime(timestamp.NBGRADERS_FORM))
    _copy_secret(submitted / SECRET, folder / SECRET)


def _copy_secret(source: Path, target: Path) -> None:
    """Copy the secret; a link, which may point to a file of the instructor's, and a large file are none."""
    with contextlib.suppress(OSError):  # then feedback on this submission cannot be released, and nbgrader says so
        status = source.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES:
            target.write_bytes(source.read_bytes())
