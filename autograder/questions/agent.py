"""What answers the grader's questions inside the student's kernel, and the format of questions and answers.

The grader sends the compiled text of this file into the kernel with every question, so it must not import anything
else of this package: it needs Python, NumPy and (for models) the Keras that is already there. It knows no
hidden test, no threshold and no score.

A message is the bytes of an uncompressed `.npz` file without pickled objects: the array `json` holds a JSON
document as UTF-8, and every other array is named in it. JSON has no tuple, no NaN, no NumPy number and no
model, so each value is a tagged tree: see `encode` and `decode`.
"""

import ast
import builtins
import contextlib
import io
import itertools
import json
import math
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

BuildModel = Callable[[dict[str, Any], list[np.ndarray], list[bool]], Any]

MAX_BYTES = 512 * 2**20  # of all arrays
MAX_TEXT_BYTES = 8 * 2**20  # of the JSON document, which takes up to 25 times as much memory
MAX_VALUES = 200_000
MAX_DEPTH = 32
BFLOAT16 = "bfloat16"  # sent as float32, and received as float32 whose dtype has the metadata {"rounded": "bfloat16"}


class NotSerializable(ValueError):
    """A value or message that is too large, too deep or damaged."""


class Opaque:
    """Stands for a value that is not data: a generator, a symbolic tensor, an object of a class of its own."""

    def __init__(self, type_name: str, text: str) -> None:
        self.type_name = type_name
        self.text = text

    def __repr__(self) -> str:
        return f"<{self.type_name}>"


class History(dict[Any, Any]):
    """The `history` of a `keras.callbacks.History`: a list of numbers for each metric."""


def encode(value: object) -> bytes:
    """Turn a value into the bytes of a message.

    Args:
        value: None, bool, int, float, str, NumPy arrays and numbers, TensorFlow tensors, Keras models and
            histories, and lists, tuples, sets and dictionaries of these. Everything else becomes `Opaque`.

    Raises:
        NotSerializable: if the value is nested deeper than `MAX_DEPTH`, or holds more than `MAX_VALUES` values,
            `MAX_BYTES` bytes of arrays or `MAX_TEXT_BYTES` bytes of everything else.
    """
    arrays: dict[str, Any] = {}
    tree = _Encoder(arrays).tree(value, 0)
    document = json.dumps(tree, allow_nan=False).encode()
    if len(document) > MAX_TEXT_BYTES:
        raise NotSerializable(f"the value holds more than {MAX_TEXT_BYTES >> 20} MiB of text")
    buffer = io.BytesIO()
    np.savez(buffer, json=np.frombuffer(document, np.uint8), **arrays)
    return buffer.getvalue()


