"""Pictures for the exercise on augmented photos.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Callable, Iterable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE = "#0072B2", "#D55E00"
NAMES = ("cat", "dog")
SIDE = 1.6  # inches of an image


def photos(images: np.ndarray, labels: np.ndarray) -> Figure:
    """Show photos with their labels.

    Args:
        images: whole numbers from 0 to 255, shape (n, height, width, 3).
        labels: shape (n,), 0 cat, 1 dog.
    """
    figure, axes = _grid(-(-len(images) // 4), 4)
    for axis, image, label in zip(axes.flat, images, labels, strict=False):
        _image(axis, image, f"{NAMES[label]} ({label})")
    return figure


def idea(image: np.ndarray) -> Figure:
    """Show a photo as it is, mirrored, cut out, darker, and on its head.

    Args:
        image: whole numbers from 0 to 255, shape (height, width, 3).
    """
    height, width = image.shape[:2]
    versions = {
        "original": image,
        "mirrored": image[:, ::-1],
        "a part of it": image[height // 10 : -height // 10, width // 10 : -width // 10],
        "darker": image // 2,
        "on its head": image[::-1],
    }
    figure, axes = _grid(1, len(versions))
    for axis, (name, version) in zip(axes.flat, versions.items(), strict=True):
        _image(axis, version, name)
    return figure


def options(image: np.ndarray, augmentations: Mapping[str, Callable], count: int = 5) -> Figure:
    """Show what each option does to a photo, an option a row.

    Args:
        image: floats from 0 to 1, shape (height, width, 3).
        augmentations: by the name of the option, each called as augmentation(images, training=True).
        count: versions in a row.
    """
    figure, axes = _grid(len(augmentations), count + 1)
    copies = np.repeat(image[np.newaxis], count, axis=0).astype("float32")
    for line, (name, augmentation) in zip(axes, augmentations.items(), strict=True):
        _image(line[0], image)
        line[0].set_ylabel(name.removesuffix("_range"), fontsize=9)
        for axis, version in zip(line[1:], np.asarray(augmentation(copies, training=True)), strict=True):
            _image(axis, version)
    axes[0, 0].set_title("original", fontsize=10)
    return figure


def versions(image: np.ndarray, augmented: np.ndarray) -> Figure:
    """Show a photo and its augmented versions, five in a row.

    Args:
        image: whole numbers from 0 to 255, shape (height, width, 3).
        augmented: floats from 0 to 1, shape (n, height, width, 3).
    """
    shown = [image, *np.asarray(augmented)]
    figure, axes = _grid(-(-len(shown) // 5), 5)
    for number, (axis, version) in enumerate(zip(axes.flat, shown, strict=False)):
        _image(axis, version, f"version {number}" if number else "original")
    return figure


def passes(pipelines: Mapping[str, Iterable], count: int = 6) -> Figure:
    """Show the first images of two passes over each pipeline, a pass a row.

    Args:
        pipelines: datasets of batches (images, labels), images as floats from 0 to 1, by their name.
        count: images in a row, all of the first batch.
    """
    figure, axes = _grid(2 * len(pipelines), count)
    rows = iter(axes)
    for name, pipeline in pipelines.items():
        for number in (1, 2):
            line = next(rows)
            images, labels = next(iter(pipeline))
            for axis, image, label in zip(line, np.asarray(images), np.asarray(labels), strict=False):
                _image(axis, image, NAMES[int(label)])
            line[0].set_ylabel(f"{name},\npass {number}", fontsize=9)
    return figure


def histories(results: Mapping[str, Mapping[str, list[float]]]) -> Figure:
    """Draw the accuracy over the epochs, without and with augmentation.

    Args:
        results: for "without" and "with" the dictionary of a history with accuracy and val_accuracy.
    """
    figure, axes = plt.subplots(1, len(results), figsize=(9, 3.4), sharey=True, layout="constrained", squeeze=False)
    for axis, (name, history) in zip(axes.flat, results.items(), strict=True):
        epochs = np.arange(1, len(history["accuracy"]) + 1)
        axis.plot(epochs, history["accuracy"], color=BLUE, marker="o", label="training")
        axis.plot(epochs, history["val_accuracy"], color=ORANGE, marker="s", label="validation")
        axis.axhline(0.5, color="grey", linestyle=":", label="always dog")
        axis.set_title(f"{name} augmentation")
        axis.set_xlabel("epoch")
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.grid(alpha=0.3)
        axis.set_ylim(0.4, 1.02)
    axes[0, 0].set_ylabel("accuracy")
    axes[0, 0].legend(loc="upper left")
    return figure


def _grid(rows: int, columns: int) -> tuple[Figure, np.ndarray]:
    size = (min(SIDE * columns, 9), min(SIDE, 9 / columns) * rows * 1.12)
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, layout="constrained")
    for axis in axes.flat:
        axis.set_xticks([])
        axis.set_yticks([])
        for spine in axis.spines.values():
            spine.set_visible(False)
    return figure, axes


def _image(axis: Axes, image: np.ndarray, title: str = "") -> None:
    axis.imshow(np.clip(image, 0, 255 if image.dtype.kind in "iu" else 1))
    if title:
        axis.set_title(title, fontsize=10)
