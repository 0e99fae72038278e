"""Keras models of students, rebuilt in the grader from configuration and weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.questions.allowed_layers import ModelRejected, checked
from convnets.comparison import ROUNDING

__all__ = ["ModelRejected", "rebuild"]

# What Keras calls a layer that computes in one of these types; a mixed one keeps its weights in float32.
_ROUNDED = {*ROUNDING, *(f"mixed_{name}" for name in ROUNDING)}


def rebuild(config: dict[str, Any], weights: list[np.ndarray], trainable: list[bool]) -> Any:
    """Build a student's model in the grader.

    It computes in float32 where the student's computes in float16 or bfloat16, as Keras' mixed precision does: what is
    judged is what the layers compute, not how they round. A model in float64 stays one.

    Args:
        config: what `keras.saving.serialize_keras_object(model)` gave in the student's process.
        weights: the model's weights, in the order of `model.weights`.
        trainable: for each weight whether the student's model would train it.

    Returns:
        A `keras.Model`, not compiled. `model.compile_config` holds the student's compile settings as data
        (None if never compiled) and `model.trainable_flags` the list `trainable`.

    Raises:
        ModelRejected: if the configuration holds more than stock Keras classes, or the weights do not fit.
    """
    import keras

    plain = _in_float32(checked(config))
    if len(trainable) != len(weights):
        raise ModelRejected("the model's configuration is damaged")
    try:
        with _weight_budget(sum(int(weight.size) for weight in weights)), _connected_once():
            model = keras.saving.deserialize_keras_object(plain, safe_mode=True)
        if not isinstance(model, keras.Model) or not model.built:
            raise ModelRejected("the model does not know its input shape; start it with keras.Input(shape=...)")
        expected = [tuple(weight.shape) for weight in model.weights]
        received = [weight.shape for weight in weights]
        if expected != received:
            raise ModelRejected(f"the weights do not fit the layers: expected shapes {expected}, received {received}")
        model.set_weights(weights)
    except ModelRejected:
        raise
    except Exception as error:  # Keras raises many types for a configuration that does not fit together
        raise ModelRejected(f"the model cannot be rebuilt ({type(error).__name__}: {str(error)[:300]})") from error
    settings = config.get("compile_config")
    model.compile_config = settings if isinstance(settings, dict) and settings else None
    model.trainable_flags = [bool(flag) for flag in trainable]
    return model


def _in_float32(node: Any) -> Any:
    """A model's configuration in which nothing computes in a type that rounds more than float32."""
    if isinstance(node, list):
        return [_in_float32(value) for value in node]
    if not isinstance(node, dict):
        return node
    if node.get("class_name") == "DTypePolicy" and _rounds(node["config"].get("name")):
        return node | {"config": node["config"] | {"name": "float32"}}
    return {key: "float32" if key == "dtype" and _rounds(value) else _in_float32(value) for key, value in node.items()}


def _rounds(name: object) -> bool:
    return isinstance(name, str) and name in _ROUNDED


@contextmanager
def _weight_budget(numbers: int) -> Iterator[None]:
    """Stop a configuration from creating more weights than were sent, before the memory is taken.

    Weights that would start at random start at 0: those that were sent take their places.
    """
    from keras import Variable
    from keras.initializers import Orthogonal, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling

    random = (Orthogonal, RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling)
    original = Variable.__init__
    left = 2 * numbers  # `Bidirectional` builds the layer that it is made from, and throws it away

    def counted(self: Any, initializer: Any, shape: Any = None, *args: Any, **kwargs: Any) -> None:
        nonlocal left
        if shape is not None:
            # The state of random generators is not among a model's weights; it has two numbers.
            left -= max(int(np.prod(shape, dtype=np.float64)), 0) if len(shape) != 1 or shape[0] > 2 else 0
        if left < 0:
            raise ModelRejected("the model's layers need more weights than were sent with it")
        original(self, "zeros" if isinstance(initializer, random) else initializer, shape, *args, **kwargs)

    Variable.__init__ = counted
    try:
        yield
    finally:
        Variable.__init__ = original


@contextmanager
def _connected_once() -> Iterator[None]:
    """Have `Sequential.from_config` connect layers when it has all of them, not again after each."""
    from keras import Sequential

    original = Sequential.add

    def add(self: Any, layer: Any, rebuild: bool = True) -> None:
        original(self, layer, rebuild=False)

    Sequential.add = add
    try:
        yield
    finally:
        Sequential.add = original
