"""What a student's model may consist of: nothing in its configuration is trusted.

`keras.saving` would import what a configuration names, so each object in it has to be on a list of stock Keras
classes *before* Keras sees it. Whatever takes code, or reads a file, is not on the list.
"""

import inspect
from functools import cache
from typing import Any

from autograder.questions.agent import NotSerializable
from convnets.stock_layers import COMPILE_SETTINGS, NOT_REBUILT, has_lambda_activation

MAX_OBJECTS = 5000
MAX_DEPTH = 60

_FUNCTIONAL = ("keras.src.models.functional", "Functional")
MODELS = {("keras", "Sequential"), ("keras", "Functional"), ("keras", "Model"), _FUNCTIONAL}

# What a serialised object may hold beside its configuration.
_ENTRIES = {"module", "class_name", "config", "registered_name", "build_config", "name", "inbound_nodes"}
_ENTRIES |= {COMPILE_SETTINGS, "shared_object_id"}
_VALUES = {"__keras_tensor__", "__ellipsis__", "__slice__", "__numpy__", "__tensor__"}
_NUMBERS = {"bool", "int32", "int64", "uint8", "float16", "bfloat16", "float32", "float64"}


class ModelRejected(NotSerializable):
    """A model that the grader does not rebuild; the text is for the student."""


@cache
def stock_classes() -> frozenset[tuple[str, str]]:
    """The (module, class name) pairs that a configuration may name."""
    import keras
    from keras.src.ops import nn, numpy

    modules = {
        "keras.layers": keras.layers,
        "keras.initializers": keras.initializers,
        "keras.regularizers": keras.regularizers,
        "keras.constraints": keras.constraints,
    }
    allowed = {
        (path, name)
        for path, module in modules.items()
        for name, member in vars(module).items()
        if inspect.isclass(member) and name not in NOT_REBUILT
    }
    # What Keras makes of `x / 255.0` or `keras.ops.relu(x)` between the layers of a functional model.
    operations = {
        (module.__name__, name)
        for module in (numpy, nn)
        for name, member in vars(module).items()
        if inspect.isclass(member) and issubclass(member, keras.Operation)
    }
    others = {("keras", "DTypePolicy"), ("keras.src.ops.core", "Cast")}
    return frozenset(allowed | operations | MODELS | others)


def checked(config: object) -> dict[str, Any]:
    """Check a model's configuration, and return it without the compile settings.

    Args:
        config: what `keras.saving.serialize_keras_object(model)` gave in the student's process.

    Raises:
        ModelRejected: if it is not that of a Sequential or functional model, or names something not on the list.
    """
    if not isinstance(config, dict) or not isinstance(config.get("config"), dict):
        raise ModelRejected("the model's configuration is damaged")
    plain = _Checker().plain(config, 0)
    if (config.get("module"), config.get("class_name")) not in MODELS:
        raise ModelRejected(f"expected a Keras model, got a {str(config.get('class_name'))[:100]}")
    return plain


class _Checker:
    def __init__(self) -> None:
        self.objects = 0

    def plain(self, node: Any, depth: int) -> Any:
        """A copy of a part of the configuration, after a check of every object in it."""
        if depth > MAX_DEPTH:
            raise ModelRejected("the model's configuration is nested too deeply")
        if isinstance(node, dict):
            if "class_name" in node:
                self.check(node)
            if has_lambda_activation(node):
                raise ModelRejected("the model uses a lambda as activation, which is not a stock Keras activation")
            # Compile settings would be built by Keras, also those of a model inside the model.
            plain = {key: self.plain(value, depth + 1) for key, value in node.items() if key != COMPILE_SETTINGS}
            return _with_readable_shear(plain) if node.get("class_name") == "RandomShear" else plain
        if isinstance(node, list):
            return [self.plain(value, depth + 1) for value in node]
        if node is None or isinstance(node, bool | int | float | str):
            return node
        raise ModelRejected(f"the model's configuration holds a value of type {type(node).__name__}")

    def check(self, node: dict[str, Any]) -> None:
        self.objects += 1
        if self.objects > MAX_OBJECTS:
            raise ModelRejected(f"the model consists of more than {MAX_OBJECTS} objects")
        name, module, config = node["class_name"], node.get("module"), node.get("config")
        if not isinstance(name, str) or not isinstance(module, str | None):
            raise ModelRejected("the model's configuration is damaged")
        if name in _VALUES and isinstance(config, dict):
            if "value" in config and config.get("dtype") not in _NUMBERS:
                raise ModelRejected(f"the model holds a constant of dtype {str(config['dtype'])[:50]}")
            return
        if name == "function" or name == "__lambda__":
            shown = config if isinstance(config, str) else "lambda"
            raise ModelRejected(f"the model uses the function {shown[:100]}, which is not a stock Keras activation")
        if (module, name) not in stock_classes():
            shown = f"{module}.{name}" if module else name
            raise ModelRejected(
                f"the model uses {shown[:200]}, which is not a stock Keras layer, so it cannot be graded"
            )
        if node.get("registered_name") not in (None, name):
            raise ModelRejected(f"the model uses a class registered as {str(node['registered_name'])[:100]!r}")
        unknown = sorted(set(node) - _ENTRIES)
        if unknown or not isinstance(config, dict):
            raise ModelRejected(f"the configuration of {name} is damaged {unknown[:3]}")


def _with_readable_shear(node: dict[str, Any]) -> dict[str, Any]:
    """The configuration of a `RandomShear` as Keras can read it: 0.2, where it writes (-0.2, 0.2)."""
    config = dict(node["config"])
    for name in ("x_factor", "y_factor"):
        factor = config.get(name)
        if isinstance(factor, list) and len(factor) == 2 and factor[0] == -factor[1]:
            config[name] = factor[1]
    return node | {"config": config}
