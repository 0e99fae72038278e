"""Training: what is learned, from which images, and what the history says."""

from functools import cache, lru_cache
from typing import NamedTuple

import keras
import numpy as np
import pytest

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.digits import all_digits, halved
from autograder.hidden_tests.mnist_convnet.first_loss import expect_loss_of_logits, first_loss, outputs_logits
from autograder.hidden_tests.mnist_convnet.models import CLASSES, classifier, images_read_as, reader, same_weights
from autograder.questions import expect
from autograder.questions.student_work import StudentWork


class Lesson(NamedTuple):
    """A model, digits to learn from, and digits that were held out; no submission may change them."""

    model: keras.Model
    images: np.ndarray
    labels: np.ndarray
    held_out: np.ndarray
    held_out_labels: np.ndarray


@lru_cache(maxsize=1)
def lesson(seed: int) -> Lesson:
    """Digits of half the side with permuted labels, and a model that can learn them."""
    digits = all_digits()
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(digits.x_train), 2000, replace=False)
    new_label = np.roll(np.arange(CLASSES), rng.integers(1, CLASSES))
    # Large weights below let plain gradient descent learn in few steps as well.
    weights = [rng.normal(0, 0.3, (196, 64)), np.zeros(64), rng.normal(0, 0.1, (64, CLASSES)), np.zeros(CLASSES)]
    model = classifier((14, 14, 1), weights)
    images, labels = halved(digits.x_train[chosen]), new_label[digits.y_train[chosen]]
    return Lesson(model, images, labels, halved(digits.x_test[:1000]), new_label[digits.y_test[:1000]])


@pytest.mark.graded("check_train", points=1)
def test_model_learns_from_what_it_is_given(submission, thresholds):
    """The given model itself learns the given digits, and recognises others afterwards."""
    model, images, labels, held_out, held_out_labels = lesson(submission.seed)
    _, after = submission.call_and_inspect("train", model, images, labels, 10)
    trained = expect.model(after[0], "train(model, ...): the model afterwards", output_shape=(None, CLASSES))
    reason = "train(model, ...): the given model did not change. Likely cause: another model was trained, or none"
    expect.true(not same_weights(trained, model), reason)
    expect.model(trained, "train(model, ...): the model afterwards", input_shape=(None, 14, 14, 1))
    pairs = list(zip(model.get_weights(), trained.get_weights(), strict=False))
    kept = sum(np.array_equal(before, learned) for before, learned in pairs)
    reason = f"train(model, ...): {kept} of the model's {len(pairs)} arrays of weights did not change. Likely cause: "
    expect.true(not kept, f"{reason}layers are not trainable")
    predictions = outputs_of(trained, held_out).argmax(axis=1)
    accuracy = float((predictions == held_out_labels).mean())
    what = "accuracy on digits that were held out, after train(model, images, labels, 10) with 2000 digits"
    hint = "a far too small learning rate, images scaled twice, other data or labels than the given ones"
    thresholds.at_least("accuracy_after_training", accuracy, what, hint)


@pytest.mark.graded("check_train", points=0.75)
def test_loss_is_the_cross_entropy(submission):
    """The loss is the cross-entropy between the ten probabilities, or your convnet's logits, and the true digit."""
    logits = outputs_logits(submission, "build_convnet")
    share = first_loss(submission, "softmax")
    reason = (
        f"train(...): the first loss is {share:.2f} times the mean cross-entropy of the model. Likely cause: another "
        "loss, such as binary_crossentropy (ten yes-no questions) or smoothed labels, or other labels"
    )
    expect.true(0.6 < share < 1.2, reason)
    if logits:
        expect_loss_of_logits(submission, "build_convnet()")


SURE = 100.0  # so sure is the model below of what it sees: an epoch of small batches at a large rate changes no answer
KNOWN = 0.3  # the share of the images that the model below recognises
FIRST, LAST = slice(0, 20), slice(1480, 1500)  # the images with ink in the last pixel but one, and in the last


@cache
def images_partly_known() -> tuple[np.ndarray, np.ndarray]:
    """1500 images and labels of which `reader` recognises three in ten, evenly spread; not to be changed."""
    rng, count = np.random.default_rng(7), 1500
    predictions = rng.integers(0, CLASSES, count)
    images = images_read_as(predictions, rng)
    images[:, -1, -2:] = 0.0
    images[FIRST, -1, -2] = images[LAST, -1, -1] = 1.0
    wrong = (predictions + rng.integers(1, CLASSES, count)) % CLASSES
    return images, np.where(np.arange(count) % 10 < 10 * KNOWN, predictions, wrong)


