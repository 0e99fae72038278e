"""The policy that applies one operation to a text."""

import pytest

from autograder.hidden_tests.text_augmentation.operations import MARKERS, only, words
from autograder.questions import expect

OPERATION = "lambda tokens, rate, rng, thesaurus, protected:"


@pytest.mark.graded("check_augment", points=1)
def test_policy_protects_words_and_markers(submission):
    """No operation gets to change a protected word or a marker, and the arguments stay as they were."""
    marked = ["<start>", "not", "w1", "<unknown>", "w2", "good", "w3", "<unknown>", "<pad>", "<pad>"]
    change_all = f"{OPERATION} [token if token in protected else 'changed' for token in tokens]"
    expression = (
        "[(lambda text, kept, given: (augment(text, 0.5, np.random.default_rng(seed), {}, kept, "
        "given), text, sorted(kept), [*given] == [first, second]))(list(tokens), set(protected), [first, second]) "
        f"for first, second in [({change_all}, {change_all})] for seed in range(4)]"
    )
    what = "augment of a text by operations that change all that is not protected"
    for tokens in (marked, only(marked, ["not", "w1", "good", "w2"])):
        for protected in (["not", "good"], ["not", "good", *MARKERS], []):
            names = {"tokens": tokens, "protected": protected}
            for value, tokens_after, protected_after, same in submission.evaluate(
                expression, what=what, timeout=20.0, **names
            ):
                fixed = [*MARKERS, *protected]
                hint = "pass on `protected` together with the three markers"
                left = only(words(value, what), fixed)
                expect.equal(left, only(tokens, fixed), f"{what}: markers and protected words", hint)
                hint = "`|=`, `add` and `append` change what the caller still needs; work on copies"
                expect.equal(tokens_after, tokens, f"{what}: `tokens` afterwards", hint)
                expect.equal(protected_after, sorted(protected), f"{what}: `protected` afterwards", hint)
                reason = f"{what} changed the list `operations`, which is needed for the next text. Read it only"
                expect.true(same, reason)


@pytest.mark.graded("check_augment", points=0.5)
def test_policy_draws_from_all_operations(submission):
    """Each operation gets its turn, by the given generator."""
    marks = ("first", "second", "third")
    operations = ", ".join(f"{OPERATION} [*tokens, {mark!r}]" for mark in marks)
    expression = (
        f"[augment(list(tokens), 0.5, rng, {{}}, set(), [{operations}]) for rng in [np.random.default_rng(1)] * 60 + "
        "[np.random.default_rng(seed) for seed in [*range(61), *range(61)]]]"
    )
    what = "augment with three operations that each add a word of their own"
    answers = submission.evaluate(expression, what=what, timeout=20.0, tokens=["w1", "w2"])
    results = [words(value, what) for value in answers]
    # One of three equally probable operations is not among 60 with a probability of less than 10 ** -10.
    for generators, part in (("one generator", results[:60]), ("61 seeds", results[60:121])):
        used = {mark for result in part for mark in only(result, marks)}
        reason = (
            f"{what}: in 60 calls with {generators} only {len(used)} were used. Draw one (or several) for each call"
        )
        expect.true(len(used) == len(marks), f"{reason}, from `rng` itself and not from a copy")
    reason = f"{what}: the same seed gave different results. Likely cause: the operation is not drawn by `rng`"
    expect.true(results[60:121] == results[121:], reason)
    reason = f"{what}: with all of 61 seeds the same operations were used. Likely cause: nothing is drawn by `rng`"
    expect.true(any(result != results[60] for result in results[60:121]), reason)


@pytest.mark.graded("check_augment", points=0.5)
def test_policy_passes_on_its_arguments(submission):
    """The operations work with the given thesaurus and rate, and draw from the given generator."""
    operation = (
        f"{OPERATION} [thesaurus.get(token, [token])[0] for token in tokens] + "
        "['rate-zero' if rate == 0 else 'rate-small' if rate < 0.15 else 'rate-large'] + "
        "['draw-%d' % rng.integers(10**15)]"
    )
    expression = (
        "[augment(list(tokens), rate, np.random.default_rng(seed), {'w1': ['synonym']}, set(), "
        f"[{operation}, {operation}]) for seed in range(20)]"
    )
    used = {}
    for rate in (0.0, 0.8):
        what = f"augment with rate {rate} and operations that show what they are given"
        answers = submission.evaluate(expression, what=what, timeout=20.0, tokens=["w1", "w2"], rate=rate)
        used[rate] = {word for value in answers for word in words(value, what)}
    # Who returns the text at once if the rate is 0 is right too.
    same_rate = "rate-large" in used[0.8] and not used[0.0] & {"rate-small", "rate-large"}
    expect.true(same_rate, "augment: its operations do not get the rate that it was given. Pass on `rate`")
    expect.true("synonym" in used[0.8], f"{what}: they found no synonym of 'w1'. Pass on `thesaurus`")
    draws = {word for word in used[0.8] if word.startswith("draw-")}
    reason = f"{what}: with 20 seeds they all drew the same number. Pass on `rng`, not a generator with a fixed seed"
    expect.true(len(draws) > 1, reason)
