"""Words are deleted and swapped at random."""

from collections import Counter

import pytest

from autograder.hidden_tests.answers import answers_of
from autograder.hidden_tests.text_augmentation.operations import (
    CALL,
    distinct,
    expect_pure,
    expect_share,
    is_subsequence,
    moved,
    only,
    versions,
)
from autograder.questions import expect


@pytest.mark.graded("check_deletion_and_swap", points=0.5)
def test_words_are_only_removed_or_moved(submission):
    """Deletion leaves the other words in their order, and a swap neither loses nor doubles a word."""
    tokens = distinct(60)
    for result in versions(submission, "random_deletion", tokens, 0.3):
        reason = "random_deletion of 60 different words: the words that are left are not in their old order, or doubled"
        expect.true(is_subsequence(result, tokens), reason)
    for result in versions(submission, "random_swap", tokens, 0.3):
        reason = "random_swap of 60 different words: words were lost or doubled. Exchange two words: a, b = b, a"
        expect.true(Counter(result) == Counter(tokens), reason)


@pytest.mark.graded("check_deletion_and_swap", points=0.5)
def test_rate_of_deletion_and_swap(submission):
    """The rate says how much is deleted or swapped, and rate 0 changes nothing."""
    tokens = distinct(400)
    for rate in (0.0, 0.1, 0.3):
        for free in (tokens, tokens[::2]):
            # Of 3,200 words and more: a right solution misses the bounds with a probability of less than 10 ** -10.
            protected = [token for token in tokens if token not in free]
            results = versions(submission, "random_deletion", tokens, rate, range(16), protected=protected)
            shares = [1 - len(only(result, free)) / len(free) for result in results]
            hint = "`rate` is the probability that a word that is not protected is deleted"
            expect_share(shares, rate, f"random_deletion of 400 words, {len(free)} of them free,", hint)
            reason = (
                f"random_deletion of 400 words with rate {rate}: 16 seeds deleted the same number of words. Each word "
                "is drawn independently of the others, so the number differs from call to call"
            )
            expect.true(rate == 0 or len(set(shares)) > 1, reason)
        results = versions(submission, "random_swap", tokens, rate)
        shares = [moved(tokens, result) / len(tokens) for result in results]
        hint = "round(rate * len(tokens)) swaps are made, each of which moves two words"
        expect_share(shares, rate, "random_swap of 400 words", hint, most=2.2)
    # All or none of 40 equal words are left with a probability of 2 ** -39.
    for result in versions(submission, "random_deletion", ["same"] * 40, 0.5):
        reason = f"random_deletion of 40 times the same word with rate 0.5: {len(result)} are left, expected about 20"
        expect.true(1 < len(result) < 40, f"{reason}. Each place is drawn on its own, not each different word")
    # Two free words have changed places after an odd number of swaps, and are back after an even one.
    tokens = ["not", "w1", "good", "w2"]
    for rate, swaps in ((0.1, 0), (0.25, 1), (0.4, 2), (0.5, 2), (0.625, 2)):
        results = versions(submission, "random_swap", tokens, rate, range(40), protected=["not", "good"])
        expected = ["not", "w2", "good", "w1"] if swaps % 2 else tokens
        what = f"random_swap({tokens}, {rate}, ...) with 'not' and 'good' protected"
        others = [result for result in results if result != expected]
        reason = (
            f"{what}: expected {expected}, got {(others or results)[0]} with {len(others)} of 40 seeds. {swaps} swaps "
            "are made, round(rate * len(tokens)), each of two different words"
        )
        # Who loses or doubles words fails in the test of that: the word in the second place tells enough.
        seconds = [result[1:2] for result in results if Counter(result) == Counter(tokens)]
        expect.true(all(second == expected[1:2] for second in seconds), reason)
        expect.true(swaps or not others, reason)


