"""Pictures of convolutions, pooling and receptive fields.

Each function draws one figure and returns it. Colors can be told apart by color-blind readers (Okabe-Ito).
"""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnets.plots.colors import BLUE, GREY, LEFT_OVER, ORANGE

SMALL = 9  # points, of the smallest text


def windows(settings: Sequence[tuple[int, int, int, str, int]]) -> Figure:
    """Draw a line of pixels, and below it each position of a window on it, a panel for each setting.

    Added zeros are dashed; a pixel that lies in no window is orange.

    Args:
        settings: (size, kernel, stride, padding, dilation) of each panel; padding is "valid" or "same".
    """
    figure, axes = plt.subplots(2, -(-len(settings) // 2), figsize=(9, 5), layout="constrained")
    for axis in axes.flat:
        axis.axis("off")
    for axis, (size, kernel, stride, padding, dilation) in zip(axes.flat, settings, strict=False):
        reach = dilation * (kernel - 1) + 1
        count = -(-size // stride) if padding == "same" else (size - reach) // stride + 1
        zeros = max((count - 1) * stride + reach - size, 0) if padding == "same" else 0
        first = -(zeros // 2)
        seen = {first + row * stride + weight * dilation for row in range(count) for weight in range(kernel)}
        for pixel in range(first, first + size + zeros):
            inside = 0 <= pixel < size
            face = "white" if pixel in seen else LEFT_OVER
            _square(axis, pixel, 0, face, "black", "" if inside else "0", "solid" if inside else "dashed")
        for row in range(count):
            start = first + row * stride
            for weight in range(kernel):
                _square(axis, start + weight * dilation, row + 1.2, BLUE, "white", "")
            axis.text(first - 0.5, row + 1.7, str(row + 1), ha="right", va="center", fontsize=SMALL + 1)
        wide = f", dilation {dilation}" if dilation > 1 else ""
        axis.set_title(f'{size} pixels, kernel {kernel}, stride {stride}{wide}, "{padding}"', fontsize=11)
        axis.set_xlim(-2.2, max(setting[0] for setting in settings) + 1.2)
        axis.set_ylim(7.4, -0.2)
        axis.set_aspect("equal")
    return figure


def one_window(image: np.ndarray, kernel: np.ndarray, response: np.ndarray, position: tuple[int, int]) -> Figure:
    """Draw an image, a kernel, the products of one window with the kernel, and the response map, with all numbers.

    Args:
        image: (height, width).
        kernel: (kernel height, kernel width).
        response: the response map of the two.
        position: row and column in the response map; this response and its window are framed.
    """
    row, column = position
    rows, columns = kernel.shape
    products = image[row : row + rows, column : column + columns] * kernel
    shown = {
        f"image {image.shape[0]}x{image.shape[1]}": image,
        f"kernel {rows}x{columns}": kernel,
        f"{products.size} products, sum {products.sum():g}": products,
        f"response map {response.shape[0]}x{response.shape[1]}": response,
    }
    widths = [array.shape[1] for array in shown.values()]
    figure, axes = plt.subplots(1, 4, figsize=(10, 3.7), width_ratios=widths, layout="constrained")
    for axis, (title, array) in zip(axes, shown.items(), strict=True):
        _numbers(axis, array, title)
    _frame(axes[0], row, column, rows, columns)
    _frame(axes[3], row, column, 1, 1)
    figure.suptitle(f"The response at row {row}, column {column}: framed window times kernel, added up")
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


def numbers(arrays: Mapping[str, np.ndarray]) -> Figure:
    """Draw arrays side by side with all their numbers.

    Args:
        arrays: by title, each (rows, columns).
    """
    widths = [array.shape[1] for array in arrays.values()]
    figure, axes = plt.subplots(1, len(arrays), figsize=(10, 4.1), width_ratios=widths, layout="constrained")
    for axis, (title, array) in zip(axes, arrays.items(), strict=True):
        _numbers(axis, array, title)
    return figure


def feature_maps(image: np.ndarray, maps: np.ndarray, titles: Sequence[str]) -> Figure:
    """Show an image and its feature maps, each with its own scale.

    Args:
        image: (height, width, 3), values from 0 to 1.
        maps: (rows, columns, filters); 0 is drawn white, negative responses orange, positive ones purple.
        titles: one for each filter.
    """
    columns = min(len(titles) + 1, 3)
    lines = -(-(len(titles) + 1) // columns)
    figure, axes = plt.subplots(
        lines, columns, figsize=(10, 10 / columns * 0.82 * lines), layout="constrained", squeeze=False
    )
    for axis in axes.flat:
        axis.axis("off")
    axes.flat[0].imshow(image)
    axes.flat[0].set_title(f"image {image.shape[0]}x{image.shape[1]}")
    for axis, values, title in zip(axes.flat[1:], np.moveaxis(maps, -1, 0), titles, strict=False):
        # A few extreme responses would leave the others white.
        limit = np.quantile(np.abs(values), 0.995) or 1
        drawn = axis.imshow(values, cmap="PuOr", vmin=-limit, vmax=limit)
        axis.set_title(title)
        figure.colorbar(drawn, ax=axis, orientation="horizontal", shrink=0.8, extend="both")
    return figure


def moved(pairs: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> Figure:
    """Show images with one of their feature maps, a row for each.

    Args:
        pairs: by title, an image (height, width, 3) with values from 0 to 1, and its map (rows, columns).
    """
    limit = max(np.quantile(np.abs(values), 0.995) for _, values in pairs.values())
    figure, axes = plt.subplots(len(pairs), 2, figsize=(9, 3.2 * len(pairs)), layout="constrained", squeeze=False)
    for line, (title, (image, values)) in zip(axes, pairs.items(), strict=True):
        line[0].imshow(image)
        line[0].set_title(title)
        line[1].imshow(values, cmap="PuOr", vmin=-limit, vmax=limit)
        line[1].set_title(f"feature map of the {title}")
        for axis in line:
            axis.set_xlabel("column")
            axis.set_yticks([])
    return figure


def pooled(maps: Mapping[str, np.ndarray]) -> Figure:
    """Show versions of one feature map side by side, each (rows, columns), in one scale of colors."""
    figure, axes = plt.subplots(1, len(maps), figsize=(3.4 * len(maps), 2.7), layout="constrained", squeeze=False)
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


def _square(axis: Axes, left: float, top: float, face: str, edge: str, text: str, line: str = "solid") -> None:
    place = left + 0.05, top + 0.05
    axis.add_patch(Rectangle(place, 0.9, 0.9, facecolor=face, edgecolor=edge, linewidth=1.2, linestyle=line))
    axis.text(left + 0.5, top + 0.5, text, color=edge, ha="center", va="center", fontsize=SMALL + 1)


def _numbers(axis: Axes, values: np.ndarray, title: str, limit: float | None = None) -> None:
    limit = limit or np.abs(values).max() or 1
    axis.imshow(values, cmap="PuOr", vmin=-2 * limit, vmax=2 * limit)  # pale colors, so that numbers can be read
    for (row, column), value in np.ndenumerate(values):
        axis.text(column, row, f"{value:.3g}", ha="center", va="center", fontsize=11)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.set_title(title, fontsize=11)


def _frame(axis: Axes, row: int, column: int, rows: int, columns: int) -> None:
    axis.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5), columns, rows, fill=False, color=BLUE, linewidth=4, zorder=3, clip_on=False
        )
    )
