"""Pictures for the exercise on handwritten digits.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convnets.plots.colors import BLUE, GREEN, GREY, ORANGE

COLORS = (BLUE, GREY, GREEN, ORANGE)  # the convnet, its baseline, others
MARKERS = ("o", "s", "^", "D")
MAPS_SHOWN = 8  # feature maps of each layer that fit in a row


def samples(images: np.ndarray, labels: np.ndarray, columns: int = 6) -> Figure:
    """Show the first examples of each digit, a digit a row in two blocks.

    Args:
        images: (n, height, width).
        labels: (n,) integers from 0 to 9.
        columns: examples of each digit.
    """
    figure, axes = plt.subplots(
        5, 2 * columns + 1, figsize=(0.62 * (2 * columns + 1), 3.6), layout="constrained", squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    for digit in range(10):
        row, first = digit % 5, (digit // 5) * (columns + 1)
        for axis, image in zip(axes[row, first : first + columns], images[labels == digit], strict=False):
            _image(axis, image)
    figure.suptitle(f"Examples of each digit, {images.shape[1]}x{images.shape[2]} pixels")
    return figure


def training_curves(histories: Mapping[str, Any], tested: Mapping[str, float]) -> Figure:
    """Draw loss and accuracy over the epochs, a line for each training, and the test accuracies beside them.

    Args:
        histories: what `fit` returned, by the name of the model; the accuracy may be called "acc" or "accuracy".
        tested: accuracy on the test digits after training, by the name of the model.
    """
    figure, axes = plt.subplots(1, 2, figsize=(9.5, 3.6), layout="constrained", width_ratios=(1, 1.3))
    last = 1
    for (name, history), color, marker in zip(histories.items(), COLORS, MARKERS, strict=False):
        curves = getattr(history, "history", history)
        epochs = np.arange(1, len(curves["loss"]) + 1)
        last = max(last, len(epochs))
        accuracy = next((values for key, values in curves.items() if key.endswith(("acc", "accuracy"))), None)
        for axis, values in zip(axes, (curves["loss"], accuracy), strict=True):
            if values is not None:
                axis.plot(epochs, values, color=color, marker=marker, label=f"{name}, training digits")
    for (name, accuracy), color, marker in zip(tested.items(), COLORS, MARKERS, strict=False):
        place = last + 0.4
        axes[1].plot(place, accuracy, color=GREEN, marker=marker, markersize=10, linestyle="none")
        text = f"{name}, test: {accuracy:.3f}"
        axes[1].annotate(
            text, (place, accuracy), (9, 0), textcoords="offset points", va="center", color=color, weight="bold"
        )
    for axis, title in zip(axes, ("loss", "accuracy"), strict=True):
        axis.set_title("Loss on the training digits" if title == "loss" else "Accuracy; the test digits in green")
        axis.set_xlabel("epoch")
        axis.set_ylabel(title)
        axis.set_xticks(range(1, last + 1))
        axis.grid(alpha=0.3)
    axes[1].set_xlim(0.6, 1.8 * last + 0.4)
    axes[1].legend(loc="lower right")
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
            color = "black" if true != predicted else "dimgrey"
            axis.text(predicted, true, f"{number:g}", ha="center", va="center", color=color, weight=weight)
    axis.set_xticks(range(len(matrix)))
    axis.set_yticks(range(len(matrix)))
    axis.set_xlabel("predicted digit")
    axis.set_ylabel("true digit")
    axis.set_title(f"{int(mistakes.sum())} mistakes among {int(matrix.sum()):,} digits")
    return figure


def mistakes(
    images: np.ndarray,
    labels: np.ndarray,
    probabilities: np.ndarray,
    losses: np.ndarray,
    rows: int = 3,
    columns: int = 8,
) -> Figure:
    """Show images of the most frequent mistakes, a kind of mistake a row, those with the largest loss first.

    Above each image stand the two most probable digits, each with its probability.

    Args:
        images: (n, height, width).
        labels: (n,) integers.
        probabilities: (n, 10).
        losses: (n,) floats.
        rows: kinds of mistake, at most.
        columns: images of each kind, at most.
    """
    labels, losses = np.asarray(labels), np.asarray(losses)
    predictions = probabilities.argmax(axis=1)
    kinds = [(true, taken) for true in range(10) for taken in range(10) if true != taken]
    counts = {kind: int(((labels == kind[0]) & (predictions == kind[1])).sum()) for kind in kinds}
    frequent = [kind for kind in sorted(kinds, key=lambda kind: -counts[kind])[:rows] if counts[kind]]
    figure, axes = plt.subplots(
        max(len(frequent), 1), columns, figsize=(1.12 * columns, 1.95 * max(len(frequent), 1)), squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    for line, (true, predicted) in zip(axes, frequent, strict=False):
        found = np.flatnonzero((labels == true) & (predictions == predicted))
        for axis, index in zip(line, found[np.argsort(-losses[found])], strict=False):
            _image(axis, images[index])
            first, second = np.argsort(-probabilities[index])[:2]
            chances = [f"{digit}: {probabilities[index, digit]:.2f}" for digit in (first, second)]
            axis.set_title("\n".join(chances), fontsize=10)
        count = counts[true, predicted]
        text = f"{true} taken for {predicted}: " + ("once" if count == 1 else f"{count} times")
        line[0].text(0, 1.62, text, transform=line[0].transAxes, fontsize=12, weight="bold")
    figure.subplots_adjust(left=0.01, right=0.99, top=0.82, bottom=0.01, wspace=0.1, hspace=0.95)
    return figure


def filters(model: keras.Model, image: np.ndarray) -> Figure:
    """Draw filters of the first convolution, each with what it makes of an image.

    On the left are those that respond most, on the right those whose positive and negative weights balance best.

    Args:
        model: a built model, a chain of layers.
        image: (height, width, channels), as the model takes it.
    """
    kernel = next(np.asarray(weight) for weight in model.weights if len(weight.shape) == 4)[:, :, 0]
    maps = _maps_of_convolutions(model, image)[0]
    groups = {"respond most": _most_active(maps)[: MAPS_SHOWN // 2]}
    groups["weights in balance"] = _balanced(kernel, maps, groups["respond most"])[: MAPS_SHOWN // 2]
    figure = plt.figure(figsize=(1.15 * (MAPS_SHOWN + 1.6), 3.1), layout="constrained")
    limit = np.abs(kernel).max()
    widths = (1, MAPS_SHOWN // 2, MAPS_SHOWN // 2 + 0.6)
    parts = figure.subfigures(1, 3, squeeze=False, width_ratios=widths)[0]
    axes = parts[0].subplots(2, 1)
    axes[0].axis("off")
    _image(axes[1], image[..., 0])
    axes[1].set_title("image")
    for part, (name, chosen) in zip(parts[1:], groups.items(), strict=True):
        part.suptitle(f"{name}: filter, and its map")
        axes = part.subplots(2, MAPS_SHOWN // 2)
        for axis in axes.flat:
            axis.axis("off")
        for column, index in enumerate(chosen):
            drawn = axes[0, column].imshow(kernel[..., index], cmap="PuOr", vmin=-limit, vmax=limit)
            axes[1, column].imshow(maps[..., index], cmap="cividis", vmin=0, vmax=max(maps[..., index].max(), 1e-6))
    parts[-1].colorbar(drawn, ax=axes, label="weight", shrink=0.9)
    return figure


def feature_maps(model: keras.Model, image: np.ndarray) -> Figure:
    """Show an image and the most active feature maps of each convolution.

    Args:
        model: a built model, a chain of layers; sequential or functional.
        image: (height, width, channels), as the model takes it.
    """
    outputs = _maps_of_convolutions(model, image)
    figure, axes = plt.subplots(
        len(outputs), MAPS_SHOWN + 1, figsize=(1.15 * (MAPS_SHOWN + 1), 1.5 * len(outputs)), squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    _image(axes[0, 0], image[..., 0])
    _caption(axes[0, 0], "image")
    for number, (line, maps) in enumerate(zip(axes, outputs, strict=True), start=1):
        chosen = _most_active(maps)
        for index, axis in zip(chosen, line[1:], strict=False):
            axis.imshow(maps[..., index], cmap="cividis", vmin=0, vmax=max(maps.max(), 1e-6))
        height, width, channels = maps.shape
        _caption(line[1], f"convolution {number}: the {len(chosen)} most active of {channels} maps, {height}x{width}")
    _spread(figure)
    return figure


def _maps_of_convolutions(model: keras.Model, image: np.ndarray) -> list[np.ndarray]:
    """The feature maps (height, width, channels) of each convolution of a chain of layers."""
    found = []
    signal = image[np.newaxis]
    for layer in _chain(model):
        signal = layer(signal)
        if len(signal.shape) == 4 and layer.weights:
            found.append(np.asarray(signal)[0])
    return found


def _chain(model: keras.Model) -> Iterator[keras.layers.Layer]:
    """The layers of a model, and of the models in it, one behind the other, without the inputs."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _chain(layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            yield layer


