"""Each hidden test is proven: wrong solutions lose exactly the points they should, right ones none.

Every solution in `tests/solutions/` goes through the real pipeline: repaired, executed in a locked-in kernel,
judged by the hidden tests. The summary prints which hidden test catches which wrong solution.
"""

import fcntl
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from course_folder import ROOT
from hidden_tests.affected import AskedRecord, affected, with_only_needed

from autograder.authoring.variants import Variant, variants_of, with_solutions
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.submissions.repair import repair

COURSE = Course.load(ROOT)
SOLUTIONS = [(name, variant) for name in COURSE.exercises for variant in variants_of(ROOT, name)]


@pytest.fixture(scope="session")
def reference(grader, tmp_path_factory) -> Callable[[str], AskedRecord]:
    """The record of an exercise's reference, which the first test process that needs it grades for all others."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    @cache
    def of(name: str) -> AskedRecord:
        recorded = folder / f"reference_of_{name}"
        with open(f"{recorded}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not recorded.exists():
                recorded.write_bytes(pickle.dumps(_graded(grader, name, {})))
            return pickle.loads(recorded.read_bytes())

    return of


def _graded(
    grader: Grader,
    name: str,
    cells: dict[str, str],
    only: frozenset[str] = frozenset(),
    reference: AskedRecord | None = None,
) -> GradingRecord:
    """Grade the reference with some cells replaced, all of it or, if its record is known, only these graded cells."""
    exercise = COURSE.exercise(name)
    repaired = repair(with_solutions(exercise, cells), exercise.released, name)
    notebook = with_only_needed(repaired.notebook, reference, only) if reference else repaired.notebook
    kind = GradingRecord if reference else AskedRecord
    record = kind(name, "somebody", repairs=repaired.repairs, suspicious=repaired.suspicious)
    settings = grader.execution
    grader.execution = replace(settings, only=only)
    try:
        grader.grade(notebook, exercise, record)
    finally:
        grader.execution = settings
    return record


def _failed(record: GradingRecord, only: frozenset[str] = frozenset()) -> list[str]:
    """The hidden tests that failed; none may have broken."""
    verdicts = [verdict for verdict in record.verdicts if not only or verdict.grade_id in only]
    tests = [test for verdict in verdicts for test in verdict.tests]
    broken = {test.test: test.detail for test in tests if test.outcome == "error"}
    assert not broken, "hidden tests that broke"
    assert not [verdict.problem for verdict in verdicts if verdict.problem]
    return sorted(test.test for test in tests if test.outcome == "failed")


def _measured(record: GradingRecord) -> frozenset[str]:
    """The graded cells with a hidden test that measures something against a threshold."""
    return frozenset(verdict.grade_id for verdict in record.verdicts if any(test.measured for test in verdict.tests))


def _reasons(record: GradingRecord) -> str:
    return "\n".join(reason for verdict in record.verdicts for reason in verdict.reasons)


@pytest.mark.parametrize("name", COURSE.exercises)
def test_the_reference_gets_full_points_without_repair(reference, name, record_property):
    record = reference(name)
    failed = _failed(record)
    record_property("matrix", (name, "reference", "right", failed))
    assert failed == [], _reasons(record)
    assert record.score == record.maximum > 0
    assert not record.repairs
    assert not record.suspicious


@pytest.mark.parametrize("name", COURSE.exercises)
def test_an_untouched_notebook_gets_no_points(grader, name):
    exercise = COURSE.exercise(name)
    record = GradingRecord(name, "somebody")
    grader.grade(repair(exercise.released, exercise.released, name).notebook, exercise, record)
    assert record.score == 0
    assert {test.outcome for verdict in record.verdicts for test in verdict.tests} == {"failed"}


@pytest.mark.parametrize(
    ("name", "variant"), SOLUTIONS, ids=[f"{name}-{v.path.parent.name}-{v.name}" for name, v in SOLUTIONS]
)
def test_a_solution_loses_exactly_its_points(
    grader, reference, name: str, variant: Variant, record_property, pytestconfig
):
    notebook = with_solutions(COURSE.exercise(name), variant.cells)
    only = affected(notebook, reference(name), variant.cells)
    assert only, "no hidden test asks for anything that this solution changes"
    if pytestconfig.getoption("--only-measured") and not only & _measured(reference(name)):
        pytest.skip("no threshold judges it: on other data its verdicts are the same")
    record = _graded(grader, name, variant.cells, only, reference(name))
    failed = _failed(record, only)
    record_property("matrix", (name, variant.name, "wrong" if variant.is_wrong else "right", failed))
    assert failed == sorted(variant.caught_by), _reasons(record)
