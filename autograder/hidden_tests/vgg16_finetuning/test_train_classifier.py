"""A classifier is trained on features."""

import keras
import numpy as np
import pytest

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.vgg16_finetuning.photos import photos_for
from autograder.hidden_tests.vgg16_finetuning.tiny_base import prepared, tiny_base
from autograder.hidden_tests.vgg16_finetuning.trained_models import (
    accuracy,
    expect_probability,
    expect_rate,
    expect_rates,
)
from autograder.hidden_tests.vgg16_finetuning.trainings import COUNT, MANY, STILL, expect_each_label, expect_epochs
from autograder.questions import expect
from autograder.questions.student_work import StudentWork


@once
def classifier(submission: StudentWork) -> tuple[keras.Model, np.ndarray, np.ndarray]:
    """The classifier that the student's function trains, and features with labels that it has not seen."""
    photos, labels, held_out, held_out_labels = photos_for(submission, 200)
    base = tiny_base()
    features, held_out_features = (np.round(outputs_of(base, prepared(each)), 3) for each in (photos, held_out))
    result = submission.call("train_classifier", features, labels, 30, 0.01)
    return expect.model(result, "train_classifier(features, labels, 30, 0.01)"), held_out_features, held_out_labels


@pytest.mark.graded("check_train_classifier", points=0.75)
def test_classifier_gives_a_probability(submission):
    """The classifier takes feature maps and gives one probability."""
    model, features, _ = classifier(submission)
    what = "train_classifier(features of shape (n, 2, 2, 8), labels)"
    expect.model(model, what, input_shape=(None, 2, 2, 8))
    expect_probability(model, features, what)


@pytest.mark.graded("check_train_classifier", points=0.75)
def test_classifier_learns_from_features(submission, thresholds):
    """The classifier learns the given labels at the given rate, and recognises features that it has not seen."""
    model, features, labels = classifier(submission)
    expect_rate(model, 0.01, "train_classifier(features, labels, 30, 0.01)")
    expect_rates(submission, "train_classifier", features[:2], np.arange(2))
    what = "accuracy on features that were held out, after train_classifier(200 features, labels, 30, 0.01)"
    hint = "fit was not called, a far too small rate, other labels or features than the given ones"
    thresholds.at_least("accuracy_on_features", accuracy(model, features, labels), what, hint)


@pytest.mark.graded("check_train_classifier", points=0.25)
def test_classifier_uses_all_features(submission):
    """Each label has an effect, so nothing is held out; features and labels stay as they are."""
    features = np.random.default_rng(6).uniform(0, 1, (COUNT, 2, 2, 8)).astype("float32")
    what = "train_classifier(features, labels, 2, 0.01)"
    expect_each_label(submission, "train_classifier(images, labels, 2, 0.01)", what, features)


@pytest.mark.graded("check_train_classifier", points=0.25)
def test_classifier_trains_for_all_epochs(submission):
    """Training goes through the features as often as asked, 15 times if nothing is said, and does not stop early."""
    features = np.random.default_rng(7).uniform(0, 1, (2, 2, 2, 8)).astype("float32")
    for arguments, epochs in ((f"epochs={MANY}, rate={STILL}", MANY), (f"rate={STILL}", 15), ("epochs=2", 2)):
        call = f"train_classifier(features, labels, {arguments})"
        expect_epochs(submission, call, call, epochs, features=features, labels=np.arange(2))
