"""Trainings by the student's `train` of models and on reviews of the grader's making."""

from functools import lru_cache

import keras
import numpy as np

from autograder.hidden_tests.answers import parts
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


MOMENTUM = 0.99


def _counter() -> keras.layers.Layer:
    """A layer that counts steps by the moving mean of an input that is 1 in all training reviews."""
    return keras.layers.BatchNormalization(momentum=MOMENTUM, center=False, scale=False, name="counter")


def _steps_of(trained: keras.Model, what: str) -> float:
    """How many steps were made with a model that begins with `_counter`: the mean is 1 - MOMENTUM ** steps."""
    words = trained.input_shape[-1]
    means = expect.array(trained.get_weights()[0], f"{what}: the moving means afterwards", shape=(words,))
    return float(np.log(np.clip(1 - means[0], 1e-9, 1)) / np.log(MOMENTUM))


@lru_cache(maxsize=1)
def penalized_training(submission) -> tuple[dict[str, list[float]], float, float, float]:
    """The history for a penalized model; its cross-entropy on the validation reviews, its penalty, the steps it took.

    The validation labels are turned around, so that the first epoch is the best one.
    """
    rng = np.random.default_rng(8)
    learner = small_model(20, rng, l2=0.05)
    model = keras.Sequential([keras.Input((20,), name="reviews"), _counter(), *learner.layers], name="graders_model")
    positive = np.arange(20) % 2 == 0
    (x, y), (x_val, y_val) = (planted_reviews(count, positive, rng) for count in (REVIEWS, 50))
    x[:, 0] = 1
    y_val = 1 - y_val
    result, after = submission.call_and_inspect("train", model, x, y, x_val, y_val)
    trained = expect.model(after[0], f"{TRAIN}: the model afterwards", input_shape=(None, 20), output_shape=(None, 1))
    probabilities = np.clip(np.asarray(outputs_of(trained, x_val), "float64")[:, 0], 1e-7, 1 - 1e-7)
    entropy = -np.mean(np.log(np.where(y_val == 1, probabilities, 1 - probabilities)))
    fee = sum(float(np.sum(loss)) for loss in trained.losses)
    return expect.history(result, TRAIN), float(entropy), fee, _steps_of(trained, TRAIN)


STILL, STILL_EPOCHS = 65, 4  # reviews: one more than a batch
COMPILED_BEFORE = '[model.compile("sgd", "mse"), train(model, x, y, x[:1], y[:1], epochs), model][1:]'


@lru_cache(maxsize=1)
def training_without_progress(submission) -> tuple[str, dict[str, list[float]], float]:
    """The call, the history and the steps of a training in which nothing is to be learned: no figure ever changes."""
    hidden = keras.layers.Dense(2, activation="relu", kernel_initializer="zeros", name="hidden")
    output = keras.layers.Dense(1, activation="sigmoid", use_bias=False, kernel_initializer="ones", name="probability")
    model = keras.Sequential([keras.Input((3,), name="reviews"), _counter(), hidden, output], name="graders_model")
    x, y = np.ones((STILL, 3), "float32"), np.arange(STILL) % 2
    what = f"train(a model that is compiled already, {STILL} equal reviews, ..., epochs={STILL_EPOCHS})"
    names = {"model": model, "x": x, "y": y, "epochs": STILL_EPOCHS}
    result, after = parts(submission.evaluate(COMPILED_BEFORE, what=what, eager=True, **names), 2, what)
    trained = expect.model(after, f"{what}: the model afterwards", input_shape=(None, 3), output_shape=(None, 1))
    return what, expect.history(result, what), _steps_of(trained, what)
