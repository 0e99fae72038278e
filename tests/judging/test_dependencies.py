"""Which verdicts can stand after a change in a file of hidden tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import ROOT

from autograder import hidden_tests
from autograder.course import Course
from autograder.judging.dependencies import hashes

COMMON = {"keras": "3", "settings": "s"}
EXERCISE = "sizes"
TESTS = '''
"""Hidden tests."""

from functools import cache

import pytest
from autograder.questions import expect

SIZES = (1, 2)
LIMIT = 3


def expected(size):
    return size + LIMIT


class Case:
    value = LIMIT


@cache
def known():
    return 2


@pytest.mark.graded("check_one", points=1)
def test_one(submission):
    """The first."""
    for size in SIZES:
        expect.equal(submission.call("one", size), expected(size))


@pytest.mark.graded("check_two", points=1)
def test_two(submission):
    """The second."""
    expect.equal(submission.call("two"), known())


@pytest.mark.graded("check_three", points=1)
def test_three(submission, case):
    """The third."""
    expect.equal(submission.call("three"), Case.value)
'''

Changed = Callable[..., set[str]]


@pytest.fixture
def one_file(tmp_path: Path) -> None:
    (tmp_path / f"test_{EXERCISE}.py").write_text(TESTS)


def _cells(names: str) -> set[str]:
    return {f"check_{name}" for name in names.split()}


@pytest.mark.usefixtures("one_file")
@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        ("SIZES = (1, 2)", "SIZES = (1, 2)  # pixels\n", ""),
        ("SIZES = (1, 2)", "SIZES = (1, 2)\nUNUSED = 1", ""),
        ("SIZES = (1, 2)", "SIZES = (1, 3)", "one"),
        ("LIMIT = 3", "LIMIT = 4", "one three"),
        ("return size + LIMIT", "return size", "one"),
        ("return 2", "return 3", "two"),
        ("known())", "known(), 'two')", "two"),
        ('"""The second."""', '"""The 2nd."""', "two"),
        ('"""Hidden tests."""', '"""Tests."""', ""),
        ('"check_two", points=1', '"check_two", points=2', "two"),
        ("value = LIMIT", "value = 3", "three"),
        ("import expect", "import expect as expect", "one two three"),
        ("import expect", "import expect, agent", ""),
        ("import cache", "import lru_cache as cache", "two"),
        ("from functools import cache", "from somewhere import cache", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\nassert LIMIT\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\npytestmark = pytest.mark.slow\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\n@pytest.fixture(autouse=True)\ndef seed(): pass\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\ndef case(): pass\n", "three"),
        ("LIMIT = 3\n", "LIMIT = 3\nif LIMIT: SIZES = ()\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\n\n@mark\ndef test_more(submission): pass\n", "one two three"),
        ("LIMIT = 3\n", "LIMIT = 3\nfrom somewhere import *\n", "one two three"),
        ('@pytest.mark.graded("check_two", points=1)', '@pytest.mark.graded("check_one", points=1)', "one two"),
        ("LIMIT = 3", "LIMIT =", "one two three"),
    ],
)  # fmt: skip
def test_verdicts_stand_where_nothing_that_they_depend_on_changes(changed: Changed, old: str, new: str, cells: str):
    assert changed(f"test_{EXERCISE}.py", old, new) == _cells(cells)


@pytest.mark.usefixtures("one_file")
def test_no_verdict_stands_under_other_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    before, after = hashes(EXERCISE, COMMON), hashes(EXERCISE, COMMON | {"keras": "4"})
    assert before.keys() == after.keys() == _cells("one two three")
    assert not set(before.values()) & set(after.values())


@pytest.mark.parametrize("name", Course.load(ROOT).exercises)
def test_each_graded_cell_has_a_hash(name: str):
    assert hashes(name, COMMON).keys() == Course.load(ROOT).exercise(name).graded_cells.keys()
