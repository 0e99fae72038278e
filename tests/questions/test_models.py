"""Students' models come back as they were sent, and nothing but stock Keras is ever built."""

import functools
import inspect
import json
import re
import resource

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from autograder.questions import agent
from autograder.questions.allowed_layers import NOT_REBUILT, stock_classes
from autograder.questions.models import ModelRejected, rebuild


def _sent(model):
    return agent.decode(agent.encode(model), rebuild)


def _rejected(model) -> str:
    with pytest.raises(ModelRejected) as caught:
        _sent(model)
    return str(caught.value)


def _parts(model) -> tuple[dict, list[np.ndarray], list[bool]]:
    """What crosses the border for a model."""
    return agent.decode(agent.encode(model), lambda *parts: parts)


def _dense(**settings):
    return keras.Sequential([keras.Input((3,)), layers.Dense(2, **settings)])


def _sequential(shape, *stack, dtype=None):
    """A Sequential model of these layers; the shape is without the batch axis."""
    return keras.Sequential([keras.Input(shape, dtype=dtype), *stack])


def _two_inputs():
    left, right = keras.Input((4,)), keras.Input((6,))
    joined = layers.Concatenate()([layers.Dense(3)(left), layers.Dense(3)(right)])
    return keras.Model([left, right], layers.Dense(1)(joined))


def _two_outputs():
    start = keras.Input((4,))
    return keras.Model(start, [layers.Dense(2)(start), layers.Dense(3)(start)])


def _shared_layer():
    left, right, dense = keras.Input((4,)), keras.Input((4,)), layers.Dense(3)
    return keras.Model([left, right], layers.Subtract()([dense(left), dense(right)]))


def _nested():
    inner = _sequential((8, 8, 3), layers.Conv2D(2, 3), layers.BatchNormalization(), layers.Flatten())
    return _sequential((8, 8, 3), layers.RandomFlip(), inner, layers.Dropout(0.5), layers.Dense(1))


def _vgg16_inside():
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
    base.trainable = False
    start = keras.Input((32, 32, 3))
    features = base(keras.applications.vgg16.preprocess_input(start), training=False)
    return keras.Model(start, layers.Dense(1)(layers.Flatten()(features)))


def _operations():
    start = keras.Input((4, 4, 3))
    scaled = (start / 255.0 - np.array([0.5, 0.4, 0.3], "float32"))[..., ::-1]
    flat = keras.ops.reshape(scaled, (-1, 48))
    return keras.Model(start, layers.Dense(2)(keras.ops.maximum(flat, 0.0) ** 2))


def _residual():
    start = keras.Input((8, 8, 4))
    return keras.Model(start, layers.GlobalAveragePooling2D()(start + layers.Conv2D(4, 3, padding="same")(start)))


def _text(*stack):
    return _sequential((12,), layers.Embedding(50, 8), *stack, layers.Dense(1), dtype="int32")


