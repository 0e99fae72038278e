"""The sample weights instead of ImageNet's: a narrow network, trained on drawings, inside VGG16.

A network of VGG16's form, but with few filters, has learned to tell drawn animals apart (`benchmarks/sample_base.py`),
none of them in the sample data. Its first layer is made by hand (edges and colors), the rest of blocks 1 and 2 is
random, blocks 3 to 5 are trained. Its kernels are a small file. Here they become the first filters of each layer. All
further filters are random mixtures of what these filters of the layer before found, so that no output of the base is
worthless. At 48x48 pixels a classifier on its features is right for .86 to .88 of 600 drawings (700 to train on, five
seeds). Each layer is scaled by what arrives at it, as the network was in its training (data-dependent
initialization: Mishkin and Matas 2016, "All you need is a good init"; Krähenbühl et al. 2016): over some drawn images
the outputs of each filter, before ReLU, have mean 0 and standard deviation 1.
"""

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from convnets.datasets.sample_images import sample_images

SEED = 14
IMAGE_SIZE = 64  # pixels
IMAGES_PER_CLASS = 16  # only means and deviations are taken from them
WIDTHS = (64, 64, "pool", 128, 128, "pool", 256, 256, 256, "pool", 512, 512, 512, "pool", 512, 512, 512)
NARROW = (12, 12, "pool", 24, 24, "pool", 24, 24, 24, "pool", 32, 32, 32, "pool", 32, 32, 32)
FILE = Path(__file__).with_name("sample_vgg16.npz")
MEANS = np.array([103.939, 116.779, 123.68], "float32")  # blue, green, red: VGG16's preprocessing


@functools.cache
def sample_vgg16_weights() -> Sequence[np.ndarray]:
    """Kernels (3, 3, in, out) and biases (out,) in turn, float32, for VGG16's 13 convolutions; always the same.

    Made for images as `keras.applications.vgg16.preprocess_input` returns them.
    """
    rng = np.random.default_rng(SEED)
    with np.load(FILE) as file:
        narrow_network = [edges_and_colors(), *(file[name].astype("float32") for name in file.files)]
    images = sample_images(IMAGE_SIZE, (IMAGES_PER_CLASS, 0))["x_train"]
    signal = images[..., ::-1] - MEANS  # of the trained filters only
    channels = 3
    weights: list[np.ndarray] = []
    for width in WIDTHS:
        if isinstance(width, str):  # "pool"
            signal = _max_pool(signal)
            continue
        narrow = narrow_network.pop(0)
        used, filters = narrow.shape[2:]
        mixtures = rng.standard_normal((3, 3, used, width - filters), "float32")
        kernel = np.concatenate([narrow, mixtures], axis=3)
        outputs = _convolve(signal, kernel)
        mean, deviation = outputs.mean((0, 1, 2)), outputs.std((0, 1, 2))
        unused = np.zeros((3, 3, channels - used, width), "float32")
        weights += [np.concatenate([kernel / deviation, unused], axis=2), -mean / deviation]
        signal = np.maximum((outputs[..., :filters] - mean[:filters]) / deviation[:filters], 0)
        channels = width
    return tuple(weights)


def edges_and_colors() -> np.ndarray:
    """Twelve filters (3, 3, 3, 12), made by hand: edges in eight directions, light, dark, and two pairs of colors."""
    rows, columns = np.mgrid[-1:2, -1:2].astype("float32")
    filters = []
    for angle in np.arange(8) * np.pi / 4:
        slope = np.cos(angle) * columns + np.sin(angle) * rows
        filters.append(np.repeat(slope[..., None], 3, axis=2))
    smooth = np.outer([1, 2, 1], [1, 2, 1]).astype("float32")[..., None]
    for blue, green, red in ((1, 1, 1), (-1, -1, -1), (-1, -1, 2), (2, -1, -1)):
        filters.append(smooth * np.array([blue, green, red], "float32"))
    return np.stack(filters, axis=-1)


def _convolve(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolution 3x3 with padding "same", as a sum over the nine positions of the kernel."""
    height, width = signal.shape[1:3]
    padded = np.pad(signal, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return sum(padded[:, i : i + height, j : j + width] @ kernel[i, j] for i in range(3) for j in range(3))


def _max_pool(signal: np.ndarray) -> np.ndarray:
    count, height, width, channels = signal.shape
    return signal.reshape(count, height // 2, 2, width // 2, 2, channels).max((2, 4))
