"""Photos with stripes, upright or level, and the class of each."""

import functools

import numpy as np

from autograder.hidden_tests.vgg16_finetuning.tiny_base import SIDE, prepared
from autograder.questions.student_work import StudentWork
from convnets.datasets.sample_images import sample_images


@functools.cache
def striped_photos(count: int, flipped: bool) -> tuple[np.ndarray, np.ndarray]:
    """The first photos, dark and with a few bright stripes; the label says whether they are level or upright.

    Returns:
        uint8 RGB photos (count, 16, 16, 3) and labels (count,) of 0 and 1, as many of each.
    """
    rng = np.random.default_rng(count)
    photos = sample_images(SIDE, (count // 2, 1))["x_train"].astype("float32") * 0.5
    level = rng.permutation(np.arange(count) % 2)
    for photo, is_level in zip(photos, level, strict=True):
        across = photo if is_level else photo.transpose(1, 0, 2)
        for place in rng.choice(SIDE, rng.integers(2, 5), replace=False):
            start = rng.integers(0, SIDE // 2)
            across[place, start : start + SIDE // 2] = rng.uniform(220, 255)
    labels = 1 - level if flipped else level
    return np.clip(photos, 0, 255).astype("uint8"), labels.astype("int64")


def photos_for(submission: StudentWork, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Photos and labels to train on, and 200 others with their labels; the seed decides which stripes are class 1."""
    photos, labels = striped_photos(count + 200, bool(submission.seed % 2))
    return photos[:count], labels[:count], photos[count:], labels[count:]


def few_photos(count: int) -> np.ndarray:
    """The first photos with stripes, prepared for the base: floats (count, 16, 16, 3), at most 120."""
    return prepared(striped_photos(120, False)[0][:count])
