"""Pictures for the exercise on regularizers.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#777777"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE)
MARKERS = ("o", "s", "^", "D")
CURVES_TOP = (1.0, 2.0)  # lowest and highest top of the curves' axis; 0.693 is the cross-entropy of a coin
NEARLY_ZERO = 1e-3


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
    figure, axes = plt.subplots(1, len(degrees), figsize=(10, 3.2), sharey=True, layout="constrained")
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


def bowl(
    minimum: Sequence[float],
    curvature: Sequence[float],
    paths: Mapping[str, np.ndarray],
    shown: int,
) -> Figure:
    """Draw the contours of a loss of two weights, and where its minimum moves as a penalty grows.

    The shape in the middle is the penalty's own contour through one of the minima: a circle for L2, a diamond for L1.
    Where it touches a contour of the loss, their sum is smallest.

    Args:
        minimum, curvature: two numbers each; the loss is the sum of curvature / 2 * (w - minimum) ** 2.
        paths: minima of loss and penalty for growing strengths, shape (n, 2), by the name of the penalty, "L1" or "L2".
        shown: the row of the path through which the penalty's contour is drawn.
    """
    lowest, bend = np.asarray(minimum, float), np.asarray(curvature, float)
    reach = np.abs(lowest).max() * 1.7
    grid = np.linspace(-reach, reach, 300)
    first, second = np.meshgrid(grid, grid)
    loss = 0.5 * (bend[0] * (first - lowest[0]) ** 2 + bend[1] * (second - lowest[1]) ** 2)
    figure, axes = plt.subplots(1, len(paths), figsize=(5.2 * len(paths), 5), squeeze=False, layout="constrained")
    for axis, (name, path) in zip(axes[0], paths.items(), strict=True):
        path = np.asarray(path, float)
        point = path[shown]
        touching = 0.5 * float(np.sum(bend * (point - lowest) ** 2))
        levels = sorted({touching * factor for factor in (0.1, 0.4, 1, 2.2, 4.5, 9)})
        axis.contour(first, second, loss, levels=levels, colors=BLUE, linewidths=1, alpha=0.7)
        penalty = np.abs(first) + np.abs(second) if name == "L1" else first**2 + second**2
        level = np.abs(point).sum() if name == "L1" else (point**2).sum()
        axis.contour(first, second, penalty, levels=[max(level, 1e-9)], colors=ORANGE, linewidths=2)
        axis.plot(*path.T, color=GREY, marker=".", markersize=5, linewidth=1, label="minimum, as the strength grows")
        axis.plot(*lowest, "*", color=BLUE, markersize=14, linestyle="", label="minimum of the loss alone")
        axis.plot(*point, "o", color=ORANGE, markersize=9, linestyle="", label="minimum of loss + penalty")
        axis.axhline(0, color="black", linewidth=0.6)
        axis.axvline(0, color="black", linewidth=0.6)
        axis.set_aspect("equal")
        axis.set_xlim(-reach * 0.75, reach)
        axis.set_ylim(-reach * 0.75, reach)
        axis.set_title(f"{name}: minimum at ({point[0]:.2f}, {point[1]:.2f})")
        axis.set_xlabel("first weight")
        axis.set_ylabel("second weight")
    axes[0, 0].legend(loc="lower left", fontsize=9)
    return figure


def histories(groups: Mapping[str, Mapping[str, Mapping]]) -> Figure:
    """Draw the cross-entropy over the epochs, a panel for each group of runs, with a ring around each minimum.

    Args:
        groups: for each panel's title the histories by the name of the run; each has the lists "bce" and "val_bce".
    """
    highest = max(max(history["val_bce"]) for runs in groups.values() for history in runs.values())
    top = np.clip(1.35 * highest, *CURVES_TOP)  # room for the legend
    figure, axes = plt.subplots(
        1, len(groups), figsize=(5 * len(groups), 3.8), squeeze=False, sharey=True, layout="constrained"
    )
    for axis, (title, runs) in zip(axes[0], groups.items(), strict=True):
        for (name, history), colour, marker in zip(runs.items(), COLOURS, MARKERS, strict=False):
            validation, training = np.asarray(history["val_bce"]), np.asarray(history["bce"])
            epochs = np.arange(1, len(validation) + 1)
            best = int(validation.argmin())
            axis.plot(epochs, training, color=colour, linestyle="--", linewidth=1)
            axis.plot(epochs, validation, color=colour, marker=marker, markersize=4, label=name)
            axis.plot(best + 1, validation[best], "o", color=colour, markersize=13, fillstyle="none", markeredgewidth=2)
        axis.axhline(np.log(2), color=GREY, linewidth=1, linestyle=":")
        axis.text(1, np.log(2) + 0.01, "a coin: 0.693", color=GREY, fontsize=9)
        axis.set_ylim(0, top)
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.set_title(title)
        axis.set_xlabel("epoch")
        axis.grid(alpha=0.3)
        axis.legend(fontsize=9, ncols=2, loc="upper right")
    axes[0, 0].set_ylabel("cross-entropy without penalty")
    figure.suptitle("Solid: validation, the ring marks the minimum. Dashed: training", fontsize=11)
    return figure


def weight_sizes(kernels: Mapping[str, np.ndarray]) -> Figure:
    """Draw for each model which share of its weights is smaller than a size.

    Args:
        kernels: the weights of one layer, of any shape, by the name of the model.
    """
    figure, axis = plt.subplots(figsize=(7, 3.4), layout="constrained")
    for (name, kernel), colour in zip(kernels.items(), COLOURS, strict=False):
        sizes = np.sort(np.abs(np.asarray(kernel)).ravel())
        share = np.arange(1, len(sizes) + 1) / len(sizes)
        chosen = np.linspace(0, len(sizes) - 1, 400).astype(int)
        axis.plot(np.maximum(sizes[chosen], 1e-6), share[chosen], color=colour, label=name)
    axis.axvline(NEARLY_ZERO, color=GREY, linewidth=1, linestyle=":")
    axis.set_xscale("log")
    axis.set_xlabel("size of a weight |w|")
    axis.set_ylabel("share of weights below it")
    axis.set_title("Weights of the first layer after training")
    axis.grid(alpha=0.3)
    axis.legend()
    return figure
