"""What holds for all functions of this notebook, see `autograder.hidden_tests.laws`. Operations: `expect_pure`."""

import pytest

from autograder.hidden_tests import laws
from autograder.hidden_tests.text_augmentation.operations import distinct, words
from autograder.questions import expect
from autograder.questions.student_work import describe


@pytest.mark.graded("check_decode", points=0.25)
def test_decode_keeps_its_arguments(submission):
    """Reviews and word index stay as they are, and no call remembers the one before."""
    index = {word: rank for rank, word in enumerate(distinct(30), start=1)}
    cases = [{"reviews": [[5, 4], [12, 6, 6]], "word_index": index}, {"reviews": [[7]], "word_index": index}]
    for case, value in zip(cases, laws.hold(submission, "decode", cases), strict=True):
        what = f"decode({case['reviews']}, word_index)"
        lists = isinstance(value, list | tuple) and len(value) == len(case["reviews"])
        expect.true(lists, f"{what}: expected a list of {len(case['reviews'])} reviews, got {describe(value)}")
        for review, given in zip(value, case["reviews"], strict=True):
            expect.equal(len(words(review, what)), len(given), f"{what}: words of a review")


@pytest.mark.graded("check_augmentation_gain", points=0.25)
def test_augmentation_gain_keeps_its_results(submission):
    """The results stay as they are, in their order, and no call remembers the one before."""
    accuracies = {(30, 2): (0.7, 0.75), (30, 1): (0.6, 0.62), (500, 4): (0.8, 0.79), (500, 3): (0.7, 0.72)}
    results = [
        {"reviews": reviews, "seed": seed, "augmented": augmented, "accuracy": pair[augmented]}
        for augmented in (True, False)
        for (reviews, seed), pair in accuracies.items()
    ]
    of_few = [run for run in results if run["reviews"] == 30]
    cases, sizes = [{"results": results}, {"results": of_few}], [[30, 500], [30]]
    for value, expected in zip(laws.hold(submission, "augmentation_gain", cases), sizes, strict=True):
        what = f"augmentation_gain of results with {' and '.join(map(str, expected))} reviews"
        expect.true(isinstance(value, dict), f"{what}: expected a dictionary, got {describe(value)}")
        expect.equal(len(value), len(expected), f"{what}: entries", "one entry for each number of reviews")
        for entry in value.values():
            for name in ("gain", "error"):
                expect.entry(entry, name, what)
