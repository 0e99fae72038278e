"""The objective: cross-entropy and penalty."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of
from autograder.questions import expect


def made_up_predictions() -> dict[str, object]:
    """Some predictions are sure, and right or wrong; the last kernel has three axes, and weights that are equal."""
    rng = np.random.default_rng(1)
    kernels = [rng.normal(0, 1, shape) for shape in ((4, 3), (3, 5), (5, 1))]
    kernels.append(np.full((2, 1, 3), -0.5))
    labels = (rng.random(9) < 0.4).astype(int)
    probabilities = rng.uniform(0.03, 0.97, 9)
    probabilities[:4] = np.abs(np.array([0, 0, 1, 1]) - 0.002)
    labels[:4] = 0, 1, 0, 1
    return {"labels": labels, "probabilities": probabilities, "kernels": kernels}


@pytest.mark.graded("check_objective", points=1)
def test_objective_holds_the_cross_entropy(submission):
    """Without a penalty, or without kernels, the objective is the mean binary cross-entropy."""
    labels, probabilities, (*matrices, _) = made_up_predictions().values()
    expected = -np.mean(np.log(np.where(labels == 1, probabilities, 1 - probabilities)))
    hint = "-ln(p) for label 1, -ln(1 - p) for label 0, and the mean over the reviews"
    value = submission.call("objective", labels, probabilities, matrices)
    expect.close(value, expected, "objective(9 labels, probabilities, kernels)", hint=hint)
    value = submission.call("objective", labels, probabilities, [], l1=0.1, l2=0.1)
    hint = "the sum over no kernels is 0"
    expect.close(value, expected, "objective(9 labels, probabilities, [], l1=0.1, l2=0.1)", hint=hint)


STRENGTHS = ((0.0, 0.0), (0.3, 0.0), (0.0, 0.2), (0.1, 0.05))


@pytest.mark.graded("check_objective", points=0.75)
def test_objective_holds_the_penalty(submission):
    """The penalty adds the absolute values and the squares of all weights, times their strengths."""
    given = made_up_predictions()
    by_name = "[objective(labels, probabilities, kernels, l1=l1, l2=l2) for l1, l2 in strengths]"
    by_position = "objective(labels, probabilities, kernels, *strengths[-1])"
    what = "objective(labels, probabilities, kernels, one of them with 3 axes, l1, l2)"
    value = submission.evaluate(f"[*{by_name}, {by_position}, kernels]", what=what, **given, strengths=STRENGTHS)
    *results, afterwards = answers_of(value, len(STRENGTHS) + 2, what)
    plain, *penalized, positional = [expect.number(result, what) for result in results]
    absolute = sum(np.abs(kernel).sum() for kernel in given["kernels"])
    squares = sum((kernel**2).sum() for kernel in given["kernels"])
    for (l1, l2), value in zip(STRENGTHS[1:], penalized, strict=True):
        what = f"objective(..., l1={l1}, l2={l2}) minus objective(...) without penalty"
        hint = "sum |w| and w ** 2 over all numbers of all kernels; no 1/2, no mean, no root"
        expect.close(value - plain, l1 * absolute + l2 * squares, what, hint=hint)
    l1, l2 = STRENGTHS[-1]
    what, hint = f"objective(labels, probabilities, kernels, {l1}, {l2})", "l1 comes before l2 in the signature"
    expect.close(positional, penalized[-1], what, hint=hint)
    for kernel, after in zip(given["kernels"], answers_of(afterwards, len(given["kernels"]), "kernels"), strict=True):
        hint = "abs or a power is written into the kernel that was given, instead of into a new array"
        expect.close(after, kernel, "a kernel after objective(...)", hint=hint)
