"""An operation of the student's own design, on a text in ordinary English."""

import statistics
from collections import Counter

import pytest

from autograder.hidden_tests.text_augmentation.operations import expect_pure, only, synonyms_of, versions
from autograder.questions import expect
from convnets.check import CheckFailed

# What an operation of a student's own may work on: contractions, numbers, fillers, repetitions, long and short words.
STORY = """
well i saw this movie in 1998 with my two sisters and i don't think that we laughed more than 3 times the story begins
in a small town where a doctor is looking for a letter that his wife has hidden years ago there are some good scenes
on the train and it's beautifully filmed but the dialogue isn't always good i was not bored though and the ending
which i won't tell is really not what you'd expect
"""
ORDINARY_TEXT = STORY.split()
CARRIERS = ["not", "good", "bored", "laughed"]
# Protected words that may come in as fillers, or by a slip of the pen in a word of the text ("no" for "on").
SEEDS = range(20)
AT_LEAST_CHANGED = 5  # of 20; one that changes half of them passes with 99 % probability
THE_FOUR = ("random_deletion", "random_swap", "synonym_replacement", "random_insertion")
TEMPTING = ["really", "very", "just", "well", "actually", "so", "like", "honestly", "no", "was", "tow"]


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_is_a_pure_function(submission):
    """The result is a new list that depends on the arguments only, and the arguments stay as they were."""
    expect_pure(submission, "own_operation", ORDINARY_TEXT, synonyms_of(ORDINARY_TEXT[::3]), 0.5)


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_heeds_the_rate(submission):
    """Rate 0 changes nothing, rate 0.1 less than half of an ordinary text, and rate 0.5 changes it."""
    thesaurus = synonyms_of(ORDINARY_TEXT[::3])
    what = "own_operation on a text of four sentences"
    unchanged = versions(submission, "own_operation", ORDINARY_TEXT, 0.0, range(8), thesaurus, CARRIERS)
    reason = f"{what} with rate 0.0 changed it; nothing should change"
    expect.true(all(result == ORDINARY_TEXT for result in unchanged), reason)
    results = versions(submission, "own_operation", ORDINARY_TEXT, 0.1, SEEDS, thesaurus)
    length, count = statistics.mean(map(len, results)), len(ORDINARY_TEXT)
    reason = f"{what} with rate 0.1 makes {length:.0f} words of {count} on average; about a tenth should be changed"
    expect.true(0.5 * count < length < 1.5 * count, reason)
    results = versions(submission, "own_operation", ORDINARY_TEXT, 0.5, SEEDS, thesaurus, CARRIERS)
    changed = sum(result != ORDINARY_TEXT for result in results)
    reason = f"{what} with rate 0.5 changed it with {changed} of {len(SEEDS)} seeds; expected at least half"
    expect.true(changed >= AT_LEAST_CHANGED, reason)


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_is_none_of_the_four(submission):
    """The operation differs from those of tasks 2 and 3."""
    thesaurus = synonyms_of(ORDINARY_TEXT[::3])
    own = versions(submission, "own_operation", ORDINARY_TEXT, 0.5, SEEDS, thesaurus, CARRIERS)
    if all(result == ORDINARY_TEXT for result in own):
        return  # fails in the test of the rate
    for operation in THE_FOUR:
        try:
            given = versions(submission, operation, ORDINARY_TEXT, 0.5, SEEDS, thesaurus, CARRIERS)
        except CheckFailed:  # an unsolved or wrong one costs its own points only
            continue
        reason = f"own_operation gave the same as {operation} with each of {len(SEEDS)} seeds: it is that operation"
        expect.true(own != given, reason)


@pytest.mark.graded("check_own_operation", points=1)
def test_own_operation_protects(submission):
    """The protected words stay, as often and in the same order, and none is added, whichever they are."""
    thesaurus = synonyms_of(ORDINARY_TEXT[::3]) | {"bored": ["tired"], "not": ["hardly"], "movie": ["good"]}
    for protected in (CARRIERS, CARRIERS + TEMPTING):
        expected = only(ORDINARY_TEXT, protected)
        for rate in (0.5, 1.0):
            for result in versions(submission, "own_operation", ORDINARY_TEXT, rate, range(8), thesaurus, protected):
                what = f"own_operation with rate {rate} on a text of four sentences: its protected words"
                found = only(result, protected)
                strange = sorted(Counter(found) - Counter(expected))
                hint = "a protected word was removed, changed or moved past another one"
                if strange:
                    hint = f"{strange} was brought in; look up what you bring in or make in `protected`"
                expect.equal(found, expected, what, hint)


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_on_short_texts(submission):
    """A text of one or two words stays a text, an empty one stays empty, and an empty thesaurus is not an error."""
    for rate in (0.5, 1.0):
        for tokens, protected in ((["alone"], []), (["one", "two"], []), (["not"], ["not"])):
            thesaurus = synonyms_of(["one"])
            results = versions(submission, "own_operation", tokens, rate, range(8), thesaurus, protected)
            expect.true(all(results), f"own_operation({tokens}, {rate}, ...): nothing is left of the text")
        results = versions(submission, "own_operation", [], rate)
        expect.true(not any(results), f"own_operation([], {rate}, ...): an empty text should stay empty, got {results}")
        results = versions(submission, "own_operation", ORDINARY_TEXT, rate, range(8))
        expect.true(all(results), f"own_operation(text, {rate}, rng, {{}}, ...): nothing is left of the text")
