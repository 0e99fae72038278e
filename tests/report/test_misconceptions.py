"""Reasons in other words are one misconception; other mistakes are another one."""

import pytest
from report.handmade import cohort, record

from autograder.report.misconceptions import commonest, misconceptions, pattern

SAME = [
    ("pool2d(array 6x6x1, 2, 2): expected 1.52, got 3.04", "pool2d(array 11x8x3, 3, stride=2): expected -4, got 1e-05"),
    (
        "a map of an 8x11 image: expected shape (3, 5, 1), got (3, 10, 1)",
        "a map of a 9x9 image: expected shape (4,), got (2, 2)",
    ),
    (
        "pool2d([[1, 2], [3]]) raised ValueError: operands could not be broadcast (2,2) (2,3)",
        "pool2d({'a': (1, 2)}) raised ValueError: cannot reshape\narray of size 9",
    ),
    ("f(2): expected 36928, got '36928 parameters'", "f(3): expected 12, got 'twelve'"),
    ("the accuracy is 12.5%, expected at least 97%", "the accuracy is 3%, expected at least 97%"),
]
OTHER = [
    ("f(2): expected 3, got 4", "f(2): expected 3, got [4]"),
    ("f(2): expected 3, got 4", "f(2): expected 3, got '4'"),
    ("f(2): expected 3, got 4", "f(2): expected 3, got None"),
    ("f(2): expected 3, got 4", "f(2): expected 3, got nan"),
    ("f(2): expected shape (3, 4), got (4, 3)", "f(2): expected 3, got 4 at position (4, 3)"),
    ("f(2) raised ValueError: no", "f(2) raised KeyError: no"),
    ("conv2d: expected 1, got 2", "conv3d: expected 1, got 2"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_numbers_shapes_arguments_and_the_text_of_an_error_make_no_difference(first, second):
    assert pattern(first) == pattern(second)


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_other_mistakes_are_kept_apart(first, second):
    assert pattern(first) != pattern(second)


def test_hostile_reasons_take_no_time():
    assert len(pattern("(" * 100_000 + ")" * 100_000)) <= 2000
    assert pattern("'" * 100_000)


def test_the_commonest_wording_stands_for_all_and_the_commonest_reason_is_first(tmp_path):
    got = {"ada": 4, "bob": 5, "cleo": 4}
    records = [record(name, {"test_a": f"f(2): expected 3, got {value}"}) for name, value in got.items()]
    records += [record("dan", {"test_a": "f(2): expected 3, got None"}), record("eve", {"test_a": ""})]
    records += [record("finn", {"test_a": "pool2d is not implemented yet"})]
    found = misconceptions(cohort(tmp_path, *records))
    (test,) = [test for test in found if test.name == "test_a"]
    first, second = found[test]
    assert (first.reason, list(first.students), first.wordings) == (
        "f(2): expected 3, got 4",
        ["ada", "cleo", "bob"],
        2,
    )
    assert (second.reason, list(second.students)) == ("f(2): expected 3, got None", ["dan"])


def test_one_mistake_that_fails_several_tests_is_listed_once(tmp_path):
    both = {"test_a": "a: expected 1, got 2", "test_b": "b: expected 1, got 2"}
    third = {"test_a": "a: expected 1, got 2", "test_b": ""}
    records = [record("ada", both), record("bob", both), record("cleo", third)]
    found = commonest(misconceptions(cohort(tmp_path, *records)))
    assert [(each.test.name, list(each.students)) for each in found] == [("test_a", ["ada", "bob", "cleo"])]


def test_what_one_student_does_is_no_misconception_of_the_class(tmp_path):
    alone = record("ada", {"test_a": "a: expected 1, got 2"})
    assert commonest(misconceptions(cohort(tmp_path, alone))) == []
