"""The plots of the report, as those read them who do not see them, and at the limits."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from autograder.report.plots import bins, difficulty, histogram
from autograder.report.points import Distribution, Task


def _task(name: str, *scores: float, **changes: object) -> Task:
    return Task(name, name, "", 2.0, False, list(scores), **changes)


def test_the_histogram_has_median_and_quartiles():
    plot = histogram(Distribution([1, 2, 3, 4, 10], 10))
    assert "Histogram of the points of 5 students: median 3, quartiles 2 and 4, of 10." in plot
    assert ">median 3<" in plot


@pytest.mark.parametrize("scores", [[0.0], [19.0] * 500, [0.25, 18.75], [25.5], [0.0] * 40])
def test_any_points_can_be_drawn(scores):
    root = ElementTree.fromstring(histogram(Distribution(scores, 19)))
    assert root.get("role") == "img"


@pytest.mark.parametrize("maximum", [1, 19, 24, 300])
def test_every_student_is_in_a_bar(maximum):
    scores = [0, 0.5, maximum - 0.5, maximum, maximum + 1.5]  # with extra credit
    edges = bins(Distribution(scores, maximum))
    assert np.histogram(scores, edges)[0].sum() == len(scores)
    assert len(edges) <= 30


def test_there_is_no_plot_of_nothing():
    assert histogram(Distribution([], 19)) == ""
    assert histogram(Distribution([0.0], 0.0)) == ""
    assert difficulty([]) == ""
    assert difficulty([_task("a")]) == ""


def test_the_hardest_task_is_on_top():
    plot = difficulty([_task("easy", 2, 2), _task("hard", 0, 1), _task("middle", 1, 1)])
    assert "hardest first: hard 25%; middle 50%; easy 100%." in plot
    assert plot.index(">hard<") < plot.index(">middle<") < plot.index(">easy<")


def test_a_question_that_is_not_marked_for_all_is_left_out():
    plot = difficulty([_task("task", 2), _task("question", 0, unmarked=["ada"])])
    assert "question" not in plot


def test_two_plots_of_a_page_share_no_id_and_load_nothing():
    plots = histogram(Distribution([1, 2], 2)), difficulty([_task("a", 1)])
    first, second = ({each.get("id") for each in ElementTree.fromstring(plot).iter()} - {None} for plot in plots)
    assert not first & second
    assert all(each.startswith("histogram-") for each in first)
    for plot in plots:
        used = [value for each in ElementTree.fromstring(plot).iter() for name, value in each.items() if "href" in name]
        assert all(value.startswith("#") for value in used)


def test_markup_in_the_name_of_a_task_stays_text():
    plot = difficulty([_task("<script>&amp; costs $\\frac{$", 1)])
    assert "<script" not in plot
    ElementTree.fromstring(plot)
