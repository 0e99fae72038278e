"""The base is VGG16 without its top, with the weights that were asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.vgg16_finetuning.architecture import BASE_PARAMETERS
from autograder.questions import expect
from autograder.questions.student_work import describe
from convnets.check import CheckFailed

DESCRIPTION = """(lambda base: {
    "input": list(base.input_shape), "output": list(base.output_shape), "parameters": base.count_params(),
    "layers": [layer.name for layer in base.layers if layer.weights],
} if isinstance(base, __import__("keras").Model) else base)(build_base(size))"""


@pytest.mark.graded("check_build_base", points=1)
def test_base_ends_with_feature_maps(submission):
    """The base is VGG16 without its top: it ends with the feature maps of block 5."""
    for size in (32, 75):
        what = f"build_base({size})"
        # A model of 59 MB stays where it is.
        described = submission.evaluate(DESCRIPTION, what=what, size=size)
        expect.true(isinstance(described, dict), f"{what}: expected a Keras model, got {describe(described)}")
        expect.equal(expect.entry(described, "input", what), [None, size, size, 3], f"{what}: input shape")
        hint = "include_top=False leaves out the dense layers; no pooling= and no Flatten after it"
        output = [None, size // 32, size // 32, 512]
        expect.equal(expect.entry(described, "output", what), output, f"{what}: output shape", hint)
        parameters = expect.entry(described, "parameters", what)
        expect.equal(parameters, BASE_PARAMETERS, f"{what}: number of parameters", "VGG16 without its top")
        names = expect.entry(described, "layers", what)
        last = names[-1] if isinstance(names, list) and names else names
        expect.equal(last, "block5_conv3", f"{what}: its last layer with weights", "take it from keras.applications")


# Weights of another VGG16 without its top are written to a file; the outputs of both for the same image. None if the
# student's is not a VGG16 without its top: that is the other test's question.
LOADED = """(lambda keras, np, path: [
    model := keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3)),
    shapes := lambda of: [of.input_shape, of.output_shape, *(tuple(weight.shape) for weight in of.weights)],
    [
        model.save_weights(path),
        [np.asarray(each(np.full((1, 32, 32, 3), 100.0))) for each in (model, build_base(32, weights=path))],
    ][-1] if shapes(build_base(32, weights=None)) == shapes(model) else None,
][-1])(__import__("keras"), __import__("numpy"), __import__("tempfile").mkdtemp() + "/vgg16.weights.h5")"""


@pytest.mark.graded("check_build_base", points=1)
def test_weights_are_passed_on(submission):
    """The argument weights reaches Keras: None gives random weights, the path of a file loads those that are there."""
    what = "build_base(32, weights=path of a file)"
    outputs = submission.evaluate(LOADED, what=what)
    if outputs is not None:
        expect.true(isinstance(outputs, list) and len(outputs) == 2, f"{what}: the answer cannot be read")
        expected, found = (expect.array(each, f"{what}: output for an image") for each in outputs)
        scale = np.abs(expected).max()
        hint = "pass `weights` on to Keras, and let nothing stand before or behind VGG16"
        expect.close(found / scale, expected / scale, f"{what}: output for an image", hint=hint)
    expression = "[float(__import__('numpy').asarray(build_base(32, weights=None).weights[-2]).std()) for _ in (1, 2)]"
    spreads = submission.evaluate(expression, what="build_base(32, weights=None)")
    spreads = expect.array(spreads, "build_base(32, weights=None): spread of the weights", shape=(2,))
    reason = "build_base(32, weights=None): twice the same weights. None should give new random weights"
    expect.true(spreads[0] > 0 and spreads[0] != spreads[1], reason)
    expression = "build_base(32, weights='no-such-folder/vgg16.weights.h5') and None"
    try:
        submission.evaluate(expression)
    except CheckFailed as wrong:
        expect.true(hasattr(wrong, "error"), str(wrong))
        return
    raise CheckFailed(
        "build_base(32, weights='no-such-folder/vgg16.weights.h5'): this file does not exist, so Keras should raise an "
        "error, and nothing was raised. Likely cause: the argument weights is not passed on to Keras"
    )
