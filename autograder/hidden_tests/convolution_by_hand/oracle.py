"""The operations of a convolutional network in plain loops: where the hidden tests' expected values come from."""

from collections.abc import Callable

import numpy as np


def slide(data: np.ndarray, window: tuple[int, ...], stride: int, compute: Callable) -> np.ndarray:
    """Apply `compute` to each window of `data` that fits; `window` has a size for each axis of `data`."""
    sizes = [(n - k) // stride + 1 for n, k in zip(data.shape, window, strict=True)]
    result = np.empty(sizes)
    for position in np.ndindex(*sizes):
        corner = [index * stride for index in position]
        result[position] = compute(data[tuple(slice(c, c + k) for c, k in zip(corner, window, strict=True))])
    return result


def responses(data: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Response map of a kernel with as many axes as the data."""
    return slide(data, kernel.shape, stride, lambda window: float((window * kernel).sum()))


def layer(image: np.ndarray, kernels: np.ndarray, stride: int = 1) -> np.ndarray:
    """Feature maps (height, width, filters) of a convolutional layer without bias."""
    filters = [responses(image, kernels[..., f], stride)[..., 0] for f in range(kernels.shape[-1])]
    return np.stack(filters, axis=-1)


def with_zeros(image: np.ndarray, kernel: tuple[int, int], stride: int = 1) -> np.ndarray:
    """An image (height, width, channels) with the zeros of "same" padding."""
    around = []
    for size, window in zip(image.shape[:2], kernel, strict=True):
        last = range(0, size, stride)[-1] + window  # where the last window ends, if the first starts at 0
        zeros = max(last - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)))


def pooled(maps: np.ndarray, size: int, stride: int, compute: Callable) -> np.ndarray:
    """Each channel of (height, width, channels) pooled on its own."""
    channels = [slide(maps[..., c], (size, size), stride, compute) for c in range(maps.shape[-1])]
    return np.stack(channels, axis=-1)


def seen_pixels(layers: list[tuple[int, int]]) -> int:
    """Receptive field, by following one unit on top down to the pixels that it reads."""
    units = {0}
    for window, stride in reversed(layers):
        units = {unit * stride + offset for unit in units for offset in range(window)}
    return max(units) - min(units) + 1
