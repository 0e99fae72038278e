"""Pictures for the exercise on handwritten digits.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
MARKERS = ("o", "s", "^", "D")
MAPS_SHOWN = 8  # feature maps of each layer that fit in a row


def samples(images: np.ndarray, labels: np.ndarray, columns: int = 6) -> Figure:
    """Show the first examples of each digit, a digit a row in two blocks.

    Args:
        images: (n, height, width).
        labels: (n,) integers from 0 to 9.
        columns: examples of each digit.
    """
    figure, axes = plt.subplots(5, 2 * columns + 1, figsize=(0.62 * (2 * columns + 1), 3.4))
    for axis in axes.flat:
        axis.axis("off")
    for digit in range(10):
        row, first = digit % 5, (digit // 5) * (columns + 1)
        for axis, image in zip(axes[row, first : first + columns], images[labels == digit], strict=False):
            _image(axis, image)
    figure.suptitle(f"Examples of each digit, {images.shape[1]}x{images.shape[2]} pixels")
    return figure


def training_curves(histories: Mapping[str, Any]) -> Figure:
    """Draw loss and accuracy over the epochs, a line for each training.

    Args:
        histories: what `fit` returned, by the name of the model; the accuracy may be called "acc" or "accuracy".
    """
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    for (name, history), colour, marker in zip(histories.items(), COLOURS, MARKERS, strict=False):
        curves = getattr(history, "history", history)
        epochs = np.arange(1, len(curves["loss"]) + 1)
        accuracy = next((values for key, values in curves.items() if key.endswith(("acc", "accuracy"))), None)
        for axis, values in zip(axes, (curves["loss"], accuracy), strict=True):
            if values is not None:
                axis.plot(epochs, values, color=colour, marker=marker, label=name)
    for axis, title in zip(axes, ("loss", "accuracy"), strict=True):
        axis.set_title(f"{title} on the training digits")
        axis.set_xlabel("epoch")
        axis.set_ylabel(title)
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.grid(alpha=0.3)
        axis.legend()
    return figure


def confusion(matrix: np.ndarray) -> Figure:
    """Draw a confusion matrix with its counts; the more frequent a mistake, the darker its cell.

    Args:
        matrix: (10, 10) integers, rows are true digits, columns predicted ones.
    """
    matrix = np.asarray(matrix)
    mistakes = np.where(np.eye(len(matrix), dtype=bool), 0, matrix)
    figure, axis = plt.subplots(figsize=(5.4, 5.4), layout="constrained")
    axis.imshow(mistakes, cmap="Oranges", vmax=max(mistakes.max() * 1.6, 1))  # pale enough for black numbers
    for (true, predicted), number in np.ndenumerate(matrix):
        if number:
            weight = "bold" if true != predicted else "normal"
            colour = "black" if true != predicted else "dimgrey"
            axis.text(predicted, true, f"{number:g}", ha="center", va="center", color=colour, weight=weight)
    axis.set_xticks(range(len(matrix)))
    axis.set_yticks(range(len(matrix)))
    axis.set_xlabel("predicted digit")
    axis.set_ylabel("true digit")
    axis.set_title(f"{int(mistakes.sum())} mistakes among {int(matrix.sum()):,} digits")
    return figure


def mistakes(
    images: np.ndarray,
    labels: np.ndarray,
    predictions: np.ndarray,
    pairs: Sequence[tuple[int, int, int]],
    columns: int = 8,
) -> Figure:
    """Show images of the most confused pairs of digits, a pair a row.

    Args:
        images: (n, height, width).
        labels, predictions: (n,) integers.
        pairs: (true digit, predicted digit, count).
        columns: images of each pair, at most.
    """
    rows = max(len(pairs), 1)
    figure, axes = plt.subplots(rows, columns, figsize=(0.95 * columns, 1.35 * rows), squeeze=False)
    for axis in axes.flat:
        axis.axis("off")
    for line, (true, predicted, count) in zip(axes, pairs, strict=False):
        found = images[(labels == true) & (predictions == predicted)]
        for axis, image in zip(line, found, strict=False):
            _image(axis, image)
        _caption(line[0], f"{true} taken for {predicted}: {count} times")
    _spread(figure)
    return figure


def filters(model) -> Figure:
    """Draw the filters of a model's first convolution, for the first channel of its input.

    Args:
        model: a built Keras model.
    """
    kernel = next(np.asarray(weight) for weight in model.weights if len(weight.shape) == 4)[:, :, 0]
    columns = 16
    rows = -(-kernel.shape[-1] // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(0.62 * columns + 1, 0.75 * rows + 0.5), squeeze=False, layout="constrained"
    )
    limit = np.abs(kernel).max()
    for axis in axes.flat:
        axis.axis("off")
    for index, axis in zip(range(kernel.shape[-1]), axes.flat, strict=False):
        drawn = axis.imshow(kernel[..., index], cmap="PuOr", vmin=-limit, vmax=limit)
    figure.colorbar(drawn, ax=axes, label="weight", shrink=0.9)
    figure.suptitle(f"The {kernel.shape[-1]} filters of the first convolution")
    return figure


def feature_maps(model, image: np.ndarray) -> Figure:
    """Show an image and the first feature maps of each convolution.

    Args:
        model: a built Keras model.
        image: (height, width, channels), as the model takes it.
    """
    outputs = []
    signal = image[np.newaxis]
    for layer in model.layers:
        signal = layer(signal)
        if len(signal.shape) == 4 and layer.weights:
            outputs.append((layer.name, np.asarray(signal)[0]))
    figure, axes = plt.subplots(
        len(outputs), MAPS_SHOWN + 1, figsize=(1.15 * (MAPS_SHOWN + 1), 1.45 * len(outputs)), squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    _image(axes[0, 0], image[..., 0])
    _caption(axes[0, 0], "input")
    for line, (name, maps) in zip(axes, outputs, strict=True):
        for index, axis in zip(range(maps.shape[-1]), line[1:], strict=False):
            axis.imshow(maps[..., index], cmap="cividis", vmin=0, vmax=max(maps.max(), 1e-6))
        height, width, channels = maps.shape
        _caption(line[1], f"{name}: the first {min(MAPS_SHOWN, channels)} of {channels} maps, {height}x{width}")
    _spread(figure)
    return figure


def shift_tolerance(
    shifts: Sequence[int], accuracies: Mapping[str, Sequence[float]], images: Sequence[np.ndarray]
) -> Figure:
    """Draw the accuracy over the shift of the test digits, and one digit at each shift.

    Args:
        shifts: pixels.
        accuracies: one for each shift, from 0 to 1, by the name of the model.
        images: the moved digits for each shift, (n, height, width, channels); the first is shown.
    """
    figure = plt.figure(figsize=(8, 4.6), layout="constrained")
    grid = figure.add_gridspec(2, len(shifts), height_ratios=[4, 1])
    axis = figure.add_subplot(grid[0, :])
    for (name, values), colour, marker in zip(accuracies.items(), COLOURS, MARKERS, strict=False):
        axis.plot(shifts, values, color=colour, marker=marker, label=name)
    axis.set_title("Accuracy on test digits that are moved to the right")
    axis.set_xticks(shifts)
    axis.set_xlabel("shift in pixels")
    axis.set_ylabel("accuracy")
    axis.set_ylim(0, 1.02)
    axis.grid(alpha=0.3)
    axis.legend()
    for column, moved in enumerate(images):
        _image(figure.add_subplot(grid[1, column]), moved[0, ..., 0])
    return figure


def _caption(axis: Axes, text: str) -> None:
    axis.set_title(text, loc="left", fontsize=11)


def _spread(figure: Figure) -> None:
    # Captions reach over several panels, so no automatic layout may make room for them in one.
    figure.subplots_adjust(left=0.01, right=0.99, top=0.9, bottom=0.01, wspace=0.1, hspace=0.35)


def _image(axis: Axes, image: np.ndarray) -> None:
    axis.imshow(image, cmap="gray_r")
    axis.set_xticks([])
    axis.set_yticks([])
