"""Warm and cold images, a model that can tell them apart, and what the student's `train` makes of both."""

from typing import Any

import keras
import numpy as np

from autograder.hidden_tests.answers import parts
from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

DATASET = "__import__('tensorflow').data.Dataset.from_tensor_slices"
TRAIN = f"(train(model, {DATASET}((x, y)).batch(16), {DATASET}((x_validation, y_validation)).batch(16), epochs), model)"
# Each pass over the training data appends to a list.
COUNTED = (
    f"(lambda passes, data: (train(model, {DATASET}([0]).map(lambda number: "
    "__import__('tensorflow').py_function(lambda: passes.append(0) or 0, [], 'int32'))"
    ".flat_map(lambda number: data), data, epochs), len(passes)))"
    f"([], {DATASET}((x, y)).batch(16))"
)


def warm_and_cold(count: int, rng: np.random.Generator, warm_is: int) -> tuple[np.ndarray, np.ndarray]:
    """Noisy 4x4 images, cold (more blue) and warm (more red) in turn, and labels: warm ones have `warm_is`."""
    warm = np.arange(count) % 2
    images = rng.uniform(0.25, 0.75, (count, 4, 4, 3)).astype("float32")
    tint = (0.1 * (2 * warm - 1)).reshape(-1, 1, 1)
    images[..., 0] += tint
    images[..., 2] -= tint
    return images, np.where(warm == 1, warm_is, 1 - warm_is).astype("uint8")


def linear_model(kernel: np.ndarray) -> keras.Model:
    """One weight for each number of a 4x4 image, and a sigmoid: small enough for any optimizer."""
    probability = keras.layers.Dense(1, activation="sigmoid", name="probability")
    stack = [keras.Input((4, 4, 3), name="images"), keras.layers.Flatten(name="flat"), probability]
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights([kernel.reshape(48, 1), np.zeros(1)])
    return model


def weights_for_warm(weight: float) -> np.ndarray:
    """Weights that give warm images (weight > 0) or cold ones a probability above one half."""
    return np.tile(np.array([weight, 0, -weight]), (4, 4, 1))


def trained(
    submission, model, training, validation, epochs: int, eager: bool, compiled: str = ""
) -> tuple[dict, keras.Model]:
    """The history and the model after `train`; before, the model may be compiled with another loss."""
    what = f"train(model, training, validation, {epochs})"
    names = {"x": training[0], "y": training[1], "x_validation": validation[0], "y_validation": validation[1]}
    expression = f"(model.compile('sgd', {compiled!r}), {TRAIN})[1]" if compiled else TRAIN
    result = submission.evaluate(expression, what=what, eager=eager, model=model, epochs=epochs, **names)
    history, after = parts(result, 2, what)
    after = expect.model(after, f"{what}: the model afterwards", input_shape=(None, 4, 4, 3), output_shape=(None, 1))
    return expect.history(history, what), after


@once
def trained_on_black(submission: StudentWork) -> tuple[dict, int]:
    """The history of 12 epochs in which no loss can fall, and how often training went through the data."""
    stack = [keras.Input((4, 4, 3), name="images"), keras.layers.Flatten(name="flat")]
    stack.append(keras.layers.Dense(1, activation="sigmoid", use_bias=False, name="probability"))
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights([np.ones((48, 1))])
    names = {"x": np.zeros((16, 4, 4, 3), "float32"), "y": np.arange(16) % 2}
    what = "train(model, training, validation, 12)"
    answer = submission.evaluate(COUNTED, what=what, eager=True, model=model, epochs=12, **names)
    history, passes = parts(answer, 2, what)
    return expect.history(history, what), expect.integer(passes, f"{what}: passes")


def accuracy_of(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """The share of images for which the model's probability is on the side of the label."""
    return float(((outputs_of(model, images).reshape(-1) > 0.5) == labels).mean())


def curve_of(history: dict, names: tuple[str, ...], what: str) -> list[float]:
    """The values under the first of these names that the history has."""
    found: Any = next((history[name] for name in names if name in history), None)
    expect.true(found, f"{what}: the history has no {names[0]!r}; its entries are {list(history)}")
    return found


def cross_entropy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """The mean binary cross-entropy between labels and a model's probabilities."""
    warm = np.clip(outputs_of(model, images).reshape(-1).astype("float64"), 1e-7, 1 - 1e-7)
    return float(-np.log(np.where(labels == 1, warm, 1 - warm)).mean())
