"""Pictures for the exercise on augmented texts.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
COLUMNS = 110  # letters in a line
MARGIN = 5  # letters on both sides together; glyphs are rounded to whole pixels
FONT_SIZE = 9  # points
LINE_HEIGHT = 0.2  # inches
LETTER_WIDTH = 0.602 * FONT_SIZE / 72  # inches, of the monospaced font DejaVu Sans Mono
KEPT, NEW, GONE = "kept", "new", "gone"
STYLES: Mapping[str, dict[str, Any]] = {
    KEPT: {"color": "black"},
    NEW: {"color": BLUE, "weight": "bold"},
    GONE: {"color": ORANGE},
}


def edits(tokens: Sequence[str], versions: Mapping[str, Sequence[str]]) -> Figure:
    """Show a text and its versions: new words bold and blue, those that are gone orange and struck through.

    A word that moved shows twice: where it was and where it is.

    Args:
        tokens: the words of the original.
        versions: the words of each version, by the name of the operation.
    """
    paragraphs = {"original": _layout([(token, KEPT) for token in tokens])}
    for name, version in versions.items():
        paragraphs[name] = _layout(_differences(list(tokens), list(version)))
    rows = sum(len(lines) + 1.6 for lines in paragraphs.values())
    figure, axis = plt.subplots(figsize=((COLUMNS + MARGIN) * LETTER_WIDTH, rows * LINE_HEIGHT))
    figure.subplots_adjust(0, 0.01, 1, 0.99)
    axis.set_xlim(-1, COLUMNS + MARGIN - 1)
    axis.set_ylim(rows, 0)
    axis.axis("off")
    row = 0.8
    for name, lines in paragraphs.items():
        axis.text(0, row, name, fontsize=FONT_SIZE + 1, weight="bold", va="center", color=GREY)
        for offset, line in enumerate(lines, start=1):
            _write_line(axis, row + offset, line)
        row += len(lines) + 1.6
    return figure


def gains(results: Sequence[Mapping], gains: Mapping[int, Mapping[str, float]]) -> Figure:
    """Draw the accuracy of each pair of trainings, and the mean gain with two standard errors.

    Args:
        results: one for each training: "reviews", "seed", "augmented" and "accuracy" (0 to 1).
        gains: "gain" and "error" in percentage points, by the number of reviews.
    """
    sizes = sorted(gains)
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for position, size in enumerate(sizes):
        runs = {(run["seed"], bool(run["augmented"])): run["accuracy"] for run in results if run["reviews"] == size}
        for seed in sorted({seed for seed, _ in runs}):
            pair = [runs[seed, False], runs[seed, True]]
            places = [position - 0.15, position + 0.15]
            axes[0].plot(places, pair, color=GREY, linewidth=1, zorder=1)
            for place, accuracy, colour, marker in zip(places, pair, (ORANGE, BLUE), "os", strict=True):
                axes[0].scatter(place, accuracy, color=colour, marker=marker, s=40)
    legend = {"not augmented": (ORANGE, "o"), "augmented": (BLUE, "s")}
    handles = [Line2D([], [], color=c, marker=m, linestyle="", label=name) for name, (c, m) in legend.items()]
    axes[0].legend(handles=handles)
    axes[0].set_title("Each line is a pair with the same seed")
    axes[0].set_ylabel("accuracy on the validation reviews")
    found = np.array([[gains[size]["gain"], gains[size]["error"]] for size in sizes])
    axes[1].axhline(0, color=GREY, linewidth=1)
    axes[1].errorbar(range(len(sizes)), found[:, 0], yerr=2 * found[:, 1], fmt="D", color=BLUE, capsize=6)
    axes[1].set_title("Mean gain with two standard errors")
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


def _layout(words: Sequence[tuple[str, str]]) -> list[list[tuple[int, str, str]]]:
    """Break a text into lines of (column, word, kind)."""
    lines: list[list[tuple[int, str, str]]] = [[]]
    column = 1
    for word, kind in words:
        if column + len(word) > COLUMNS and lines[-1]:
            lines.append([])
            column = 1
        lines[-1].append((column, word, kind))
        column += len(word) + 1
    return lines


def _write_line(axis: Axes, row: float, line: Sequence[tuple[int, str, str]]) -> None:
    for column, word, kind in line:
        axis.text(column, row, word, family="monospace", fontsize=FONT_SIZE, va="center", **STYLES[kind])
        if kind == GONE:
            axis.plot([column, column + len(word)], [row, row], color=ORANGE, linewidth=1)
