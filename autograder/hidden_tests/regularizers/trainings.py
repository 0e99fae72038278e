"""Trainings by the student's `train` of models and on reviews of the grader's making."""

from functools import lru_cache

import keras
import numpy as np

from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect


def small_model(words: int, rng: np.random.Generator, l2: float = 0.0) -> keras.Model:
    """A network with one hidden layer, whose units cancel out in pairs: untrained, it says 0.5 of every review."""
    # Fixed names keep equal questions equal.
    regularizer = keras.regularizers.L2(l2) if l2 else None
    hidden = keras.layers.Dense(16, activation="relu", kernel_regularizer=regularizer, name="hidden")
    output = keras.layers.Dense(1, activation="sigmoid", name="probability")
    model = keras.Sequential([keras.Input((words,), name="reviews"), hidden, output], name="graders_model")
    kernel, weights = rng.normal(0, 0.1, (words, 8)), rng.normal(0, 0.5, (8, 1))
    model.set_weights([np.hstack([kernel, kernel]), np.zeros(16), np.vstack([weights, -weights]), np.zeros(1)])
    return model


def planted_reviews(count: int, positive: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Multi-hot reviews in which the words of their own label are four times as frequent as those of the other."""
    labels = rng.integers(0, 2, count)
    chance = np.where(positive == labels[:, np.newaxis], 0.8, 0.2)
    return (rng.random((count, len(positive))) < chance).astype("float32"), labels


ASKED_EPOCHS = 10


@lru_cache(maxsize=1)
def asked_training(submission) -> tuple[object, object, np.ndarray, np.ndarray]:
    """What `train` gives for so many epochs, the model afterwards, and new reviews with their labels."""
    # The signal is strong, so that each optimizer finds it, slow ones too; what counts is which model learns what.
    rng = np.random.default_rng(submission.seed)
    positive = rng.permutation(120) % 2 == 0
    (x, y), (x_val, y_val), (x_new, y_new) = (planted_reviews(count, positive, rng) for count in (1600, 40, 1000))
    model = small_model(120, rng)
    result, after = submission.call_and_inspect("train", model, x, y, x_val, y_val, ASKED_EPOCHS)
    return result, after[0], x_new, y_new


TRAIN = "train(model, x_train, y_train, x_val, y_val) for a model with L2(0.05)"
REVIEWS, DEFAULT_EPOCHS, BATCH = 128, 20, 64


@lru_cache(maxsize=1)
def penalized_training(submission) -> tuple[dict[str, list[float]], float, float, float]:
    """The history for a penalized model; its cross-entropy on the validation reviews, its penalty, the steps it took.

    The validation labels are turned around, so that the first epoch is the best one. The moving mean of an input that
    is 1 in all training reviews tells the steps: 1 - momentum ** steps.
    """
    rng = np.random.default_rng(8)
    momentum = 0.99
    counter = keras.layers.BatchNormalization(momentum=momentum, center=False, scale=False, name="counter")
    learner = small_model(20, rng, l2=0.05)
    model = keras.Sequential([keras.Input((20,), name="reviews"), counter, *learner.layers], name="graders_model")
    positive = np.arange(20) % 2 == 0
    (x, y), (x_val, y_val) = (planted_reviews(count, positive, rng) for count in (REVIEWS, 50))
    x[:, 0] = 1
    y_val = 1 - y_val
    result, after = submission.call_and_inspect("train", model, x, y, x_val, y_val)
    trained = expect.model(after[0], f"{TRAIN}: the model afterwards", input_shape=(None, 20), output_shape=(None, 1))
    probabilities = np.clip(np.asarray(outputs_of(trained, x_val), "float64")[:, 0], 1e-7, 1 - 1e-7)
    entropy = -np.mean(np.log(np.where(y_val == 1, probabilities, 1 - probabilities)))
    fee = sum(float(np.sum(loss)) for loss in trained.losses)
    means = expect.array(trained.get_weights()[0], f"{TRAIN}: the moving means afterwards", shape=(20,))
    steps = np.log(np.clip(1 - means[0], 1e-9, 1)) / np.log(momentum)
    return expect.history(result, TRAIN), float(entropy), fee, float(steps)
