"""Runs are averaged by configuration."""

from collections.abc import Sequence

import pytest

from autograder.hidden_tests.windows_and_strides.configurations import dictionaries, shown
from autograder.hidden_tests.windows_and_strides.tables import made_up_rows
from autograder.questions import expect
from autograder.questions.student_work import StudentWork


def expect_columns(submission: StudentWork, names: Sequence[str], hint: str) -> None:
    """Expect the given columns of the table; entries are found by their configuration."""
    rows, table = made_up_rows()
    what = f"results_table({len(rows)} rows of {len(table)} configurations)"
    found = dictionaries(submission.call("results_table", rows), what, ("configuration", *names))
    for entry in table:
        same = [other for other in found if other["configuration"] == entry["configuration"]]
        expect.true(same, f"{what}: no entry for {shown(entry['configuration'])}")
        for name in names:
            where = f"{what}: {name} of {shown(entry['configuration'])}"
            expect.close(same[0][name], entry[name], where, hint=hint)


@pytest.mark.graded("check_results_table", points=0.75)
def test_runs_of_a_configuration_are_averaged(submission):
    """Accuracy and seconds are the means over the runs of the configuration."""
    hint = "the mean over all runs of this configuration, and of no other"
    expect_columns(submission, ("validation_accuracy", "seconds"), hint)


@pytest.mark.graded("check_results_table", points=0.5)
def test_spread_is_largest_minus_smallest(submission):
    """The spread is the distance between the best and the worst run of the configuration."""
    expect_columns(submission, ("spread",), "the largest validation accuracy minus the smallest")


@pytest.mark.graded("check_results_table", points=0.5)
def test_each_configuration_has_one_entry(submission):
    """Each configuration is listed once, in the order of its first run, with its parameters."""
    rows, table = made_up_rows()
    what = f"results_table({len(rows)} rows of {len(table)} configurations)"
    found = dictionaries(submission.call("results_table", rows), what, ("configuration", "parameters"))
    hint = "one entry for each configuration; two of them have the same number of parameters"
    expect.equal(len(found), len(table), f"{what}: number of entries", hint)
    for number, (entry, expected) in enumerate(zip(found, table, strict=True), start=1):
        for name in ("configuration", "parameters"):
            hint = "in the order in which they first occur in the rows"
            expect.equal(entry[name], expected[name], f"{what}: {name} of entry {number}", hint)
    what = "results_table(one row)"
    found = dictionaries(submission.call("results_table", rows[:1]), what, ("configuration", "parameters"))
    expect.equal(len(found), 1, f"{what}: number of entries", "a list with one entry; nothing stays from call to call")
