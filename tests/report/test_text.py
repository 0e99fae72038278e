"""Texts of students and of the record, as a page can show them."""

import pytest

from autograder.report.text import broken, code, cut, sentence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n  b\r\nc", "a b c"),
        ("\u202eevil\x00", "\\u202eevil\\x00"),
        ("é 漢 𝄞", "é 漢 𝄞"),
        ("\ud800", "\\ud800"),
    ],
)
def test_each_character_can_be_seen(text, shown):
    assert cut(text) == shown


@pytest.mark.parametrize("length", [10, 11, 19, 20, 21, 10_000_000])
def test_long_texts_are_cut_and_short_ones_are_not(length):
    text = "x" * length
    assert cut(text, 10) == text if length <= 10 else cut(text, 10) == "xxxxxx ..."


def test_what_stands_between_backticks_is_code():
    assert code("`a < b` <i>") == "<code>a &lt; b</code> &lt;i&gt;"


def test_sentences_end_with_one_full_stop():
    assert [sentence(text) for text in ("a", "a.", "a?")] == ["a.", "a.", "a?"]


def test_a_broken_test_is_named_by_the_last_line_of_its_traceback():
    assert broken("Traceback:\n  x\nKeyError: 'x'\n\n") == "the hidden test broke: KeyError: 'x'"
    assert broken("") == "the hidden test broke"
