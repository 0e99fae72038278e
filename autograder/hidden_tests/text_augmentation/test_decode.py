"""Ids become words."""

import pytest

from autograder.hidden_tests.text_augmentation.operations import MARKERS, distinct
from autograder.questions import expect


@pytest.mark.graded("check_decode", points=1)
def test_ids_are_ranks_plus_three(submission):
    """The id of a word is its rank in the word index plus 3, in any index: a small one, a large one, long words."""
    index = "{prefix + str(number): 7 * number % size + 1 for number in range(size)}"
    one = "ids are ranks plus 3, so the id 4 is the word of rank 1; the result is a list of lists of words"
    other = "right for 40 words: words of another call, of more than 10,000 or of many letters are lost or cut off"
    for size, prefix, hint in ((40, "word", one), (12_000, "a-word-of-more-than-thirty-letters-", other)):
        word_of_rank = {7 * number % size + 1: f"{prefix}{number}" for number in range(size)}
        ranks = [[1, size, 2], [7], list(range(3, 31))]
        ids = [[rank + 3 for rank in review] for review in ranks]
        what = f"decode(3 reviews without markers, word_index of {size} words)"
        value = submission.evaluate(f"decode(reviews, {index})", what=what, reviews=ids, size=size, prefix=prefix)
        expect.equal(value, [[word_of_rank[rank] for rank in review] for review in ranks], what, hint)


@pytest.mark.graded("check_decode", points=0.75)
def test_markers_are_no_words(submission):
    """The ids 0, 1 and 2 become the three markers."""
    index = {word: rank for rank, word in enumerate(distinct(9), start=1)}
    value = submission.call("decode", [[1, 2], [0, 0, 1], [2]], index)
    pad, start, unknown = MARKERS
    what = "decode([[1, 2], [0, 0, 1], [2]], word_index)"
    expect.equal(value, [[start, unknown], [pad, pad, start], [unknown]], what, f"0, 1 and 2 are {', '.join(MARKERS)}")
