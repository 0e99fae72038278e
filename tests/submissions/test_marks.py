"""Marks of cells: what would have changed how a cell is graded is suspicious, and nothing else is."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from nbgrader.utils import compute_checksum

from autograder.submissions import marks


def _check(points=3.0, source="assert f(1) == 2"):
    flags = {"grade_id": "check", "grade": True, "solution": False, "locked": True, "task": False, "points": points}
    cell = new_code_cell(source, metadata={"nbgrader": {**flags, "schema_version": 3}, "tags": ["nbval-check-output"]})
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    return cell


def _with(**flags):
    cell = _check()
    cell.metadata.nbgrader.update(flags)
    return cell


def test_the_marks_of_the_release_are_no_news():
    assert marks.compare(_check(), _check()) == ([], [])


@pytest.mark.parametrize(
    "tag", ["hide-input", "hide-output", "parameters", "remove-cell", "raises-exception", "collapsed", "my own tag"]
)
def test_a_tag_that_changes_no_grading_is_ignored(tag):
    cell = _check()
    cell.metadata.tags = [tag]
    assert marks.compare(cell, _check()) == ([], [])


@pytest.mark.parametrize("tag", sorted(marks.ACTED_ON))
def test_a_tag_on_which_the_grader_acts_is_suspicious(tag):
    cell = _check()
    cell.metadata.tags = ["hide-input", tag]
    assert marks.compare(cell, _check()) == ([], [f"the cell check has the added tags ['{tag}']"])


@pytest.mark.parametrize("points", [1, 2.5, 4, 6.0, None])
def test_other_points_of_the_usual_size_may_be_of_an_older_release(points):
    repairs, suspicious = marks.compare(_with(points=points), _check())
    assert suspicious == []
    assert "perhaps of an older release" in repairs[0]


def test_many_more_points_with_the_checksum_that_nbgrader_made_are_of_an_older_release():
    repairs, suspicious = marks.compare(_check(points=100, source="assert f(2) == 3"), _check())
    assert (len(repairs), suspicious) == (1, [])


@pytest.mark.parametrize("points", [1000, "all", "NaN", float("inf"), True, []])
def test_points_that_no_release_has_are_suspicious(points):
    repairs, suspicious = marks.compare(_with(points=points), _check())
    assert repairs == []
    assert suspicious == [f"the cell check has points = {points!r} instead of 3.0"]


@pytest.mark.parametrize("flag", marks.FLAGS)
def test_another_way_of_grading_is_suspicious(flag):
    _, suspicious = marks.compare(_with(**{flag: not _check().metadata.nbgrader[flag]}), _check())
    assert len(suspicious) == 1


def test_flags_that_an_older_schema_lacks_are_no_news():
    cell = _check()
    del cell.metadata.nbgrader["task"]
    assert marks.compare(nbformat.from_dict(cell), _check()) == ([], [])
