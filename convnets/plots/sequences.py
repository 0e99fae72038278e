"""Pictures for the exercise on convnets for text.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#999999"


def sliding_window(words: Sequence[str], window: int) -> Figure:
    """Draw a text as boxes, and above it the windows of a 1D convolution; the second window is framed.

    Args:
        words: the words of the text.
        window: words in a window.
    """
    count = len(words) - window + 1
    figure, axis = plt.subplots(figsize=(max(1.0 * len(words), 6), 2.6))
    for place, word in enumerate(words):
        _box(axis, place, 0, word, "white", GREY)
    for start in range(count):
        middle = start + (window - 1) / 2
        framed = start == 1
        _box(axis, middle, 1.6, f"output {start}", "#DCEBF5" if framed else "white", BLUE if framed else GREY)
        for place in range(start, start + window):
            colour = BLUE if framed else GREY
            axis.plot([place, middle], [0.35, 1.25], color=colour, linewidth=1.6 if framed else 0.6, zorder=int(framed))
    axis.add_patch(Rectangle((0.54, -0.42), window - 0.08, 0.84, fill=False, color=BLUE, linewidth=3))
    axis.set_xlim(-0.7, len(words) - 0.3)
    axis.set_ylim(-0.6, 2.1)
    axis.axis("off")
    axis.set_title(f"A window of {window} words moves over {len(words)} words: {count} outputs for each filter")
    figure.tight_layout()
    return figure


def receptive_fields(words: Sequence[str], stacks: Mapping[str, Sequence[tuple[int, int]]]) -> Figure:
    """Draw stacks of layers above a text, and all words that the middle output on top of each depends on.

    Args:
        words: the words of the text.
        stacks: by title, the layers from the text upwards: (window, stride).
    """
    figure, axes = plt.subplots(len(stacks), 1, figsize=(10, 2.5 * len(stacks)), squeeze=False)
    for axis, (title, layers) in zip(axes[:, 0], stacks.items(), strict=True):
        rows = [np.arange(len(words), dtype=float)]
        for window, stride in layers:
            starts = range(0, len(rows[-1]) - window + 1, stride)
            rows.append(np.array([rows[-1][start : start + window].mean() for start in starts]))
        seen = {len(rows[-1]) // 2}
        for level in range(len(rows) - 1, -1, -1):
            lit = np.isin(np.arange(len(rows[level])), list(seen))
            axis.scatter(rows[level][~lit], np.full((~lit).sum(), level), s=22, color=GREY, alpha=0.45)
            axis.scatter(rows[level][lit], np.full(lit.sum(), level), s=36, color=ORANGE if level else BLUE, zorder=3)
            if level:
                window, stride = layers[level - 1]
                links = [(unit, unit * stride + offset) for unit in seen for offset in range(window)]
                for unit, below in links:
                    ends = [rows[level][unit], rows[level - 1][below]]
                    axis.plot(ends, [level, level - 1], color=ORANGE, linewidth=0.7, alpha=0.6)
                seen = {below for _, below in links}
        names = [f"window {window}" + (f", step {stride}" if stride > 1 else "") for window, stride in layers]
        axis.set_yticks(range(len(rows)), ["text", *names])
        axis.set_xticks(range(len(words)), words, rotation=30, ha="right")
        axis.set_ylim(-0.4, len(rows) - 0.6)
        axis.set_title(f"{title}: {len(seen)} words")
    figure.tight_layout()
    return figure


def clipped_loss(outputs: np.ndarray, losses: np.ndarray, gradients: np.ndarray) -> Figure:
    """Draw the cross-entropy and its derivative over the output of the network, for the label 1.

    Args:
        outputs: rising numbers, shape (n,), reaching below 0 and above 1.
        losses: shape (n,).
        gradients: derivative of each loss with respect to its output, shape (n,).
    """
    figure, axes = plt.subplots(1, 2, figsize=(9.5, 3.2), layout="constrained")
    for axis, values, name in zip(axes, (losses, gradients), ("loss", "gradient of the loss"), strict=True):
        axis.axvspan(outputs.min(), 0, color=ORANGE, alpha=0.12, linewidth=0)
        axis.axvspan(1, outputs.max(), color=ORANGE, alpha=0.12, linewidth=0, label="clipped: gradient 0")
        axis.plot(outputs, values, color=BLUE)
        axis.set_xlabel("output of the network")
        axis.set_title(f"{name}, label 1")
        axis.grid(alpha=0.3)
    axes[1].set_ylim(-25, 5)
    axes[1].legend(loc="lower right")
    return figure


def accuracy_by_window(rows: Sequence[Mapping], span: int) -> Figure:
    """Draw the test accuracy over the size of the window.

    Args:
        rows: one for each model: "model" (the window) and "accuracy" (0 to 1).
        span: words that the signal takes; marked by a line.
    """
    windows, accuracies = [int(row["model"]) for row in rows], [row["accuracy"] for row in rows]
    figure, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axis.axhline(0.5, color=GREY, linestyle=":", label="guessing")
    axis.axvline(span, color=ORANGE, linestyle="--", label=f"length of the signal: {span} words")
    axis.plot(windows, accuracies, color=BLUE, marker="o", label="convnet, one convolution")
    axis.set_xticks(windows)
    axis.set_ylim(0.4, 1.03)
    axis.set_xlabel("window in words")
    axis.set_ylabel("test accuracy")
    axis.set_title("Only a window that holds the whole signal can read it")
    axis.grid(alpha=0.3)
    axis.legend(loc="center right")
    return figure


def accuracy_and_seconds(rows: Sequence[Mapping]) -> Figure:
    """Draw accuracy and training time of models as bars, the one above the other.

    Args:
        rows: one for each model: "model", "accuracy" (0 to 1) and "seconds".
    """
    names = [row["model"] for row in rows]
    figure, axes = plt.subplots(1, 2, figsize=(9.5, 0.45 * len(rows) + 1.2), sharey=True, layout="constrained")
    for axis, key, colour in zip(axes, ("accuracy", "seconds"), (BLUE, ORANGE), strict=True):
        values = [row[key] for row in rows]
        bars = axis.barh(names, values, color=colour)
        axis.bar_label(bars, [f"{value:.3f}" if key == "accuracy" else f"{value:.1f}" for value in values], padding=3)
        axis.set_xlim(0, 1.18 * max(values))
    axes[0].axvline(0.5, color=GREY, linestyle=":")
    axes[0].set_title("test accuracy (dotted: guessing)")
    axes[1].set_title("seconds of training")
    axes[0].invert_yaxis()
    return figure


def _box(axis: Axes, x: float, y: float, text: str, face: str, edge: str) -> None:
    axis.add_patch(Rectangle((x - 0.45, y - 0.33), 0.9, 0.66, facecolor=face, edgecolor=edge, zorder=2))
    shown = text if len(text) <= 12 else text[:11] + "…"
    axis.text(x, y, shown, ha="center", va="center", fontsize=8 if len(shown) > 8 else 9, zorder=3)
