"""Keras models of students, rebuilt in the grader from configuration and weights.

Nothing in a configuration is trusted. `keras.saving` would import any module that a configuration names, so
each object in it has to be on a list of stock Keras classes *before* Keras sees it, and a model may not create
more weights than came with it.
"""

from contextlib import contextmanager
from functools import cache

import numpy as np

MAX_LAYERS = 500

NOT_REBUILT = frozenset({"Lambda", "TorchModuleWrapper", "TFSMLayer", "JaxLayer", "FlaxLayer", "Wrapper", "Pipeline"})

# What a serialised object may hold beside its configuration.
_SERIALISED = {"module", "class_name", "config", "registered_name", "build_config", "compile_config", "name"}


class ModelRejected(ValueError):
    """A model that the grader does not rebuild; the text is for the student."""


@cache
def stock_classes() -> dict[tuple[str, str], type]:
    """The Keras classes that a configuration may name, by (module, class name)."""
    import inspect

    import keras

    allowed: dict[tuple[str, str], type] = {}
    modules = {
        "keras.layers": keras.layers,
        "keras.initializers": keras.initializers,
        "keras.regularizers": keras.regularizers,
        "keras.constraints": keras.constraints,
    }
    for path, module in modules.items():
        for name, member in vars(module).items():
            if inspect.isclass(member) and name not in NOT_REBUILT:
                allowed[path, name] = member
    allowed["keras", "DTypePolicy"] = keras.DTypePolicy
    for name in ("Sequential", "Functional", "Model"):
        allowed["keras", name] = keras.Model
        allowed["keras.src.models.functional", name] = keras.Model
    return allowed


def rebuild(config: dict, weights: list[np.ndarray], trainable: list[bool]):
    """Build a student's model in the grader.

    Args:
        config: what `keras.saving.serialize_keras_object(model)` gave in the student's process.
        weights: the model's weights, in the order of `model.weights`.
        trainable: for each weight whether the student's model would train it.

    Returns:
        A `keras.Model`, not compiled. `model.compile_config` holds the student's compile settings as data
        (None if never compiled) and `model.trainable_flags` the list `trainable`.

    Raises:
        ModelRejected: if a class is not on the list of stock classes, or the weights do not fit.
    """
    import keras

    _check(config, depth=0)
    if (config.get("module"), config.get("class_name")) not in {
        ("keras", "Sequential"),
        ("keras", "Functional"),
        ("keras", "Model"),
        ("keras.src.models.functional", "Functional"),
    }:
        raise ModelRejected(
            f"the model is of the class {config.get('class_name')!r}; "
            "only keras.Sequential and functional models of stock layers can be graded"
        )
    layers = config["config"].get("layers", [])
    if len(layers) > MAX_LAYERS:
        raise ModelRejected(f"the model has {len(layers)} layers; at most {MAX_LAYERS} are graded")
    compile_config = config.get("compile_config")
    plain = {key: value for key, value in config.items() if key != "compile_config"}
    try:
        with _weight_budget(sum(int(weight.size) for weight in weights)):
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
    model.compile_config = compile_config if isinstance(compile_config, dict) else None
    model.trainable_flags = [bool(flag) for flag in trainable]
    return model


def _check(node: object, depth: int) -> None:
    if depth > 40:
        raise ModelRejected("the model's configuration is nested too deeply")
    if isinstance(node, dict):
        if "class_name" in node:
            _check_object(node)
        for key, value in node.items():
            if key != "compile_config":  # stays data, is never built
                _check(value, depth + 1)
    elif isinstance(node, list):
        for value in node:
            _check(value, depth + 1)
    elif not (node is None or isinstance(node, bool | int | float | str)):
        raise ModelRejected(f"the model's configuration holds a value of type {type(node).__name__}")


def _check_object(node: dict) -> None:
    name, module = node["class_name"], node.get("module")
    if name == "__keras_tensor__" or (name == "__tuple__" and module is None):
        return
    if not isinstance(name, str) or (module, name) not in stock_classes():
        shown = f"{module}.{name}" if module else name
        raise ModelRejected(f"the model uses {shown}, which is no stock Keras layer, so it cannot be graded")
    if node.get("registered_name") not in (None, name):
        raise ModelRejected(f"the model uses a class registered as {node.get('registered_name')!r}")
    if not set(node) <= _SERIALISED | {"inbound_nodes", "shared_object_id"}:
        raise ModelRejected(f"the configuration of {name} has unknown entries: {sorted(set(node) - _SERIALISED)}")


@contextmanager
def _weight_budget(numbers: int):
    """Stop a configuration from creating more weights than were sent, before the memory is taken."""
    from keras import Variable

    original = Variable.__init__
    left = numbers

    def counted(self, initializer, shape=None, *args, **kwargs):
        nonlocal left
        if shape is not None:
            # The state of random generators is not among a model's weights; it has two numbers.
            left -= max(int(np.prod(shape, dtype=np.float64)), 0) if len(shape) != 1 or shape[0] > 2 else 0
        if left < 0:
            raise ModelRejected("the model's layers need more weights than were sent with it")
        original(self, initializer, shape, *args, **kwargs)

    Variable.__init__ = counted
    try:
        yield
    finally:
        Variable.__init__ = original
