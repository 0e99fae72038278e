"""Which models the grader rebuilds: models of Keras' own layers, as their configuration shows.

A model reaches the grader as its configuration and weights. The grader does not run a student's code, so it cannot
rebuild a layer or a function of the student's own.
"""

from collections.abc import Mapping

NOT_REBUILT = frozenset(
    (
        # code of somebody else's, or a file
        *("Lambda", "TorchModuleWrapper", "TFSMLayer", "JaxLayer", "FlaxLayer"),
        # a vocabulary that is a file, or that does not travel with the weights
        *("TextVectorization", "StringLookup", "IntegerLookup"),
        # of no use on their own
        *("Layer", "Wrapper", "Pipeline", "InputSpec"),
    )
)
COMPILE_SETTINGS = "compile_config"  # the grader does not rebuild these, so they may hold anything

_ACTIVATIONS = ("activation", "recurrent_activation")


def own_code(node: object) -> str:
    """The first part of a model's configuration that the grader does not rebuild; "" if it rebuilds all."""
    if isinstance(node, dict):
        name, module = node.get("class_name"), str(node.get("module"))
        if name == "function":
            return f"the function {node['config']}"
        if has_lambda_activation(node):
            return "a lambda"
        if isinstance(name, str) and not name.startswith("__"):
            stock = module.partition(".")[0] == "keras" and name not in NOT_REBUILT
            if not stock:
                return name
        node = [value for key, value in node.items() if key != COMPILE_SETTINGS]
    if isinstance(node, list | tuple):
        return next(filter(None, map(own_code, node)), "")
    return ""


def has_lambda_activation(node: Mapping) -> bool:
    """Whether a part of a configuration has a lambda as activation, which Keras writes without a class name."""
    activations = (node.get(key) for key in _ACTIVATIONS)
    return any(isinstance(activation, dict) and "class_name" not in activation for activation in activations)
