"""Models that the student's `build_model` makes, and Keras layers of the same configuration to compare them with."""

from functools import cache

import keras

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import Circuit
from autograder.hidden_tests.windows_and_strides.configurations import CLASSES, configuration, shown
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

BUILT = (
    (configuration(2, 3, 2, 5, "valid"), 12, 1, 10),
    (configuration(3, 4, 1, 3, "same"), 13, 2, 4),
    (configuration(1, 5, 3, 4, "valid"), 15, 3, 6),
    (configuration(4, 3, 3, 2, "same"), 31, 1, 3),
)
SINGLE = (configuration(1, 3, 1, 2, "valid"), 7, 1, 2)
BY_DEFAULT = (configuration(2, 3, 1, 2, "valid"), 28, 1, CLASSES)
# One argument alone, all others by default.
ALONE = {
    "size": (BY_DEFAULT[0], 17, 1, CLASSES),
    "image_channels": (BY_DEFAULT[0], 28, 3, CLASSES),
    "classes": (BY_DEFAULT[0], 28, 1, 3),
}
CASES = (*BUILT, SINGLE, BY_DEFAULT, *ALONE.values())


def called(case: tuple) -> str:
    given, size, image_channels, classes = case
    return f"build_model({shown(given)}; size {size}, {image_channels} image channels, {classes} classes)"


def built(submission: StudentWork, case: tuple) -> keras.Model:
    """The student's model of a case, with the right input and output. Tests that need weights of their own set all."""
    return _built(submission, CASES.index(case))


@once
def _built(submission: StudentWork, number: int) -> keras.Model:
    case = CASES[number]
    given, size, image_channels, classes = case
    model = submission.call("build_model", given, size=size, image_channels=image_channels, classes=classes)
    shape = (None, size, size, image_channels)
    return expect.model(model, called(case), input_shape=shape, output_shape=(None, classes))


def graders_layers(case: tuple) -> list[keras.layers.Layer]:
    """The convolutions of a case and Flatten, without activations."""
    given, *_ = case
    shape = {"strides": given["stride"], "padding": given["padding"]}
    convolutions = [keras.layers.Conv2D(given["channels"], given["window"], **shape) for _ in range(given["depth"])]
    return [*convolutions, keras.layers.Flatten()]


def true_shapes(case: tuple) -> list[tuple[int, ...]]:
    """The shapes of the weights, in the order of the layers."""
    return _true_shapes(CASES.index(case))


@cache
def _true_shapes(number: int) -> list[tuple[int, ...]]:
    case = CASES[number]
    _, size, image_channels, classes = case
    model = keras.Sequential([keras.Input((size, size, image_channels)), *graders_layers(case)])
    model.add(keras.layers.Dense(classes))
    return [tuple(weight.shape) for weight in model.weights]


def shapes_of(model: keras.Model) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in model.weights]


def built_circuit(submission: StudentWork, case: tuple) -> Circuit:
    """The student's model of a case, wired for a test."""
    circuit = Circuit(built(submission, case))
    classes = case[-1]
    enough = len(circuit.kernels) > 1 and circuit.shapes[-1] == (classes,) and len(circuit.shapes[-2]) == 2
    reason = f"{called(case)}: expected convolutions and a last dense layer with {classes} biases, got weights of the "
    expect.true(enough, f"{reason}shapes {circuit.shapes}")
    return circuit