def _most_active(maps: np.ndarray) -> np.ndarray:
    """Numbers of the maps with the largest sums of positive values."""
    return np.argsort(-np.maximum(maps, 0).sum(axis=(0, 1)), kind="stable")[:MAPS_SHOWN]


def _balanced(kernel: np.ndarray, maps: np.ndarray, without: np.ndarray) -> np.ndarray:
    """Numbers of the filters whose weights nearly cancel and that respond all the same, the best balanced first."""
    unbalanced = np.abs(kernel.sum(axis=(0, 1))) / np.maximum(np.abs(kernel).sum(axis=(0, 1)), 1e-12)
    strongest = maps.max(axis=(0, 1))
    order = np.argsort(unbalanced + (strongest < 0.15 * strongest.max()), kind="stable")
    return order[~np.isin(order, without)]


def covered(image: np.ndarray, chances: np.ndarray, digit: int, example: np.ndarray) -> Figure:
    """Show how probable a digit remains while a square of the image is covered, for each place of the square.

    Args:
        image: (height, width, channels).
        chances: (rows, columns), the probability of the digit for each place.
        digit: whose probability that is.
        example: the image with one square covered.
    """
    figure, axes = plt.subplots(1, 3, figsize=(9, 3.1), layout="constrained")
    for axis, picture, title in zip(axes, (image, example), ("image", "one square covered"), strict=False):
        _image(axis, picture[..., 0])
        axis.set_title(title)
    drawn = axes[2].imshow(chances, cmap="cividis", vmin=0, vmax=1)
    axes[2].set_title(f"probability of {digit}, by place of the square", fontsize=11)
    axes[2].set_xticks([])
    axes[2].set_yticks([])
    figure.colorbar(drawn, ax=axes[2])
    return figure


