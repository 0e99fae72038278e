"""Which digits are taken for which, and the loss of each image."""

import numpy as np
import pytest

from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect


@pytest.mark.graded("check_confusion_matrix", points=0.75)
def test_confusions_are_counted(submission):
    """Each of the 10x10 cells counts the images of one digit that were taken for another."""
    rng = np.random.default_rng(10)
    labels, predictions = rng.integers(0, 7, (2, 500))  # no 7, 8, 9: their rows and columns stay
    labels[200:], predictions[200:] = 2, 5  # more than a uint8 can count
    expected = np.zeros((CLASSES, CLASSES), int)
    for label, prediction in zip(labels, predictions, strict=True):
        expected[label, prediction] += 1
    what = "confusion_matrix(500 labels, 500 predictions)"
    matrix = submission.call("confusion_matrix", labels, predictions)
    matrix = expect.array(matrix, what, shape=(CLASSES, CLASSES), hint="a digit that does not occur has its row too")
    # Which axis is which is the other test's question.
    counts = matrix if np.allclose(matrix, expected) else matrix.T
    expect.close(counts, expected, what, hint="the same pair can occur hundreds of times: count each")


@pytest.mark.graded("check_confusion_matrix", points=1)
def test_rows_are_the_true_digits(submission):
    """Rows stand for the true digits, columns for the predicted ones."""
    what = "confusion_matrix([1, 1, 4, 1], [2, 2, 2, 2])"
    matrix = submission.call("confusion_matrix", np.array([1, 1, 4, 1]), np.array([2, 2, 2, 2]))
    matrix = expect.array(matrix, what)
    expect.true(matrix.ndim == 2 and len(matrix) > 4, f"{what}: expected shape (10, 10), got {matrix.shape}")
    rows = np.flatnonzero(matrix.any(axis=1)).tolist()
    expect.equal(rows, [1, 4], f"{what}: rows that are not zero", "rows are the true digits, columns the predicted")


@pytest.mark.graded("check_losses", points=0.75)
def test_loss_of_each_image(submission):
    """The loss of each image is minus the natural logarithm of the probability of its true digit."""
    rng = np.random.default_rng(11)
    for count, kind in ((40, "float32"), (10, "float64"), (1, "float32")):
        probabilities = rng.dirichlet(np.ones(CLASSES), count) * 0.99 + 0.001
        labels = rng.integers(0, CLASSES, count)
        what = f"losses({count} rows of probabilities, labels)"
        result = submission.call("losses", probabilities.astype(kind), labels)
        values = expect.array(result, what, shape=(count,), hint="one loss for each image, not their mean")
        hint = "-ln of the probability in the column of the label, whatever the other digits get"
        expect.close(values, -np.log(probabilities[np.arange(count), labels]), what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_losses", points=1)
def test_what_was_held_impossible_has_a_finite_loss(submission):
    """Where the true digit got a probability below 1e-7, and only there, the loss is that of 1e-7, and finite."""
    labels = np.arange(8)
    given = np.array([0, 0, 0, 1e-12, 1e-12, 3e-8, 2e-7, 5e-7])
    probabilities = np.repeat(given[:, np.newaxis], CLASSES, axis=1).astype("float32")
    probabilities[labels, labels + 2] = 1.0
    what = "losses(rows that give the true digit the probability 0, or nearly 0, labels)"
    values = expect.array(submission.call("losses", probabilities, labels), what, shape=(8,))
    hint = "a probability below 1e-7 counts as 1e-7, all others as they are: np.maximum or np.clip before the logarithm"
    expect.close(values, -np.log(np.maximum(given, 1e-7)), what, tolerance=1e-3, hint=hint)
