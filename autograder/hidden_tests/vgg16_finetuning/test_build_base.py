"""The base is VGG16 without its top, with the weights that were asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
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


# Weights of another VGG16 without its top are written to a file, which is also what Keras gets if it downloads any; the
# outputs of all three for the same image. None if the student's is not a VGG16 without its top: that is the other
# test's question.
LOADED = """(lambda keras, np, path: [
    downloading := __import__("unittest.mock").mock.patch(
        "keras.src.utils.file_utils.get_file", lambda *arguments, **names: path
    ),
    model := keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3)),
    shapes := lambda of: [of.input_shape, of.output_shape, *(tuple(weight.shape) for weight in of.weights)],
    [
        model.save_weights(path),
        both := [build_base(32, weights=path), downloading(build_base)(32, weights="imagenet")],
        [
            *[np.asarray(each(np.full((1, 32, 32, 3), 100.0))) for each in (model, *both)],
            [each.input_shape[1] for each in both],
        ],
    ][-1] if shapes(build_base(32, weights=None)) == shapes(model) else None,
][-1])(__import__("keras"), __import__("numpy"), __import__("tempfile").mkdtemp() + "/vgg16.weights.h5")"""


@pytest.mark.graded("check_build_base", points=1)
def test_weights_are_passed_on(submission):
    """The argument weights reaches Keras: None gives random weights, the path of a file loads those that are there."""
    what = "build_base(32, weights=path of a file)"
    outputs = submission.evaluate(LOADED, what=what)
    if outputs is not None:
        *outputs, sides = parts(outputs, 4, what)
        expected, *loaded = (expect.array(each, f"{what}: output for an image") for each in outputs)
        hint = "image_size counts with each kind of weights"
        expect.equal(sides, [32, 32], f"{what}, and with weights='imagenet': height of the images", hint)
        scale = np.abs(expected).max()
        hint = "pass `weights` on to Keras, and let nothing stand before or behind VGG16"
        for call, found in zip((what, "build_base(32, weights='imagenet')"), loaded, strict=True):
            expect.close(found / scale, expected / scale, f"{call}: output for an image", hint=hint)
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
