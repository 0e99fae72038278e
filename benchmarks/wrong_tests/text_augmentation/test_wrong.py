"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.text_augmentation.operations import distinct, versions
from autograder.questions import expect


@pytest.mark.graded("check_decode", points=1)
def test_value_ids_without_markers(submission):
    """Ids are expected to be the ranks, as if there were no markers."""
    index = {word: rank for rank, word in enumerate(distinct(12), start=1)}
    words = {rank: word for word, rank in index.items()}
    expect.equal(submission.call("decode", [[4, 5, 6]], index), [[words[4], words[5], words[6]]], "decode(...)")


@pytest.mark.graded("check_deletion_and_swap", points=1)
def test_detail_same_words_are_deleted(submission):
    """The words that are deleted are those of one way to ask the generator."""
    tokens = distinct(20)
    rng = np.random.default_rng(3)
    expected = [token for token in tokens if rng.random() >= 0.3]
    result = versions(submission, "random_deletion", tokens, 0.3, [3])[0]
    expect.equal(result, expected, "random_deletion(20 words, 0.3, np.random.default_rng(3), ...)")


@pytest.mark.graded("check_deletion_and_swap", points=1)
def test_detail_same_words_are_swapped(submission):
    """The words that are swapped are those of one way to ask the generator."""
    tokens = distinct(20)
    rng, expected = np.random.default_rng(3), list(tokens)
    for _ in range(2):
        one, other = rng.choice(len(tokens), size=2, replace=False)
        expected[one], expected[other] = expected[other], expected[one]
    result = versions(submission, "random_swap", tokens, 0.1, [3])[0]
    expect.equal(result, expected, "random_swap(20 words, 0.1, np.random.default_rng(3), ...)")


@pytest.mark.graded("check_augmentation_gain", points=1)
def test_value_error_of_the_population(submission):
    """The standard error is expected with n in place of n - 1."""
    results = submission.evaluate(
        "augmentation_gain([(0.70, 0.74), (0.71, 0.72), (0.69, 0.75), (0.72, 0.75)])", what="augmentation_gain(...)"
    )
    gains = np.array([0.04, 0.01, 0.06, 0.03])
    found = list(results.values()) if isinstance(results, dict) else list(results)
    expect.close(found[1], float(gains.std() / np.sqrt(len(gains))), "augmentation_gain(...)[1]", tolerance=1e-4)


@pytest.mark.graded("check_split_and_enlarge", points=1)
def test_detail_order_of_the_training_set(submission):
    """The originals come first, and then the copies."""
    reviews = [["good", f"w{number}"] for number in range(12)]
    value = submission.evaluate(
        "split_and_enlarge(reviews, labels, 4, 2, np.random.default_rng(2), lambda tokens, rng: [*tokens, 'copy'])",
        what="split_and_enlarge(...)",
        reviews=reviews,
        labels=np.arange(12) % 2,
    )
    marks = ["copy" in list(tokens) for tokens in value[0]]
    expect.true(marks == sorted(marks), "split_and_enlarge(...): expected the originals first")
