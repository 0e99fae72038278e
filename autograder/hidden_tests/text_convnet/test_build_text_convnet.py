"""The lecture's network: size, layers, optimizer, loss and accuracy."""

from typing import Any

import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of, parts
from autograder.hidden_tests.text_convnet.network import EMPTY, FULL, SMALL, predicted, wired
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe, describe_call

SIZES = """[
    (lambda model: [model.count_params(), model.input_shape[1]])(build_text_convnet(**arguments)) for arguments in asked
]"""


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_network_has_the_lectures_size(submission):
    """The network takes texts of the asked length, gives one output, and has as many parameters as the lecture's."""
    for arguments in ({}, SMALL, {"length": 90, "words": 50, "dimensions": 6, "filters": 5, "window": 4, "pool": 2}):
        what = describe_call("build_text_convnet", (), arguments)
        model = expect.model(
            submission.call("build_text_convnet", **arguments),
            what,
            input_shape=(None, arguments.get("length", 500)),
            output_shape=(None, 1),
        )
        expected = sum(predicted(**arguments)["parameters"])
        hint = "look at the arguments, or for a layer that is missing or too many"
        expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)
    asked = [*({name: value} for name, value in SMALL.items()), {**SMALL, "optimizer": "sgd"}]
    answer = submission.evaluate(SIZES, what="build_text_convnet(...) with one argument", asked=asked)
    for arguments, found in zip(asked, answers_of(answer, len(asked), "build_text_convnet(...)"), strict=True):
        what = describe_call("build_text_convnet", (), arguments)
        sizes = {name: value for name, value in arguments.items() if name != "optimizer"}
        expected = [sum(predicted(**sizes)["parameters"]), arguments.get("length", 500)]
        expect.equal(found, expected, f"{what}: number of parameters, and length of the texts")


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_both_convolutions_have_a_relu(submission):
    """Both convolutions set negative values to 0, and keep positive ones, however large."""
    network = wired(submission)
    silent = network.output(EMPTY)
    first = np.allclose(network.output(FULL, word=-1.0, kernels=(1.0, -1.0)), silent, atol=1e-4)
    second = np.allclose(network.output(FULL, kernels=(1.0, -1.0)), silent, atol=1e-4)
    guilty = " and ".join(name for name, fine in (("first", first), ("second", second)) if not fine)
    reason = (
        f"{network.what}: the {guilty} convolution lets negative values through. Likely cause: activation='relu' is "
        "missing, or it is another activation"
    )
    expect.true(first and second, reason)
    once, large = (np.allclose(network.output(FULL, word=size, bias=-size), silent, atol=1e-3) for size in (1.0, 20.0))
    reason = f"{network.what}: large values are cut off. Likely cause: another activation than relu, such as relu6"
    expect.true(large or not once, reason)  # what does not keep a signal of 1 is another test's question


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_one_telling_word_is_enough(submission):
    """One word that a filter looks for counts as much as a text full of it, wherever it stands."""
    network = wired(submission)
    texts = np.repeat(EMPTY, 6, axis=0)
    texts[range(6), [8, 9, 10, 23, 36, 49]] = 5
    expected = network.output(EMPTY, bias=1.0)
    found = network.output(np.concatenate([texts, FULL]))
    reason = (
        f"{network.what}: one word in a long text does not reach the output with its full strength, or not from each "
        "place. Likely cause: average-pooling, or Flatten instead of GlobalMaxPooling1D"
    )
    expect.true(np.allclose(found, expected, atol=1e-4), reason)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_no_layer_pads(submission):
    """The shortest text is as long as the receptive field: no layer pads."""
    for sizes, view in ((SMALL, 19), ({"words": 12, "dimensions": 4, "filters": 3}, 41)):
        arguments = sizes | {"length": view}
        what = describe_call("build_text_convnet", (), arguments)
        expect.model(submission.call("build_text_convnet", **arguments), what)
        arguments = sizes | {"length": view - 1}
        error = submission.error("build_text_convnet", **arguments)
        reason = (
            f"{describe_call('build_text_convnet', (), arguments)}: expected an error, since {view - 1} words are too "
            "few, and got a model. Likely cause: padding='same' or 'causal', or another default of `pool`"
        )
        expect.true(error, reason)


