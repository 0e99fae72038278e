"""The cross-entropy of any outputs, and its gradient."""

from typing import Any

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe


def losses_and_gradients(submission: StudentWork, outputs: list[float], labels: list[int]) -> tuple:
    """What the student's function gives, and how it was called."""
    what = f"crossentropy_and_gradient(outputs {outputs}, labels {labels})"
    value: Any = submission.call("crossentropy_and_gradient", np.array(outputs), np.array(labels))
    is_pair = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)
    is_pair = is_pair and len(value) == 2
    expect.true(is_pair, f"{what}: expected losses and gradients, got {describe(value)}")
    return value[0], value[1], what


# Near 0 and 1 too, but not so near that 32 bits are too few for the gradient.
INSIDE = [0.5, 0.9, 0.2, 0.7, 0.05, 0.95, 2e-4, 0.9995, 0.003], [1, 1, 0, 0, 1, 0, 1, 0, 0]
OUTSIDE = [-3.0, -0.2, -0.001, 1.001, 1.4, 20.0, -7.0, 1.2], [1, 0, 1, 0, 1, 0, 0, 1]
CLIPPED = [0.0, 1.0, 4e-8, 4e-8, 1 - 3e-8, 1 - 3e-8], [1, 0, 1, 0, 1, 0]


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.5)
def test_losses_of_any_outputs(submission):
    """The losses are those of Keras, also for outputs that are clipped."""
    for outputs, labels in (INSIDE, OUTSIDE, CLIPPED):
        losses, _, what = losses_and_gradients(submission, outputs, labels)
        p, label = np.clip(outputs, 1e-7, 1 - 1e-7), np.array(labels)
        expected = -np.log(np.where(label == 1, p, 1 - p))
        # Keras itself computes in 32 bits, where the largest loss is 15.94 and not 16.12.
        expect.close(
            losses, expected, f"{what}: losses", tolerance=2e-2, hint="clip the outputs, then take the logarithm"
        )


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.5)
def test_gradient_between_0_and_1(submission):
    """Between 0 and 1 the gradient is that of the cross-entropy with respect to the output."""
    outputs, labels = INSIDE
    _, gradients, what = losses_and_gradients(submission, outputs, labels)
    p, label = np.array(outputs), np.array(labels)
    hint = "(p - y) / (p (1 - p)), for each loss on its own"
    expect.close(gradients, (p - label) / (p * (1 - p)), f"{what}: gradients", tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.75)
def test_no_gradient_outside_0_and_1(submission):
    """Where outputs are clipped, outside (0, 1) and 1e-7 inside, the gradient is exactly 0, whatever the label."""
    for outputs, labels in (OUTSIDE, CLIPPED):
        _, gradients, what = losses_and_gradients(submission, outputs, labels)
        hint = "the clipped value does not depend on the output there, so the derivative is 0"
        expect.close(gradients, np.zeros(len(outputs)), f"{what}: gradients", tolerance=1e-9, hint=hint)
