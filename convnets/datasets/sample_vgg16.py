"""The sample weights instead of ImageNet's: random, but fit for VGG16's depth.

With Keras' own initialisation (Glorot) the signal fades on its way through the 13 convolutions, and with any that is
blind to the data every image ends up near the same feature vector. So each layer is scaled by what arrives at it
(data-dependent initialisation: Mishkin and Matas 2016, "All you need is a good init"; Krähenbühl et al. 2016): over
a few drawn images the outputs of each filter, before ReLU, have mean 0 and standard deviation 1.
"""

import functools
from collections.abc import Sequence

import numpy as np

from convnets.datasets.sample_images import sample_images

SEED = 14
IMAGE_SIZE = 64  # pixels; small and few images, because only means and deviations are taken from them
IMAGES_PER_CLASS = 3
CHANNELS = (3, 64, 64, "pool", 128, 128, "pool", 256, 256, 256, "pool", 512, 512, 512, "pool", 512, 512, 512)
IMAGENET_MEAN = np.array([103.939, 116.779, 123.68], "float32")  # blue, green, red: VGG16's preprocessing


@functools.cache
def sample_vgg16_weights() -> Sequence[np.ndarray]:
    """Kernels (3, 3, in, out) and biases (out,) in turn, float32, for VGG16's 13 convolutions; always the same.

    Made for images as `keras.applications.vgg16.preprocess_input` returns them.
    """
    rng = np.random.default_rng(SEED)
    images = sample_images(IMAGE_SIZE, (IMAGES_PER_CLASS, 0))["x_train"]
    signal = images[..., ::-1] - IMAGENET_MEAN
    weights: list[np.ndarray] = []
    for step in CHANNELS[1:]:
        if isinstance(step, str):  # "pool"
            signal = _max_pool(signal)
            continue
        kernel = rng.standard_normal((3, 3, signal.shape[-1], step), "float32")
        outputs = _convolve(signal, kernel)
        mean, deviation = outputs.mean((0, 1, 2)), outputs.std((0, 1, 2))
        weights += [kernel / deviation, -mean / deviation]
        signal = np.maximum((outputs - mean) / deviation, 0)
    return tuple(weights)


def _convolve(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolution 3x3 with padding "same", as a sum over the nine positions of the kernel."""
    height, width = signal.shape[1:3]
    padded = np.pad(signal, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return sum(padded[:, i : i + height, j : j + width] @ kernel[i, j] for i in range(3) for j in range(3))


def _max_pool(signal: np.ndarray) -> np.ndarray:
    count, height, width, channels = signal.shape
    return signal.reshape(count, height // 2, 2, width // 2, 2, channels).max((2, 4))
