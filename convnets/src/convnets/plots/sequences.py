"""Pictures for the exercise on convnets for text.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnets.plots.colors import BLUE, GREEN, GREY, ORANGE


def sliding_window(words: Sequence[str], window: int, dimensions: int = 4) -> Figure:
    """Draw a text with its word vectors, and above it the windows of a 1D convolution; the second window is framed.

    Args:
        words: the words of the text.
        window: words in a window.
        dimensions: numbers that are drawn of each word vector; their shades of gray are made up.
    """
    count, side = len(words) - window + 1, 0.5
    figure, axis = plt.subplots(figsize=(max(1.0 * len(words), 6), 4.2), layout="constrained")
    shades = np.random.default_rng(4).uniform(0.45, 1.0, (len(words), dimensions))
    for place, word in enumerate(words):
        _box(axis, place, 0, word, "white", GREY)
        for depth, shade in enumerate(shades[place]):
            corner = (place - 0.25, 0.5 + depth * side)
            axis.add_patch(Rectangle(corner, 0.5, side, facecolor=str(shade), edgecolor=GREY, linewidth=0.6, zorder=2))
    top = 0.5 + dimensions * side
    for start in range(count):
        middle, framed = start + (window - 1) / 2, start == 1
        color = BLUE if framed else GREY
        _box(axis, middle, top + 1.5, f"output {start}", "#DCEBF5" if framed else "white", color)
        for place in range(start, start + window):
            thickness = 1.8 if framed else 0.6
            axis.plot([place, middle], [top, top + 1.17], color=color, linewidth=thickness, zorder=int(framed))
    frame = (1 - 0.33, 0.5 - 0.08), window - 1 + 0.66, dimensions * side + 0.16
    axis.add_patch(Rectangle(*frame, fill=False, edgecolor=BLUE, linewidth=3, zorder=3))
    axis.annotate("", (-0.6, top), (-0.6, 0.5), arrowprops={"arrowstyle": "<->", "color": GREY})
    axis.text(-0.75, (top + 0.5) / 2, "dimensions of\nthe word vectors", ha="right", va="center", fontsize=9)
    axis.annotate("", (len(words) - 0.6, -0.65), (-0.4, -0.65), arrowprops={"arrowstyle": "->", "color": GREY})
    axis.text(
        (len(words) - 1) / 2, -0.95, "the window moves along the words only", ha="center", va="center", fontsize=9
    )
    axis.set_xlim(-2.1, len(words) - 0.4)
    axis.set_ylim(-1.3, top + 1.95)
    axis.axis("off")
    axis.set_title(f"A window of {window} words moves over {len(words)} words: {count} outputs for each filter")
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
        axis.set_title(f"{title}: one output sees {len(seen)} words")
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
        axis.axvspan(outputs.min(), 0, color=GREY, alpha=0.2, linewidth=0)
        axis.axvspan(1, outputs.max(), color=GREY, alpha=0.2, linewidth=0, label="clipped: gradient 0")
        axis.plot(outputs, values, color=BLUE)
        axis.set_xlabel("output of the network")
        axis.set_title(f"{name}, label 1")
        axis.grid(alpha=0.3)
    axes[1].set_ylim(-25, 5)
    axes[1].legend(loc="lower right")
    return figure


def accuracy_by_window(rows: Mapping[str, Sequence[Mapping]], span: int) -> Figure:
    """Draw the accuracy over the size of the window: a dot for each training, a line through the means.

    Args:
        rows: by the name of a series, one row for each training: "model" (the window) and "accuracy" (0 to 1).
        span: words that the signal takes; marked by a line.
    """
    figure, axis = plt.subplots(figsize=(9, 3.8), layout="constrained")
    axis.axhline(0.5, color=GREY, linestyle=":", label="guessing")
    axis.axvline(span, color=GREY, linestyle="--", label=f"length of the signal: {span} words")
    ticks: set[int] = set()
    for (name, trainings), color, marker in zip(rows.items(), (ORANGE, GREEN, BLUE), "os^", strict=False):
        means = _by_model(trainings, "accuracy")
        ticks |= set(means)
        axis.plot(list(means), [np.mean(values) for values in means.values()], color=color)
        for window, values in means.items():
            axis.plot([window] * len(values), values, marker, color=color, alpha=0.7, linestyle="", markersize=6)
        axis.plot([], [], color=color, marker=marker, label=name)
    axis.set_xticks(sorted(ticks))
    axis.set_ylim(0.4, 1.03)
    axis.set_xlabel("window in words")
    axis.set_ylabel("validation accuracy")
    axis.set_title("How large does a window have to be, and how large is too large?")
    axis.grid(alpha=0.3)
    axis.legend(loc="center", bbox_to_anchor=(0.42, 0.4), fontsize=9)
    return figure


def accuracy_and_seconds(rows: Sequence[Mapping], baseline: float) -> Figure:
    """Draw accuracy and training time of models: a dot for each training, a line at the mean.

    Args:
        rows: one for each training: "model", "accuracy" (0 to 1) and "seconds".
        baseline: accuracy without any model.
    """
    names = list(_by_model(rows, "accuracy"))
    figure, axes = plt.subplots(1, 2, figsize=(9.8, 0.5 * len(names) + 1.3), sharey=True, layout="constrained")
    for axis, key, color in zip(axes, ("accuracy", "seconds"), (ORANGE, BLUE), strict=True):
        for place, values in enumerate(_by_model(rows, key).values()):
            axis.plot(values, [place] * len(values), "o", color=color, alpha=0.7)
            mean = float(np.mean(values))
            axis.plot([mean, mean], [place - 0.3, place + 0.3], color=color, linewidth=2.5)
            shown = f"{mean:.3f}" if key == "accuracy" else f"{mean:.1f}"
            axis.annotate(shown, (max(values), place), (8, 0), textcoords="offset points", va="center", fontsize=9)
        axis.grid(axis="x", alpha=0.3)
    axes[0].axvline(baseline, color=GREY, linestyle=":")
    axes[0].set_xlim(min(baseline, *(row["accuracy"] for row in rows)) - 0.02, max(r["accuracy"] for r in rows) + 0.06)
    axes[0].set_title("validation accuracy (dotted: the more frequent label)", fontsize=11)
    axes[1].set_xlim(0, 1.2 * max(row["seconds"] for row in rows))
    axes[1].set_title("seconds of training", fontsize=11)
    axes[0].set_yticks(range(len(names)), names)
    axes[0].invert_yaxis()
    return figure


def contributions(
    title: str, words: Sequence[str], places: Sequence[int], values: Sequence[float], window: int, most: int = 6
) -> Figure:
    """Draw how far the windows of one text push the output up or down.

    Args:
        title: of the figure.
        words: the words of the text.
        places: for each filter, the position of the window that it responds to most.
        values: for each filter, what it adds to the logit.
        window: words in a window.
        most: filters that are drawn: those with the largest contributions.
    """
    heights = np.asarray(values)
    chosen = np.argsort(-np.abs(heights))[:most]
    names = [" ".join(words[places[each] : places[each] + window]) for each in chosen]
    figure, axis = plt.subplots(figsize=(9, 0.36 * len(chosen) + 1.1), layout="constrained")
    axis.barh(range(len(chosen)), heights[chosen], color=BLUE)
    axis.axvline(0, color=GREY)
    largest = 1.3 * max(np.abs(heights).max(), 1e-6)
    axis.set_xlim(-largest, largest)
    axis.set_yticks(range(len(chosen)), [f"filter {each}:  {name}" for each, name in zip(chosen, names, strict=True)])
    axis.invert_yaxis()
    axis.set_xlabel("negative  <  contribution to the logit  >  positive")
    axis.set_title(title, fontsize=11)
    axis.grid(axis="x", alpha=0.3)
    return figure


def _by_model(rows: Sequence[Mapping], key: str) -> dict:
    """The values of all trainings of each model."""
    found: dict = {}
    for row in rows:
        found.setdefault(row["model"], []).append(row[key])
    return found


def _box(axis: Axes, x: float, y: float, text: str, face: str, edge: str) -> None:
    axis.add_patch(Rectangle((x - 0.45, y - 0.33), 0.9, 0.66, facecolor=face, edgecolor=edge, zorder=2))
    shown = text if len(text) <= 12 else text[:11] + "…"
    axis.text(x, y, shown, ha="center", va="center", fontsize=9, zorder=3)
