"""Training: which data it uses, and which loss and figures it reports."""

import numpy as np
import pytest

from autograder.hidden_tests.image_augmentation.training import (
    accuracy_of,
    cross_entropy,
    curve_of,
    linear_model,
    trained,
    trained_on_black,
    warm_and_cold,
    weights_for_warm,
)
from autograder.questions import expect


@pytest.mark.graded("check_train", points=0.75)
def test_model_learns_from_what_it_is_given(submission, thresholds):
    """The given model itself learns from the given batches, and recognises other images afterwards."""
    rng = np.random.default_rng(submission.seed)
    warm_is = int(rng.integers(0, 2))
    images, labels = warm_and_cold(320, rng, warm_is)
    labels[:16] = 1 - labels[:16]  # who takes the first batch only learns the opposite
    # The first weights are wrong: all held out images are on the wrong side.
    model = linear_model(weights_for_warm(-0.003 if warm_is else 0.003))
    first = [weight.copy() for weight in model.get_weights()]
    _, after = trained(submission, model, (images, labels), warm_and_cold(16, rng, warm_is), 10, eager=False)
    same = all(np.array_equal(old, new) for old, new in zip(first, after.get_weights(), strict=False))
    expect.true(not same, "train(...): the given model did not change. Likely cause: another model was trained")
    what = "accuracy on images that were held out, after train(model, training, validation, 10) with 320 images"
    hint = "a far too small learning rate, or other data than the given"
    accuracy = accuracy_of(after, *warm_and_cold(200, rng, warm_is))
    thresholds.at_least("accuracy_after_training", accuracy, what, hint)


@pytest.mark.graded("check_train", points=0.5)
def test_validation_figures_are_of_the_validation_data(submission):
    """The history has the accuracy for each asked epoch: on all training batches, and on all validation data."""
    rng = np.random.default_rng(7)
    # So sure a model keeps its opinions in a few steps: it is right on the first five of six training batches, and on
    # the last of three validation batches.
    training, validation = warm_and_cold(96, rng, 1), warm_and_cold(48, rng, 1)
    training[1][80:] = 1 - training[1][80:]
    validation[1][:32] = 1 - validation[1][:32]
    what = "train(model, training, validation, 4)"
    history, after = trained(submission, linear_model(weights_for_warm(20.0)), training, validation, 4, eager=True)
    of_training = curve_of(history, ("accuracy", "acc", "binary_accuracy"), what)
    of_validation = curve_of(history, ("val_accuracy", "val_acc", "val_binary_accuracy"), what)
    expect.equal(len(of_validation), 4, f"{what}: epochs in the history", "pass the argument epochs on to fit")
    hint = "validation_data is not the given validation dataset"
    expected = accuracy_of(after, *validation)
    expect.close(of_validation[-1], expected, f"{what}: the last val_accuracy", tolerance=0.03, hint=hint)
    hint = "not all batches of the training dataset are taken"
    expect.close(
        of_training[-1], accuracy_of(after, *training), f"{what}: the last accuracy", tolerance=0.03, hint=hint
    )
    history, _ = trained_on_black(submission)
    what = "train(model, training, validation, 12) where no loss can fall"
    expect.equal(len(curve_of(history, ("val_loss",), what)), 12, f"{what}: epochs in the history", "it stops early")


@pytest.mark.graded("check_train", points=0.25)
def test_each_epoch_takes_the_data_anew(submission):
    """Each epoch goes through the training data anew, since a pipeline augments in each pass."""
    history, passes = trained_on_black(submission)
    epochs = max(len(values) for values in history.values())
    reason = (
        f"train(...) went through its training data {passes} times in {epochs} epochs, so all epochs saw the augmented "
        "images of the first. Likely cause: .cache(), or a list of the batches"
    )
    expect.true(passes >= epochs, reason)


@pytest.mark.graded("check_train", points=0.5)
def test_loss_is_the_cross_entropy(submission):
    """The loss is the binary cross-entropy of the images as they come; the last val_loss is that of the final model."""
    data = warm_and_cold(16, np.random.default_rng(8), 1)
    model = linear_model(weights_for_warm(0.5))  # quite sure, and right: there the losses differ most
    history, after = trained(submission, model, data, data, 1, eager=True, compiled="mse")
    loss, expected = curve_of(history, ("loss",), "train(...)")[0], cross_entropy(model, *data)
    reason = (
        f"train(...): for a model whose binary cross-entropy is {expected:.3g} the first loss is {loss:.3g}. Likely "
        "cause: another loss (mean squared error, focal, smoothed labels, that with which the model came), or images "
        "that are scaled again"
    )
    expect.true(abs(loss - expected) < 0.05 * expected, reason)
    last, final = curve_of(history, ("val_loss",), "train(...)")[-1], cross_entropy(after, *data)
    reason = (
        f"train(...): the last val_loss is {last:.4g}, and the model that is left has {final:.4g} on the validation "
        "data. Likely cause: another model is trained, or this one learns on after the last epoch"
    )
    expect.true(abs(last - final) < 0.001 * final, reason)