MODELS = {
    "conv2d": lambda: _sequential((8, 8, 1), layers.Conv2D(4, 3, strides=2, padding="same"), layers.Flatten()),
    "lecture": lambda: _sequential(
        (28, 28, 1), layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(10)
    ),
    "average pooling": lambda: _sequential((8, 8, 2), layers.AveragePooling2D(3, padding="same"), layers.Flatten()),
    "conv3d": lambda: _sequential((5, 5, 5, 1), layers.Conv3D(2, 3), layers.MaxPooling3D(), layers.Flatten()),
    "separable": lambda: _sequential((8, 8, 3), layers.SeparableConv2D(4, 3), layers.DepthwiseConv2D(3)),
    "transposed": lambda: _sequential((4, 4, 2), layers.Conv2DTranspose(3, 3, strides=2), layers.UpSampling2D()),
    "normalised": lambda: _sequential((6,), layers.Dense(4), layers.BatchNormalization(), layers.LayerNormalization()),
    "dropout": lambda: _sequential(
        (6, 2), layers.Dropout(0.5), layers.SpatialDropout1D(0.1), layers.GaussianNoise(0.1)
    ),
    "conv1d": lambda: _text(
        layers.Conv1D(6, 5, activation="relu"), layers.MaxPooling1D(2), layers.GlobalMaxPooling1D()
    ),
    "lstm": lambda: _text(layers.LSTM(5, recurrent_dropout=0.1)),
    "bidirectional": lambda: _text(layers.Bidirectional(layers.GRU(3, return_sequences=True)), layers.SimpleRNN(4)),
    "time distributed": lambda: _sequential(
        (3, 6, 6, 1), layers.TimeDistributed(layers.Conv2D(2, 3)), layers.Flatten()
    ),
    "spectral": lambda: _sequential((6,), layers.SpectralNormalization(layers.Dense(3))),
    "masked": lambda: _text(layers.Masking(), layers.GlobalAveragePooling1D()),
    "augmented": lambda: _sequential(
        (16, 16, 3),
        *(layers.Rescaling(1 / 255), layers.RandomFlip("horizontal"), layers.RandomRotation(40 / 360)),
        *(
            layers.RandomZoom(0.2),
            layers.RandomTranslation(0.2, 0.2, fill_mode="nearest"),
            layers.RandomShear(0.2, (0.1, 0.3)),
        ),
        *(layers.Resizing(8, 8), layers.CenterCrop(6, 6), layers.Flatten(), layers.Dense(1, activation="sigmoid")),
    ),
    "regularised": lambda: _dense(
        kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02),
        bias_regularizer="l2",
        kernel_constraint=keras.constraints.MaxNorm(2),
        kernel_initializer="he_normal",
        bias_initializer=keras.initializers.Constant(0.1),
    ),
    "activation layers": lambda: _sequential((6,), layers.Dense(4), layers.ReLU(), layers.PReLU(), layers.Softmax()),
    "activation object": lambda: _dense(activation=layers.LeakyReLU()),
    "activation function": lambda: _dense(activation=keras.activations.gelu),
    "tensorflow's activation": lambda: _dense(activation=tf.nn.relu),
    "small biases": lambda: _sequential((3,), *(layers.Dense(units) for units in (2, 1, 2, 1))),
    "stack of cells": lambda: _text(layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])),
    "two inputs": _two_inputs,
    "two outputs": _two_outputs,
    "shared layer": _shared_layer,
    "nested": _nested,
    "vgg16 inside": _vgg16_inside,
    "operations": _operations,
    "residual": _residual,
}


def _output(model) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    inputs = [rng.integers(0, 9, (2, *tensor.shape[1:])).astype(tensor.dtype) for tensor in model.inputs]
    return keras.tree.flatten(model(inputs if len(inputs) > 1 else inputs[0], training=False))


@pytest.mark.filterwarnings("ignore:The structure of `inputs`")
@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back_equal(name):
    model = MODELS[name]()
    rng = np.random.default_rng(1)
    model.set_weights([rng.normal(size=weight.shape) * 0.1 for weight in model.get_weights()])
    again = _sent(model)
    for received, sent in zip(_output(again), _output(model), strict=True):
        np.testing.assert_allclose(received, sent, rtol=1e-4, atol=1e-5)
    assert again.count_params() == model.count_params()
    assert again.output_shape == model.output_shape
    assert [type(layer).__name__ for layer in again.layers] == [type(layer).__name__ for layer in model.layers]
    assert again.trainable_flags == [weight.trainable for weight in model.weights]


def test_frozen_layers_stay_frozen():
    model = _sequential((4,), layers.Dense(3), layers.BatchNormalization(), layers.Dense(2))
    model.layers[0].trainable = False
    again = _sent(model)
    assert [layer.trainable for layer in again.layers] == [False, True, True]
    assert again.trainable_flags == [False, False, True, True, False, False, True, True]
    assert len(again.trainable_weights) == 4


def test_a_penalty_survives():
    model = _dense(kernel_regularizer=keras.regularizers.L2(0.5))
    model.set_weights([np.ones((3, 2)), np.ones(2)])
    assert float(sum(_sent(model).losses)) == pytest.approx(0.5 * 6)


def test_weights_may_be_nan():
    model = _dense()
    model.set_weights([np.full((3, 2), np.nan), np.zeros(2)])
    assert np.isnan(_sent(model).get_weights()[0]).all()