def decode(message: bytes, build_model: BuildModel) -> Any:
    """Turn the bytes of a message back into a value.

    Args:
        message: bytes that `encode` made, or bytes of an unknown sender.
        build_model: function (configuration: dict, weights: list of arrays) -> what stands for the model.

    Raises:
        NotSerializable: if the bytes are not such a message.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(message)) as archive:
            entries = archive.infolist()
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                raise NotSerializable("the answer is compressed")
            if sum(entry.file_size for entry in entries) > MAX_BYTES + MAX_TEXT_BYTES:
                raise NotSerializable(f"the answer is larger than {MAX_BYTES >> 20} MiB")
        with np.load(io.BytesIO(message), allow_pickle=False) as archive:
            document = archive["json"].tobytes()
            if len(document) > MAX_TEXT_BYTES:
                raise NotSerializable(f"the answer holds more than {MAX_TEXT_BYTES >> 20} MiB of text")
            return _Decoder(archive, build_model).value(json.loads(document), 0)
    except NotSerializable:
        raise
    except Exception as error:  # zipfile, NumPy and json raise a dozen types for damaged bytes
        raise NotSerializable(f"the answer is damaged ({type(error).__name__})") from error


class _Encoder:
    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self.bytes = 0
        self.values = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            raise NotSerializable("the value is nested too deeply or holds too many values")
        if value is None or isinstance(value, (bool, str)):
            return value
        if type(value) is int:
            return value if abs(value) < 2**63 else self.opaque(value)
        if type(value) is float:
            return value if math.isfinite(value) else {"type": "float", "text": repr(value)}
        if isinstance(value, np.generic) and value.dtype.kind in "biufc":
            return {"type": "number", "array": self.array(np.asarray(value))}
        if isinstance(value, np.ndarray):
            return self.array_or_opaque(value)
        if isinstance(value, History):
            return {"type": "history", "items": self.items(value, depth)}
        if isinstance(value, dict):
            return {"type": "dict", "items": self.items(value, depth)}
        for name, kind in (("list", list), ("tuple", tuple), ("set", (set, frozenset))):
            if isinstance(value, kind):
                trees = [self.tree(element, depth + 1) for element in list(value)]
                # Python orders a set differently in each process; equal questions must be equal bytes.
                return {"type": name, "values": sorted(trees, key=json.dumps) if name == "set" else trees}
        if isinstance(value, np.random.Generator):
            raise NotSerializable("send a seed instead of a random generator")
        return self.keras(value, depth)

    def keras(self, value: Any, depth: int) -> Any:
        keras = _keras()
        tensorflow = sys.modules.get("tensorflow")
        if keras is not None:
            if isinstance(value, keras.callbacks.History):
                return {"type": "history", "items": self.items(value.history, depth)}
            if isinstance(value, keras.Model):
                return self.model(value, keras)
            if isinstance(value, keras.KerasTensor):
                return self.opaque(value)
        if tensorflow is not None and (
            isinstance(value, (tensorflow.Tensor, tensorflow.Variable))
            or (keras is not None and isinstance(value, keras.Variable))
        ):
            try:
                # TensorFlow cannot make an array of a single bfloat16, only a number.
                return self.array_or_opaque(np.asarray(value.numpy()))
            except (AttributeError, NotImplementedError, TypeError, ValueError):  # a symbolic tensor has no values
                return self.opaque(value)
        return self.opaque(value)

    def model(self, model: Any, keras: Any) -> dict[str, Any]:
        if not model.built:
            return {
                "type": "opaque",
                "name": "keras model that has not been built",
                "text": repr(model)[:200],
            }
        try:
            config = keras.saving.serialize_keras_object(model)
        except Exception:  # a loss may be anything; a model must not be lost for it
            compiled, model.compiled = model.compiled, False
            try:
                config = keras.saving.serialize_keras_object(model)
            finally:
                model.compiled = compiled
        config = json.loads(json.dumps(config, default=repr))
        weights = [self.array(np.asarray(weight)) for weight in model.weights]
        trainable = [bool(weight.trainable) for weight in model.weights]
        return {"type": "model", "config": config, "weights": weights, "trainable": trainable}

    def items(self, mapping: dict[Any, Any], depth: int) -> list[Any]:
        return [[self.tree(key, depth + 1), self.tree(value, depth + 1)] for key, value in list(mapping.items())]

    def array_or_opaque(self, values: np.ndarray) -> dict[str, Any]:
        if values.dtype.kind not in "biufcU" and values.dtype.name != BFLOAT16:
            return self.opaque(values)
        tree = {"type": "array", "array": self.array(np.asarray(values))}
        return tree | {"rounded": BFLOAT16} if _was_bfloat16(values) else tree

    def array(self, values: np.ndarray) -> str:
        self.bytes += values.nbytes
        if self.bytes > MAX_BYTES:
            raise NotSerializable(f"the value is larger than {MAX_BYTES >> 20} MiB")
        name = f"a{len(self.arrays)}"
        # NumPy knows bfloat16 only from other packages, and a file of arrays does not keep it.
        self.arrays[name] = values.astype("float32") if _was_bfloat16(values) else values
        return name

    @staticmethod
    def opaque(value: object) -> dict[str, Any]:
        kind = type(value)
        name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
        if isinstance(value, np.ndarray):
            name = f"NumPy array of dtype {value.dtype}"
        try:
            text = repr(value)[:200]
        except Exception as error:
            text = f"(its repr raised {type(error).__name__})"
        return {"type": "opaque", "name": str(name)[:200], "text": text}


class _Decoder:
    def __init__(self, arrays: Any, build_model: BuildModel) -> None:
        self.arrays = arrays
        self.unused = set(arrays.files)
        self.build_model = build_model
        self.values = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            raise NotSerializable("the answer is nested too deeply or holds too many values")
        if isinstance(tree, str):
            # Half a surrogate pair cannot be written to any file.
            return tree.encode("utf-8", "replace").decode()
        if type(tree) is int and abs(tree) >= 2**63:
            raise NotSerializable("the answer holds an integer of more than 64 bits")
        if tree is None or isinstance(tree, (bool, int, float)):
            return tree
        kind = tree["type"]
        if kind == "float":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[tree["text"]]
        if kind == "number":
            return self.array(tree["array"])[()]
        if kind == "array":
            array = self.array(tree["array"])
            was_bfloat16 = tree.get("rounded") == BFLOAT16 and array.dtype == np.float32
            return array.astype(np.dtype("float32", metadata={"rounded": BFLOAT16})) if was_bfloat16 else array
        if kind in ("list", "tuple", "set"):
            values = [self.value(element, depth + 1) for element in tree["values"]]
            return {"list": list, "tuple": tuple, "set": set}[kind](values)
        if kind in ("dict", "history"):
            items = {self.value(key, depth + 1): self.value(value, depth + 1) for key, value in tree["items"]}
            return History(items) if kind == "history" else items
        if kind == "model":
            weights = [self.array(name) for name in tree["weights"]]
            return self.build_model(tree["config"], weights, tree["trainable"])
        if kind == "opaque":
            return Opaque(self.value(str(tree["name"])[:200], depth), self.value(str(tree["text"])[:200], depth))
        raise NotSerializable(f"the answer holds a value of the unknown type {str(kind)[:50]!r}")

    def array(self, name: str) -> np.ndarray:
        self.unused.remove(name)  # each array is read once: a name repeated would multiply the memory
        values = self.arrays[name]
        if values.dtype.kind not in "biufcU":
            raise NotSerializable(f"the answer holds an array of dtype {values.dtype}")
        # An array of no bytes can claim any shape, and would fill the memory as a list.
        if not values.nbytes and math.prod(itertools.takewhile(bool, values.shape)) > MAX_VALUES:
            raise NotSerializable(f"the answer holds an empty array of shape {values.shape}")
        return values


def _was_bfloat16(values: np.ndarray) -> bool:
    """Whether an array is of bfloat16, or was when it was sent here."""
    metadata: Any = values.dtype.metadata or {}
    return values.dtype.name == BFLOAT16 or metadata.get("rounded") == BFLOAT16


def answer(question: bytes) -> bytes:
    """Answer one question in the student's namespace.

    Args:
        question: a message with the keys `expression` (Python source), `names` (a value for each further name that the
            expression uses), `seed`, `after` (names whose values are sent back too, as they are after the evaluation)
            and `eager` (whether TensorFlow makes no graphs meanwhile).

    Returns:
        A message with the keys `status` ("ok" or "error") and `value`, `after`, `seconds`, or `error` (type name),
        `kind` (name of the built-in type that it is a kind of), `message` and `traceback`.
    """
    from IPython import get_ipython

    def build(config: dict[str, Any], weights: list[np.ndarray], trainable: list[bool]) -> Any:
        import keras

        model = keras.saving.deserialize_keras_object(config)
        model.set_weights(weights)
        return model

    namespace = get_ipython().user_ns
    asked = decode(question, build)
    names = asked["names"]
    start = time.perf_counter()
    try:
        _seed_everything(asked["seed"])
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            # A function's parameters, unlike eval's locals, can be seen inside comprehensions.
            bound = _hidden_builtins(asked["expression"], namespace) | names
            function = eval(f"lambda {', '.join(bound)}: ({asked['expression']})", namespace)
            with _in_float32(), _eagerly() if asked["eager"] else contextlib.nullcontext():
                value = function(**bound)
        seconds = time.perf_counter() - start
        result = {"status": "ok", "value": value, "seconds": seconds}
        result["after"] = {name: names[name] for name in asked["after"]}
        message = encode(result)
    except BaseException as error:  # SystemExit and KeyboardInterrupt are answers too: the kernel must live on
        lines = traceback.format_exc().splitlines()[-12:]
        try:
            text = str(error)[:2000]
        except Exception:
            text = "(the error's text cannot be read)"
        kind = next(base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins")
        result = {"status": "error", "error": str(type(error).__name__), "kind": kind, "message": text}
        result |= {"traceback": "\n".join(lines)[:8000], "seconds": time.perf_counter() - start}
        message = encode(result)
    return message


def _hidden_builtins(expression: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """The functions of Python that the expression names and a student hid behind data, such as `sum = 0`."""
    tree = ast.parse(expression, mode="eval")
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and hasattr(builtins, node.id)}
    return {name: getattr(builtins, name) for name in sorted(named) if not callable(namespace.get(name, len))}


@contextlib.contextmanager
def _eagerly() -> Iterator[None]:
    """Have TensorFlow compute step by step, and make graphs again afterwards."""
    import tensorflow

    tensorflow.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tensorflow.config.run_functions_eagerly(False)


@contextlib.contextmanager
def _in_float32() -> Iterator[None]:
    """Have Keras make new layers in float32, as by default, where a student chose another type for all layers.

    Mixed precision saves time on a GPU, but hidden tests look at what layers compute, not at how they round, and
    their own models are in float32.
    """
    keras = _keras()
    if keras is None:
        yield
        return
    config = keras.config
    chosen, policy = config.floatx(), config.dtype_policy()
    config.set_floatx("float32")
    config.set_dtype_policy("float32")
    try:
        yield
    finally:
        config.set_floatx(chosen)
        config.set_dtype_policy(policy)


def _keras() -> Any:
    """Keras, None unless it is loaded: a kernel may have its name only, and import it when it is first used."""
    return sys.modules.get("keras") if "keras.src" in sys.modules else None


def _seed_everything(seed: int) -> None:
    import random

    random.seed(seed)
    np.random.seed(seed)
    keras = _keras()
    if keras is not None:
        keras.utils.set_random_seed(seed)
