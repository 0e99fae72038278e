"""What runs in a worker: it executes and judges submissions, and never sees the course folder or the gradebook."""

from pathlib import Path
from threading import Lock

from autograder.exercise import Exercise
from autograder.grading.grade import Graded
from autograder.grading.grader import close_graders, grader_for
from autograder.grading.settings import GradingSettings
from autograder.judging.messages import HiddenTest
from autograder.log import log_to
from autograder.submissions.submission import Submission

_one_at_a_time = Lock()  # a worker may have several threads


def start(exercise: Exercise, settings: GradingSettings, log_folder: str = "") -> None:
    """Start what `grade` needs, before there is something to grade; returns while it is still starting.

    Args:
        log_folder: the course folder whose log file this worker writes too, "" if it lies on another machine.
    """
    if log_folder:
        log_to(Path(log_folder))
    grader_for(settings).start(exercise)


def collect(exercise: str, settings: GradingSettings) -> tuple[HiddenTest, ...]:
    """List the hidden tests of an exercise; see `HiddenTestProcess.collect`."""
    with _one_at_a_time:
        return grader_for(settings).hidden_tests.collect(exercise)


def grade(submission: Submission, exercise: Exercise, settings: GradingSettings) -> Graded:
    """Grade a submission in this process's grader."""
    try:
        with _one_at_a_time:
            return grader_for(settings).grade(submission, exercise)
    except TimeoutError as error:  # of a file system, say; for Dask it would mean that the scheduler is lost
        raise RuntimeError(f"TimeoutError: {error}") from error


def close() -> None:
    """End what was started in this process."""
    close_graders()
