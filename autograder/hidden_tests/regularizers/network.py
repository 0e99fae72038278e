"""The student's network, its kernels, and the penalties that given weights cost."""

import keras
import numpy as np

from autograder.questions import expect
from autograder.questions.student_work import describe_call
from convnets.check import CheckFailed


def net(submission, **arguments: object) -> tuple[keras.Model, str]:
    """The network that `build_net` gives, and the call as a student would write it."""
    what = describe_call("build_net", (), arguments)
    model = submission.call("build_net", **arguments)
    expect.model(model, what, input_shape=(None, arguments.get("words", 10_000)), output_shape=(None, 1))
    kernels = kernels_of(model)
    sizes = [tuple(model.weights[index].shape) for index in kernels]
    reason = f"{what}: expected three dense layers (two hidden ones and one output), got weights {sizes}"
    expect.true(len(kernels) == 3 and sizes[-1][-1] == 1 and len(sizes[-1]) == 2, reason)
    return model, what


def kernels_of(model: keras.Model) -> list[int]:
    """Positions of the kernels among the model's weights."""
    return [index for index, weight in enumerate(model.weights) if len(weight.shape) == 2]


def penalty(model: keras.Model, weights: dict[int, np.ndarray | float]) -> float:
    """The sum of all penalties with the given arrays as weights, by their position, and all others zero."""
    arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
    for index, values in weights.items():
        arrays[index][...] = values
    model.set_weights(arrays)
    try:
        return float(sum(float(np.sum(loss)) for loss in model.losses))
    except Exception as error:  # penalties on outputs are symbolic, and Keras raises many types for them
        raise CheckFailed(
            f"build_net(...): the penalties cannot be computed from the weights alone ({type(error).__name__})"
        ) from error


def in_training(model: keras.Model, inputs: np.ndarray) -> np.ndarray:
    """The outputs in training mode, shape (n,)."""
    try:
        outputs = np.asarray(model(inputs, training=True), "float64")
    except Exception as error:  # stock layers in an unfit order raise many types
        raise CheckFailed(f"build_net(...): the network cannot be applied ({type(error).__name__})") from error
    return outputs[:, 0]
