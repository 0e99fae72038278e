"""Each hidden test is proven: wrong solutions lose exactly the points they should, right ones none.

Every solution in `tests/solutions/` goes through the real pipeline: repaired, executed in a locked-in kernel,
judged by the hidden tests. The summary prints which hidden test catches which wrong solution.
"""

from dataclasses import replace
from functools import cache

import pytest
from affected import affected, needed
from conftest import ROOT

from autograder.authoring.variants import Variant, variants_of, with_solutions
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.repairs.repair import repair

COURSE = Course.load(ROOT)
SOLUTIONS = [(name, variant) for name in COURSE.exercises for variant in variants_of(ROOT, name)]


def _graded(grader: Grader, name: str, cells: dict[str, str], only: frozenset[str] = frozenset()) -> GradingRecord:
    """Grade the reference with some cells replaced, all of it or only these graded cells."""
    exercise = COURSE.exercise(name)
    repaired = repair(with_solutions(exercise, cells), exercise.released, name)
    notebook = needed(repaired.notebook, _reference(grader, name), only) if only else repaired.notebook
    record = GradingRecord(name, "somebody", repairs=repaired.repairs, suspicious=repaired.suspicious)
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


@cache
def _reference(grader: Grader, name: str) -> GradingRecord:
    return _graded(grader, name, {})


def _measured(record: GradingRecord) -> frozenset[str]:
    """The graded cells with a hidden test that measures something against a threshold."""
    return frozenset(verdict.grade_id for verdict in record.verdicts if any(test.measured for test in verdict.tests))


def _reasons(record: GradingRecord) -> str:
    return "\n".join(reason for verdict in record.verdicts for reason in verdict.reasons)


@pytest.mark.parametrize("name", COURSE.exercises)
def test_the_reference_gets_full_points_without_repair(grader, name, record_property):
    record = _reference(grader, name)
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
def test_a_solution_loses_exactly_its_points(grader, name: str, variant: Variant, record_property, pytestconfig):
    notebook = with_solutions(COURSE.exercise(name), variant.cells)
    only = affected(notebook, _reference(grader, name), variant.cells)
    assert only, "no hidden test asks for anything that this solution changes"
    if pytestconfig.getoption("--only-measured") and not only & _measured(_reference(grader, name)):
        pytest.skip("no threshold judges it: on other data its verdicts are the same")
    record = _graded(grader, name, variant.cells, only)
    failed = _failed(record, only)
    record_property("matrix", (name, variant.name, "wrong" if variant.is_wrong else "right", failed))
    assert failed == sorted(variant.caught_by), _reasons(record)
