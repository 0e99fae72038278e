"""The network: size, activations, penalties and dropout."""

import numpy as np
import pytest

from autograder.hidden_tests.circuit import circuit_of, outputs_of
from autograder.hidden_tests.regularizers.dropped_values import INPUTS, dropout_net, dropped_shares
from autograder.hidden_tests.regularizers.network import kernels_of, net, penalty
from autograder.questions import expect
from autograder.questions.student_work import describe_call


@pytest.mark.graded("check_build_net", points=1)
def test_network_has_the_right_size(submission):
    """Two hidden layers of the asked size and one output, each with biases."""
    for arguments, units, words in (
        ({"units": 6, "words": 40}, 6, 40),
        ({"units": 3, "words": 11}, 3, 11),
        ({}, 16, 10_000),
        ({"units": 5}, 5, 10_000),
        ({"words": 30}, 16, 30),
    ):
        model = submission.call("build_net", **arguments)
        what = describe_call("build_net", (), arguments)
        expect.model(model, what, input_shape=(None, words), output_shape=(None, 1))
        expected = (words + 1) * units + (units + 1) * units + units + 1
        hint = "the arguments units and words, two hidden layers, one output"
        expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)


@pytest.mark.graded("check_build_net", points=1)
def test_activations_are_relu_and_sigmoid(submission):
    """The hidden layers have a ReLU, and the output is a probability."""
    model, what = net(submission, units=6, words=10)
    circuit = circuit_of(model, 1, what)
    linear = circuit.layers_that_pass_negative_signals()
    reason = f"{what}: hidden layers {linear} let negative values through. Likely cause: activation='relu' is missing"
    expect.true(not linear, reason)
    circuit.expect_no_ceiling(what)
    for score in (-2.0, 0.7, 3.0):
        output = circuit.output(np.zeros((1, 10), "float32"), bias=np.full(circuit.shapes[-1], score, "float32"))
        expected = 1 / (1 + np.exp(-score))
        hint = "the last layer has a sigmoid"
        expect.close(float(output.ravel()[0]), expected, f"{what}: output for the score {score}", hint=hint)


@pytest.mark.graded("check_build_net", points=1)
def test_only_hidden_kernels_are_penalized(submission):
    """The kernels of both hidden layers are penalized, the biases and the output layer are not."""
    for arguments in ({"l2": 0.03}, {"l1": 0.03}, {"l2": 0.03, "dropout": 0.3}):
        model, what = net(submission, units=4, words=6, **arguments)
        *hidden, output = kernels_of(model)
        for number, index in enumerate(hidden, start=1):
            reason = (
                f"{what}: the weights of hidden layer {number} are not penalized. Likely cause: no kernel_regularizer"
            )
            expect.true(penalty(model, {index: 1.0}) > 0, reason)
        biases = {index: 1.0 for index in range(len(model.weights)) if index not in (*hidden, output)}
        expect.true(abs(penalty(model, biases)) < 1e-7, f"{what}: the biases are penalized. Only the kernels should be")
        reason = f"{what}: the output layer is penalized. Only the hidden layers should be"
        expect.true(abs(penalty(model, {output: 1.0})) < 1e-7, reason)


@pytest.mark.graded("check_build_net", points=1)
def test_penalties_have_the_asked_strength(submission):
    """The penalty is l1 times the absolute values plus l2 times the squares."""
    rng = np.random.default_rng(5)
    small = {"units": 4, "words": 6}
    for sizes, strengths in (
        (small, {"l2": 0.07}),
        (small, {"l1": 0.03}),
        (small, {"l1": 0.02, "l2": 0.05}),
        (small, {"l2": 0.04, "dropout": 0.3}),
        (small, {}),
        ({}, {"l1": 0.01, "l2": 0.02, "dropout": 0.3}),
    ):
        model, what = net(submission, **sizes, **strengths)
        l1, l2 = strengths.get("l1", 0.0), strengths.get("l2", 0.0)
        every = {index: rng.normal(0, 1, model.weights[index].shape) for index in range(len(model.weights))}
        # Which weights are penalized is the other test's question; where none is, both fail.
        penalized = {index: values for index, values in every.items() if penalty(model, {index: values}) > 1e-7}
        if l1 or l2:
            reason = f"{what}: nothing is penalized. Likely cause: the argument is not handed to kernel_regularizer"
            expect.true(penalized, reason)
        expected = sum(l1 * np.abs(values).sum() + l2 * (values**2).sum() for values in penalized.values())
        hint = "l1 and l2 are handed on as they are; L2 has no 1/2, and the short form 'l2' means 0.01"
        expect.close(penalty(model, penalized), expected, f"{what}: penalty for given weights", hint=hint)


HIDDEN = ("hidden layer 1", "hidden layer 2")


@pytest.mark.graded("check_build_net", points=1)
def test_dropout_follows_both_hidden_layers(submission):
    """In training outputs of both hidden layers are dropped, with penalties too, but neither input nor output."""
    model, what = dropout_net(submission, l1=0.002, l2=0.001, dropout=0.4)
    shares = dropped_shares(model)
    for place in HIDDEN:
        reason = (
            f"{what}: in training no output of {place} is set to zero. Likely cause: a Dropout layer is missing there"
        )
        expect.true(shares[place] > 0.02, reason)
    for place in ("the input", "the output"):
        expect.true(shares[place] < 0.02, f"{what}: {place} of the network is dropped in training, and should not be")


@pytest.mark.graded("check_build_net", points=1)
def test_dropout_has_the_asked_rate(submission):
    """The rate is the share that is dropped; without an argument and outside of training nothing is."""
    for rate in (0.04, 0.6, 0.0):
        model, what = dropout_net(submission, **({"dropout": rate} if rate else {}))
        shares = dropped_shares(model)
        found = {place: shares[place] for place in HIDDEN if shares[place] > 0.02}
        if rate:
            expect.true(found, f"{what}: in training nothing is set to zero. Likely cause: there is no Dropout layer")
        for place, share in found.items():
            reason = (
                f"{what}: in training {share:.0%} of the outputs of {place} are set to zero, expected {rate:.0%}. "
                "Likely cause: another rate, or the share that is kept instead of the share that is dropped"
            )
            expect.true(abs(share - rate) < 0.06, reason)
        inputs = np.random.default_rng(6).normal(size=(2, INPUTS)).astype("float32")
        twice = [outputs_of(model, inputs) for _ in range(2)]
        expect.true(np.array_equal(*twice), f"{what}: outside of training the same input gave different outputs")
    model, what = net(submission, dropout=0.5)
    inputs = np.ones((1, 10_000), "float32")
    trained = [outputs_of(model, inputs, training=True) for _ in range(8)]
    reason = f"{what}: the output in training is always the same. Is the argument dropout heeded with default sizes?"
    expect.true(any(not np.allclose(each, trained[0]) for each in trained), reason)
