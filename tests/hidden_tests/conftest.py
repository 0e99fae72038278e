"""The references' grading records, which tell what each hidden test asks for."""

import os
import pickle
from collections.abc import Callable
from functools import cache

import pytest
from course_folder import graded
from filelock import FileLock

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord


@pytest.fixture(scope="session")
def reference(
    shared_grader: Grader, course: Course, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], GradingRecord]:
    """The record of an exercise's reference, which the first test process that needs it grades for all others."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    @cache
    def of(name: str) -> GradingRecord:
        recorded = folder / f"reference_of_{name}"
        with FileLock(f"{recorded}.lock"):
            if not recorded.exists():
                recorded.write_bytes(pickle.dumps(graded(shared_grader, course.exercise(name), {})))
            return pickle.loads(recorded.read_bytes())

    return of
