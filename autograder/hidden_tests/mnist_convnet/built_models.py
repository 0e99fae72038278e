"""Models that the student's functions build, and what is expected of each of them."""

import keras
import numpy as np

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import Circuit, circuit_of, outputs_of
from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect
from autograder.questions.student_work import StudentWork


def expect_parameters(model: keras.Model, expected: int, what: str, hint: str) -> None:
    """Expect a number of parameters."""
    expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)


@once
def built(submission: StudentWork, function: str) -> object:
    """What a function of the student's builds by default. `Circuit` may change its weights: no test looks at them."""
    return submission.call(function)


def built_circuit(submission: StudentWork, function: str, input_shape: tuple | None = (None, 28, 28, 1)) -> Circuit:
    """The model that a function of the student's builds, wired for a test."""
    what = f"{function}()"
    model = expect.model(built(submission, function), what, input_shape=input_shape, output_shape=(None, CLASSES))
    known = isinstance(model.input_shape, tuple) and all(model.input_shape[1:])  # neither None nor 0
    expect.true(known, f"{what}: expected one input of a known shape, got {model.input_shape}")
    return circuit_of(model, CLASSES, what)


def expect_probabilities(circuit: Circuit, what: str) -> bool:
    """Expect outputs that are the softmax of the last layer's scores, or these scores; returns whether scores."""
    output, scores, softmax = circuit.output_for_scores(seed=4)
    reason = (
        f"{what}: for given scores the ten outputs sum to {output.sum():.3g}, and are neither their softmax "
        "nor the scores themselves. Likely cause: another activation in the last layer (sigmoid? relu?)"
    )
    logits = np.allclose(output, scores, atol=1e-4)
    expect.true(logits or np.allclose(output, softmax, atol=1e-4), reason)
    return logits


def expect_input_as_it_is(circuit: Circuit, what: str) -> None:
    """Expect that images from 0 to 1 are not scaled again."""
    white = np.ones((1, *circuit.model.input_shape[1:]), "float32")
    one = np.zeros(CLASSES, "float32")
    one[0] = 1.0
    same = np.allclose(circuit.output(white), circuit.output(white * 0, bias=one), atol=1e-3)
    reason = (
        f"{what}: a signal of 1 does not arrive as 1 at the last layer, though all weights are 1. Likely "
        "cause: a Rescaling or normalisation layer (images are scaled by prepare_images already), or not ReLU"
    )
    expect.true(same, reason)


def expect_same_in_training(circuit: Circuit, what: str) -> None:
    """Expect no layer that acts in training only, and no part of the loss that belongs to a layer."""
    white = np.ones((4, *circuit.model.input_shape[1:]), "float32")
    same = np.allclose(circuit.output(white), outputs_of(circuit.model, white, training=True), atol=1e-4)
    reason = (
        f"{what}: the outputs are others while it is trained. Likely cause: a layer that the lecture's model does not "
        "have, such as Dropout or GaussianNoise"
    )
    expect.true(same, reason)
    penalty = sum(float(np.sum(each)) for each in circuit.model.losses)
    reason = f"{what}: its layers add {penalty:.3g} to the loss. Likely cause: a regularizer, which the table has not"
    expect.true(penalty == 0, reason)


def expect_new_models(submission: StudentWork, function: str) -> None:
    """Expect that a second call gives a model whose weights stay as they are when those of the first change."""
    what = f"{function}()"
    expression = (
        "(lambda one, other: [float(abs(after - before).max()) for before, after in zip(other.get_weights(), "
        "(one.set_weights([weight + 1 for weight in one.get_weights()]), other.get_weights())[1])])"
        f"({what}, {what})"
    )
    moved = expect.array(submission.evaluate(expression, what=what), f"{what}: how far its weights moved")
    expect.true(moved.size > 2, f"{what}: expected hidden layers and a last layer with weights")
    reason = (
        f"{what}, called twice: a change of the first model's weights changed the second model too. Likely cause: "
        "layers or the model are made outside of the function, or kept from the first call"
    )
    expect.true(not moved.any(), reason)
