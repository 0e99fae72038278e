"""Checks of what the layers of a model do: they accept each form of a right model, and name what is wrong."""

import keras
import numpy as np
import pytest
from keras import layers

from convnets import signals
from convnets.check import CheckFailed


def convnet(*, first="relu", second="relu", hidden="relu", last="softmax") -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((8, 8, 2)),
            layers.Conv2D(3, 3, activation=first),
            layers.MaxPooling2D(2),
            layers.Conv2D(4, 3, padding="same", activation=second),
            layers.Flatten(),
            layers.Dense(5, activation=hidden),
            layers.Dense(3, activation=last),
        ]
    )


def functional() -> keras.Model:
    images = keras.Input((8, 8, 2))
    signal = layers.ReLU()(layers.MaxPooling2D(2)(layers.Conv2D(3, 3)(images)))
    block = keras.Sequential([layers.Conv2D(4, 3, padding="same"), layers.Activation("relu")])
    signal = layers.Dropout(0.5)(layers.Reshape((-1,))(block(signal)))
    signal = layers.ReLU()(layers.Dense(5)(signal))
    return keras.Model(images, layers.Softmax()(layers.Dense(3)(signal)))


@pytest.mark.parametrize("build", [convnet, functional])
def test_right_models_pass_whatever_their_form(build, capsys):
    signals.relus(build(), "build()")
    signals.last_layer(build(), "build()")
    assert capsys.readouterr().out.splitlines() == [
        "ok  build(): each hidden layer has a ReLU",
        "ok  build(): the last layer gives probabilities",
    ]


@pytest.mark.parametrize("activation", [None, "tanh", "sigmoid", "leaky_relu", "gelu"])
@pytest.mark.parametrize(("layer", "number"), [("first", "1"), ("second", "2"), ("hidden", "3")])
def test_a_layer_without_relu_is_named(layer, number, activation):
    with pytest.raises(CheckFailed, match=rf"through: {number}\.\nLikely cause: activation=\"relu\" is missing"):
        signals.relus(convnet(**{layer: activation}), "build()")


@pytest.mark.parametrize("last", [None, "sigmoid", "relu"])
def test_the_wrong_end_is_named(last):
    with pytest.raises(CheckFailed, match=f"it has {last or 'no activation'}$"):
        signals.last_layer(convnet(last=last), "build()")


def test_logits_pass_where_they_may():
    signals.last_layer(convnet(last=None), "build()", logits=True)
    with pytest.raises(CheckFailed):
        signals.last_layer(convnet(last="sigmoid"), "build()", logits=True)


def test_a_single_probability_is_a_sigmoid():
    def net(last: str) -> keras.Model:
        hidden = layers.Dense(3, activation="relu")
        return keras.Sequential([keras.Input((4,)), hidden, layers.Dense(1, activation=last)])

    signals.relus(net("sigmoid"), "build()")
    signals.last_layer(net("sigmoid"), "build()", activation="sigmoid")
    with pytest.raises(CheckFailed, match="it has softmax"):
        signals.last_layer(net("softmax"), "build()", activation="sigmoid")


def test_a_signal_of_1_arrives_as_1():
    output = signals.run(convnet(last=None), np.ones((1, 8, 8, 2)))
    np.testing.assert_allclose(output, [[1, 0, 0]], atol=1e-6)
