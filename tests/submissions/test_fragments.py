"""Texts of a student's own: a long one takes no time."""

import time

import pytest

from autograder.submissions import fragments


@pytest.mark.parametrize("text", ["n" * 200_000, "no no " + " " * 200_000, "one of two, three"])
def test_a_sentence_is_looked_for_in_no_time(text):
    start = time.process_time()
    assert bool(fragments._SENTENCE.search(text)) == text.endswith("three")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(("text", "may"), [("word" + "\n" * 20_000 + "word", False), ("b is so.\n (A): because", True)])
def test_another_answer_is_compared_in_no_time(text, may):
    start = time.process_time()
    assert fragments._may_answer(text, "### Question A\nWhy?", "### Question B\nHow?", "explain_a") is may
    assert time.process_time() - start < 1
