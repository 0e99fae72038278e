"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.image_augmentation.augmentations import mover
from autograder.questions import expect


@pytest.mark.graded("check_summarise", points=1)
def test_value_sign_of_the_gap(submission):
    """The gap is expected as validation minus training."""
    history = {"accuracy": [0.6, 0.9], "val_accuracy": [0.6, 0.7], "loss": [0.6, 0.3], "val_loss": [0.6, 0.6]}
    expect.close(submission.call("summarise", history).get("gap"), -0.2, "summarise(...)['gap']")


@pytest.mark.graded("check_shift_image", points=1)
def test_value_shifted_the_other_way(submission):
    """The image is expected to move up and left."""
    image = np.random.default_rng(1).uniform(0, 255, (6, 6, 3))
    expected = np.zeros_like(image)
    expected[:-1, :-2] = image[1:, 2:]
    expect.close(submission.call("shift_image", image, 1, 2), expected, "shift_image(image, 1, 2)")


@pytest.mark.graded("check_build_augmentation", points=1)
def test_detail_classes_of_layers(submission):
    """The augmentation is a Sequential that holds a RandomFlip."""
    what = "layers of build_augmentation(horizontal_flip=True)"
    expression = "[type(layer).__name__ for layer in getattr(build_augmentation(horizontal_flip=True), 'layers', [])]"
    expect.true("RandomFlip" in submission.evaluate(expression, what=what), f"{what}: no RandomFlip")


@pytest.mark.graded("check_shift_image", points=1)
def test_detail_type_of_the_image(submission):
    """The result has the type of the image."""
    image = np.random.default_rng(1).integers(0, 255, (6, 6, 3)).astype(np.uint8)
    value = np.asarray(submission.call("shift_image", image, 1, 2))
    expect.true(value.dtype == image.dtype, f"shift_image(...): expected uint8, got {value.dtype}")


@pytest.mark.graded("check_augmented_versions", points=1)
def test_detail_array(submission):
    """The versions are an array, not a tensor or a list."""
    expression = "type(augmented_versions(image, augmentation)).__name__"
    image = np.random.default_rng(1).uniform(0, 255, (6, 6, 3))
    kind = submission.evaluate(expression, what="type of augmented_versions(...)", image=image, augmentation=mover())
    expect.equal(kind, "ndarray", "type of augmented_versions(...)")


@pytest.mark.graded("check_build_convnet", points=1)
def test_detail_number_of_layers(submission):
    """The model has 12 layers."""
    count = submission.evaluate("len(build_convnet().layers)", what="number of layers of build_convnet()")
    expect.equal(count, 12, "number of layers of build_convnet()")


@pytest.mark.graded("check_summarise", points=1)
def test_detail_python_int(submission):
    """The epoch is Python's int."""
    history = {"accuracy": [0.6, 0.9], "val_accuracy": [0.6, 0.7], "loss": [0.6, 0.3], "val_loss": [0.6, 0.6]}
    value = submission.call("summarise", history).get("epoch")
    expect.true(type(value) is int, f"summarise(...)['epoch']: expected an int, got {type(value).__name__}")
