"""Models that the student's functions build, and what is expected of each of them."""

import keras
import numpy as np

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import Circuit, circuit_of
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
    known = isinstance(model.input_shape, tuple) and None not in model.input_shape[1:]
    expect.true(known, f"{what}: expected one input of a known shape, got {model.input_shape}")
    return circuit_of(model, CLASSES, what)


def expect_probabilities(circuit: Circuit, what: str) -> None:
    """Expect outputs that are the softmax of the last layer's scores, or these scores."""
    output, scores, softmax = circuit.output_for_scores(seed=4)
    reason = (
        f"{what}: for given scores the ten outputs sum to {output.sum():.3g}, and are neither their softmax "
        "nor the scores themselves. Likely cause: another activation in the last layer (sigmoid? relu?)"
    )
    expect.true(np.allclose(output, softmax, atol=1e-4) or np.allclose(output, scores, atol=1e-4), reason)


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