OPTIMIZERS = """(lambda SGD: [
    [type(optimizer).__name__, float(optimizer.learning_rate)] for optimizer in [
        build_text_convnet(**arguments, **chosen).optimizer for chosen in (*choices, {"optimizer": SGD(0.25)})
    ]
])(__import__("keras").optimizers.SGD)"""


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_optimizer_is_the_one_asked_for(submission):
    """The network is compiled with the optimizer that the argument names or is, which is Adam by default."""
    choices = [{"optimizer": "rmsprop"}, {"optimizer": "sgd"}, {}]
    what = "build_text_convnet(..., optimizer=...).optimizer for 'rmsprop', 'sgd', the default and SGD(0.25)"
    found = answers_of(submission.evaluate(OPTIMIZERS, what=what, arguments=SMALL, choices=choices), 4, what)
    names = [parts(each, 2, what)[0] for each in found]
    expect.equal(names, ["RMSprop", "SGD", "Adam", "SGD"], what, "give the argument to `compile`")
    rate = f"{what}: the learning rate of the last one"
    expect.close(found[-1][1], 0.25, rate, hint="the optimizer is given as an object: hand it on as it is")


# Eager, because preparing a compiled model takes longer than to evaluate it on 8 texts.
EVALUATED = (
    "(lambda model: [setattr(model, 'run_eagerly', True), [[model.set_weights("
    "[0 * weight for weight in model.get_weights()[:-1]] + [bias]),"
    " model.evaluate(texts, labels, batch_size=8, verbose=0, return_dict=True)][-1] for bias, labels in cases]][-1])"
    "(build_text_convnet(**arguments))"
)


def evaluated(submission: StudentWork, cases: list[tuple[float, int]]) -> list[dict]:
    """What `evaluate` of the student's compiled network says, if each text has the same logit and the same label."""
    asked = [(np.array([bias], "float32"), np.full(8, label)) for bias, label in cases]
    what = f"{describe_call('build_text_convnet', (), SMALL)}.evaluate(8 texts, labels)"
    texts = np.zeros((8, SMALL["length"]), "int32")
    results: Any = submission.evaluate(EVALUATED, what=what, arguments=SMALL, texts=texts, cases=asked)
    are_results = isinstance(results, list) and all(isinstance(result, dict) for result in results)
    expect.true(are_results, f"{what}: expected the loss and the accuracy, got {describe(results)}")
    return results


@pytest.mark.graded("check_build_text_convnet", points=1)
def test_loss_fits_the_output(submission):
    """The loss is the binary cross-entropy of the probability that the output stands for."""
    cases = [(-2.0, 1), (3.0, 0), (1.5, 1), (0.0, 0)]
    for (logit, label), result in zip(cases, evaluated(submission, cases), strict=True):
        expected = float(np.log1p(np.exp(-logit if label else logit)))
        probability = 1 / (1 + np.exp(-logit))
        loss = expect.number(expect.entry(result, "loss", "build_text_convnet().evaluate(...)"), "loss")
        reason = (
            f"build_text_convnet(): with the probability {probability:.2f} (logit {logit:g}) and the label {label} the "
            f"loss should be {expected:.2f}, and is {loss:.2f}. Likely cause: no sigmoid, though the loss wants "
            "probabilities (outputs outside (0, 1) are then clipped, and learn nothing), or another loss"
        )
        expect.true(abs(loss - expected) < 0.02 * (1 + expected), reason)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_accuracy_fits_the_output(submission):
    """The accuracy takes a text for positive from a probability of 0.5 on, which is a logit of 0."""
    cases = [(0.02, 1), (0.02, 0), (-0.02, 1), (2.0, 1)]
    for (logit, label), result in zip(cases, evaluated(submission, cases), strict=True):
        values = [value for name, value in result.items() if name != "loss"]
        reason = f"build_text_convnet(): expected a loss and one metric, the accuracy; evaluate knows {list(result)}"
        expect.true(len(values) == 1, reason)
        expected = float((logit > 0) == label)
        accuracy = expect.number(values[0], "build_text_convnet(): accuracy")
        reason = (
            f"build_text_convnet(): texts with the logit {logit:g} and the label {label} should have the accuracy "
            f"{expected:g}, and have {accuracy:g}. Likely cause: logits are not compared with 0"
        )
        expect.true(abs(accuracy - expected) < 1e-6, reason)
