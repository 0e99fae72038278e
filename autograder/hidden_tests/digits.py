"""The digits that models of students learn in hidden tests."""

from functools import cache

import numpy as np

from convnets import datasets

# Loaded once for all submissions that this process judges: not to be changed.
all_digits = cache(lambda: datasets.mnist(verbose=False))


def halved(images: np.ndarray) -> np.ndarray:
    """Prepared images of half the side: a quarter of the data to send and to learn from.

    Args:
        images: (n, 28, 28), grey levels from 0 to 255.

    Returns:
        (n, 14, 14, 1), float32, 0 to 1.
    """
    blocks = images.reshape(len(images), 14, 2, 14, 2)
    return (blocks.max(axis=(2, 4))[..., np.newaxis] / 255).astype("float32")
