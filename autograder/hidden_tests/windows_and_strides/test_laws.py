"""What holds for all functions of this notebook, see `autograder.hidden_tests.laws`."""

import pytest

from autograder.hidden_tests import laws
from autograder.hidden_tests.windows_and_strides.configurations import configuration, dictionaries
from autograder.hidden_tests.windows_and_strides.sweep import sweeps
from autograder.hidden_tests.windows_and_strides.tables import made_up_rows, made_up_table
from autograder.questions import expect
from autograder.questions.student_work import describe

COUNTS, ACCURACIES = [900, 300, 700, 500, 500], [0.5, 0.75, 0.625, 0.875, 0.875]


@pytest.mark.graded("check_predict_sides", points=0.25)
def test_predict_sides_keeps_its_configuration(submission):
    """The configuration stays as it is, and no call remembers the one before."""
    given = configuration(3, 3, 2, 8, "valid"), configuration(1, 4, 1, 2, "same")
    answers = laws.hold(submission, "predict_sides", [{"configuration": each, "size": 40} for each in given])
    for each, value in zip(given, answers, strict=True):
        expect.array(value, f"predict_sides({each}, 40)", shape=(each["depth"],), hint="a side for each convolution")


@pytest.mark.graded("check_run_sweep", points=0.25)
def test_run_sweep_keeps_its_arguments(submission):
    """Configurations, seeds, images and labels are the same after the sweep."""
    sweep, *_ = sweeps(submission)
    sweep.results(4)
    for name, (before, after) in sweep.arguments().items():
        reason = f"{sweep.what} changes its argument `{name}`. Likely cause: it works in place; work on a copy"
        expect.true(before == after, reason)


@pytest.mark.graded("check_results_table", points=0.25)
def test_results_table_keeps_its_rows(submission):
    """The rows stay as they are, in their order, and no call remembers the one before."""
    rows, _ = made_up_rows()
    cases = [{"rows": part} for part in (rows[:6], rows[6:])]
    for case, value in zip(cases, laws.hold(submission, "results_table", cases), strict=True):
        found = dictionaries(value, f"results_table({len(case['rows'])} rows)")
        expect.true(found, f"results_table({len(case['rows'])} rows): the list is empty")


@pytest.mark.graded("check_choose_best", points=0.25)
def test_choose_best_keeps_its_table(submission):
    """The table stays as it is, in its order, and no call remembers the one before."""
    table = made_up_table(COUNTS, ACCURACIES)
    for value in laws.hold(submission, "choose_best", [{"table": table}, {"table": table[:2]}]):
        one_of_them = any(isinstance(value, dict) and value == entry["configuration"] for entry in table)
        expect.true(one_of_them, f"choose_best(table): expected a configuration of the table, got {describe(value)}")


@pytest.mark.graded("check_pareto_front", points=0.25)
def test_pareto_front_keeps_its_table(submission):
    """The table and its entries stay as they are, and no call remembers the one before."""
    table = made_up_table(COUNTS, ACCURACIES)
    for value in laws.hold(submission, "pareto_front", [{"table": table}, {"table": table[:2]}]):
        front = dictionaries(value, "pareto_front(table)", ("parameters", "validation_accuracy"))
        expect.true(front, "pareto_front(table): the list is empty, but at least one entry is beaten by none")
