"""Pictures for the exercise on regularizers.

Each function draws one figure and returns it. Training is blue and validation orange, in all of them; what a panel is
compared with is gray. Color-blind readers can tell the colors apart (Okabe-Ito).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convnets.plots.colors import BLUE, GREY, ORANGE, PURPLE

TRAINING: dict[str, Any] = {"color": BLUE, "marker": ".", "linewidth": 1.2}
VALIDATION: dict[str, Any] = {"color": ORANGE, "marker": ".", "linewidth": 2.4}
COIN = float(np.log(2))  # the cross-entropy of a network that always says 0.5
HIGHEST = (1.0, 2.8)  # lowest and highest top of an axis of cross-entropies
COLUMNS = 4
L1_SHAPE = "C"  # the panel of `penalty_shapes` with the contour of L1
BIN = 0.01  # width of the bins in which weights are counted


def capacities(degrees: Sequence[int] = (1, 3, 11), points: int = 12) -> Figure:
    """Fit polynomials of growing degree to a few noisy points of a curve: too small, fitting, too large.

    Args:
        degrees: degree of the polynomial in each panel.
        points: number of points that are fitted; those halfway between them are not.
    """
    rng = np.random.default_rng(9)
    fine = np.linspace(-1, 1, 400)

    def noisy(places: np.ndarray) -> np.ndarray:
        return np.sin(2.6 * places) + rng.normal(0, 0.22, len(places))

    seen = np.linspace(-1, 1, points)
    unseen = (seen[:-1] + seen[1:]) / 2
    seen_values, unseen_values = noisy(seen), noisy(unseen)
    figure, axes = plt.subplots(1, len(degrees), figsize=(10, 3.4), sharey=True, layout="constrained")
    for axis, degree in zip(axes, degrees, strict=True):
        curve = np.polynomial.Polynomial.fit(seen, seen_values, degree)
        errors = [np.mean((curve(x) - y) ** 2) for x, y in ((seen, seen_values), (unseen, unseen_values))]
        axis.plot(fine, curve(fine), color=GREY)
        axis.scatter(seen, seen_values, color=BLUE, label="seen in training")
        axis.scatter(unseen, unseen_values, color=ORANGE, marker="x", label="not seen")
        axis.set_title(f"{degree + 1} weights: error {errors[0]:.2f} seen, {errors[1]:.2f} not seen", fontsize=10)
        axis.set_ylim(-2, 2)
        axis.set_xlabel("x")
    axes[0].set_ylabel("y")
    axes[0].legend(loc="upper left", fontsize=9)
    return figure


def penalty_shapes() -> Figure:
    """Draw four shapes around 0, from A to D; on one of them the penalty of L1 has one value."""
    grid = np.linspace(-1.6, 1.6, 401)
    first, second = np.abs(np.meshgrid(grid, grid))
    shapes = {
        "A": np.maximum(first, second),
        "B": first**2 + second**2,
        "C": first + second,
        "D": (np.sqrt(first) + np.sqrt(second)) ** 2,
    }
    figure, axes = plt.subplots(1, len(shapes), figsize=(10, 2.9), sharey=True, layout="constrained")
    for axis, (name, values) in zip(axes, shapes.items(), strict=True):
        axis.contour(grid, grid, values, levels=[1.0], colors=PURPLE, linewidths=2)
        _cross(axis)
        axis.set_aspect("equal")
        axis.set_title(name)
        axis.set_xlabel("weight 1")
    axes[0].set_ylabel("weight 2")
    return figure


def bowl(
    minimum: Sequence[float],
    curvature: Sequence[float],
    paths: Mapping[str, np.ndarray],
    shown: int,
) -> Figure:
    """Draw the contours of a loss of two weights, and where its minimum moves as a penalty grows.

    The shape in the middle is the penalty's own contour through one of the minima. Where it touches a contour of the
    loss, their sum is smallest.

    Args:
        minimum, curvature: two numbers each; the loss is the sum of curvature / 2 * (w - minimum) ** 2.
        paths: minima of loss and penalty for growing strengths, shape (n, 2), by the name of the penalty, "L1" or "L2".
        shown: the row of the path through which the penalty's contour is drawn.
    """
    lowest, bend = np.asarray(minimum, float), np.asarray(curvature, float)
    reach = np.abs(lowest).max() * 1.5
    grid = np.linspace(-reach, reach, 300)
    first, second = np.meshgrid(grid, grid)
    loss = 0.5 * (bend[0] * (first - lowest[0]) ** 2 + bend[1] * (second - lowest[1]) ** 2)
    figure, axes = plt.subplots(1, len(paths), figsize=(10, 5), squeeze=False, layout="constrained")
    for axis, (name, path) in zip(axes[0], paths.items(), strict=True):
        path = np.asarray(path, float)
        point = path[shown]
        touching = 0.5 * float(np.sum(bend * (point - lowest) ** 2))
        levels = sorted({touching * factor for factor in (0.1, 0.4, 1, 2.2, 4.5, 9)})
        axis.contour(first, second, loss, levels=levels, colors=GREY, linewidths=1, alpha=0.7)
        penalty = np.abs(first) + np.abs(second) if name == "L1" else first**2 + second**2
        level = np.abs(point).sum() if name == "L1" else (point**2).sum()
        axis.contour(first, second, penalty, levels=[max(level, 1e-9)], colors=PURPLE, linewidths=2)
        axis.plot(*path.T, color="black", marker=".", markersize=5, linewidth=1, label="minimum, as the strength grows")
        axis.plot(*lowest, "*", color="black", markersize=14, linestyle="", label="minimum of the loss alone")
        axis.plot(*point, "o", color=PURPLE, markersize=10, linestyle="", label="minimum of loss + penalty")
        _cross(axis)
        axis.set_aspect("equal")
        axis.set_xlim(-reach * 0.75, reach)
        axis.set_ylim(-reach * 0.75, reach)
        axis.set_title(f"{name}: minimum at ({point[0]:.2f}, {point[1]:.2f})")
        axis.set_xlabel("weight 1")
        axis.set_ylabel("weight 2")
    axes[0, 0].legend(loc="lower left", fontsize=9)
    return figure


def histories(runs: Mapping[str, Mapping]) -> Figure:
    """Draw the cross-entropy over the epochs, a panel for each run, with a ring around the lowest validation entropy.

    The validation entropy of the first run stands in each panel, in gray.

    Args:
        runs: the histories by the name of the run; each has the lists "bce" and "val_bce".
    """
    columns = min(len(runs), COLUMNS)
    rows = -(-len(runs) // columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(max(2.5 * columns, 6), 2.7 * rows + 0.5),
        squeeze=False,
        sharex=True,
        sharey=True,
        layout="constrained",
    )
    name_of_first, first = next(iter(runs.items()))
    handles = []
    for axis, (name, history) in zip(axes.flat, runs.items(), strict=False):
        validation, training = np.asarray(history["val_bce"]), np.asarray(history["bce"])
        epochs = np.arange(1, len(validation) + 1)
        best = int(validation.argmin())
        compared = axis.plot(np.arange(1, len(first["val_bce"]) + 1), first["val_bce"], color=GREY, linewidth=1)
        new = axis.plot(epochs, validation, **VALIDATION)
        seen = axis.plot(epochs, training, **TRAINING)  # on top: where both are one line, both can be seen
        ring = axis.plot(best + 1, validation[best], "o", color=ORANGE, markersize=12, fillstyle="none", mew=2)
        axis.axhline(COIN, color="black", linewidth=1, linestyle=":")
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.set_title(name, fontsize=11)
        axis.grid(alpha=0.3)
        handles = [*seen, *new, *ring, *compared, axis.lines[-1]]
    for axis in axes.flat[len(runs) :]:
        axis.set_visible(False)
    for axis in axes[:, 0]:
        axis.set_ylabel("cross-entropy")
    for axis in axes.flat[max(len(runs) - columns, 0) : len(runs)]:
        axis.set_xlabel("epoch")
        axis.tick_params(labelbottom=True)
    axes[0, 0].set_ylim(0, _top(max(history["val_bce"]) for history in runs.values()))
    labels = ["training", "validation", "its minimum", f"validation, {name_of_first}", "a coin: 0.693"]
    if len(runs) < rows * columns:
        figure.legend(handles, labels, loc="lower right", fontsize=10)
    else:
        figure.legend(handles, labels, loc="outside lower center", ncols=3, fontsize=10)
    return figure


def learning_curve(runs: Mapping[int, Mapping]) -> Figure:
    """Draw the entropies at the best epoch over the number of training reviews.

    Args:
        runs: the histories by the number of reviews; each has the lists "bce" and "val_bce".
    """
    counts = sorted(runs)
    best = {count: int(np.argmin(runs[count]["val_bce"])) for count in counts}
    figure, axis = plt.subplots(figsize=(7, 3.8), layout="constrained")
    for key, label, style in (("val_bce", "validation", VALIDATION), ("bce", "training", TRAINING)):
        values = [runs[count][key][best[count]] for count in counts]
        axis.plot(counts, values, markersize=10, label=f"{label}, at the best epoch", **style)
        for count, value in zip(counts, values, strict=True):
            axis.annotate(f"{value:.3f}", (count, value), (0, 9), textcoords="offset points", ha="center")
    axis.axhline(COIN, color="black", linewidth=1, linestyle=":", label="a coin: 0.693")
    axis.set_xscale("log", base=2)
    axis.set_xticks(counts, [f"{count:,}" for count in counts])
    axis.set_ylim(0, 0.8)
    axis.set_xlabel("training reviews (each step doubles them)")
    axis.set_ylabel("cross-entropy")
    axis.grid(alpha=0.3)
    axis.legend(loc="center right", bbox_to_anchor=(0.99, 0.73), fontsize=9)
    return figure


def weight_histograms(kernels: Mapping[str, np.ndarray], reach: float = 0.155) -> Figure:
    """Draw how often each size of weight occurs, a panel for each model, with the entropy of the distribution.

    Args:
        kernels: the weights of one layer, of any shape, by the name of the model.
        reach: weights from -reach to reach are drawn; those beyond are counted in the last bin on their side.
    """
    figure, axes = plt.subplots(
        1, len(kernels), figsize=(10, 3.2), sharex=True, sharey=True, squeeze=False, layout="constrained"
    )
    edges = np.arange(-reach, reach + BIN / 2, BIN)
    for axis, (name, kernel) in zip(axes[0], kernels.items(), strict=True):
        weights = np.asarray(kernel, float).ravel()
        counts, _ = np.histogram(np.clip(weights, edges[0], edges[-1]), edges)
        axis.stairs(counts / len(weights), edges, fill=True, color=PURPLE)
        axis.set_title(f"{name}\nentropy {entropy_of(weights):.1f} bits", fontsize=11)
        axis.set_xlabel("weight")
        axis.grid(alpha=0.3)
    axes[0, 0].set_ylabel("share of the weights")
    return figure


def entropy_of(weights: np.ndarray) -> float:
    """The entropy in bits of the bin, 0.01 wide, in which a weight lies."""
    _, counts = np.unique(np.round(np.ravel(weights) / BIN), return_counts=True)
    shares = counts / counts.sum()
    return float(-np.sum(shares * np.log2(shares)) + 0.0)


def _cross(axis: Axes) -> None:
    axis.axhline(0, color="black", linewidth=0.6)
    axis.axvline(0, color="black", linewidth=0.6)


def _top(values: Iterable[float]) -> float:
    return float(np.clip(1.1 * max(values), *HIGHEST))