def readings(images: Mapping[str, np.ndarray], probabilities: Mapping[str, np.ndarray]) -> Figure:
    """Show images, and below each how probable each digit is for each model.

    Args:
        images: (height, width) each, by what they show.
        probabilities: (number of images, 10) each, by the name of the model.
    """
    figure, axes = plt.subplots(
        2, len(images), figsize=(2.6 * len(images), 4.2), squeeze=False, layout="constrained", sharey="row"
    )
    width = 0.8 / len(probabilities)
    for column, (name, image) in enumerate(images.items()):
        _image(axes[0, column], image)
        axes[0, column].set_title(name)
        for number, (model, color) in enumerate(zip(probabilities, COLORS, strict=False)):
            places = np.arange(10) + (number - (len(probabilities) - 1) / 2) * width
            axes[1, column].bar(places, probabilities[model][column], width, color=color, label=model)
        axes[1, column].set_xticks(range(10))
        axes[1, column].set_ylim(0, 1.02)
        axes[1, column].set_xlabel("digit")
    axes[1, 0].set_ylabel("probability")
    figure.legend(*axes[1, 0].get_legend_handles_labels(), loc="outside lower center", ncols=len(probabilities))
    return figure


def pooling(read: Mapping[str, Sequence[float]], counts: Sequence[int], moved: Mapping[str, Sequence[float]]) -> Figure:
    """Draw what nets with and without pooling read: test digits after few training digits, and moved test digits.

    Args:
        read: test accuracy for each number of training digits, by the name of the net.
        counts: the numbers of training digits.
        moved: test accuracy for each shift (0, 1, ... pixels), by the name of the net.
    """
    figure, axes = plt.subplots(1, 2, figsize=(9.5, 3.8), layout="constrained")
    places = np.arange(len(counts))
    for name, color, marker, side in zip(read, (BLUE, GREEN), MARKERS, (-0.1, 0.1), strict=False):
        axes[0].plot(places + side, read[name], color=color, marker=marker, markersize=9, linestyle="none", label=name)
        for place, accuracy in zip(places + side, read[name], strict=True):
            axes[0].annotate(
                f"{accuracy:.3f}",
                (place, accuracy),
                (100 * side, 0),
                textcoords="offset points",
                ha="right" if side < 0 else "left",
                va="center",
                color=color,
            )
        axes[1].plot(range(len(moved[name])), moved[name], color=color, marker=marker, label=name)
    lowest = min(min(accuracies) for accuracies in read.values())
    axes[0].set_ylim(max(0.0, lowest - 0.1), 1.0)
    axes[0].set_xticks(places, [f"{count:,} digits" for count in counts])
    axes[0].set_xlim(-0.6, len(counts) - 0.4)
    axes[0].set_xlabel("trained on")
    axes[0].set_title("Test accuracy")
    axes[1].set_ylim(0, 1.02)
    axes[1].set_title(f"Moved test digits, nets trained on {counts[-1]:,} digits")
    axes[1].set_xlabel("shift in pixels")
    axes[1].set_xticks(range(len(next(iter(moved.values())))))
    for axis in axes:
        axis.set_ylabel("accuracy")
        axis.grid(alpha=0.3)
        axis.legend(loc="lower left")
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
    for (name, values), color, marker in zip(accuracies.items(), COLORS, MARKERS, strict=False):
        axis.plot(shifts, values, color=color, marker=marker, label=name)
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