@once
def one_epoch(submission: StudentWork) -> tuple[object, list[object]]:
    """What `train` returns for one epoch with 1500 images, and the model, the images and the labels afterwards."""
    images, labels = images_partly_known()
    result, after = submission.call_and_inspect("train", reader("softmax", scale=SURE), images, labels, 1, eager=True)
    return result, after[:3]


@cache
def unable_to_learn() -> keras.Model:
    """A model without biases: on black images its outputs are equal, whatever it learns; not to be changed."""
    scores = keras.layers.Dense(CLASSES, activation="softmax", use_bias=False, name="scores")
    stack = [keras.Input((6, 6, 1), name="images"), keras.layers.Flatten(name="flatten"), scores]
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights([np.eye(36, CLASSES)])
    return model


def nothing_to_learn() -> tuple[np.ndarray, np.ndarray]:
    """Black images, and labels of which a model with equal outputs is right for as many as `KNOWN`: the zeros."""
    return np.zeros((40, 6, 6, 1), "float32"), np.where(np.arange(40) % 10 < 10 * KNOWN, 0, 1 + np.arange(40) % 9)


@pytest.mark.graded("check_train", points=0.5)
def test_history_covers_the_asked_epochs(submission):
    """The history has the loss and the accuracy of each epoch that was asked for, of five if no number was given."""
    result, _ = one_epoch(submission)
    # The loss never falls: who stops where it does not, stops early.
    by_default = submission.call("train", unable_to_learn(), *nothing_to_learn(), eager=True)
    longer = submission.call("train", unable_to_learn(), *nothing_to_learn(), 12, eager=True)
    calls = (
        (result, 1, "train(model, images, labels, 1)"),
        (by_default, 5, "train(model, images, labels)"),
        (longer, 12, "train(model, images, labels, 12), where the loss cannot fall"),
    )
    for result, epochs, what in calls:
        history = expect.history(result, what)
        length = len(expect.entry(history, "loss", what))
        hint = "pass the argument epochs on to fit, with 5 as default, and do not stop earlier"
        expect.equal(length, epochs, f"{what}: epochs in the history", hint)
        accuracies = [values for name, values in history.items() if "acc" in name.lower()]
        reason = f"{what}: the history has no accuracy, only {list(history)}. Likely cause: compile without metrics"
        expect.true(accuracies, reason)
        # In one epoch a model that is sure of itself hardly changes its mind, and the other one cannot.
        started = [values[0] for values in accuracies if values]
        reason = (
            f"{what}: for a model that recognises {KNOWN:.0%} of the images the first accuracy is "
            f"{', '.join(f'{value:.2f}' for value in started)}. Likely cause: another metric, such as BinaryAccuracy, "
            "which counts each of the ten outputs, or other labels than the given ones"
        )
        expect.true(any(abs(value - KNOWN) < 0.15 for value in started), reason)


@pytest.mark.graded("check_train", points=0.5)
def test_all_images_are_trained_on(submission):
    """The model learns from all of the images, however many there are."""
    what = "train(model, 1500 images, labels, 1)"
    _, (after, *_) = one_epoch(submission)
    trained = expect.model(after, f"{what}: the model afterwards", output_shape=(None, CLASSES))
    kernel = next((weight for weight in trained.get_weights() if weight.shape == (36, CLASSES)), None)
    expect.true(kernel is not None, f"{what}: the layers of the model were changed")
    # The weights of the last two pixels start at 0, and no other image can move them.
    for images, weights in ((FIRST, kernel[-2]), (LAST, kernel[-1])):
        reason = (
            f"{what}: weights stayed at 0 that images {images.start} to {images.stop - 1} should change. Likely cause: "
            "training on a part of the images (a slice, validation_split), or on a copy of the model"
        )
        expect.true(weights.any(), reason)


@pytest.mark.graded("check_train", points=0.25)
def test_training_keeps_its_images_and_labels(submission):
    """The images and labels that the model learns from stay as they are."""
    result, (model, *after) = one_epoch(submission)
    if not isinstance(model, keras.Model) or same_weights(
        model, reader("softmax", scale=SURE)
    ):  # who does nothing at all keeps everything
        expect.history(result, "train(model, images, labels, 1)")
    for name, given, kept in zip(("images", "labels"), images_partly_known(), after, strict=True):
        reason = f"train(model, images, labels, 1) changes the {name}. Likely cause: it works in place; work on a copy"
        expect.true(np.array_equal(given, kept), reason)
