"""The place in a student's code that a question shows."""

from autograder.viva.excerpt import excerpt

CODE = '''import numpy as np

def other(a):
    return a

def pool(maps, size):
    """Pool.

    Not shown.
    """
    one = 1
    two = 2
    three = 3
    four = 4
    five = 5
    six = 6
    return maps[size]'''


def _shown(old: str, new: str) -> list[tuple[int, str, str]]:
    return [(line.number, line.kind, line.text) for line in excerpt(CODE, CODE.replace(old, new))]


def test_the_change_with_its_function_and_some_lines_around_it():
    assert _shown("    five = 5", "    five = 4") == [
        (6, "same", "def pool(maps, size):"),
        (0, "gap", "    ..."),
        (12, "same", "    two = 2"),
        (13, "same", "    three = 3"),
        (14, "same", "    four = 4"),
        (15, "old", "    five = 5"),
        (0, "new", "    five = 4"),
        (16, "same", "    six = 6"),
        (17, "same", "    return maps[size]"),
    ]


def test_a_docstring_is_no_gap_and_the_heading_stands_once():
    assert [kind for _, kind, _ in _shown("    one = 1", "    one = 2")] == [
        "same",
        "old",
        "new",
        "same",
        "same",
        "same",
    ]
    shown = _shown("def pool(maps, size):", "def pool(maps, size=2):")
    assert [kind for _, kind, _ in shown[-5:]] == ["old", "new", "same", "same", "same"]


def test_a_removed_line_has_none_in_its_place():
    assert ("old", "    four = 4") in [(kind, text) for _, kind, text in _shown("    four = 4\n", "")]
    assert "new" not in [kind for _, kind, _ in _shown("    four = 4\n", "")]


def test_what_cannot_be_printed_is_escaped_and_long_lines_are_cut():
    code = "def f():\n    a = '\u202e'\n    b = 1" + " + 1" * 100
    lines = excerpt(code, code.replace("b = 1", "b = 2"))
    assert "\\u202e" in lines[1].text
    assert all(len(line.text) <= 160 for line in lines)
