"""The best configuration is chosen on the validation set."""

from typing import Any

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.tables import made_up_table
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe


def expect_chosen(submission: StudentWork, table: list[dict], best: dict, hint: str) -> None:
    """Expect choose_best to give the configuration of this entry."""
    what = f"choose_best(table with {len(table)} configurations)"
    value: Any = submission.call("choose_best", table)
    missing = " (is the return statement missing?)" if value is None else ""
    is_configuration = isinstance(value, dict) and value.keys() == best["configuration"].keys()
    expect.true(is_configuration, f"{what}: expected a configuration, got {describe(value)}{missing}")
    for name, expected in best["configuration"].items():
        expect.equal(value[name], expected, f"{what}: {name} of the chosen configuration", hint)


@pytest.mark.graded("check_choose_best", points=0.25)
def test_best_is_chosen_on_validation_digits(submission):
    """The configuration with the highest validation accuracy is chosen, whatever the test accuracies are."""
    rng = np.random.default_rng(32)
    for size in (1, 5, 12):
        table = made_up_table(rng.integers(300, 90_000, size), rng.permutation(np.linspace(0.4, 0.9, size)))
        best = max(table, key=lambda entry: entry["validation_accuracy"])
        hint = "return the configuration with the highest validation_accuracy; don't look at the test accuracy"
        expect_chosen(submission, table, best, hint)
    table = made_up_table([300, 90_000, 500, 400, 600], [0.913, 0.9134, 0.9129, 0.5, 0.6])
    for entry, accuracy in zip(table, (0.95, 0.8, 0.9, 0.5, 0.5), strict=True):
        entry["test_accuracy"] = accuracy
    expect_chosen(
        submission, table, table[1], "accuracies that are close are not equal; the size decides among equals only"
    )
    for entry in table:
        del entry["test_accuracy"]
    expect_chosen(submission, table, table[1], "a table need not have a test accuracy")


@pytest.mark.graded("check_choose_best", points=0.5)
def test_smaller_of_two_equals_is_chosen(submission):
    """Of configurations with the same accuracy the one with the fewest parameters is chosen."""
    for parameters in ([5000, 900, 700, 2000, 400], [400, 700, 2000, 900, 5000], [2000, 400, 5000, 900, 700]):
        table = made_up_table(parameters, [0.5 if count == 400 else 0.75 for count in parameters])
        best = next(entry for entry in table if entry["parameters"] == 700)
        hint = "among those with the highest validation accuracy, the fewest parameters"
        expect_chosen(submission, table, best, hint)
