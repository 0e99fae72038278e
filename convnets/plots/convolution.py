"""Pictures of convolutions, pooling and receptive fields.

Each function draws one figure and returns it. Colours can be told apart by colour-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#999999"


def one_window(image: np.ndarray, kernel: np.ndarray, response: np.ndarray, position: tuple[int, int]) -> Figure:
    """Draw an image, a kernel and their response map with all numbers, and frame one window and its response.

    Args:
        image: (height, width).
        kernel: (kernel height, kernel width).
        response: the response map of the two.
        position: row and column in the response map that are framed.
    """
    row, column = position
    rows, columns = kernel.shape
    figure, axes = plt.subplots(
        1, 3, figsize=(8.5, 4.3), width_ratios=[array.shape[1] for array in (image, kernel, response)]
    )
    for axis, array, title in zip(axes, (image, kernel, response), ("image", "kernel", "response map"), strict=True):
        _numbers(axis, array, f"{title} {array.shape[0]}x{array.shape[1]}")
    _frame(axes[0], row, column, rows, columns)
    _frame(axes[1], 0, 0, rows, columns)
    _frame(axes[2], row, column, 1, 1)
    figure.suptitle(f"The framed window times the kernel, summed, is the response at row {row}, column {column}")
    figure.tight_layout()
    return figure


def slices(arrays: Mapping[str, np.ndarray]) -> Figure:
    """Draw volumes as the rows of a figure: one panel with numbers for each slice along the depth.

    Args:
        arrays: the volumes, each (depth, height, width), by the name that is printed above their slices.
    """
    columns = max(len(volume) for volume in arrays.values())
    figure, axes = plt.subplots(len(arrays), columns, figsize=(2.3 * columns, 2.5 * len(arrays)), squeeze=False)
    for line, (name, volume) in zip(axes, arrays.items(), strict=True):
        for axis in line:
            axis.set_visible(False)
        for depth, (axis, values) in enumerate(zip(line, volume, strict=False)):
            axis.set_visible(True)
            _numbers(axis, values, f"{name}, depth {depth}", limit=np.abs(volume).max())
    figure.tight_layout()
    return figure


def feature_maps(image: np.ndarray, maps: np.ndarray, titles: Sequence[str]) -> Figure:
    """Show an image and next to it its feature maps.

    Args:
        image: (height, width, 3), values from 0 to 1.
        maps: (rows, columns, filters); 0 is drawn white, negative responses orange, positive ones purple.
        titles: one for each filter.
    """
    figure, axes = plt.subplots(1, len(titles) + 1, figsize=(2.5 * (len(titles) + 1), 2.2), layout="constrained")
    axes[0].imshow(image)
    axes[0].set_title(f"image {image.shape[0]}x{image.shape[1]}")
    limit = np.abs(maps).max()
    for index, title in enumerate(titles):
        drawn = axes[index + 1].imshow(maps[..., index], cmap="PuOr", vmin=-limit, vmax=limit)
        axes[index + 1].set_title(title)
    figure.colorbar(drawn, ax=axes[1:], shrink=0.75, label="response")
    for axis in axes:
        axis.set_xticks([])
        axis.set_yticks([])
    return figure


def pooled(maps: Mapping[str, np.ndarray]) -> Figure:
    """Show versions of one feature map side by side, each (rows, columns), in one scale of colours."""
    figure, axes = plt.subplots(1, len(maps), figsize=(4.2 * len(maps), 3.1), layout="constrained", squeeze=False)
    high = max(values.max() for values in maps.values())
    for axis, (title, values) in zip(axes[0], maps.items(), strict=True):
        drawn = axis.imshow(values, cmap="cividis", vmin=0, vmax=high)
        axis.set_title(f"{title}: {values.shape[0]}x{values.shape[1]}")
        axis.set_xlabel("column")
        axis.set_ylabel("row")
    figure.colorbar(drawn, ax=axes[0], shrink=0.8, label="strength of the response")
    return figure


def stacks(stacks: Mapping[str, Sequence[tuple[str, int, int]]], inputs: int) -> Figure:
    """Draw stacks of layers along one axis of the image, and all that the middle unit on top of each depends on.

    Args:
        stacks: by title, the layers from the input upwards: (name, window, stride).
        inputs: number of pixels in the bottom row.
    """
    figure, axes = plt.subplots(len(stacks), 1, figsize=(10, 2.9 * len(stacks)), squeeze=False)
    for axis, (title, layers) in zip(axes[:, 0], stacks.items(), strict=True):
        _stack(axis, layers, inputs)
        axis.set_title(title)
    figure.tight_layout()
    return figure


def _stack(axis: Axes, layers: Sequence[tuple[str, int, int]], inputs: int) -> None:
    rows = [np.arange(inputs, dtype=float)]
    for _, window, stride in layers:
        below = rows[-1]
        starts = range(0, len(below) - window + 1, stride)
        rows.append(np.array([below[start : start + window].mean() for start in starts]))
    seen = {len(rows[-1]) // 2}
    for level in range(len(rows) - 1, -1, -1):
        lit = np.isin(np.arange(len(rows[level])), list(seen))
        axis.scatter(rows[level][~lit], np.full((~lit).sum(), level), s=22, color=GREY, alpha=0.45)
        axis.scatter(rows[level][lit], np.full(lit.sum(), level), s=36, color=ORANGE if level else BLUE, zorder=3)
        if level:
            _, window, stride = layers[level - 1]
            read = {unit: range(unit * stride, unit * stride + window) for unit in seen}
            for unit, units_below in read.items():
                for unit_below in units_below:
                    ends = [rows[level][unit], rows[level - 1][unit_below]], [level, level - 1]
                    axis.plot(*ends, color=ORANGE, linewidth=0.7, alpha=0.6)
            seen = {unit_below for units_below in read.values() for unit_below in units_below}
    axis.set_yticks(range(len(rows)), ["input", *(name for name, _, _ in layers)])
    axis.set_xlabel("pixel along one axis of the image")


def _numbers(axis: Axes, values: np.ndarray, title: str, limit: float | None = None) -> None:
    limit = limit or np.abs(values).max() or 1
    axis.imshow(values, cmap="PuOr", vmin=-2 * limit, vmax=2 * limit)  # pale colours, so that numbers can be read
    for (row, column), value in np.ndenumerate(values):
        axis.text(column, row, f"{value:g}", ha="center", va="center", fontsize=12)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.set_title(title, fontsize=11)


def _frame(axis: Axes, row: int, column: int, rows: int, columns: int) -> None:
    axis.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5), columns, rows, fill=False, color=BLUE, linewidth=4, zorder=3, clip_on=False
        )
    )
