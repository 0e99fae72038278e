"""The lecture's convnet."""

import numpy as np
import pytest

from autograder.hidden_tests.circuit import circuit_of
from autograder.hidden_tests.mnist_convnet.built_models import (
    built,
    built_circuit,
    expect_input_as_it_is,
    expect_new_models,
    expect_parameters,
    expect_probabilities,
    expect_same_in_training,
)
from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect


@pytest.mark.graded("check_build_convnet", points=1)
def test_convnet_has_the_lectures_size(submission):
    """The convnet takes images of 28x28x1 and has as many parameters as the lecture's."""
    model = expect.model(built(submission, "build_convnet"), "build_convnet()", input_shape=(None, 28, 28, 1))
    hint = "look for padding, pool sizes, or a layer that is missing or too many"
    expect_parameters(model, 93_322, "build_convnet()", hint)


@pytest.mark.graded("check_build_convnet", points=1)
def test_each_hidden_layer_has_a_relu(submission):
    """Each hidden layer of the convnet sets negative values to 0."""
    circuit = built_circuit(submission, "build_convnet")
    linear = circuit.layers_that_pass_negative_signals()
    reason = (
        f"build_convnet(): of the layers with weights, {', '.join(f'number {layer}' for layer in linear)} "
        "let negative values through. Likely cause: activation='relu' is missing, or it is another activation"
    )
    expect.true(not linear, reason)
    circuit.expect_no_ceiling("build_convnet()")


@pytest.mark.graded("check_build_convnet", points=1)
def test_pooling_takes_the_maximum(submission):
    """Pooling keeps the strongest value of each window, not the average."""
    circuit = built_circuit(submission, "build_convnet")
    first, last, blocks = np.zeros((3, 16, 28, 28, 1), "float32")
    for offset in range(16):  # at one of 16 places the two poolings put a block of 4x4 pixels into one window
        top, left = 10 + offset // 4, 10 + offset % 4
        first[offset, top, left] = 1.0
        last[offset, top + 3, left + 3] = 1.0
        blocks[offset, top : top + 4, left : left + 4] = 1.0
    black, block, *pixels = np.split(circuit.output(np.concatenate([blocks * 0, blocks, first, last])), 4)
    equal = [np.isclose(pixel, block, rtol=1e-5, atol=1e-7).all(axis=1) for pixel in pixels]
    seen = ~np.isclose(block, black, rtol=1e-5, atol=1e-7).all(axis=1)
    reason = (
        "build_convnet(): one bright pixel in a pooling window should count as much as a window full of them, "
        "and counts less. Likely cause: average-pooling, or a pooling layer is missing"
    )
    expect.true((equal[0] & equal[1] & seen).any(), reason)


@pytest.mark.graded("check_build_convnet", points=0.75)
def test_last_layer_gives_probabilities(submission):
    """The last layer is a softmax over ten digits, or gives their logits."""
    expect_probabilities(built_circuit(submission, "build_convnet"), "build_convnet()")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_prepared_images_are_not_scaled_again(submission):
    """The convnet takes images from 0 to 1 as they are."""
    expect_input_as_it_is(built_circuit(submission, "build_convnet"), "build_convnet()")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_convnet_is_the_same_in_training(submission):
    """The convnet has no dropout and no penalty on weights, since the table has none."""
    expect_same_in_training(built_circuit(submission, "build_convnet"), "build_convnet()")


@pytest.mark.graded("check_build_convnet", points=0.75)
def test_convnet_without_pooling(submission):
    """Without pooling the other layers stay as they are, and the hidden dense layer always has the asked units."""
    pooled = expect.model(submission.call("build_convnet", units=5), "build_convnet(units=5)")
    last = [tuple(weight.shape) for weight in pooled.weights][-3:]  # how many come in is another test's question
    hint = "Dense(64) has 5 units"
    expect.equal(last, [(5,), (5, CLASSES), (CLASSES,)], "build_convnet(units=5): shapes of the last weights", hint)
    plain = expect.model(submission.call("build_convnet", False), "build_convnet(False)")
    expected = 55_744 + (30_976 + 1) * 64 + (64 + 1) * CLASSES
    expect_parameters(plain, expected, "build_convnet(False)", "only the two pooling layers fall away")
    what = "build_convnet(False, units=3)"
    model = expect.model(submission.call("build_convnet", False, units=3), what)
    expected = 55_744 + (30_976 + 1) * 3 + (3 + 1) * CLASSES
    expect_parameters(model, expected, what, "only the two pooling layers fall away, and Dense(64) has 3 units")
    circuit, default = circuit_of(model, CLASSES, what), built_circuit(submission, "build_convnet")
    linear, expected_linear = (each.layers_that_pass_negative_signals() for each in (circuit, default))
    reason = (
        f"{what}: layers number {linear} of those with weights let negative values through, and number "
        f"{expected_linear} of build_convnet(). Likely cause: an activation is missing where pooling is left out"
    )
    expect.true(linear == expected_linear, reason)
    one, other = (each.output_for_scores(seed=4)[0] for each in (circuit, default))
    reason = f"{what}: its last layer is another one than that of build_convnet()"
    expect.true(np.allclose(one, other, atol=1e-4), reason)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_each_convnet_is_new(submission):
    """Each call builds a new convnet with weights of its own."""
    expect_new_models(submission, "build_convnet")
