"""Reviews as vectors of zeros and ones."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of
from autograder.questions import expect


def expect_columns(vectors: object, reviews: list[list[int]], words: int, what: str, hint: str) -> None:
    """Expect that the columns which are not zero are the ids of each review's words."""
    rows = expect.array(vectors, what, shape=(len(reviews), words))
    found = [np.flatnonzero(row).tolist() for row in rows]
    expect.equal(found, [sorted(set(review)) for review in reviews], f"{what}: columns that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=0.5)
def test_columns_are_word_ids(submission):
    """The column of a word is its id, from the first to the last, whatever the number of reviews and words."""
    hint = "the first column is id 0, and each id has its own column"
    for reviews, words in (([[0, 3, 6], [2], [6, 1]], 7), ([[11, 0, 5]], 12), ([[1, 2], []], 4)):
        vectors = submission.call("multi_hot", reviews, words)
        expect_columns(vectors, reviews, words, f"multi_hot({reviews}, {words})", hint)
    reviews = [[9_999, 3], [0]]
    what = f"multi_hot({reviews})"
    expect_columns(submission.call("multi_hot", reviews), reviews, 10_000, what, "without an argument words is 10,000")
    reviews = [list(range(0, 6_000, 3))]
    what, hint = "multi_hot([a review of 2,000 words], 6000)", "all words count, however long the review is"
    vectors = expect.array(submission.call("multi_hot", reviews, 6_000), what, shape=(1, 6_000))
    expect.equal(np.count_nonzero(vectors), 2_000, f"{what}: number of columns that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=0.25)
def test_words_occur_or_not(submission):
    """A word that occurs is a 1, however often it occurs and however long the review is."""
    reviews = [[4, 4, 4, 2], [1], [5, 2, 5, 3, 1, 4, 4, 5, 2]]
    hint = "a word occurs or it does not: no counts (and 8 bits cannot hold 256), no shares"
    for case, what in ((reviews, f"multi_hot({reviews}, 6)"), ([[3] * 256], "multi_hot([256 times the word 3], 6)")):
        vectors = expect.array(submission.call("multi_hot", case, 6), what)
        values = np.unique(vectors[vectors != 0]).astype(float)
        expect.equal(values.tolist(), [1.0], f"{what}: values that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=0.25)
def test_each_call_stands_for_itself(submission):
    """A call leaves its reviews as they are, and no word of theirs is in the table of the next call."""
    first, second = [[4, 5, 4], [3]], [[3], [4]]
    what = f"multi_hot({first}, 6), then multi_hot({second}, 6)"
    expression = "[multi_hot(first, 6), first, multi_hot(second, 6)]"
    value = submission.evaluate(expression, what=what, first=first, second=second)
    _, afterwards, table = answers_of(value, 3, what)
    expect.equal(afterwards, first, f"{what}: the first reviews afterwards", "pop() takes the words out of them")
    words = np.count_nonzero(expect.array(table, what))
    hint = "words of the call before: each call needs a new table of zeros"
    expect.equal(words, 2, f"{what}: words in the second table", hint)
