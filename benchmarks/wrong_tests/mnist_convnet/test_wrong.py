"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.mnist_convnet.models import CLASSES, images_read_as, reader
from autograder.questions import expect


@pytest.mark.graded("check_build_convnet", points=1)
def test_value_another_number_of_parameters(submission):
    """The biases of one layer are forgotten in the expected number."""
    model = expect.model(submission.call("build_convnet"), "build_convnet()")
    expect.equal(model.count_params(), 93_322 - 64, "build_convnet(): number of parameters")


@pytest.mark.graded("check_confusion_matrix", points=1)
def test_value_rows_and_columns_mixed_up(submission):
    """Rows are expected to be the predicted digits."""
    truth, predicted = np.array([1, 1, 2, 5]), np.array([1, 2, 2, 7])
    expected = np.zeros((CLASSES, CLASSES), int)
    np.add.at(expected, (predicted, truth), 1)
    expect.close(submission.call("confusion_matrix", truth, predicted), expected, "confusion_matrix(...)")


@pytest.mark.graded("check_build_convnet", points=1)
def test_detail_sequential(submission):
    """The model is a Sequential."""
    kind = submission.evaluate("type(build_convnet()).__name__", what="type of build_convnet()")
    expect.equal(kind, "Sequential", "type of build_convnet()")


@pytest.mark.graded("check_build_convnet", points=1)
def test_detail_number_of_layers(submission):
    """The model has eight layers: three convolutions, two poolings, Flatten, two dense layers."""
    count = submission.evaluate("len(build_convnet().layers)", what="number of layers of build_convnet()")
    expect.equal(count, 8, "number of layers of build_convnet()")


@pytest.mark.graded("check_train", points=1)
def test_detail_name_of_the_metric(submission):
    """The history has exactly the keys accuracy and loss."""
    images = images_read_as(np.arange(40) % CLASSES, np.random.default_rng(1))
    result = submission.call("train", reader("softmax"), images, np.arange(40) % CLASSES, 1, eager=True)
    expect.equal(sorted(expect.history(result, "train(...)")), ["accuracy", "loss"], "keys of the history")


@pytest.mark.graded("check_losses", points=1)
def test_detail_type_of_losses(submission):
    """Losses are float64."""
    probabilities = np.full((4, CLASSES), 0.1)
    value = np.asarray(submission.call("losses", probabilities, np.arange(4)))
    expect.true(value.dtype == np.float64, f"losses(...): expected float64, got {value.dtype}")


@pytest.mark.graded("check_evaluate", points=1)
def test_detail_python_float(submission):
    """The accuracy is a Python float."""
    images = images_read_as(np.arange(40) % CLASSES, np.random.default_rng(1))
    value = submission.call("evaluate", reader("softmax"), images, np.arange(40) % CLASSES, eager=True)
    expect.true(type(value) is float, f"evaluate(...): expected a float, got {type(value).__name__}")
