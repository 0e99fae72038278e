"""Which digits are taken for which: the table, and its most frequent mistakes."""

import numpy as np
import pytest

from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect


@pytest.mark.graded("check_confusion_matrix", points=1)
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


@pytest.mark.graded("check_most_confused", points=1)
def test_most_frequent_mistakes_come_first(submission):
    """The most frequent mistakes are listed as (true, predicted, count), without the right predictions."""
    rng = np.random.default_rng(11)
    matrix = rng.permutation(100).reshape(CLASSES, CLASSES) + 1  # no two counts are equal
    matrix[2, 6], matrix[2, 8], matrix[6, 2] = 300, 250, 200  # one row twice, one pair in both directions
    np.fill_diagonal(matrix, 900 + np.arange(CLASSES))
    order = np.argsort(-matrix, axis=None)[CLASSES:]
    expected = [(int(cell // CLASSES), int(cell % CLASSES), int(matrix.flat[cell])) for cell in order]
    for given in ((1,), (4,), ()):
        result = submission.call("most_confused", matrix, *given)
        hint = "largest count first, (true, predicted, count), each direction on its own, nothing of the diagonal"
        count = given[0] if given else 3
        expect.equal(result, expected[:count], f"most_confused({', '.join(['matrix', *map(str, given)])})", hint)


@pytest.mark.graded("check_most_confused", points=1)
def test_what_never_happened_is_no_mistake(submission):
    """All pairs that were confused are listed, and no others, even if fewer than asked for remain."""
    matrix = np.zeros((CLASSES, CLASSES), int)
    matrix[4, 9], matrix[3, 5], matrix[1, 7] = 6, 2, 2
    what = "most_confused(matrix with 3 kinds of mistake, 5)"
    hint = "leave out the pairs with count 0, and list each of those that are equally frequent"
    rows = expect.array(submission.call("most_confused", matrix, 5), what, shape=(3, 3), hint=hint).tolist()
    expect.equal([rows[0], *sorted(rows[1:])], [(4, 9, 6), (1, 7, 2), (3, 5, 2)], what, hint)
