"""The accuracy of a given model."""

import numpy as np
import pytest

from autograder.hidden_tests.mnist_convnet.models import CLASSES, images_read_as, reader, same_weights
from autograder.questions import expect


@pytest.mark.graded("check_evaluate", points=1)
def test_accuracy_of_a_known_model(submission):
    """The accuracy is the share of right predictions among the given images, also for a model not compiled."""
    rng = np.random.default_rng(8)
    for count, right, end, dropout in ((75, 31, "softmax", 0.0), (130, 117, "linear", 0.5), (10, 0, "softmax", 0.0)):
        labels = rng.integers(0, CLASSES, count)
        wrong = (labels + rng.integers(1, CLASSES, count)) % CLASSES
        predictions = np.where(np.arange(count) < right, labels, wrong)
        images = images_read_as(predictions, rng)
        result = submission.call("evaluate", reader(end, dropout=dropout), images, labels, eager=True)
        layer = " with dropout" if dropout else ""
        what = f"evaluate(model, {count} images, labels) for a model{layer} that recognises {right} of them"
        hint = "the share of images whose largest score is that of their label; from 0 to 1, not rounded"
        hint += "; or the model is called with training=True" if dropout else ""
        expect.close(result, right / count, what, tolerance=1e-4, hint=hint)


@pytest.mark.graded("check_evaluate", points=1)
def test_evaluation_leaves_the_model_alone(submission):
    """The model does not learn from the digits that it is evaluated on."""
    rng = np.random.default_rng(9)
    labels = rng.integers(0, CLASSES, 40)
    model = reader("softmax")
    shares = {}
    for what, answers in (("right", labels), ("wrong", (labels + 1) % CLASSES)):
        images = images_read_as(labels, rng)
        result, after = submission.call_and_inspect("evaluate", model, images, answers, eager=True)
        shares[what] = expect.number(result, f"evaluate(model, ...) for a model whose answers are all {what}")
        evaluated = expect.model(after[0], "evaluate(model, ...): the model afterwards")
        reason = "evaluate(model, ...) changed the model's weights. Likely cause: it calls fit"
        expect.true(same_weights(evaluated, model), reason)
    right, wrong = shares["right"], shares["wrong"]
    reason = f"evaluate(model, ...) gives {right:.4g} if all answers are right, and {wrong:.4g} if all are wrong"
    expect.true(right > wrong, reason)