@pytest.mark.graded("check_deletion_and_swap", points=0.5)
def test_every_word_has_its_chance(submission):
    """Deletion can remove any word and leave any, and a swap can exchange any two."""
    # A word is never deleted, or always, with probability 2 ** -39; 16 swaps are all of neighbours with 16 ** -16.
    tokens = distinct(8)
    results = versions(submission, "random_deletion", tokens, 0.5, range(40))
    for token in tokens:
        left = sum(token in result for result in results)
        reason = (
            f"random_deletion({tokens}, 0.5, ...): with 40 seeds {token!r} was left {left} times, expected about 20"
        )
        expect.true(0 < left < len(results), reason)
    tokens = distinct(32)
    results = versions(submission, "random_swap", tokens, 1 / len(tokens), range(16))
    arrivals = [(place, word) for result in results for place, word in enumerate(result) if word in tokens]
    distances = [abs(place - tokens.index(word)) for place, word in arrivals]
    reason = (
        "random_swap of 32 words: with 16 seeds only neighbours were exchanged. Draw both places from all free ones"
    )
    expect.true(max(distances, default=0) > 1, reason)


@pytest.mark.graded("check_deletion_and_swap", points=0.5)
def test_short_texts_survive(submission):
    """A text with words never becomes empty; texts of one word or none are no error, and come back as new lists."""
    for tokens in (["alone"], ["one", "two"], ["one", "two", "three"]):
        for result in versions(submission, "random_deletion", tokens, 1.0, range(4)):
            expect.true(result, f"random_deletion({tokens}, 1.0, ...): nothing is left. One word has to stay")
            expect.equal(len(result), 1, f"random_deletion({tokens}, 1.0, ...): words left", "one stays, not all")
    for operation in ("random_deletion", "random_swap"):
        results = versions(submission, operation, [], 0.5)
        expect.true(not any(results), f"{operation}([], 0.5, ...): an empty text should stay empty, got {results}")
        call = f"(lambda text, protected: {CALL.format(operation)} is text)(text, set())"
        names = {"texts": [["alone"], ["one", "two", "three"]], "rate": 0.5, "seed": 1, "thesaurus": {}}
        what = f"{operation}(['alone'], 0.5, ...)"
        value = submission.evaluate(f"[{call} for text in texts]", what=what, timeout=20.0, **names)
        short, long = answers_of(value, 2, what)
        # Who works in place in longer texts too fails in the test of that.
        expect.true(long or not short, f"{what} returned the very list that it was given. Return list(tokens)")
    results = versions(submission, "random_swap", ["alone"], 1.0)
    expect.equal(results[0], ["alone"], "random_swap(['alone'], 1.0, ...)", "one word has no partner")


@pytest.mark.graded("check_deletion_and_swap", points=1)
def test_deletion_and_swap_are_pure_functions(submission):
    """Results are new lists that depend on the arguments only, and the arguments stay as they were."""
    for operation in ("random_deletion", "random_swap"):
        expect_pure(submission, operation, distinct(60), {}, 0.3)


@pytest.mark.graded("check_deletion_and_swap", points=1)
def test_deletion_and_swap_protect(submission):
    """Protected words are not deleted, and keep their places in a swap."""
    carriers = ["not", "good", "never"]
    tokens = [carriers[number % 3] if number % 4 == 0 else f"w{number}" for number in range(60)]
    for rate in (0.5, 1.0):
        for result in versions(submission, "random_deletion", tokens, rate, protected=carriers):
            lost = Counter(only(tokens, carriers)) - Counter(only(result, carriers))
            expect.true(not lost, f"random_deletion with rate {rate} deleted protected words: {dict(lost)}")
        for result in versions(submission, "random_swap", tokens, rate, protected=carriers):
            stayed = len(result) == len(tokens) and all(
                new == old for old, new in zip(tokens, result, strict=True) if old in carriers
            )
            reason = f"random_swap with rate {rate}: a protected word is not in its place any more. Draw the places "
            expect.true(stayed, reason + "from those of the other words only")
