"""The gain by augmentation and its standard error, from made-up results."""

import statistics
from typing import Any

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe


def made_up_results() -> tuple[list[dict], dict[int, list[float]]]:
    """Results in mixed order, and the differences of the pairs in percentage points by the number of reviews."""
    rng = np.random.default_rng(3)
    runs: list[dict] = []
    differences: dict[int, list[float]] = {}
    for reviews, seeds in ((60, [4, 0, 9]), (700, [3, 1, 4, 0, 8]), (25, [2, 7])):
        for seed in seeds:
            plain, gain = rng.uniform(0.5, 0.8), rng.normal(0.03, 0.03)  # seeds differ more than their pairs
            common = {"reviews": reviews, "seed": seed}
            runs.append(common | {"augmented": False, "accuracy": plain})
            runs.append(common | {"augmented": True, "accuracy": plain + gain})
            differences.setdefault(reviews, []).append(100 * gain)
    return [runs[number] for number in rng.permutation(len(runs))], differences


def found(submission: StudentWork, key: str) -> tuple[dict[int, object], dict[int, list[float]]]:
    """One entry of the answer for each number of reviews, and the true differences."""
    results, differences = made_up_results()
    value: Any = submission.call("augmentation_gain", results)
    what = f"augmentation_gain({len(results)} results)"
    expect.true(isinstance(value, dict), f"{what}: expected a dictionary, got {describe(value)}")
    entries = {}
    for reviews in differences:
        expect.true(reviews in value, f"{what}: no entry for {reviews} reviews; its keys are {list(value)}")
        entry = value[reviews]
        complete = isinstance(entry, dict) and key in entry
        expect.true(complete, f"{what}[{reviews}]: expected a dictionary with {key!r}, got {describe(entry)}")
        entries[reviews] = entry[key]
    return entries, differences


@pytest.mark.graded("check_augmentation_gain", points=1)
def test_gain_is_the_mean_of_the_pairs(submission):
    """The gain is the mean of augmented minus not augmented, in percentage points, for each number of reviews."""
    gains, differences = found(submission, "gain")
    for reviews, values in differences.items():
        hint = "with augmentation minus without, times 100, over the runs with this number of reviews only"
        what = f"augmentation_gain(results)[{reviews}]['gain']"
        expect.close(gains[reviews], statistics.mean(values), what, hint=hint)


@pytest.mark.graded("check_augmentation_gain", points=0.75)
def test_error_is_that_of_the_differences(submission):
    """The standard error is that of the mean of the paired differences."""
    errors, differences = found(submission, "error")
    for reviews, values in differences.items():
        hint = "take the differences of the pairs first; ddof=1; divide by the square root of the number of pairs"
        what = f"augmentation_gain(results)[{reviews}]['error']"
        expect.close(errors[reviews], statistics.stdev(values) / len(values) ** 0.5, what, hint=hint)