def test_compile_settings_are_data_and_are_not_built():
    model = _dense()
    model.compile(keras.optimizers.RMSprop(1e-4), keras.losses.BinaryCrossentropy(from_logits=True), metrics=["acc"])
    again = _sent(model)
    assert not again.compiled
    assert again.compile_config["optimizer"]["config"]["learning_rate"] == pytest.approx(1e-4)
    assert again.compile_config["loss"]["config"]["from_logits"] is True
    assert _sent(_two_inputs()).compile_config is None
    assert _sent(_dense()).compile_config is None


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
def test_a_loss_of_the_students_own_does_not_keep_the_model_back():
    def own_loss(expected, predicted):
        return keras.ops.mean((expected - predicted) ** 2)

    for loss in (own_loss, lambda expected, predicted: own_loss(expected, predicted), functools.partial(own_loss)):
        model = _dense()
        model.compile("adam", loss)
        assert _sent(model).count_params() == 8


def test_a_model_that_was_trained_comes_back():
    model = MODELS["nested"]()
    model.compile("adam", "mse")
    model.fit(np.zeros((4, 8, 8, 3)), np.zeros((4, 1)), verbose=0)
    np.testing.assert_array_equal(_sent(model).get_weights()[0], model.get_weights()[0])


def test_a_model_without_input_shape_is_opaque():
    value = _sent(keras.Sequential([layers.Dense(3)]))
    assert isinstance(value, agent.Opaque)
    assert "not been built" in value.type_name


# What is not rebuilt


class Own(layers.Dense):
    """A layer of a student's own."""


@keras.saving.register_keras_serializable("somebody")
class Registered(layers.Dense):
    """A layer that a student registered."""


class OwnModel(keras.Model):
    """A model of a student's own."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(2)

    def call(self, inputs):
        return self.dense(inputs)


def _own_model():
    model = OwnModel()
    model(np.zeros((1, 3)))
    return model


def own_activation(x):
    return x


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: _sequential((3,), layers.Lambda(lambda x: x)), "Lambda"),
        (lambda: _sequential((3,), Own(2)), "Own"),
        (lambda: _sequential((3,), Registered(2)), "Registered"),
        (lambda: _sequential((3,), layers.Dense(2), _sequential((2,), Own(2))), "Own"),
        (_own_model, "OwnModel"),
        (lambda: _dense(activation=own_activation), "own_activation"),
        (lambda: _dense(activation=keras.ops.sin), "sin"),
        (lambda: _dense(activation=lambda x: x), "lambda as activation"),
    ],
)
@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
def test_code_of_a_students_own_is_rejected_by_name(make, named):
    assert named in _rejected(make())


def _with(place: str, value: object):
    """A dense model's parts, with one entry of its configuration replaced."""
    config, weights, trainable = _parts(_dense(activation=layers.ReLU()))
    node, *path = place.split(".")
    here = config if node == "model" else config["config"]["layers"][1]
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return config, weights, trainable


SYSTEM = {"module": "os", "class_name": "system", "config": {"command": "true"}, "registered_name": None}
EVAL = {"module": "builtins", "class_name": "eval", "config": {}, "registered_name": None}
FUNCTION = {"module": "os", "class_name": "function", "config": "system", "registered_name": "system"}
LAMBDA = {"class_name": "__lambda__", "config": {"value": ["4wEAAA==", None, None]}}
TYPE = {"class_name": "__typespec__", "spec_name": "system", "module": "os", "config": [], "registered_name": None}
SPARSE = {"module": "keras.losses", "class_name": "MeanSquaredError", "config": {}, "registered_name": None}
GET_FILE = {"module": "keras.utils", "class_name": "function", "config": "get_file", "registered_name": "get_file"}
OBJECTS = {"class_name": "__numpy__", "config": {"value": [1], "dtype": "object"}}
LONG_TEXT = {"class_name": "__numpy__", "config": {"value": ["a"], "dtype": "U1000000000"}}


@pytest.mark.parametrize("value", [SYSTEM, EVAL, FUNCTION, LAMBDA, TYPE, SPARSE, GET_FILE, OBJECTS, LONG_TEXT])
@pytest.mark.parametrize(
    "place",
    [
        *("layer.config.activation", "layer.config.kernel_initializer", "layer.config.name"),
        *("layer.build_config.input_shape", "model.config.layers", "model.build_config.input_shape"),
    ],
)
def test_nothing_foreign_is_built_wherever_it_stands(place, value):
    with pytest.raises(ModelRejected):
        rebuild(*_with(place, value))
    with pytest.raises(ModelRejected):
        rebuild(*_with(place, [{"key": [value]}]))


