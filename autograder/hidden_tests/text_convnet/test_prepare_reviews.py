"""Reviews are cut or filled up to one length."""

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe


def expect_ids(value: object, expected: list, what: str, hint: str) -> None:
    """Expect certain ids, as whole numbers."""
    prepared = expect.close(value, expected, what, tolerance=1e-9, hint=hint)
    expect.true(prepared.dtype.kind in "iu", f"{what}: expected integers, got {prepared.dtype}")


def expect_prepared(submission: StudentWork, reviews: list, length: int, words: int, expected: list, hint: str) -> None:
    value = submission.call("prepare_reviews", reviews, length, words)
    expect_ids(value, expected, f"prepare_reviews({describe(reviews)}, {length}, {words})", hint)


@pytest.mark.graded("check_prepare_reviews", points=1)
def test_short_reviews_get_zeros_in_front(submission):
    """Short reviews get the id 0 in front, also an empty one; one of the exact length stays as it is."""
    hint = "the id 0 in front, as often as ids are missing"
    expected = [[0, 0, 0, 1, 8], [0, 0, 0, 0, 0], [1, 6, 3, 9, 4], [0, 1, 7, 5, 4], [0, 0, 0, 0, 1]]
    reviews = [[1, 8], [], [1, 6, 3, 9, 4], [1, 7, 5, 4], [1]]
    expect_prepared(submission, reviews, 5, 20, expected, hint)
    expect_prepared(submission, [[1, 11]], 7, 12, [[0, 0, 0, 0, 0, 1, 11]], hint)
    hint = "each review gets the asked length, also where all of them are shorter"
    expect_prepared(submission, [[1], [1, 9], []], 4, 12, [[0, 0, 0, 1], [0, 0, 1, 9], [0, 0, 0, 0]], hint)


@pytest.mark.graded("check_prepare_reviews", points=1)
def test_long_reviews_keep_their_end(submission):
    """Of long reviews the last ids stay."""
    rng = np.random.default_rng(1)
    reviews = [rng.integers(1, 50, size).tolist() for size in (7, 30, 12, 8)]
    for length in (6, 3, 1):
        expected = [review[-length:] for review in reviews]
        expect_prepared(submission, reviews, length, 50, expected, "cut off in front, not at the end")


@pytest.mark.graded("check_prepare_reviews", points=0.5)
def test_unknown_words_get_the_id_2(submission):
    """Ids that are not below `words` become 2, all others stay, however large, and in each call anew."""
    reviews = [[1, 2, 4, 5, 6], [5, 900, 4, 3, 1], [4, 4, 4, 5, 5]]
    hint = "ids of `words` or more are unknown words and become 2; 0 means that there is no word"
    expected = {
        5: [[1, 2, 4, 2, 2], [2, 2, 4, 3, 1], [4, 4, 4, 2, 2]],
        6: [[1, 2, 4, 5, 2], [5, 2, 4, 3, 1], [4, 4, 4, 5, 5]],
    }
    for words, ids in expected.items():
        expect_prepared(submission, reviews, 5, words, ids, hint)
    rare = [[1, 40_000, 80_000, 88_587, 88_586]]
    expect_prepared(submission, rare, 5, 88_587, [[1, 40_000, 80_000, 2, 88_586]], "ids can be as large as 88,586")
    calls = "[prepare_reviews([list(each) for each in reviews], 5, words) for words in limits]"
    what = "prepare_reviews of equal lists, with 5 words and then with 6"
    both = submission.evaluate(calls, what=what, reviews=reviews, limits=list(expected))
    hint = "a call changes the result of an earlier call"
    for words, ids in zip(expected, both, strict=True):
        expect_ids(ids, expected[words], f"{what}: result with {words} words", hint)
