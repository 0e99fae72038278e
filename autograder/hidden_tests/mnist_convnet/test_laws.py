"""What holds for all functions of this notebook that compute with data, see `autograder.hidden_tests.laws`."""

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect


@pytest.mark.graded("check_prepare_images", points=0.25)
def test_prepared_images_are_float32(submission):
    """Images are prepared as float32, a single pixel too, and the given images stay as they are."""
    rng = np.random.default_rng(20)
    cases = [
        {"images": rng.integers(0, 256, shape, kind)}
        for shape, kind in (((3, 5, 4), "uint8"), ((1, 1, 1), "uint8"), ((2, 3, 4), "int64"))
    ]
    answers = laws.hold(submission, "prepare_images", cases)
    arrays = [expect.array(answer, "prepare_images(images)", finite=False) for answer in answers]
    reason = "prepare_images(one image of 1x1) has another number of axes. Likely cause: squeeze"
    expect.true(arrays[1].ndim == arrays[0].ndim, reason)
    for case, array in zip(cases, arrays, strict=True):
        what = f"prepare_images(images of type {case['images'].dtype}): type of the numbers"
        expect.equal(array.dtype.name, "float32", what, 'convert with .astype("float32")')


@pytest.mark.graded("check_predict_layers", points=0.25)
def test_no_prediction_is_remembered(submission):
    """The units matter also if nothing else differs, and no call remembers the one before."""
    cases = [{"size": 24, "pooling": True, "units": units} for units in (8, 9)]
    answers = laws.hold(submission, "predict_layers", cases)
    one, other = (repr(expect.entry(answer, "parameters", "predict_layers(...)")) for answer in answers)
    reason = f"predict_layers(24, True, units) has the same parameters for 8 as for 9 units: {one:.200}"
    expect.true(one != other, reason)


@pytest.mark.graded("check_confusion_matrix", points=0.25)
def test_confusion_matrix_keeps_its_digits(submission):
    """Labels and predictions stay as they are, of whatever type, and no call counts those of the one before."""
    rng = np.random.default_rng(21)
    labels, predictions = np.concatenate([rng.integers(0, CLASSES, (2, 30)), np.full((2, 260), 3)], axis=1)
    cases = [
        {"labels": labels.astype(kind), "predictions": predictions.astype(kind)} for kind in ("int64", "uint8", "int32")
    ]
    cases.append({"labels": labels[:1], "predictions": predictions[:1]})
    laws.hold(submission, "confusion_matrix", cases, same=[(0, 1), (0, 2)], differ=True)


@pytest.mark.graded("check_losses", points=0.25)
def test_losses_keep_their_arguments(submission):
    """Probabilities and labels stay as they are, of whatever type, and a single image is no other case."""
    rng = np.random.default_rng(22)
    probabilities = rng.dirichlet(np.ones(CLASSES), 6) * 0.99 + 0.001
    probabilities[:, 0] = 1e-9  # less than what counts, for a digit that no image shows
    labels = np.array([1, 2, 5, 3, 9, 9])
    cases = [
        {"probabilities": probabilities.astype(kind), "labels": labels.astype(integer)}
        for kind, integer in (("float32", "int64"), ("float64", "int64"), ("float32", "uint8"))
    ]
    cases.append({"probabilities": probabilities[:1], "labels": labels[:1]})
    many, *_, one = laws.hold(submission, "losses", cases, same=[(0, 1), (0, 2)], differ=True)
    reason = "losses(probabilities, labels) of one image has another number of axes. Likely cause: squeeze"
    expect.true(np.ndim(expect.array(one, "losses(...) of one image")) == np.ndim(many), reason)
