"""Points are read in each form that an LMS writes."""

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.lms import points
from autograder.lms.table import Table

LISTED = Table(Path("list.csv"), [], [], ",", "utf-8")


@pytest.mark.parametrize(
    ("most", "maximum"),
    [
        ("24.00", 24),
        ("24,0", 24),
        ("24", 24),
        ("1,000.00", 1000),
        ("1.000,00", 1000),
        ("1,000", 1000),
        ("1,000", 1),
        ("24.000", 24),
    ],
)
def test_the_highest_grade_is_read(most, maximum):
    assert points.scaled(0.5, maximum, most, False, LISTED) == 0.5


@pytest.mark.parametrize(("example", "comma"), [("1,000.00", False), ("1.000,00", True), ("24,00", True)])
def test_the_sign_between_thousands_is_no_decimal_sign(example, comma):
    assert points.has_comma(LISTED, example, in_english=False) == comma


def test_another_highest_grade_is_refused():
    with pytest.raises(CourseError, match="has 1000 as the highest grade, and the exercise gives 24 points"):
        points.scaled(0.5, 24, "1,000.00", False, LISTED)


def test_no_points_cannot_be_scaled():
    with pytest.raises(CourseError, match="the exercise gives 0 points, which cannot be scaled to 24"):
        points.scaled(0, 0, "24.00", True, LISTED)
