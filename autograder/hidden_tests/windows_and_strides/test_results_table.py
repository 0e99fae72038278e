"""Runs are averaged by configuration."""

from collections.abc import Sequence

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.configurations import configuration, dictionaries, shown
from autograder.questions import expect
from autograder.questions.student_work import StudentWork


def made_up_rows() -> tuple[list[dict], list[dict]]:
    """Runs in mixed order, and the table that they give. Two configurations have equally many parameters."""
    rng = np.random.default_rng(23)
    given = [(configuration(2, 3, 2, 8, "valid"), 3554), (configuration(2, 3, 2, 8, "same"), 4594)]
    given += [(configuration(2, 5, 1, 3, "same"), 4594), (configuration(1, 3, 2, 4, "valid"), 6810)]
    given += [(configuration(3, 2, 2, 8, "valid"), 3554)]  # the values of the first, otherwise distributed
    rows: list[dict] = []
    for (one, parameters), seeds in zip(given, ((3, 1, 4), (0, 2), (5,), (0, 1, 2, 3), (6, 2)), strict=True):
        for seed in seeds:
            values = {"validation_accuracy": rng.uniform(0.5, 0.9), "seconds": rng.uniform(1, 9)}
            rows.append({"configuration": one, "seed": seed, "parameters": parameters, **values})
        if len(seeds) == 4:
            rows[-1]["validation_accuracy"] = rows[-2]["validation_accuracy"]
    rows = [rows[number] for number in rng.permutation(len(rows))]
    table: list[dict] = []
    for row in rows:
        runs = [other for other in rows if other["configuration"] == row["configuration"]]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": row["configuration"], "parameters": row["parameters"]}
        entry |= {"validation_accuracy": float(np.mean(accuracies)), "spread": float(np.ptp(accuracies))}
        entry |= {"seconds": float(np.mean([run["seconds"] for run in runs]))}
        table += [entry] if entry not in table else []
    return rows, table


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


@pytest.mark.graded("check_results_table", points=1)
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
