"""The dense baseline."""

import pytest

from autograder.hidden_tests.mnist_convnet.built_models import (
    built,
    built_circuit,
    expect_input_as_it_is,
    expect_new_models,
    expect_parameters,
    expect_probabilities,
    expect_same_in_training,
)
from autograder.hidden_tests.mnist_convnet.first_loss import expect_loss_of_logits, train_is_there
from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_has_the_lectures_size(submission):
    """The baseline takes the same images as the convnet, and has one hidden layer of 512 units."""
    model = built(submission, "build_dense")
    expect.model(model, "build_dense()", input_shape=(None, 28, 28, 1), output_shape=(None, CLASSES))
    expect_parameters(model, 407_050, "build_dense()", "784 pixels, 512 units, 10 digits; each unit has a bias")


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_has_a_relu(submission):
    """The hidden layer of the baseline sets negative values to 0."""
    circuit = built_circuit(submission, "build_dense", input_shape=None)
    linear = circuit.layers_that_pass_negative_signals()
    reason = (
        "build_dense(): the hidden layer lets negative values through. Likely cause: activation='relu' is missing; "
        "without it two layers compute no more than one"
    )
    expect.true(not linear, reason)
    circuit.expect_no_ceiling("build_dense()")


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_gives_probabilities(submission):
    """The last layer of the baseline is a softmax over ten digits, or gives logits that `train` expects."""
    trains = train_is_there(submission)
    logits = expect_probabilities(built_circuit(submission, "build_dense", input_shape=None), "build_dense()")
    if logits and trains:
        expect_loss_of_logits(submission, "build_dense()")


@pytest.mark.graded("check_build_dense", points=0.25)
def test_baseline_has_no_other_layers(submission):
    """The baseline takes prepared images as they are, and has no dropout and no penalty on weights."""
    circuit = built_circuit(submission, "build_dense", input_shape=None)
    expect_input_as_it_is(circuit, "build_dense()")
    expect_same_in_training(circuit, "build_dense()")


@pytest.mark.graded("check_build_dense", points=0.25)
def test_each_baseline_is_new(submission):
    """Each call builds a new baseline with weights of its own."""
    expect_new_models(submission, "build_dense")
