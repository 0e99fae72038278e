"""Visible checks of what the layers of a model do, whatever form the model has.

The model gets weights of the check's own: each convolution and each dense layer copies one signal, in channel 0, and
the first dense layer takes its mean over all positions. What a layer does to the signal shows in the output.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from convnets import check


def wire(model: Any, turned: Collection[int] = (), bias: np.ndarray | None = None) -> None:
    """Replace the weights of a model, so that one signal runs through it.

    Args:
        model: of convolutions and dense layers with biases.
        turned: numbers, from 1, of the layers with weights that turn the sign of the signal.
        bias: that of the last layer.
    """
    weights = [np.zeros(weight.shape, "float32") for weight in model.weights]
    kernels = [weight for weight in weights if weight.ndim in (2, 4)]
    dense, channels = False, 1
    for number, kernel in enumerate(kernels, start=1):
        sign = -1 if number in turned else 1
        if kernel.ndim == 4:
            kernel[kernel.shape[0] // 2, kernel.shape[1] // 2, 0, 0] = sign
            channels = kernel.shape[3]
        elif dense:
            kernel[0, 0] = sign
        else:
            kernel[:, 0] = sign * channels / max(1, len(kernel))  # the other channels are 0; a layer may have no input
            dense = True
    if bias is not None:
        weights[-1] = bias
    model.set_weights(weights)


def run(model: Any, images: np.ndarray, *, turned: Collection[int] = (), bias: np.ndarray | None = None) -> np.ndarray:
    """What a model makes of images with a signal in channel 0, after `wire`."""
    wire(model, turned, bias)
    return np.asarray(model(images, training=False)).astype("float32")


def without_relu(layers: int, passes: Callable[[tuple[int, ...]], bool]) -> list[int]:
    """Numbers of the hidden layers, from 1, that let a negative signal through, which a ReLU would stop.

    Args:
        layers: how many layers with weights there are.
        passes: whether a signal gets through if these layers turn its sign.
    """
    # The next layer turns the sign back, since its own ReLU would hide a missing one. But a sigmoid has no negative
    # outputs, and these are seen only where the next layer keeps the sign.
    return [number for number in range(1, layers) if passes((number, number + 1)) or passes((number,))]


def relus(model: Any, what: str) -> None:
    """Check that each hidden layer stops a negative signal.

    Args:
        model: its weights are replaced.
        what: the call that built it, as a student would write it.
    """
    ones = np.ones((1, *model.input_shape[1:]), "float32")
    layers = sum(len(weight.shape) in (2, 4) for weight in model.weights)

    def passes(turned: tuple[int, ...]) -> bool:
        return not np.allclose(run(model, ones, turned=turned), run(model, 0 * ones, turned=turned), atol=1e-6)

    linear = [str(number) for number in without_relu(layers, passes)]
    check.true(
        not linear,
        f"{what}: each hidden layer has a ReLU",
        f"{what}: a ReLU turns negative values into 0. These hidden layers (counted where they have weights) let "
        f'them through: {", ".join(linear)}.\nLikely cause: activation="relu" is missing, or it is another activation',
    )


def last_layer(model: Any, what: str, *, activation: str = "softmax", logits: bool = False) -> None:
    """Check what the last layer makes of its scores.

    Args:
        model: its weights are replaced.
        what: the call that built it, as a student would write it.
        activation: what is expected, "softmax" or "sigmoid".
        logits: whether the scores themselves are right as well.
    """
    black = np.zeros((1, *model.input_shape[1:]), "float32")
    scores = np.linspace(-1, 2, model.output_shape[-1]).astype("float32")
    output = run(model, black, bias=scores)[0]
    ends = {
        "softmax": np.exp(scores) / np.exp(scores).sum(),
        "sigmoid": 1 / (1 + np.exp(-scores)),
        "relu": np.maximum(scores, 0),
        "no activation": scores,
    }
    found = [name for name, values in ends.items() if np.allclose(output, values, atol=0.02)]  # half precision
    likely = f"it has {found[-1]}" if found else "it has another activation"
    right = activation in found or (logits and "no activation" in found)
    check.true(
        right,
        f"{what}: the last layer gives probabilities" + (" or logits" if logits else ""),
        f"{what}: with the scores {np.round(scores, 2)} in the last layer, the output should be their {activation}, "
        f'{np.round(ends[activation], 2)}, and is {np.round(output, 2)}.\nLikely cause: activation="{activation}" '
        f"belongs there, and {likely}",
    )
