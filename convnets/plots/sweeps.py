"""Pictures for the exercise on windows and strides.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#777777"


def change(configuration: Mapping, base: Mapping) -> str:
    """Say in words where a configuration differs from the base: "window 5", or "base" if nowhere.

    Args:
        configuration, base: a value for each entry.
    """
    entries = [f"{entry} {value}" for entry, value in configuration.items() if base.get(entry) != value]
    return ", ".join(entries) or "base"


def window_positions(size: int, settings: Sequence[tuple[int, int, str]]) -> Figure:
    """Draw a line of pixels, and below it each place at which a window lies on it, a panel for each setting.

    Args:
        size: pixels in the line.
        settings: (window, stride, padding) of each panel; padding is "valid" or "same".
    """
    figure, axes = plt.subplots(2, -(-len(settings) // 2), figsize=(9, 4.8), layout="constrained")
    for axis in axes.flat:
        axis.axis("off")
    for axis, (window, stride, padding) in zip(axes.flat, settings, strict=False):
        starts = _starts(size, window, stride, padding)
        _pixels(axis, size, starts, window)
        for row, start in enumerate(starts, start=1):
            bar = Rectangle((start, row + 0.2), window, 0.6, facecolor=BLUE, alpha=0.75)
            axis.add_patch(bar)
            axis.text(start + window / 2, row + 0.5, str(row), color="white", ha="center", va="center", fontsize=8)
        axis.set_title(f'window {window}, stride {stride}, "{padding}": {len(starts)} places', fontsize=11)
        axis.set_xlim(-1.2, size + 1.2)
        axis.set_ylim(11.2, -0.2)
    return figure


def _starts(size: int, window: int, stride: int, padding: str) -> list[int]:
    """First pixel of each place of the window; it may lie before the image, where zeros are padded."""
    if padding == "valid":
        return list(range(0, size - window + 1, stride))
    places = -(-size // stride)
    padded = max((places - 1) * stride + window - size, 0)
    return [place * stride - padded // 2 for place in range(places)]


def _pixels(axis: Axes, size: int, starts: Sequence[int], window: int) -> None:
    seen = {pixel for start in starts for pixel in range(start, start + window)}
    for pixel in sorted(seen | set(range(size))):
        padded, left_over = not 0 <= pixel < size, pixel not in seen
        colour = ORANGE if left_over else "white" if padded else "#cccccc"
        style = "dashed" if padded else "solid"
        axis.add_patch(Rectangle((pixel, 0), 1, 0.9, facecolor=colour, edgecolor="black", linestyle=style))
        if padded:
            axis.text(pixel + 0.5, 0.45, "0", ha="center", va="center", fontsize=8)


def changes(table: Sequence[Mapping], base: Mapping) -> Figure:
    """Draw the validation accuracy of each change beside that of the base, and how far its runs are apart.

    Args:
        table: "configuration", "validation_accuracy" and "spread" of each configuration.
        base: the configuration that all others are changed from.
    """
    figure, axis = plt.subplots(figsize=(8, 0.36 * len(table) + 1.2), layout="constrained")
    for row, entry in enumerate(table):
        is_base = entry["configuration"] == base
        accuracy, colour = entry["validation_accuracy"], GREY if is_base else BLUE
        axis.errorbar(accuracy, row, xerr=entry["spread"] / 2, fmt="D" if is_base else "o", color=colour, capsize=4)
        if is_base:
            axis.axvline(accuracy, color=GREY, linewidth=1, linestyle="dashed")
    axis.set_yticks(range(len(table)), [change(entry["configuration"], base) for entry in table])
    axis.invert_yaxis()
    axis.set_xlabel("validation accuracy: mean of the runs, and from the worst to the best run")
    axis.set_title("One change at a time")
    axis.grid(alpha=0.3)
    return figure


def accuracy_over_parameters(
    table: Sequence[Mapping], front: Sequence[Mapping], best: Mapping, base: Mapping, baseline: Mapping
) -> Figure:
    """Draw accuracy over parameters, the Pareto front as a line of steps, and the chosen configuration.

    Args:
        table: "configuration", "parameters" and "validation_accuracy" of each configuration.
        front: those entries of the table that none beats, ordered by their parameters.
        best: the chosen configuration.
        base: the configuration that all others are changed from.
        baseline: "parameters" and "validation_accuracy" of a simpler model.
    """
    figure, axis = plt.subplots(figsize=(9, 4.6), layout="constrained")
    parameters = [entry["parameters"] for entry in front]
    accuracies = [entry["validation_accuracy"] for entry in front]
    axis.step(parameters, accuracies, where="post", color=BLUE, zorder=1, label="Pareto front")
    for entry in table:
        on_front, place = entry in front, (entry["parameters"], entry["validation_accuracy"])
        axis.scatter(*place, color=BLUE if on_front else "white", edgecolor=BLUE, s=45, zorder=2)
        name = change(entry["configuration"], base)
        # Slanted, and below the front where it is crowded, so that the names of neighbours do not lie on each other.
        above = on_front and not _is_crowded(entry, front)
        side: dict[str, Any] = {"ha": "right", "va": "bottom"} if above else {"va": "top"}
        offset = (-3, 3) if above else (3, -3)
        axis.annotate(name, place, offset, textcoords="offset points", fontsize=9, rotation=-35, **side)
        if entry["configuration"] == best:
            axis.scatter(*place, facecolor="none", edgecolor=ORANGE, s=190, linewidth=2, label="chosen", zorder=3)
    place = baseline["parameters"], baseline["validation_accuracy"]
    axis.scatter(*place, color=GREEN, marker="s", s=45, label="baseline: one dense layer", zorder=2)
    axis.set_xscale("log")
    every = [entry["parameters"] for entry in table]
    axis.set_xlim(min(every) / 1.6, max(every) * 1.4)  # room for the names
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axis.xaxis.set_minor_formatter(NullFormatter())
    axis.margins(y=0.18)
    axis.set_xlabel("parameters")
    axis.set_ylabel("validation accuracy")
    axis.set_title("Accuracy over parameters")
    axis.grid(alpha=0.3)
    axis.legend(loc="lower right")
    return figure


def _is_crowded(entry: Mapping, front: Sequence[Mapping]) -> bool:
    """Whether the entry before this one on the front is so near that names above both would lie on each other."""
    number = front.index(entry)
    before = front[number - 1] if number else None
    heights = [each["validation_accuracy"] for each in front]
    return (
        before is not None
        and entry["parameters"] < 1.15 * before["parameters"]
        and entry["validation_accuracy"] - before["validation_accuracy"] < 0.08 * (max(heights) - min(heights))
    )
