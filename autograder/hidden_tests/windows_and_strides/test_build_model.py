"""A model is built from its configuration."""

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.windows_and_strides.built_models import (
    ALONE,
    BUILT,
    BY_DEFAULT,
    SINGLE,
    built,
    built_circuit,
    called,
    graders_layers,
    shapes_of,
    true_shapes,
)
from autograder.hidden_tests.windows_and_strides.configurations import configuration, shown
from autograder.questions import expect
from autograder.questions.student_work import describe


@pytest.mark.graded("check_build_model", points=1)
def test_layers_have_the_asked_sizes(submission):
    """The layers and their weights have the sizes that follow from the configuration."""
    for case in BUILT:
        hint = "the entries of the configuration, the arguments size, image_channels and classes, or a layer too many"
        model = built(submission, case)
        expect.equal(shapes_of(model), true_shapes(case), f"{called(case)}: shapes of the weights", hint)
        reason = f"{called(case)}: weights or outputs are penalized. Likely cause: a regularizer that nobody asked for"
        expect.true(not model.losses, reason)
    images = np.random.default_rng(2).uniform(0, 1, (20, *model.input_shape[1:])).astype("float32")
    same = np.allclose(outputs_of(model, images), outputs_of(model, images, training=True), atol=1e-5)
    reason = (
        f"{called(case)}: it computes something else while it is trained. Likely cause: a layer too many, dropout say"
    )
    expect.true(same, reason)
    what = f"build_model({shown(BY_DEFAULT[0])})"
    model = expect.model(submission.call("build_model", BY_DEFAULT[0]), what)
    hint = "without further arguments it is for grey images of 28x28 pixels and ten classes"
    expect.equal(shapes_of(model), true_shapes(BY_DEFAULT), f"{what}: shapes of the weights", hint)
    for position, (name, case) in enumerate(ALONE.items(), start=1):
        what = f"build_model({shown(case[0])}, {name}={case[position]})"
        model = expect.model(submission.call("build_model", case[0], **{name: case[position]}), what)
        hint = f"{name} counts also where it is the only argument"
        expect.equal(shapes_of(model), true_shapes(case), f"{what}: shapes of the weights", hint)


@pytest.mark.graded("check_build_model", points=0.5)
def test_each_convolution_has_a_relu(submission):
    """Each convolution sets negative values to 0."""
    for case in BUILT[:2]:
        circuit = built_circuit(submission, case)
        linear = circuit.layers_that_pass_negative_signals()
        reason = (
            f"{called(case)}: convolution {', '.join(map(str, linear))} lets negative values through. Likely cause: "
        )
        expect.true(not linear, f"{reason}activation='relu' is missing, or it is another activation")
        circuit.expect_no_ceiling(called(case))


@pytest.mark.graded("check_build_model", points=0.5)
def test_last_layer_is_a_softmax(submission):
    """The outputs are the softmax of the last layer's scores."""
    for case in BUILT[:2]:
        output, _, softmax = built_circuit(submission, case).output_for_scores(seed=3)
        reason = (
            f"{called(case)}: for given scores the outputs are not their softmax; they sum to {output.sum():.3g}. "
            "Likely cause: activation='softmax' is missing, or it is another activation"
        )
        expect.true(np.allclose(output, softmax, atol=1e-4), reason)


@pytest.mark.graded("check_build_model", points=0.5)
def test_windows_move_by_the_stride(submission):
    """With given weights the model computes what its configuration says: windows, strides and padding."""
    for case in (*BUILT, SINGLE):
        rng = np.random.default_rng(4)
        _, size, image_channels, _ = case
        # Nothing is negative, so that activations are another test's question.
        weights = [rng.uniform(0, 2 / max(np.prod(s[:-1]), 1), s).astype("float32") for s in true_shapes(case)]
        weights[-2] = rng.normal(0, 1, weights[-2].shape).astype("float32")
        images = rng.uniform(0, 1, (6, size, size, image_channels)).astype("float32") ** 4
        model = built(submission, case)
        fits = shapes_of(model) == [weight.shape for weight in weights]
        expect.true(fits, f"{called(case)}: its weights have the shapes {shapes_of(model)}, which do not fit")
        model.set_weights(weights)
        maps = keras.Sequential([keras.Input(images.shape[1:]), *graders_layers(case)])
        maps.set_weights(weights[:-2])
        scores = outputs_of(maps, images) @ weights[-2] + weights[-1]
        output = outputs_of(model, images)
        softmax = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        ends = (softmax, scores, 1 / (1 + np.exp(-scores)), np.maximum(scores, 0))
        reason = (
            f"{called(case)}: with given weights it computes something else. Likely cause: the stride is that of a "
            "pooling layer, or there is a layer in between"
        )
        expect.true(any(np.allclose(output, end, rtol=1e-3, atol=1e-4) for end in ends), reason)


# Two models, and two after a seed was set.
MODELS = """[
    [seeded and __import__("keras").utils.set_random_seed(7), build_model(given, 8, 1, 10).get_weights()][-1]
    for seeded in (False, False, True, True)
]"""


@pytest.mark.graded("check_build_model", points=0.5)
def test_each_model_is_new(submission):
    """Each call gives a new model with random weights of its own, which follow from a seed that was set before."""
    given = configuration(1, 3, 2, 4, "valid")
    what = "two calls of build_model"
    value = submission.evaluate(MODELS, what=what, given=given)
    readable = isinstance(value, list) and len(value) == 4 and all(isinstance(weights, list) for weights in value)
    expect.true(readable, f"{what}: expected two models, got {describe(value)}")
    models = [[expect.array(each, f"{what}: weights") for each in weights] for weights in value]
    kernels = [[each for each in weights if each.ndim > 1] for weights in models]
    convolve = all(each and each[0].ndim == 4 for each in kernels)
    expect.true(convolve, f"{what}: expected the weights of a convolution, got shapes {[k.shape for k in kernels[0]]}")
    for one, other in zip(*kernels[:2], strict=False):
        reason = f"{what} gave the same weights. Likely cause: the model is kept from the first call, or a seed is set"
        expect.true(one.shape == other.shape and not np.allclose(one, other), reason)
    for one, other in zip(*models[2:], strict=False):
        reason = (
            f"{what}, each after the same set_random_seed, gave other weights. Likely cause: a seed is set in there"
        )
        expect.true(one.shape == other.shape and np.allclose(one, other, atol=1e-6), reason)
