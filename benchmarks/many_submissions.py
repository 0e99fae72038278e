"""What a thousand submissions cost the process that writes the grades.

One submission of `convolution_by_hand` is executed; then a cohort of 1,000 is graded with its execution instead of
theirs, through Dask and nbgrader's autograding, as `autograder grade` does it. So this is all that a cohort's size
could make slow: reading, repairing, sending, and writing gradebook, records and notebooks.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import msgspec
import psutil
from distributed import Client, LocalCluster

from autograder.cohorts import grade as grading
from autograder.cohorts import remote, workers
from autograder.course import Course
from autograder.grading.grade import Graded
from autograder.grading.grader import Grader
from autograder.nbgrader_plugin import GradeSubmission
from autograder.submissions import submission
from benchmarks import cohorts, kept

RESULTS = Path(__file__).parent / "results" / "many_submissions.json"
EXERCISE, STUDENTS, STEP = "convolution_by_hand", 1000, 100


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Grade the cohort.

    Returns:
        "steps": for each hundred submissions "seconds" for one, and "memory": MiB of the process after them.
    """
    return kept.once(RESULTS, "steps", _measure, report)


def _measure() -> dict:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cohorts.make(root, EXERCISE, STUDENTS)
        course = Course.load(root)
        exercise, settings = course.exercise(EXERCISE), GradeSubmission(config=course.config).settings()
        students, grader = course.students(EXERCISE), Grader(settings)
        grading.prepare(course, exercise, grader.hidden_tests.collect)
        done = grader.grade(submission.load(course, exercise, students[0]), exercise)
        grader.close()

        def recorded(handed_in: submission.Submission, *_: object) -> Graded:
            return Graded(done.notebook, msgspec.structs.replace(done.record, student=handed_in.student))

        seconds, memory, start = [], [], time.perf_counter()
        with (
            mock.patch.object(remote, "grade", recorded),
            LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            executor = workers.Workers(client, exercise, settings)
            for number, outcome in enumerate(grading.grade(course, exercise, students, executor), start=1):
                assert outcome.status == "graded", outcome.problem
                if number % STEP == 0:
                    seconds.append(round((time.perf_counter() - start) / STEP, 3))
                    memory.append(round(psutil.Process(os.getpid()).memory_info().rss / 2**20))
                    start = time.perf_counter()
        return {"seconds": seconds, "memory": memory}


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    found = results["steps"]
    lines = ["| submissions | s for one | MiB of the process after them |", "|---|---|---|"]
    for number, (seconds, memory) in enumerate(zip(found["seconds"], found["memory"], strict=True)):
        lines.append(f"| {number * STEP + 1} to {(number + 1) * STEP} | {seconds:.2f} | {memory:,} |")
    return "\n".join(lines)
