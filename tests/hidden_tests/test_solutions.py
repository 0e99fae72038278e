"""Hidden tests tell right solutions from wrong ones: wrong ones lose exactly the points they should, right ones none.

Every solution in `tests/solutions/` goes through the real pipeline: repaired, executed in a sandboxed kernel, judged by
the hidden tests. The summary prints which hidden test catches which wrong solution.

`make test` runs each hidden test alone, on the first of the wrong solutions that no other catches: one that no longer
notices anything fails. `make test-all` grades all solutions, with all hidden tests that they can concern.
"""

from collections.abc import Callable

import pytest
from course_folder import ROOT, graded

from autograder.authoring.affected import affected
from autograder.authoring.variants import Variant, variants_of, with_solutions
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord

EXERCISES = Course.load(ROOT).exercises


def _solutions() -> list:
    """All solutions of all exercises, as parameters."""
    return [
        pytest.param(name, variant, id=f"{name}-{_kind(variant)}-{variant.name}")
        for name in EXERCISES
        for variant in variants_of(ROOT, name)
    ]


def _caught_alone() -> list:
    """For each hidden test the first solution that it alone catches, as parameters."""
    first: dict[tuple[str, str], Variant] = {}
    for name in EXERCISES:
        for variant in variants_of(ROOT, name):
            if len(variant.caught_by) == 1:
                first.setdefault((name, variant.caught_by[0]), variant)
    return [pytest.param(name, test, variant, id=f"{name}-{test}") for (name, test), variant in first.items()]


def _kind(variant: Variant) -> str:
    return "wrong" if variant.is_wrong else "alternative"


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


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_gets_full_points_without_repair(
    reference: Callable[[str], GradingRecord], name: str, record_property, keep_verdicts
):
    record = reference(name)
    keep_verdicts(f"reference-{name}", record)
    failed = _failed(record)
    record_property("matrix", (name, "reference", "right", failed))
    assert failed == [], _reasons(record)
    assert record.score == record.maximum > 0
    assert not record.repairs
    assert not record.suspicious


@pytest.mark.parametrize("name", EXERCISES)
def test_an_untouched_notebook_gets_no_points(grader: Grader, course: Course, name: str, keep_verdicts):
    record = graded(grader, course.exercise(name), None)
    keep_verdicts(f"untouched-{name}", record)
    assert record.score == 0
    assert {test.outcome for verdict in record.verdicts for test in verdict.tests} == {"failed"}


@pytest.mark.parametrize(("name", "test", "variant"), _caught_alone())
def test_each_hidden_test_notices_a_wrong_solution(
    grader: Grader,
    course: Course,
    reference: Callable[[str], GradingRecord],
    name: str,
    test: str,
    variant: Variant,
    record_property,
    pytestconfig: pytest.Config,
):
    if pytestconfig.getoption("--only-measured"):
        pytest.skip("the test below grades those that a threshold judges")
    asked = frozenset(v.grade_id for v in reference(name).verdicts if test in {found.test for found in v.tests})
    record = graded(grader, course.exercise(name), variant.cells, asked, reference(name), frozenset([test]))
    record_property("matrix", (name, variant.name, "wrong", _failed(record, asked)))
    assert _failed(record, asked) == [test], f"{variant.name} passes {test}"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "variant"), _solutions())
def test_a_solution_loses_exactly_its_points(
    grader: Grader,
    course: Course,
    reference: Callable[[str], GradingRecord],
    name: str,
    variant: Variant,
    record_property,
    keep_verdicts,
    pytestconfig: pytest.Config,
):
    exercise = course.exercise(name)
    only = affected(with_solutions(exercise, variant.cells), reference(name), variant.cells)
    assert only, "no hidden test asks for anything that this solution changes"
    if pytestconfig.getoption("--only-measured") and not only & _measured(reference(name)):
        pytest.skip("no threshold judges it: on other data its verdicts are the same")
    record = graded(grader, exercise, variant.cells, only, reference(name))
    keep_verdicts(f"solution-{name}-{_kind(variant)}-{variant.name}", record)
    failed = _failed(record, only)
    record_property("matrix", (name, variant.name, "wrong" if variant.is_wrong else "right", failed))
    assert failed == sorted(variant.caught_by), _reasons(record)
