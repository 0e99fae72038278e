"""Pictures for the exercise on augmented photos.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Callable, Iterable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnets.plots.colors import BLUE, GREY, ORANGE

STYLES = {
    "without": {"linestyle": "--", "marker": "o", "markerfacecolor": "white", "markersize": 4},
    "with": {"linestyle": "-", "marker": "s", "markersize": 4},
}
LAST = 5  # epochs of which a legend gives the mean
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
    """Show a photo as it is, mirrored, cut out, darker, and upside down.

    Args:
        image: whole numbers from 0 to 255, shape (height, width, 3).
    """
    height, width = image.shape[:2]
    versions = {
        "original": image,
        "mirrored": image[:, ::-1],
        "a part of it": image[height // 10 : -height // 10, width // 10 : -width // 10],
        "darker": image // 2,
        "upside down": image[::-1],
    }
    figure, axes = _grid(1, len(versions))
    for axis, (name, version) in zip(axes.flat, versions.items(), strict=True):
        _image(axis, version, name)
    return figure


def options(image: np.ndarray, build: Callable[..., Callable], values: Mapping[str, float], count: int = 5) -> Figure:
    """Show what each option does to a photo, an option a row.

    Args:
        image: floats from 0 to 1, shape (height, width, 3).
        build: makes an augmentation from one option, called as build(rotation_range=40)(images, training=True).
        values: of each option, by its name.
        count: versions in a row.
    """
    figure, axes = _grid(len(values), count + 1)
    copies = np.repeat(image[np.newaxis], count, axis=0).astype("float32")
    for line, (name, value) in zip(axes, values.items(), strict=True):
        _image(line[0], image)
        line[0].set_ylabel(_named(name, value), fontsize=10)
        for axis, version in zip(line[1:], np.asarray(build(**{name: value})(copies, training=True)), strict=True):
            _image(axis, version)
    axes[0, 0].set_title("original", fontsize=10)
    return figure


def _named(option: str, value: float) -> str:
    """An option and its value in two lines, such as "rotation / up to 40°"."""
    name = option.removesuffix("_range").replace("_", " ")
    if option == "horizontal_flip":
        return f"{name}\nhalf of them"
    amount = {"rotation_range": f"{value:g}°", "shear_range": f"{value:g} px a row"}.get(option, f"{100 * value:g} %")
    return f"{name}\nup to {amount}"


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
            line[0].set_ylabel(f"{name},\npass {number}", fontsize=10)
    return figure


def histories(runs: Mapping[str, Mapping[str, Mapping[str, list[float]]]]) -> Figure:
    """Draw accuracies over the epochs: training at the left, validation at the right, a run a row.

    Args:
        runs: by the name of the run, for "without" and "with" augmentation the dictionary of a history with accuracy
            and val_accuracy.
    """
    size = (9, 0.6 + 3.1 * len(runs))
    figure, axes = plt.subplots(len(runs), 2, figsize=size, sharey=True, layout="constrained", squeeze=False)
    parts = {"accuracy": ("training", BLUE), "val_accuracy": ("validation", ORANGE)}
    for line, (run, results) in zip(axes, runs.items(), strict=True):
        for axis, (curve, (part, color)) in zip(line, parts.items(), strict=True):
            for name, history in results.items():
                epochs = np.arange(1, len(history[curve]) + 1)
                label = f"{name}: {np.mean(history[curve][-LAST:]):.3f} in the last {LAST} epochs"
                axis.plot(epochs, history[curve], **STYLES[name], color=color, label=label)
            axis.axhline(0.5, color=GREY, linestyle=":", label="always dog: 0.5")
            axis.set_title(f"{run}: {part}", fontsize=11)
            axis.set_xlabel("epoch")
            axis.xaxis.get_major_locator().set_params(integer=True)
            axis.grid(alpha=0.3)
            axis.set_ylim(0.15, 1.02)
            axis.set_yticks(np.arange(0.4, 1.01, 0.1))
            axis.legend(loc="lower right", fontsize=9)  # below chance, where no curve is
        line[0].set_ylabel("accuracy")
    return figure


def flips(digits: np.ndarray) -> Figure:
    """Show digits as they are, mirrored left to right, and upside down.

    Args:
        digits: (n, height, width), 0 is paper and 255 is ink.
    """
    rows = {
        "original": digits,
        "mirrored": digits[:, :, ::-1],
        "upside down": digits[:, ::-1],
        "both": digits[:, ::-1, ::-1],
    }
    figure, axes = _grid(len(rows), len(digits), 1.1)
    for line, (name, versions) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(name, fontsize=10)
        for axis, digit in zip(line, versions, strict=True):
            axis.imshow(digit, cmap="gray_r", vmin=0, vmax=255)
    return figure


def confusions(matrices: Mapping[str, np.ndarray], pairs: Iterable[tuple[int, int]]) -> Figure:
    """Draw confusion matrices side by side, with frames around pairs of digits.

    Args:
        matrices: by the name of the training, (10, 10) counts: rows are true digits, columns are answers.
        pairs: digits whose confusions are framed.
    """
    figure, axes = plt.subplots(1, len(matrices), figsize=(9, 3.7), layout="constrained", squeeze=False)
    all_mistakes = {name: matrix - np.diag(np.diag(matrix)) for name, matrix in matrices.items()}
    most = max(mistakes.max() for mistakes in all_mistakes.values())
    for axis, (name, mistakes) in zip(axes.flat, all_mistakes.items(), strict=True):
        axis.imshow(mistakes, cmap="Oranges", vmin=0, vmax=most)
        for row, column in np.argwhere(mistakes):
            number = mistakes[row, column]
            color = "white" if number > 0.6 * most else "black"
            axis.text(column, row, number, ha="center", va="center", fontsize=9, color=color)
        for pair in pairs:
            for row, column in (pair, pair[::-1]):
                axis.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=BLUE, linewidth=2))
        axis.set_title(f"{name}: {mistakes.sum()} mistakes", fontsize=11)
        axis.set_xticks(range(10))
        axis.set_yticks(range(10))
        axis.set_xlabel("answer of the network")
    axes[0, 0].set_ylabel("true digit")
    return figure


def _grid(rows: int, columns: int, side: float = SIDE) -> tuple[Figure, np.ndarray]:
    size = (min(side * columns, 9), min(side, 9 / columns) * rows * 1.12)
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
