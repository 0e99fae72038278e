"""Pictures for the exercise on augmented texts.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito).
"""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from convnets.plots.colors import BLUE, GREY, ORANGE

WIDTH = 9.6  # inches
FONT_SIZE = 12  # points
LINE_HEIGHT = 20  # points
GAP = 4.5  # points between two words
KEPT, NEW, GONE = "kept", "new", "gone"
STYLES: Mapping[str, dict[str, Any]] = {
    KEPT: {"color": "black"},
    NEW: {"color": BLUE, "weight": "bold"},
    GONE: {"color": ORANGE},
}
# How many standard errors an interval of 95 % reaches to both sides, by the number of pairs (Student's t).
T_FACTORS = {2: 12.7, 3: 4.3, 4: 3.2, 5: 2.8, 6: 2.6, 7: 2.4, 8: 2.4, 9: 2.3, 10: 2.3}
T_FACTOR_OF_MANY = 2.0


def t_factor(pairs: int) -> float:
    """How many standard errors an interval of 95 % reaches to both sides of a mean of so many pairs."""
    return T_FACTORS.get(pairs, T_FACTOR_OF_MANY if pairs > 20 else 2.2)


def edits(tokens: Sequence[str], versions: Mapping[str, Sequence[str]]) -> Figure:
    """Show a text and its versions: new words bold and blue, those that are gone orange and struck through.

    A word that moved shows twice: where it was and where it is.

    Args:
        tokens: the words of the original.
        versions: the words of each version, by the name of the operation.
    """
    texts = {"original": [(token, KEPT) for token in tokens]}
    texts |= {name: _differences(list(tokens), list(version)) for name, version in versions.items()}
    figure = plt.figure(figsize=(WIDTH, 1))
    axis = figure.add_axes((0, 0, 1, 1))
    axis.axis("off")
    width = 72 * WIDTH
    line = 0.0
    for name, words in texts.items():
        line += 1
        axis.text(0, -line * LINE_HEIGHT, name, fontsize=FONT_SIZE, weight="bold", va="baseline", color=GREY)
        line = _write(axis, words, line + 1, width) + 0.6
    height = (line + 0.2) * LINE_HEIGHT
    figure.set_size_inches(WIDTH, height / 72)
    axis.set_xlim(0, width)
    axis.set_ylim(-height, 0)
    return figure


def gains(results: Sequence[Mapping], gains: Mapping[int, Mapping[str, float]]) -> Figure:
    """Draw the accuracy of each pair of trainings, and the mean gain with an interval of 95 %.

    Args:
        results: one for each training: "reviews", "seed", "augmented" and "accuracy" (0 to 1).
        gains: "gain" and "error" in percentage points, by the number of reviews.
    """
    sizes = sorted(gains)
    figure, axes = plt.subplots(1, 2, figsize=(WIDTH, 3.8), layout="constrained")
    reach = []
    for position, size in enumerate(sizes):
        runs = {(run["seed"], bool(run["augmented"])): run["accuracy"] for run in results if run["reviews"] == size}
        seeds = sorted({seed for seed, _ in runs})
        reach.append(t_factor(len(seeds)) * gains[size]["error"])
        for seed in seeds:
            pair = [runs[seed, False], runs[seed, True]]
            places = [position - 0.15, position + 0.15]
            axes[0].plot(places, pair, color=GREY, linewidth=1, zorder=1)
            for place, accuracy, color, marker in zip(places, pair, (GREY, ORANGE), "os", strict=True):
                axes[0].scatter(place, accuracy, color=color, marker=marker, s=40)
    legend = {"not augmented": (GREY, "o"), "augmented": (ORANGE, "s")}
    handles = [Line2D([], [], color=c, marker=m, linestyle="", label=name) for name, (c, m) in legend.items()]
    axes[0].legend(handles=handles)
    axes[0].set_title("Each line is a pair with the same seed")
    axes[0].set_ylabel("accuracy on the validation reviews")
    axes[1].axhline(0, color=GREY, linewidth=1)
    means = [gains[size]["gain"] for size in sizes]
    axes[1].errorbar(range(len(sizes)), means, yerr=reach, fmt="D", color=ORANGE, capsize=6)
    axes[1].set_title("Mean gain and its 95 % interval")
    axes[1].set_ylabel("gain in percentage points")
    for axis in axes:
        axis.set_xticks(range(len(sizes)), [f"{size:,}" for size in sizes])
        axis.set_xlim(-0.5, len(sizes) - 0.5)
        axis.set_xlabel("training reviews before augmentation")
        axis.grid(axis="y", alpha=0.3)
    return figure


def _differences(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    words = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            words += [(word, KEPT) for word in old[start:end]]
        else:
            words += [(word, GONE) for word in old[start:end]] + [(word, NEW) for word in new[new_start:new_end]]
    return words


def _write(axis: Axes, words: Sequence[tuple[str, str]], line: float, width: float) -> float:
    """Write words side by side, all on one baseline, and go on in the next line where one is full.

    Returns:
        The number of the last line.
    """
    figure = axis.figure
    points_per_pixel = 72 / figure.dpi
    x = 0.0
    for word, kind in words:
        text = axis.text(0, 0, word, fontsize=FONT_SIZE, va="baseline", **STYLES[kind])
        length = text.get_window_extent().width * points_per_pixel  # measured: bold letters are wider
        if x and x + length > width:
            x, line = 0.0, line + 1
        text.set_position((x, -line * LINE_HEIGHT))
        if kind == GONE:
            middle = -line * LINE_HEIGHT + FONT_SIZE / 3
            axis.plot([x, x + length], [middle, middle], color=ORANGE, linewidth=1)
        x += length + GAP
    return line
