"""Pictures for the exercise on features from a trained base and on fine-tuning it.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from convnets.plots.colors import BLUE, GREEN, GREY, ORANGE

PALE = "#E6E6E6"
AMBER, SKY = "#E69F00", "#56B4E9"  # cats, dogs
CLASSES = ("cat", "dog")
PARTS = ("block 1", "block 2", "block 3", "block 4", "block 5", "head")
STEPS = (
    ("1  put a head of your own on the base", ".....r"),
    ("2  freeze the base", "fffffr"),
    ("3  train the head", "ffffft"),
    ("4  unfreeze the last block", "ffffrr"),
    ("5  train both at a small rate", "fffftt"),
)
STATES = {
    ".": ("free to move, not in training", "white"),
    "f": ("frozen", PALE),
    "r": ("will be trained", "#B3D4E8"),
    "t": ("in training", BLUE),
}


def five_steps() -> Figure:
    """Draw which parts of the network are frozen and which are trained in each of the five steps."""
    figure, axis = plt.subplots(figsize=(9, 3.4), layout="constrained")
    for row, (_, states) in enumerate(STEPS):
        for column, state in enumerate(states):
            gap = 0.25 if column == len(states) - 1 else 0.0
            place = (column + gap + 0.04, row + 0.12)
            axis.add_patch(Rectangle(place, 0.92, 0.76, facecolor=STATES[state][1], edgecolor="black"))
    axis.set_xlim(0, len(PARTS) + 0.3)
    axis.set_ylim(len(STEPS), 0)
    axis.set_xticks([index + 0.5 + (0.25 if part == "head" else 0.0) for index, part in enumerate(PARTS)], PARTS)
    axis.set_yticks([row + 0.5 for row in range(len(STEPS))], [name for name, _ in STEPS])
    axis.xaxis.tick_top()
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
    handles = [Patch(facecolor=color, edgecolor="black", label=label) for label, color in STATES.values()]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    return figure


def photos(images: np.ndarray, labels: np.ndarray, columns: int = 9) -> Figure:
    """Show the first photos of each class, a class a row.

    Args:
        images: (n, height, width, 3), from 0 to 255.
        labels: (n,) 0 cat, 1 dog.
        columns: photos of each class.
    """
    figure, axes = plt.subplots(2, columns, figsize=(1.1 * columns, 2.6), layout="constrained")
    for label, row in enumerate(axes):
        for axis, image in zip(row, images[labels == label], strict=False):
            _image(axis, image)
        row[0].set_ylabel(CLASSES[label])
    return figure


def prepared(photo: np.ndarray, versions: Mapping[str, np.ndarray]) -> Figure:
    """Show a photo, and the distribution of its numbers in each version that may reach the base.

    Args:
        photo: (height, width, 3), from 0 to 255.
        versions: arrays of the photo's shape, by their names.
    """
    figure, axes = plt.subplots(1, 1 + len(versions), figsize=(3 * (1 + len(versions)), 2.7), layout="constrained")
    _image(axes[0], photo)
    axes[0].set_title(f"photo, {photo.shape[0]}x{photo.shape[1]}")
    for axis, (name, values) in zip(axes[1:], versions.items(), strict=True):
        axis.hist(np.asarray(values, "float64").ravel(), bins=np.linspace(-140, 270, 42), color=BLUE)
        axis.axvline(0, color=GREY, linewidth=1)
        axis.set_title(name)
        axis.set_xlabel("value")
        axis.set_ylabel("how many numbers")
        axis.set_yticks([])
    return figure


def feature_maps(base, image: np.ndarray, layers: Sequence[str], columns: int = 9) -> Figure:
    """Show the first feature maps of some layers of a base, a layer a row.

    Args:
        base: a Keras model.
        image: (height, width, 3), prepared as the base wants it.
        layers: names of layers.
        columns: maps of each layer.
    """
    import keras

    model = keras.Model(base.input, [base.get_layer(name).output for name in layers])
    figure, axes = plt.subplots(len(layers), columns, figsize=(columns, 1.3 * len(layers)), squeeze=False)
    for name, row, maps in zip(layers, axes, model(image[np.newaxis]), strict=True):
        maps = np.asarray(maps)[0]
        for axis, index in zip(row, range(maps.shape[-1]), strict=False):
            axis.imshow(maps[..., index], cmap="cividis", vmin=0, vmax=max(maps.max(), 1e-6))
            axis.axis("off")
        side = f"{maps.shape[0]}x{maps.shape[1]}"
        row[0].set_title(f"{name}: the first {columns} of {maps.shape[-1]} maps, {side}", loc="left", fontsize=10)
    figure.subplots_adjust(left=0.01, right=0.99, top=0.92, bottom=0.01, wspace=0.08, hspace=0.4)
    return figure


def plane(features: Mapping[str, np.ndarray], labels: np.ndarray) -> Figure:
    """Draw each image as a point, in the plane in which its numbers vary most (PCA), once for each kind of numbers.

    Args:
        features: for each name an array (n, ...): pixels or feature maps of the same n images.
        labels: (n,) 0 cat, 1 dog.
    """
    figure, axes = plt.subplots(1, len(features), figsize=(3.3 * len(features), 3.7), layout="constrained")
    for axis, (name, values) in zip(np.atleast_1d(axes), features.items(), strict=True):
        flat = np.asarray(values, "float64").reshape(len(labels), -1)
        centered = flat - flat.mean(axis=0)
        positions, lengths, _ = np.linalg.svd(centered, full_matrices=False)
        first, second = (positions * lengths)[:, :2].T
        for label, (color, marker) in enumerate(((AMBER, "o"), (SKY, "^"))):
            chosen = labels == label
            axis.scatter(
                first[chosen],
                second[chosen],
                s=22,
                c=color,
                marker=marker,
                edgecolors="black",
                linewidths=0.3,
                label=CLASSES[label],
            )
        axis.set_title(name)
        axis.set_xticks([])
        axis.set_yticks([])
    handles, names = np.atleast_1d(axes)[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2, frameon=False)
    return figure


def movements(phases: Mapping[str, Mapping[str, float]]) -> Figure:
    """Draw how far the weights of each layer moved in each phase of training.

    Args:
        phases: for each phase the mean absolute change of a layer's weights, by the layer's name. A layer that a
            phase does not know began with random weights there.
    """
    names = list(dict.fromkeys(name for values in phases.values() for name in values))
    figure, axes = plt.subplots(
        1,
        len(phases),
        figsize=(4.6 * len(phases), 1.2 + 0.3 * len(names)),
        sharey=True,
        squeeze=False,
        layout="constrained",
    )
    largest = max((value for phase in phases.values() for value in phase.values()), default=0.0) or 1e-6
    for axis, (phase, values) in zip(axes[0], phases.items(), strict=True):
        for row, name in enumerate(names):
            axis.barh(row, values.get(name, 0.0), color=BLUE)
            if not values.get(name):
                text = "did not move" if name in values else "new: trained from random weights"
                axis.text(0.02 * largest, row, text, va="center", color=GREY, fontsize=9)
        axis.set_xlim(0, 1.1 * largest)
        axis.ticklabel_format(axis="x", style="sci", scilimits=(-2, 2), useMathText=True)
        axis.set_title(phase)
        axis.set_xlabel("mean change of a weight")
    axes[0, 0].set_yticks(range(len(names)), names, fontsize=9)
    axes[0, 0].set_ylim(len(names) - 0.4, -0.6)
    return figure


def comparison(
    validation: Mapping[str, float], counts: tuple[int, int], baseline: float, chosen: str, test: float
) -> Figure:
    """Draw the accuracy of each model on the validation photos, and that of the chosen one on the test photos.

    Args:
        validation: accuracies from 0 to 1, by the model's name.
        counts: numbers of validation photos and of test photos, for the error bars (two standard errors).
        baseline: accuracy of always giving the commonest class.
        chosen: name of the model that was chosen.
        test: its accuracy on the test photos.
    """
    names = [*validation, f"{chosen},\ntest photos"]
    values = np.array([*validation.values(), test])
    numbers = np.array([counts[0]] * len(validation) + [counts[1]])
    errors = 2 * np.sqrt(values * (1 - values) / numbers)
    figure, axis = plt.subplots(figsize=(8.5, 3.6), layout="constrained")
    bars = axis.bar(range(len(names)), values, width=0.6, color=[ORANGE] * len(validation) + [GREEN])
    axis.errorbar(range(len(names)), values, yerr=errors, fmt="none", ecolor="black", capsize=5)
    axis.bar_label(bars, [f"{value:.2f}" for value in values], label_type="center", color="white", fontsize=11)
    axis.axhline(baseline, color=GREY, linestyle="--", label=f"always the commonest class: {baseline:.2f}")
    axis.set_xticks(range(len(names)), names)
    axis.set_ylim(0, 1.02)
    axis.set_ylabel("accuracy")
    axis.set_title("Accuracy on the validation photos (green: test photos), with two standard errors")
    figure.legend(loc="outside lower center", frameon=False)
    return figure


def predictions(images: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, columns: int = 8) -> Figure:
    """Show the photos of which the model is most certain: those that it gets right above, its worst mistakes below.

    Args:
        images: (n, height, width, 3), from 0 to 255.
        labels: (n,) 0 cat, 1 dog.
        probabilities: of class 1, (n, 1) or (n,).
        columns: photos in each row.
    """
    dog = np.asarray(probabilities).reshape(-1)
    right = (dog > 0.5) == (labels == 1)
    certainty = np.abs(dog - 0.5)
    figure, axes = plt.subplots(2, columns, figsize=(1.2 * columns, 3.4), layout="constrained")
    for row, (name, kind) in zip(axes, (("right", right), ("wrong", ~right)), strict=True):
        for axis in row:
            axis.axis("off")
        found = np.flatnonzero(kind)
        for axis, index in zip(row, found[np.argsort(-certainty[found])], strict=False):
            axis.axis("on")
            _image(axis, images[index])
            axis.set_title(
                f"dog {dog[index]:.1%}" if 0.005 < dog[index] < 0.995 else f"dog {dog[index]:.0%}", fontsize=9
            )
        row[0].axis("on")
        row[0].set_xticks([])
        row[0].set_yticks([])
        row[0].set_ylabel(name)
    return figure


def _image(axis: Axes, image: np.ndarray) -> None:
    axis.imshow(image.astype("uint8"))
    axis.set_xticks([])
    axis.set_yticks([])
