"""What holds for all functions of this notebook that compute with data, see `autograder.hidden_tests.laws`."""

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.questions import expect

SHARES = "__import__('numpy').shares_memory(image, __import__('numpy').asarray(shift_image(image, 0, 0)))"


@pytest.mark.graded("check_shift_image", points=0.25)
def test_shifted_image_is_exact_and_new(submission):
    """Fractions and axes of length one are kept, and the result is a new array, also if nothing moves."""
    image = np.random.default_rng(30).integers(0, 256, (4, 5, 2))
    images = [image, image / 7, image[:1, :1, :1], image[:, :1]]
    cases = [{"image": each, "down": down, "right": 0} for each, down in zip(images, (1, 1, 0, -1), strict=True)]
    answers = laws.hold(submission, "shift_image", cases, axes=3, differ=True)
    whole, fractions = (expect.array(answer, "shift_image(image, 1, 0)") for answer in answers[:2])
    what, hint = "shift_image(an image of fractions, 1, 0)", "the fractions are cut off or rounded"
    expect.close(fractions, whole / 7, what, tolerance=1e-5, hint=hint)
    shares = submission.evaluate(SHARES, what="shift_image(image, 0, 0)", image=image)
    expect.true(shares is False, "shift_image(image, 0, 0) returns the image itself, not a new array")


@pytest.mark.graded("check_summarise", points=0.25)
def test_summary_keeps_its_history(submission):
    """The history stays as it is, and no call remembers the one before."""
    curves = np.random.default_rng(31).uniform(0.4, 0.99, (4, 5)).tolist()
    names = ("accuracy", "val_accuracy", "loss", "val_loss")
    cases = [{"history": dict(zip(names, order, strict=True))} for order in (curves, curves[::-1])]
    laws.hold(submission, "summarise", cases, differ=True)
