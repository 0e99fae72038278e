"""Follows one signal through a student's model, to see what each layer does to it."""

import keras
import numpy as np

from autograder.questions import expect
from convnets import signals
from convnets.check import CheckFailed


def outputs_of(model: keras.Model, images: np.ndarray, training: bool = False) -> np.ndarray:
    """What a rebuilt model gives for images, as an array.

    Args:
        training: whether it computes as while it is trained.

    Raises:
        CheckFailed: if it cannot be applied to them.
    """
    try:
        return np.asarray(model(images, training=training))
    except Exception as error:  # stock layers in an unfit order raise many types
        reason = f"{type(error).__name__}: {str(error)[:300]}"
        raise CheckFailed(f"the model cannot be applied to images of shape {images.shape[1:]} ({reason})") from error


class Circuit:
    """A student's model with weights of the grader's: one signal runs through the first channel of each layer.

    Visible checks do the same (`convnets.signals`). An image of ones gives the score 1 for class 0, and what a layer
    does to the signal shows in the output, whatever the other layers are.
    """

    def __init__(self, model: keras.Model):
        self.model = model
        self.shapes = [tuple(weight.shape) for weight in model.weights]
        self.kernels = [index for index, shape in enumerate(self.shapes) if len(shape) in (2, 4)]

    def output(self, images: np.ndarray, negative: tuple[int, ...] = (), bias: np.ndarray | None = None) -> np.ndarray:
        """The output; the layers in `negative`, counted from 1, turn the sign; `bias` is that of the last layer."""
        signals.wire(self.model, negative, bias)
        return outputs_of(self.model, images)

    def output_for_scores(self, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The output where the last layer's scores are random; these scores, and their softmax."""
        scores = np.random.default_rng(seed).normal(0, 2, self.shapes[-1][0]).astype("float32")
        black = np.zeros((1, *self.model.input_shape[1:]), "float32")
        return self.output(black, bias=scores)[0], scores, np.exp(scores) / np.exp(scores).sum()

    def passes(self, images: np.ndarray, negative: tuple[int, ...] = ()) -> bool:
        """Whether the output differs from that for black images."""
        lit, black = np.split(self.output(np.concatenate([images, images * 0]), negative), 2)
        return not np.allclose(lit, black, atol=1e-6)

    def layers_that_pass_negative_signals(self) -> list[int]:
        """Numbers of the hidden layers, from 1, that let a negative signal through, which a ReLU would stop."""
        ones = np.ones((1, *self.model.input_shape[1:]), "float32")
        return signals.without_relu(len(self.kernels), lambda negative: self.passes(ones, negative))

    def expect_no_ceiling(self, what: str) -> None:
        """Expect that a large signal gets through as it is: a ReLU has no upper bound.

        A model that changes a signal of 1 as well is passed over: that is another test's question.
        """
        ones, bias = np.ones((1, *self.model.input_shape[1:]), "float32"), np.zeros(self.shapes[-1], "float32")
        black = self.output(ones * 0, bias=bias)

        def arrives(size: float) -> bool:
            """Whether the last layer, with a bias of -size, has the score 0."""
            return np.allclose(
                self.output(ones * size, bias=bias - size * (np.arange(len(bias)) == 0)), black, atol=1e-2
            )

        reason = (
            f"{what}: a hidden layer cuts large values off. Likely cause: another activation than relu, such as relu6"
        )
        expect.true(arrives(20.0) or not arrives(1.0), reason)


def circuit_of(model: keras.Model, units: int, what: str) -> Circuit:
    """A student's model, wired for a test.

    Args:
        model: of dense layers, or of convolutions with dense layers behind them.
        units: of the last layer.
        what: the call that built it.

    Raises:
        CheckFailed: if it has no hidden layer, or another last layer.
    """
    circuit = Circuit(model)
    layers = len(circuit.kernels)
    expect.true(layers > 1, f"{what}: expected hidden layers and a last layer, got {layers} layers with weights")
    last, biases = circuit.shapes[-1], "one bias" if units == 1 else f"{units} biases"
    expect.true(last == (units,), f"{what}: expected a last layer with {biases}, got weights of shape {last}")
    return circuit
