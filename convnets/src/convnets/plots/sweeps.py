"""Pictures for the exercise on windows and strides.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito): training is
blue, validation orange, what is only compared with is gray.
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from convnets.plots.colors import BLUE, GREY, LEFT_OVER, ORANGE

SKY = "#56B4E9"  # windows


def change(configuration: Mapping, base: Mapping) -> str:
    """Say in words where a configuration differs from the base: "window 5", or "base" if nowhere.

    Args:
        configuration: a value for each entry; an entry "name" is taken as it is.
        base: a value for each entry.
    """
    if "name" in configuration:
        return str(configuration["name"])
    entries = [f"{entry} {value}" for entry, value in configuration.items() if base.get(entry) != value]
    return ", ".join(entries) or "base"


def window_positions(size: int, settings: Sequence[tuple[int, int, str]]) -> Figure:
    """Draw a line of pixels, and below it each place at which a window lies on it, a panel for each setting.

    Args:
        size: pixels in the line.
        settings: (window, stride, padding) of each panel; padding is "valid" or "same".
    """
    figure, axes = plt.subplots(2, -(-len(settings) // 2), figsize=(9, 5), layout="constrained")
    for axis in axes.flat:
        axis.axis("off")
    for axis, (window, stride, padding) in zip(axes.flat, settings, strict=False):
        starts = _starts(size, window, stride, padding)
        _pixels(axis, size, starts, window)
        for row, start in enumerate(starts, start=1):
            bar = Rectangle((start, row + 0.2), window, 0.6, facecolor=SKY)
            axis.add_patch(bar)
            axis.text(start + window / 2, row + 0.5, str(row), ha="center", va="center", fontsize=9)
        axis.set_title(f'window {window}, stride {stride}, "{padding}": {len(starts)} places', fontsize=11)
        axis.set_xlim(-2.2, size + 2.2)
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
        color = LEFT_OVER if left_over else "white" if padded else "#cccccc"
        style = "dashed" if padded else "solid"
        axis.add_patch(Rectangle((pixel, 0), 1, 0.9, facecolor=color, edgecolor="black", linestyle=style))
        if padded:
            axis.text(pixel + 0.5, 0.45, "0", ha="center", va="center", fontsize=9)


def changes(rows: Sequence[Mapping], base: Mapping) -> Figure:
    """Draw the validation accuracy of each run as a dot, in a line for each configuration, and their mean.

    Args:
        rows: "configuration" and "validation_accuracy" of each run.
        base: the configuration that all others are changed from.
    """
    runs: dict[str, list[float]] = {}
    for row in rows:
        runs.setdefault(change(row["configuration"], base), []).append(row["validation_accuracy"])
    figure, axis = plt.subplots(figsize=(9, 0.36 * len(runs) + 1.3), layout="constrained")
    for line, (name, accuracies) in enumerate(runs.items()):
        planned = name == "base" or not any(row["configuration"].get("name") == name for row in rows)
        mean = sum(accuracies) / len(accuracies)
        axis.scatter(accuracies, [line] * len(accuracies), color=ORANGE if planned else GREY, alpha=0.7, s=40, zorder=2)
        axis.plot([mean, mean], [line - 0.32, line + 0.32], color="black", linewidth=2, zorder=3)
        if name == "base":
            axis.axvline(mean, color=GREY, linewidth=1, linestyle="dashed", zorder=1)
    axis.set_yticks(range(len(runs)), list(runs), fontsize=11)
    axis.invert_yaxis()
    axis.set_xlabel("validation accuracy: each dot is one run, the line is their mean (dashed: mean of the base)")
    axis.set_title("One change at a time")
    axis.grid(alpha=0.3)
    return figure


def learning_curves(curves: Mapping[str, tuple[Sequence[float], Sequence[float]]], marked: int) -> Figure:
    """Draw the training and the validation accuracy of each net over the epochs, a panel for each net.

    Args:
        curves: by the name of the net, its accuracy after each epoch on training and on validation images.
        marked: an epoch that a dashed line marks.
    """
    figure, axes = plt.subplots(1, len(curves), figsize=(9, 3.3), sharey=True, layout="constrained", squeeze=False)
    for axis, (name, (training, validation)) in zip(axes.flat, curves.items(), strict=True):
        epochs = range(1, len(training) + 1)
        axis.plot(epochs, training, color=BLUE, marker=".", label="training")
        axis.plot(epochs, validation, color=ORANGE, marker=".", label="validation")
        axis.axvline(marked, color=GREY, linewidth=1, linestyle="dashed")
        axis.set_title(name)
        axis.set_xlabel("epoch")
        axis.grid(alpha=0.3)
    axes.flat[0].set_ylabel("accuracy")
    axes.flat[-1].legend(loc="lower right")
    return figure


def accuracy_over_parameters(
    table: Sequence[Mapping], front: Sequence[Mapping], best: Mapping, base: Mapping, others: Sequence[Mapping] = ()
) -> Figure:
    """Draw accuracy over parameters, the Pareto front as a line of steps, and the chosen configuration.

    Args:
        table: "configuration", "parameters" and "validation_accuracy" of each configuration.
        front: those entries of the table that none beats, ordered by their parameters.
        best: the chosen configuration.
        base: the configuration that all others are changed from.
        others: entries of models that took no part in the choice.
    """
    figure, axis = plt.subplots(figsize=(9, 5), layout="constrained")
    parameters = [entry["parameters"] for entry in front]
    accuracies = [entry["validation_accuracy"] for entry in front]
    right = 1.5 * max(entry["parameters"] for entry in [*table, *others])
    axis.step([*parameters, right], [*accuracies, accuracies[-1]], where="post", color=ORANGE, label="Pareto front")
    for entry in table:
        place = entry["parameters"], entry["validation_accuracy"]
        axis.scatter(*place, color=ORANGE if entry in front else "white", edgecolor=ORANGE, s=55, zorder=3)
        if entry["configuration"] == best:
            axis.scatter(*place, facecolor="none", edgecolor="black", s=200, linewidth=1.5, label="chosen", zorder=3)
    for number, entry in enumerate(others):
        place = entry["parameters"], entry["validation_accuracy"]
        label = "only compared with" if number == 0 else None
        axis.scatter(*place, color=GREY, marker="s", s=45, label=label, zorder=2)
    axis.set_xscale("log")
    axis.set_xlim(min(entry["parameters"] for entry in [*table, *others]) / 2.2, right)  # room for a name
    axis.margins(y=0.14)
    _name_all(axis, [*table, *others], base, _steps(parameters, accuracies, right))
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axis.xaxis.set_minor_formatter(NullFormatter())
    axis.set_xlabel("parameters")
    axis.set_ylabel("validation accuracy")
    axis.set_title("Accuracy over parameters")
    axis.grid(alpha=0.3)
    axis.legend(loc="lower right")
    return figure


def _steps(parameters: Sequence[float], accuracies: Sequence[float], right: float) -> list[tuple]:
    """The level and upright pieces of the front, each with its two ends."""
    pieces = []
    for number, (start, height) in enumerate(zip(parameters, accuracies, strict=True)):
        end = parameters[number + 1] if number + 1 < len(parameters) else right
        pieces.append(((start, height), (end, height)))
        if number + 1 < len(parameters):
            pieces.append(((end, height), (end, accuracies[number + 1])))
    return pieces


def _name_all(axis: Axes, entries: Sequence[Mapping], base: Mapping, pieces: Sequence[tuple]) -> None:
    """Write the name of each entry beside its dot, level, where no other name, dot or piece of a line lies."""
    axis.figure.canvas.draw()  # places in pixels are known only then
    height = 14 * axis.figure.dpi / 72
    dots = [axis.transData.transform((entry["parameters"], entry["validation_accuracy"])) for entry in entries]
    taken = [(x - 7, x + 7, y - 7, y + 7) for x, y in dots]
    for (left, low), (right, high) in (axis.transData.transform(piece) for piece in pieces):
        taken.append((left, right, low, high))
    for entry, (x, y) in zip(entries, dots, strict=True):
        name = change(entry["configuration"], base)
        width = 6.2 * len(name) * axis.figure.dpi / 72
        free: list[tuple] = []
        for right, up in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            left = x + right * 10 - width * (1 - right) / 2
            low = y + up * (height if right == 0 else height * 0.7) - height / 2
            box = left, left + width, low, low + height
            overlaps = sum(box[0] < b and a < box[1] and box[2] < d and c < box[3] for a, b, c, d in taken)
            inside = axis.bbox.x0 < box[0] and box[1] < axis.bbox.x1
            free.append((overlaps + (not inside), len(free), right, up, box))
        _, _, right, up, box = min(free)
        taken.append(box)
        points = 72 / axis.figure.dpi
        offset = ((box[0] - x) * points, (box[2] - y) * points + 3)
        axis.annotate(name, (entry["parameters"], entry["validation_accuracy"]), offset,
                      textcoords="offset points", fontsize=10)  # fmt: skip