@pytest.mark.parametrize("where", ["layer", "inner model"])
def test_compile_settings_inside_a_model_are_not_built(where, monkeypatch):
    built = []
    monkeypatch.setattr(keras.Model, "compile_from_config", lambda self, config: built.append(config))
    monkeypatch.setattr(layers.Dense, "compile_from_config", lambda self, config: built.append(config), raising=False)
    inner = _dense()
    inner.compile("adam", "mse")
    config, weights, trainable = _parts(_sequential((3,), inner) if where == "inner model" else _dense())
    config["config"]["layers"][1]["compile_config"] = SYSTEM
    assert rebuild(config, weights, trainable).count_params() == 8
    assert built == []


@pytest.mark.parametrize("registered", ["somebody>Registered", "os>system", ["Dense"], 3])
def test_a_registered_name_cannot_smuggle_a_class(registered):
    with pytest.raises(ModelRejected):
        rebuild(*_with("layer.registered_name", registered))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("layer.class_name", ["Dense"]),
        ("layer.class_name", "Conv9D"),
        ("layer.module", {"keras": "layers"}),
        ("layer.module", None),
        ("layer.config", None),
        ("layer.config", "Dense"),
        ("layer.config.units", -1),
        ("layer.config.units", "many"),
        ("layer.config.units", 10**30),
        ("layer.surprise", 1),
        ("model.config", []),
        ("model.class_name", "Model"),
        ("model.module", "keras.layers"),
        ("model.config.layers", {}),
        ("model.config.layers", None),
    ],
)
def test_a_damaged_configuration_is_rejected(place, value):
    with pytest.raises(ModelRejected):
        rebuild(*_with(place, value))


@pytest.mark.parametrize("config", [None, [], "model", 3, {}, {"config": {}}, {"class_name": "Sequential"}])
def test_what_is_no_configuration_is_rejected(config):
    with pytest.raises(ModelRejected):
        rebuild(config, [], [])


def test_a_configuration_without_end_is_rejected():
    deep: list = []
    for _ in range(500):
        deep = [deep]
    with pytest.raises(ModelRejected, match="nested"):
        rebuild(*_with("layer.config.surprise", deep))
    many = [{"module": "keras.layers", "class_name": "ReLU", "config": {}, "registered_name": None}] * 100_000
    with pytest.raises(ModelRejected, match="objects"):
        rebuild(*_with("model.config.layers", many))


@pytest.mark.parametrize(
    "shapes", [[], [(3, 2)], [(2, 3), (2,)], [(2,), (3, 2)], [(8,)], [(3, 2), (2,), (1,)], [(10**6,), (2,)]], ids=str
)
def test_weights_that_do_not_fit_are_rejected(shapes):
    config, _, _ = _parts(_dense())
    weights = [np.zeros(shape, "float32") for shape in shapes]
    with pytest.raises(ModelRejected, match="weights"):
        rebuild(config, weights, [True] * len(weights))


def test_weights_that_are_no_numbers_are_rejected():
    config, _, flags = _parts(_dense())
    with pytest.raises(ModelRejected):
        rebuild(config, [np.full((3, 2), "a"), np.full(2, "b")], flags)


# Small models, in whose configuration the size 7 is made a huge one.
GROWING = {
    "dense": lambda: _sequential((3,), layers.Dense(7)),
    "embedding": lambda: _sequential((3,), layers.Embedding(7, 8)),
    "convolution": lambda: _sequential((8, 8, 1), layers.Conv2D(7, 8)),
    "lstm": lambda: _text(layers.LSTM(7)),
    "wide input": lambda: _sequential((7,), layers.BatchNormalization()),
    "inner": lambda: _sequential((3,), _sequential((3,), layers.Dense(7), layers.Dense(2))),
    "costly initialiser": lambda: _sequential((3,), layers.Dense(7, kernel_initializer="orthogonal")),
}


