"""Which verdicts can stand after a change in a file of hidden tests."""

import pytest
from course_folder import ROOT

from autograder.course import Course
from autograder.hidden_tests import path_of
from autograder.judging.dependencies import hashes

COMMON = {"keras": "3", "settings": "s"}
TESTS = '''
"""Hidden tests."""

import pytest
from autograder.questions import expect

SIZES = (1, 2)
LIMIT = 3


def expected(size):
    return size + LIMIT


class Case:
    value = LIMIT


@pytest.mark.graded("check_one", points=1)
def test_one(submission):
    """The first."""
    for size in SIZES:
        expect.equal(submission.call("one", size), expected(size))


@pytest.mark.graded("check_two", points=1)
def test_two(submission):
    """The second."""
    expect.equal(submission.call("two"), 2)


@pytest.mark.graded("check_three", points=1)
def test_three(submission, case):
    """The third."""
    expect.equal(submission.call("three"), Case.value)
'''


def _changed(old: str, new: str) -> set[str]:
    """The graded cells whose verdicts do not stand after this change."""
    assert old in TESTS
    before, after = hashes(TESTS, COMMON), hashes(TESTS.replace(old, new), COMMON)
    return {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        ("SIZES = (1, 2)", "SIZES = (1, 2)  # pixels\n", ""),
        ("SIZES = (1, 2)", "SIZES = (1, 2)\nUNUSED = 1", ""),
        ("SIZES = (1, 2)", "SIZES = (1, 3)", "one"),
        ("LIMIT = 3", "LIMIT = 4", "one three"),
        ("return size + LIMIT", "return size", "one"),
        ('"two"), 2)', '"two"), 3)', "two"),
        ('"""The second."""', '"""The 2nd."""', "two"),
        ('"check_two", points=1', '"check_two", points=2', "two"),
        ("value = LIMIT", "value = 3", "three"),
        ("import expect", "import expect as expect", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\nassert LIMIT\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\npytestmark = pytest.mark.slow\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\n@pytest.fixture(autouse=True)\ndef seed(): pass\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\ndef case(): pass\n", "three"),
        ("LIMIT = 3\n", "LIMIT = 3\nif LIMIT: SIZES = ()\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\n@mark\ndef test_more(submission): pass\n", "one two three"),
        ('@pytest.mark.graded("check_two", points=1)', '@pytest.mark.graded("check_one", points=1)', "one two"),
        ("LIMIT = 3", "LIMIT =", "one two three"),
    ],
)  # fmt: skip
def test_verdicts_stand_where_nothing_that_they_depend_on_changes(old, new, cells):
    assert _changed(old, new) == {f"check_{cell}" for cell in cells.split()}


def test_no_verdict_stands_under_other_versions():
    before, after = hashes(TESTS, COMMON), hashes(TESTS, COMMON | {"keras": "4"})
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


@pytest.mark.parametrize("name", Course.load(ROOT).exercises)
def test_each_graded_cell_has_a_hash(name):
    assert hashes(path_of(name).read_text(), COMMON).keys() == Course.load(ROOT).exercise(name).graded_cells.keys()
