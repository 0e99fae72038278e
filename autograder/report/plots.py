"""The plots of the report: SVG that stands in the page, with text as text and nothing to load."""

import io
import re
import textwrap
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.cohorts.plain import count
from autograder.grading.feedback import points
from autograder.report.points import Distribution, Task, by_difficulty

# Those of templates/page.css.
TEXT, QUIET, LINE, GROUND, BAR = "#1a1a1a", "#555555", "#c8ccd0", "#e6ebf0", "#0b5cad"
WIDTH = 4.6  # inches; both plots stand side by side, or one below the other on a telephone
MOST_BINS = 25
NAME = 48  # characters of a task's name in one line

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 9.5,
    "text.color": TEXT,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.8,
}
_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"


def histogram(found: Distribution) -> str:
    """How many students have how many points, with the median and the quartiles; "" without students."""
    if not found.scores or not found.maximum:
        return ""
    low, middle, high = (round(value, 1) for value in found.quartiles)
    with matplotlib.rc_context(_STYLE | {"svg.hashsalt": "histogram"}):
        figure = Figure(figsize=(WIDTH, 3.3), layout="constrained")
        axes = figure.add_subplot()
        top, edges = max(found.maximum, *found.scores), bins(found)
        heights, _, _ = axes.hist(found.scores, bins=list(edges), color=BAR, rwidth=0.86)
        tallest = float(np.max(heights))
        axes.axvspan(low, high, color=GROUND, zorder=0, linewidth=0)
        axes.axvline(middle, color=TEXT, linewidth=1.2, linestyle=(0, (4, 2)))
        right = middle > top / 2
        axes.annotate(
            f"median {points(middle)}",
            (middle, tallest * 1.13),
            (-5 if right else 5, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            va="center",
        )
        axes.set_ylim(0, tallest * 1.22)
        axes.set_xlim(edges[0], edges[-1])
        axes.set_xlabel(f"points of {points(found.maximum)}")
        axes.set_ylabel("students")
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True))
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(color=LINE, labelcolor=QUIET, length=3)
        label = (
            f"Histogram of the points of {count(len(found.scores), 'student')}: median {points(middle)}, "
            f"quartiles {points(low)} and {points(high)}, of {points(found.maximum)}."
        )
        return _svg(figure, "histogram", label)


def bins(found: Distribution) -> np.ndarray:
    """The edges of the histogram's bins: whole points are in the middle of one, and extra credit has one too."""
    top = max(found.maximum, *found.scores)
    width = max(1.0, float(np.ceil(top / MOST_BINS)))
    return np.arange(0, top + 2 * width, width) - width / 2


def difficulty(tasks: Sequence[Task]) -> str:
    """The mean share of points of each task, the hardest on top; "" without points."""
    known = by_difficulty(tasks)
    if not known:
        return ""
    with matplotlib.rc_context(_STYLE | {"svg.hashsalt": "difficulty"}):
        names = [_lines(task) for task in known]
        # In lines of text: the name, and below it the bar.
        tops = np.cumsum([0.0, *(len(lines) + 1.05 for lines in names)])
        figure = Figure(figsize=(WIDTH, 0.2 * float(tops[-1]) + 0.1))
        axes = figure.add_axes((0.005, 0.0, 0.99, 1.0))
        for top, lines, task in zip(tops, names, known, strict=False):
            share = min(task.share or 0.0, 1.0)
            bar = top + len(lines) + 0.3
            axes.text(0, top + 0.12, "\n".join(lines), va="top", linespacing=1.25)
            axes.barh(bar, 0.88, 0.5, color=GROUND)
            axes.barh(bar, 0.88 * share, 0.5, color=BAR)
            axes.text(1, bar, f"{share:.0%}", va="center", ha="right", color=QUIET)
        axes.set_xlim(0, 1)
        axes.set_ylim(float(tops[-1]), 0)
        axes.set_axis_off()
        shares = "; ".join(f"{task.name} {task.share or 0.0:.0%}" for task in known)
        return _svg(figure, "difficulty", f"Mean share of points of each task, the hardest first: {shares}.")


def _lines(task: Task) -> list[str]:
    name = f"{task.name} ({task.part})" if task.part else task.name
    return textwrap.wrap(name, NAME, max_lines=2, placeholder=" ...")


def _svg(figure: Figure, name: str, label: str) -> str:
    """A figure as an element of the page: named for those who do not see it, and without ids that another one has."""
    written = io.StringIO()
    figure.savefig(written, format="svg", transparent=True)
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _LINK)
    root = ElementTree.fromstring(written.getvalue())
    for parent in list(root.iter()):
        for child in [each for each in parent if each.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style")]:
            parent.remove(child)
    used = set(re.findall(r"#([\w-]+)", written.getvalue()))
    for element in root.iter():
        identifier = element.attrib.pop("id", "")
        if identifier in used:
            element.set("id", f"{name}-{identifier}")
        for attribute, value in element.attrib.items():
            element.set(attribute, re.sub(r"(url\(#|^#)", rf"\1{name}-", value))
    root.attrib |= {"stroke-linejoin": "round", "role": "img", "aria-label": label, "class": "plot"}
    return ElementTree.tostring(root, encoding="unicode")
