"""The accuracy of a given model."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
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
        expect.close(result, right / count, what, tolerance=1e-6, hint=hint)


@pytest.mark.graded("check_evaluate", points=0.5)
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


PARTS = (
    "([evaluate(model, images, each) for each in (labels, last_wrong)]"
    " + [evaluate(model, images[:1], each[:1]) for each in (labels, first_wrong)], images, labels)"
)


@pytest.mark.graded("check_evaluate", points=0.5)
def test_each_image_counts(submission):
    """Each image counts, among 1,200 as well as alone, and images and labels stay as they are."""
    rng = np.random.default_rng(13)
    labels = rng.integers(0, CLASSES, 1200)
    wrong = (labels + 1) % CLASSES
    names = {
        "images": images_read_as(labels, rng),
        "labels": labels,
        "last_wrong": np.where(np.arange(1200) < 1150, labels, wrong),
        "first_wrong": wrong,
    }
    what = "evaluate(model, images, labels) with 1,200 images, and with one image"
    sure = reader("softmax", scale=100.0)  # each answer has a probability of nearly 1
    result = submission.evaluate(PARTS, what=what, eager=True, model=sure, **names)
    answers, images_after, labels_after = parts(result, 3, what)
    right, without_last, one_right, one_wrong = (expect.number(each, what) for each in parts(answers, 4, what))
    reason = (
        f"evaluate(model, 1200 images, labels) gives {right:.4g} if all answers are right, and {without_last:.4g} if "
        "the last 50 are wrong. Likely cause: only the first images are looked at"
    )
    expect.true(right > without_last, reason)
    reason = f"evaluate(model, one image, its label) gives {one_right:.4g} if it is right, and {one_wrong:.4g} if not"
    expect.true(one_right > one_wrong, reason)
    kept = np.array_equal(images_after, names["images"]) and np.array_equal(labels_after, labels)
    expect.true(kept, "evaluate(model, images, labels) changes its images or labels. Likely cause: it works in place")
