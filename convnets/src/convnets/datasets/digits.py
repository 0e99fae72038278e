"""MNIST: handwritten digits."""

import zipfile
from pathlib import Path

import numpy as np

from convnets.datasets import sources
from convnets.datasets.dataset import Dataset


def mnist(verbose: bool = True) -> Dataset:
    """Load MNIST (LeCun, Cortes and Burges 1998), or scikit-learn's digits instead.

    Args:
        verbose: whether to print one line that says what was loaded and from where.

    Returns:
        `x_train`, `x_test`: uint8 images (n, 28, 28), 0 is paper and 255 is ink; `y_train`, `y_test`: uint8 labels
        (n,), 0 to 9; `source`. MNIST has 60,000 and 10,000 images, the sample data 10,400 and 497.

    Raises:
        DatasetError: if the folder in CONVNETS_DATA lacks the file, or the file is damaged.
    """
    source, paths = sources.locate("mnist")
    if source == sources.SAMPLE:
        from convnets.datasets.sample_digits import sample_digits

        name, arrays = "MNIST stand-in (scikit-learn's 8x8 digits scaled to 28x28)", sample_digits()
    else:
        name, arrays = "MNIST", _read(paths["mnist.npz"], source)
    data = Dataset(**arrays, source=source)
    if verbose:
        sizes = f"{len(data.x_train)} training and {len(data.x_test)} test images"
        print(f"{name}: {sizes}, {sources.origin(source)}")
    return data


def _read(path: Path, source: str) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("x_train", "y_train", "x_test", "y_test")}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise sources.damaged(path, source, error) from error
    for part in ("train", "test"):
        images, labels = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if images.shape != (len(labels), 28, 28) or images.dtype != np.uint8:
            found = f"x_{part} is {images.dtype} {images.shape} with {len(labels)} labels, expected uint8 (n, 28, 28)"
            raise sources.damaged(path, source, found)
    return arrays
