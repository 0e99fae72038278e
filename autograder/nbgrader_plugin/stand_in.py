"""Lays out submissions as nbgrader wants them, whatever the students' folders look like.

nbgrader skips a renamed notebook, aborts the whole run on a corrupt file or an invalid timestamp, and copies what links
point to, the instructor's files too. So it gets a sanitized copy of each submission: a notebook under the right name,
and the time of submission in UTC. The grader reads the student's own folder.
"""

import shutil
from pathlib import Path

import nbformat

from autograder.course import WORK_FOLDER, Course
from autograder.exercise import Exercise
from autograder.submissions import timestamp

FOLDER = WORK_FOLDER


def lay_out(course: Course, exercise: Exercise, student: str, root: Path) -> None:
    """Make the stand-in of one submission.

    Args:
        root: the folder to take for `submitted/`.
    """
    folder = root / student / exercise.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Not the source: it lies in autograded/ while nbgrader waits for the grader, and holds the solutions.
    (folder / f"{exercise.name}.ipynb").write_text(nbformat.writes(exercise.released), encoding="utf-8")
    time, _ = timestamp.read(course.folder("submitted", student, exercise.name), course.timezone)
    if time:
        # nbgrader reads +0100 as 100 seconds, and takes an unknown time zone for UTC.
        (folder / timestamp.FILE).write_text(time.strftime(timestamp.NBGRADERS_FORM))
