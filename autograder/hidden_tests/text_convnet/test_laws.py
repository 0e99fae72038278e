"""What holds for all functions of this notebook, see `autograder.hidden_tests.laws`."""

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.hidden_tests.answers import parts
from autograder.questions import expect


@pytest.mark.graded("check_prepare_reviews", points=0.5)
def test_prepare_reviews_keeps_its_lists_and_axes(submission):
    """The given lists stay as they are, and a single id of a single review has two axes."""
    reviews = [[1, 4, 30], [1, 7, 40, 3, 9, 50], [25]]
    cases = [{"reviews": reviews, "length": 4, "words": 25}, {"reviews": [[1]], "length": 1, "words": 5}]
    laws.hold(submission, "prepare_reviews", cases, axes=2)


@pytest.mark.graded("check_conv1d", points=0.5)
def test_conv1d_keeps_arguments_and_axes(submission):
    """Text, kernel and bias stay as they are, and a single response has two axes."""
    rng = np.random.default_rng(20)
    cases = [
        {"text": rng.normal(size=(words, 3)), "kernel": rng.normal(size=(2, 3, 1)), "bias": rng.normal(size=1)}
        for words in (5, 2)
    ]
    laws.hold(submission, "conv1d", cases, axes=2)


@pytest.mark.graded("check_max_pool1d", points=0.5)
def test_max_pool1d_keeps_its_maps_and_axes(submission):
    """The maps stay as they are, also those of whole numbers, and a single maximum has two axes."""
    rng = np.random.default_rng(21)
    whole = rng.permutation(12).reshape(6, 2) - 6
    cases = [{"maps": maps, "size": 3} for maps in (rng.normal(size=(6, 2)), rng.normal(size=(3, 1)), whole)]
    cases.append({"maps": whole.astype(float), "size": 3})
    cases.append({**cases[0], "maps": cases[0]["maps"] * laws.SMALL})
    laws.hold(submission, "max_pool1d", cases, axes=2, same=[(2, 3)], small=[(0, 4)])


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.25)
def test_crossentropy_keeps_arguments_and_axes(submission):
    """Outputs and labels stay as they are, labels may be floats, and a single loss is an array."""
    outputs = np.array([-0.5, 0.25, 1.5, 0.75, 0.0])
    labels = np.array([1, 0, 0, 1, 1])
    cases = [
        {"outputs": outputs, "labels": labels},
        {"outputs": outputs, "labels": labels.astype(float)},
        {"outputs": outputs[1:2], "labels": labels[1:2]},
    ]
    what = "crossentropy_and_gradient(outputs, labels)"
    found = [parts(each, 2, what) for each in laws.hold(submission, "crossentropy_and_gradient", cases)]
    hint = "labels of 0.0 and 1.0 count as those of 0 and 1; one output has one loss and one gradient, shape (1,)"
    for index, name in enumerate(("losses", "gradients")):
        # Whether they are finite is another test's question.
        whole, floats, alone = (expect.array(each[index], f"{what}: {name}", finite=False) for each in found)
        same = whole.shape == floats.shape and np.allclose(whole, floats, equal_nan=True)
        expect.true(same, f"{what}: other {name} with labels as floats. Likely cause: {hint}")
        expect.array(alone, f"{what} of one output: {name}", shape=(1,), hint=hint, finite=False)


@pytest.mark.graded("check_explain", points=0.5)
def test_explain_keeps_arguments_and_each_filter_alone(submission):
    """Maps and weights stay as they are, and what is said of a filter does not depend on the others."""
    rng = np.random.default_rng(22)
    maps, weights = rng.uniform(0, 1, (5, 3)), rng.normal(size=3)
    cases = [
        {"maps": maps[:, chosen], "weights": weights[chosen], "bias": 0.5}
        for chosen in (slice(3), slice(0, 1), slice(1, 2), slice(2, 3))
    ]
    what = "explain(maps 5x3, weights, bias)"
    together, *alone = laws.hold(submission, "explain", cases)
    for key in ("places", "contributions"):
        one_by_one = [
            expect.array(expect.entry(each, key, "explain of one filter"), f"explain of one filter: {key}", shape=(1,))
            for each in alone
        ]
        hint = (
            "one for each filter, also where there is only one filter; the filters have nothing to do with each other"
        )
        found = expect.entry(together, key, what)
        expect.close(found, np.concatenate(one_by_one), f"{what}[{key!r}], and of each filter alone", hint=hint)
