"""How often the student's network sets a value to zero in training, layer by layer."""

import keras
import numpy as np

from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.regularizers.network import in_training, kernels_of, net
from autograder.questions import expect

UNITS, INPUTS, SAMPLES = 200, 30, 3000


def dropped_shares(model: keras.Model) -> dict[str, float]:
    """How often, in training, a value is set to zero: an input, an output of a hidden layer, the network's output."""
    first, second, last = kernels_of(model)
    biases = [index for index in range(len(model.weights)) if index not in (first, second, last)]
    ones = np.ones((SAMPLES, INPUTS), "float32")
    model.set_weights([np.zeros(weight.shape, "float32") for weight in model.weights])
    of_nothing = float(outputs_of(model, ones[:1]).ravel()[0])

    def share(weights: dict[int, np.ndarray]) -> float:
        arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
        for index, values in weights.items():
            arrays[index] = values.astype("float32")
        model.set_weights(arrays)
        return float((np.abs(in_training(model, ones) - of_nothing) < 0.05).mean())

    def zeros(index: int) -> np.ndarray:
        return np.zeros(model.weights[index].shape)

    one_input, mean_of_units, one_unit = zeros(first), zeros(last), zeros(last)
    one_input[0] = 1.0
    mean_of_units[:] = 3.0 / UNITS
    one_unit[0] = 3.0
    copy_of_one = zeros(second)
    copy_of_one[0] = 1.0
    spread = zeros(second)
    spread[:] = 1.0 / UNITS
    all_inputs = zeros(first) + 1.0 / INPUTS
    bias = zeros(biases[1]) + 1.0
    # Each value in question decides alone; all others are means of many, which dropout hardly moves.
    return {
        "the input": share({first: one_input, second: spread, last: mean_of_units}),
        "hidden layer 1": share({first: all_inputs, second: copy_of_one, last: mean_of_units}),
        "hidden layer 2": share({biases[1]: bias, last: one_unit}),
        "the output": _dropped_output(model, biases[-1], ones),
    }


def _dropped_output(model: keras.Model, bias: int, inputs: np.ndarray) -> float:
    arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
    arrays[bias] = np.full(arrays[bias].shape, 3.0, "float32")
    model.set_weights(arrays)
    expected = float(outputs_of(model, inputs[:1]).ravel()[0])
    return float((np.abs(in_training(model, inputs) - expected) > 1e-4).mean())


def dropout_net(submission, **dropout: float) -> tuple[keras.Model, str]:
    model, what = net(submission, units=UNITS, words=INPUTS, **dropout)
    shapes = [tuple(weight.shape) for weight in model.weights]
    expected = [(INPUTS, UNITS), (UNITS,), (UNITS, UNITS), (UNITS,), (UNITS, 1), (1,)]
    expect.true(shapes == expected, f"{what}: expected weights of shapes {expected}, got {shapes}")
    return model, what
