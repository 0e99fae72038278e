"""Which configurations are beaten by none."""

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.configurations import dictionaries
from autograder.hidden_tests.windows_and_strides.tables import made_up_table
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe


def front_of(submission: StudentWork, table: list[dict]) -> tuple[list[dict], str]:
    """The student's front; entries are those of the table."""
    what = f"pareto_front(table with {len(table)} configurations)"
    front = dictionaries(submission.call("pareto_front", table), what)
    strange = [entry for entry in front if entry not in table]
    expect.true(
        not strange, f"{what}: {describe(strange[:1])} is not an entry of the table. Return the entries as they are"
    )
    return front, what


def channels(entries: list[dict]) -> list[int]:
    """What tells the configurations of `made_up_table` apart."""
    return sorted(entry["configuration"]["channels"] for entry in entries)


def true_front(table: list[dict]) -> list[dict]:
    def beats(one, other):
        gains = (other["parameters"] - one["parameters"], one["validation_accuracy"] - other["validation_accuracy"])
        return min(gains) >= 0 and max(gains) > 0

    return [entry for entry in table if not any(beats(other, entry) for other in table)]


@pytest.mark.graded("check_pareto_front", points=0.75)
def test_beaten_configurations_are_left_out(submission):
    """The front holds those configurations that no other beats, and all of them."""
    rng = np.random.default_rng(33)
    for size in (1, 6, 14):
        counts = rng.permutation(np.arange(size) * 531 + 400)
        table = made_up_table(counts, rng.permutation(np.linspace(0.4, 0.9, size)))
        front, what = front_of(submission, table)
        hint = "an entry is beaten by one that has fewer parameters and a higher validation accuracy"
        expected = channels(true_front(table))
        expect.equal(channels(front), expected, f"{what}: numbers of channels on the front", hint)
    # Each is a little better than the smaller ones, and below the straight line between its neighbours.
    steps = np.arange(7)
    table = made_up_table(steps * 500 + 400, 0.4 + 0.002 * steps**2)
    front, what = front_of(submission, table)
    hint = "none is beaten: the larger ones are all more accurate, even if by little"
    expect.equal(len(front), len(table), f"{what}: entries on the front", hint)


@pytest.mark.graded("check_pareto_front", points=0.5)
def test_ties_on_the_front(submission):
    """Equal in one and better in the other beats; equal in both does not."""
    parameters = [400, 400, 900, 900, 2000, 3000, 3000]
    accuracies = [0.5, 0.625, 0.75, 0.75, 0.75, 0.875, 0.75]
    for order in ([0, 1, 2, 3, 4, 5, 6], [6, 4, 1, 3, 5, 2, 0]):
        table = made_up_table([parameters[i] for i in order], [accuracies[i] for i in order])
        front, what = front_of(submission, table)
        hint = (
            "same accuracy and fewer parameters beats, same parameters and higher accuracy too; equal in both does not"
        )
        expected = channels(true_front(table))
        expect.equal(channels(front), expected, f"{what}, some of them equal: numbers of channels on the front", hint)


@pytest.mark.graded("check_pareto_front", points=0.5)
def test_front_is_ordered_by_parameters(submission):
    """The front goes from few parameters to many."""
    table = made_up_table([9000, 400, 3000, 900, 2000], [0.9, 0.5, 0.8, 0.6, 0.7])
    front, what = front_of(submission, table)
    found = [entry["parameters"] for entry in front]
    reason = f"{what}: the parameters of the front are {found}, which is not from few to many"
    expect.true(len(found) > 1 and found == sorted(found), reason)
