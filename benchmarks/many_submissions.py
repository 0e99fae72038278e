"""What a cohort's size costs the process that writes the grades.

One submission of `convolution_by_hand` is executed; then large cohorts are graded with its execution instead of theirs,
through Dask and nbgrader's autograding, as `autograder grade` does it. So this is all that the size of a cohort could
make slow: reading, repairing, sending, and writing gradebook, records and notebooks. Each cohort has a process of its
own. Seconds for one are also given of the processor, which other work on the machine does not change.

Then `autograder grade` finds that nothing has changed, and `autograder regrade` judges all again, after a change in one
hidden test that changes no verdict.
"""

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
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
EXERCISE, SIZES, STEPS = "convolution_by_hand", (1000, 5000), 10


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Grade the cohorts.

    Returns:
        By the size of the cohort "steps": for each tenth of it "seconds" and "cpu" for one submission, and "memory":
        MiB of the process after them; "unchanged" and "regrade": seconds of the whole command.
    """
    for size in SIZES:
        kept.once(RESULTS, str(size), lambda size=size: _in_own_process(size), report)
    return kept.load(RESULTS)


def _in_own_process(students: int) -> dict:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, students).result()


def measure(students: int) -> dict:
    """Grade one cohort in this process; see `run`."""
    size, step = students, max(1, students // STEPS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cohorts.make(root, EXERCISE, size)
        course = Course.load(root)
        exercise, settings = course.exercise(EXERCISE), GradeSubmission(config=course.config).settings()
        names, grader = course.students(EXERCISE), Grader(settings)
        grading.prepare(course, exercise, grader.hidden_tests.collect)
        done = grader.grade(submission.load(course, exercise, names[0]), exercise)
        grader.close()

        def recorded(handed_in: submission.Submission, *_: object) -> Graded:
            about = {"student": handed_in.student, "fingerprint": handed_in.fingerprint}
            return Graded(done.notebook, msgspec.structs.replace(done.record, **about))

        found: dict[str, list] = {"seconds": [], "cpu": [], "memory": []}
        with (
            mock.patch.object(remote, "grade", recorded),
            LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            executor = workers.Workers(client, exercise, settings)
            start, processor = time.perf_counter(), time.process_time()
            outcomes = []  # as the command keeps them for its table
            for number, outcome in enumerate(grading.grade(course, exercise, names, executor), start=1):
                assert outcome.status == "graded", outcome.problem
                outcomes.append(outcome)
                if number % step == 0:
                    found["seconds"].append(round((time.perf_counter() - start) / step, 3))
                    found["cpu"].append(round((time.process_time() - processor) / step, 3))
                    found["memory"].append(round(psutil.Process(os.getpid()).memory_info().rss / 2**20))
                    start, processor = time.perf_counter(), time.process_time()
        unchanged = cohorts._timed(cohorts._autograder("grade", EXERCISE), root)
        regrade = cohorts.regraded(root, EXERCISE)
        return {"steps": found, "unchanged": unchanged, "regrade": regrade}


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = ["| cohort of | submissions | s for one | of the processor | MiB of the process after them |"]
    lines.append("|---|---|---|---|---|")
    again = ["", "| cohort of | `grade`, nothing new, s | `regrade` after a change, s |", "|---|---|---|"]
    for size, found in results.items():
        step = int(size) // STEPS
        again.append(f"| {int(size):,} | {found['unchanged']:.1f} | {found['regrade']:.1f} |")
        for number, (seconds, cpu, memory) in enumerate(zip(*found["steps"].values(), strict=True)):
            of = f"{int(size):,}" if number == 0 else ""
            lines.append(
                f"| {of} | {number * step + 1} to {(number + 1) * step} | {seconds:.2f} | {cpu:.2f} | {memory:,} |"
            )
    return "\n".join([*lines, *again])
