"""The pictures of the exercise on digits can be drawn for each model that is right by the text."""

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from keras import layers

from convnets.plots import digits as plots


@pytest.fixture(autouse=True)
def no_figure_is_left():
    yield
    plt.close("all")


def _steps() -> list:
    return [
        layers.Conv2D(10, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(12, 3, activation="relu"),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(10, activation="softmax"),
    ]


def _sequential() -> keras.Model:
    return keras.Sequential([keras.Input((12, 12, 1)), *_steps()])


def _functional() -> keras.Model:
    images = signal = keras.Input((12, 12, 1))
    for step in _steps():
        signal = step(signal)
    return keras.Model(images, signal)


def _nested() -> keras.Model:
    steps = _steps()
    return keras.Sequential([keras.Input((12, 12, 1)), keras.Sequential(steps[:3]), *steps[3:]])


def _titles(figure) -> list[str]:
    return [text for axis in figure.axes if (text := axis.get_title(loc="left"))]


@pytest.mark.parametrize("build", [_sequential, _functional, _nested])
def test_maps_are_drawn_for_each_kind_of_model(build):
    image = np.random.default_rng(0).random((12, 12, 1), "float32")
    figure = plots.feature_maps(build(), image)
    assert _titles(figure) == [
        "image",
        "convolution 1: the 8 most active of 10 maps, 10x10",
        "convolution 2: the 8 most active of 12 maps, 3x3",
    ]
    assert plots.filters(build(), image)


def test_the_most_active_maps_are_shown_first():
    model = keras.Sequential([keras.Input((3, 3, 1)), layers.Conv2D(10, 1, use_bias=False)])
    model.set_weights([np.arange(10.0).reshape(1, 1, 1, 10)])
    figure = plots.feature_maps(model, np.ones((3, 3, 1), "float32"))
    shown = [axis.images[0].get_array().max() for axis in figure.axes[1:]]
    assert shown == [9, 8, 7, 6, 5, 4, 3, 2]


def test_mistakes_are_drawn_with_their_two_most_probable_digits_the_worst_first():
    probabilities = np.full((4, 10), 0.01)
    probabilities[[0, 1, 2], 9] = [0.6, 0.8, 0.7]
    probabilities[3, 1] = 0.9
    probabilities[[0, 1, 2], 4] = 0.1
    labels = np.array([4, 4, 4, 1])
    figure = plots.mistakes(np.zeros((4, 28, 28)), labels, probabilities, np.array([1.0, 3.0, 2.0, 0.1]))
    assert [axis.get_title() for axis in figure.axes[:3]] == [
        "9: 0.80\n4: 0.10",
        "9: 0.70\n4: 0.10",
        "9: 0.60\n4: 0.10",
    ]
    assert figure.axes[0].texts[0].get_text() == "4 taken for 9: 3 times"
    assert len(figure.axes) == 8  # no other kind of mistake


def test_mistakes_can_be_drawn_where_there_are_none():
    assert plots.mistakes(np.zeros((1, 28, 28)), np.array([3]), np.eye(10)[[3]], np.zeros(1))


def test_the_accuracy_on_test_digits_stands_beside_the_curves():
    curves = {"convnet": {"loss": [2.0, 1.0], "acc": [0.5, 0.7]}, "dense": {"loss": [2.0, 1.5], "accuracy": [0.4, 0.6]}}
    figure = plots.training_curves(curves, {"convnet": 0.68, "dense": 0.55})
    texts = [text.get_text() for text in figure.axes[1].texts]
    assert texts == ["convnet, test: 0.680", "dense, test: 0.550"]