@pytest.mark.parametrize("name", GROWING)
def test_a_huge_layer_is_refused_before_it_takes_memory(name):
    config, weights, flags = _parts(GROWING[name]())
    text = json.dumps(config)
    huge = json.loads(re.sub(r"\b7\b", str(10**9), text))
    assert huge != config
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ModelRejected, match="more weights"):
        rebuild(huge, weights, flags)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # KiB


def test_the_state_of_random_generators_needs_no_weights():
    model = _sequential((8, 8, 3), *(layers.RandomFlip() for _ in range(3)), layers.Dropout(0.1))
    assert _sent(model).count_params() == 0


def test_every_class_on_the_list_is_keras_own():
    assert {module.split(".")[0] for module, _ in stock_classes()} == {"keras"}
    assert not {name for _, name in stock_classes()} & NOT_REBUILT


def test_no_class_on_the_list_takes_a_file_or_code():
    suspicious = ("file", "path", "vocab", "url", "fn", "function", "callable", "module")
    for path, name in stock_classes():
        if path == "keras.layers":
            taken = inspect.signature(getattr(layers, name).__init__).parameters
            assert not [parameter for parameter in taken if any(word in parameter for word in suspicious)], name


def test_a_configuration_survives_json():
    config, weights, flags = _parts(MODELS["augmented"]())
    assert rebuild(json.loads(json.dumps(config)), weights, flags).output_shape == (None, 1)


@pytest.mark.parametrize("policy", ["mixed_float16", "float16", "mixed_bfloat16", "bfloat16"])
def test_a_model_that_rounds_is_rebuilt_in_float32(policy):
    start = keras.Input((4, 4, 1), dtype=policy.removeprefix("mixed_"))
    maps = keras.ops.cast(start / 255.0, "float16") * np.ones(1, "float16")
    maps = layers.Flatten(dtype=policy)(layers.Conv2D(2, 3, dtype=policy)(maps))
    end = layers.Dense(2, activation="softmax", dtype="float32")(layers.Dense(3, dtype=policy)(maps))
    model = _sent(keras.Model(start, end))
    assert {layer.compute_dtype for layer in model.layers} == {"float32"}
    weights = [np.full(weight.shape, 0.1, "float32") for weight in model.weights]
    model.set_weights(weights)
    image = np.random.default_rng(1).uniform(0, 255, (1, 4, 4, 1)).astype("float32")
    plain = keras.Sequential([
        keras.Input((4, 4, 1)), layers.Rescaling(1 / 255), layers.Conv2D(2, 3), layers.Flatten(),
        layers.Dense(3), layers.Dense(2, activation="softmax"),
    ])  # fmt: skip
    plain.set_weights(weights)
    np.testing.assert_allclose(model(image), plain(image), rtol=1e-6)


def test_a_model_in_float64_stays_one():
    assert _sent(_dense(dtype="float64")).layers[0].compute_dtype == "float64"


def test_weights_are_not_drawn_that_are_replaced_anyway(monkeypatch):
    model = _sequential((8, 8, 1), layers.Conv2D(3, 3), layers.Flatten(), layers.Dense(4, "relu"))
    message = agent.encode(model)
    for drawing in (keras.initializers.VarianceScaling, keras.initializers.GlorotUniform):
        monkeypatch.setattr(drawing, "__call__", lambda *arguments, **settings: pytest.fail("drawn"))
    rebuilt = agent.decode(message, rebuild)
    assert all(np.array_equal(*pair) for pair in zip(model.get_weights(), rebuilt.get_weights(), strict=True))


def test_layers_are_connected_once(monkeypatch):
    model = _sequential((4,), *(layers.Dense(4) for _ in range(6)))
    message, calls = agent.encode(model), []
    original = layers.Dense.compute_output_spec
    monkeypatch.setattr(
        layers.Dense, "compute_output_spec", lambda *given, **named: calls.append(1) or original(*given, **named)
    )
    rebuilt = agent.decode(message, rebuild)
    assert len(calls) == 6
    assert rebuilt.count_params() == model.count_params()
    rebuilt.add(layers.Dense(3))
    assert rebuilt.output_shape == (None, 3)  # as Keras does: outside of the rebuilding, nothing is changed
