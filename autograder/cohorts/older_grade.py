"""Whether a grade is of an earlier submission than the one that lies in `submitted/`."""

from autograder.course import Course
from autograder.errors import RecordUnusable
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import failure
from autograder.submissions import fingerprint


def another_was_handed_in(course: Course, record: GradingRecord) -> bool:
    """Whether what lies in `submitted/` is not what was graded; a submission that is gone is not another one."""
    folder = course.folder("submitted", record.student, record.exercise)
    return folder.is_dir() and record.fingerprint != fingerprint.of_folder(folder)


def is_older(course: Course, exercise: str, student: str) -> bool:
    """Whether the grade is not that of the submission: the last grading failed, or another one was handed in since."""
    if failure.of(course.root, exercise, student):
        return True
    try:
        return another_was_handed_in(course, GradingRecord.load(course.root, exercise, student))
    except (FileNotFoundError, RecordUnusable):
        return False
