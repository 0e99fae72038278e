"""Which windows made a network decide as it did."""

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import StudentWork

# positions, filters
TEXTS = ((9, 4), (3, 7), (1, 2), (116, 16))


def explained(submission: StudentWork, key: str):
    """For several texts: the maps, the weights, the bias, what the student's function says, and the call."""
    rng = np.random.default_rng(11)
    for number, (positions, filters) in enumerate(TEXTS):
        # A convolution without ReLU also gives maps whose largest response is negative.
        maps = -rng.uniform(1, 2, (positions, filters)) if number == 1 else rng.normal(0.2, 1, (positions, filters))
        maps = maps if number == 1 else np.maximum(maps, 0)
        weights, bias = rng.normal(0, 1, filters), float(rng.normal())
        maps[:, -1] = 0.0  # a filter that gives the same everywhere
        what = f"explain(maps {positions}x{filters}, weights, bias)"
        yield maps, weights, bias, expect.entry(submission.call("explain", maps, weights, bias), key, what), what


@pytest.mark.graded("check_explain", points=0.75)
def test_places_of_the_largest_responses(submission):
    """The place of each filter is its largest response, whatever its weight; the first one if there are several."""
    hint = "for each filter, over all positions, before the weight"
    for maps, _, _, value, what in explained(submission, "places"):
        expect.close(value, maps.argmax(axis=0), f"{what}['places']", tolerance=1e-9, hint=hint)


@pytest.mark.graded("check_explain", points=1)
def test_contributions_of_the_filters(submission):
    """A filter contributes its largest response times its weight."""
    hint = "first the maximum over all positions, then the weight of the filter"
    for maps, weights, _, value, what in explained(submission, "contributions"):
        expect.close(value, maps.max(axis=0) * weights, f"{what}['contributions']", tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_explain", points=0.75)
def test_probability_of_the_network(submission):
    """The probability is the sigmoid of all contributions and the bias."""
    hint = "the sigmoid of the sum of all contributions, and of the bias"
    for maps, weights, bias, value, what in explained(submission, "probability"):
        expected = 1 / (1 + np.exp(-(maps.max(axis=0) @ weights + bias)))
        expect.close(value, expected, f"{what}['probability']", tolerance=1e-3, hint=hint)
