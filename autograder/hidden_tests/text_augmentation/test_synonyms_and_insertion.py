"""Words are replaced by synonyms, and synonyms are inserted."""

from collections import Counter

import pytest

from autograder.hidden_tests.text_augmentation.operations import (
    distinct,
    expect_pure,
    expect_share,
    is_subsequence,
    moved,
    only,
    synonyms_of,
    versions,
)
from autograder.questions import expect


@pytest.mark.graded("check_synonyms_and_insertion", points=1)
def test_replacements_are_own_synonyms(submission):
    """Random words become one of their own synonyms, whole, and all others stay in their places."""
    tokens = distinct(40)
    thesaurus = synonyms_of(tokens[::2])
    what = "synonym_replacement of 40 words"
    replaced = []
    for result in versions(submission, "synonym_replacement", tokens, 0.25, range(6), thesaurus):
        expect.equal(len(result), len(tokens), f"{what}: number of words", "replace words, do not add any")
        pairs = [(old, new) for old, new in zip(tokens, result, strict=True) if old != new]
        strange = [pair for pair in pairs if pair[1] not in thesaurus.get(pair[0], [])]
        reason = (
            f"{what}: {strange[:1]} (old, new) is not a pair in the thesaurus. Likely cause: the synonym of another "
            "word, or one that was cut off because a NumPy array of strings has a fixed length"
        )
        expect.true(not strange, reason)
        replaced.append([old for old, _ in pairs])
    # Half of 20 words: six seeds give the same ten with a probability of less than 10 ** -25.
    reason = f"{what}: six seeds replaced the same words, {replaced[0][:3]}... Draw the words that are replaced"
    expect.true(not replaced[0] or any(olds != replaced[0] for olds in replaced), reason)


@pytest.mark.graded("check_synonyms_and_insertion", points=0.5)
def test_rate_of_replacement(submission):
    """The asked share of words is replaced, or as many as have synonyms."""
    tokens = distinct(400)
    for rate in (0.0, 0.1, 0.3):
        results = versions(submission, "synonym_replacement", tokens, rate, thesaurus=synonyms_of(tokens))
        shares = [moved(tokens, result) / len(tokens) for result in results]
        expect_share(shares, rate, "synonym_replacement of 400 words with synonyms", "round(rate * len(tokens)) words")
    for count, replaceable, rate in (
        (6, 2, 1.0),
        (6, 0, 1.0),
        (0, 0, 1.0),
        (16, 16, 0.5),
        (16, 16, 1.0),
        (10, 10, 0.25),
        (3, 3, 0.125),
    ):
        text = tokens[:count]
        thesaurus = synonyms_of(text[:replaceable])
        results = versions(submission, "synonym_replacement", text, rate, thesaurus=thesaurus)
        counts = [moved(text, result) for result in results]
        what = f"synonym_replacement of {count} words, {replaceable} of them with synonyms, with rate {rate}"
        expected = min(replaceable, round(rate * count))
        hint = (
            "round(rate * len(tokens)) different words, halves as `round` does it; if fewer have synonyms, all of these"
        )
        expect.equal(counts, [expected] * len(counts), f"{what}: replaced words for three seeds", hint)
    text = tokens[:4] * 6
    counts = [
        moved(text, result)
        for result in versions(submission, "synonym_replacement", text, 0.25, thesaurus=synonyms_of(text))
    ]
    what = (
        "synonym_replacement of 24 words, 4 different ones 6 times each, with rate 0.25: replaced words for three seeds"
    )
    expect.equal(counts, [6] * len(counts), what, "words are drawn by their places, each place on its own")


@pytest.mark.graded("check_synonyms_and_insertion", points=1)
def test_insertion_adds_synonyms_of_the_text(submission):
    """As many words as asked for are inserted at random places: synonyms of words of the text, if it has any."""
    # The rates are exact in binary: 2.5 words are two and 3.5 are four, as `round` has it.
    many = synonyms_of(distinct(200)[1::2])  # mostly of words that are not in the text
    single = {"w1": ["inserted"], "inserted": ["synonym-of-inserted"]}
    cases = (
        (1, 1.0, {"w0": ["inserted"]}),
        (10, 0.25, many),
        (14, 0.25, many),
        (16, 0.5, many),
        (12, 0.0, many),
        (3, 0.125, many),
        (16, 0.5, single),
    )
    for count, rate, thesaurus in cases:
        tokens = distinct(count)
        results = versions(submission, "random_insertion", tokens, rate, range(6), thesaurus)
        what = f"random_insertion into {count} words with rate {rate}"
        added = round(count * rate)
        for result in results:
            hint = "round(rate * len(tokens)) are added, halves as `round` does it"
            expect.equal(len(result), count + added, f"{what}: number of words", hint)
            reason = f"{what}: the words of the text are not all there, in their old order"
            expect.true(is_subsequence(tokens, result), reason)
            allowed = [word for token in tokens for word in thesaurus.get(token, [])]
            strange = [word for word in result if word not in tokens and word not in allowed]
            reason = f"{what}: {strange[:1]} was inserted, which is not a synonym of a word of the text"
            expect.true(not strange and len(only(result, allowed)) == added, reason)
        # Eight random places lie in a row, six times, with a probability of less than 10 ** -25.
        places = [[place for place, word in enumerate(result) if word not in tokens] for result in results]
        in_a_row = added > 2 and all(max(row) - min(row) < added for row in places)
        expect.true(not in_a_row, f"{what}: all words are added in a row, not each at a random place of its own")
    for tokens in (["no", "synonyms", "here"], []):
        for result in versions(submission, "random_insertion", tokens, 1.0, thesaurus=synonyms_of(["other"])):
            what = f"random_insertion({tokens}, 1.0, ...), no word has a synonym"
            expect.equal(result, tokens, what, "without a synonym nothing is inserted")


@pytest.mark.graded("check_synonyms_and_insertion", points=0.5)
def test_synonyms_and_insertion_are_pure_functions(submission):
    """Results are new lists that depend on the arguments only, and the arguments stay as they were."""
    tokens = distinct(60)
    for operation in ("synonym_replacement", "random_insertion"):
        expect_pure(submission, operation, tokens, synonyms_of(tokens), 0.3)


@pytest.mark.graded("check_synonyms_and_insertion", points=1)
def test_synonyms_and_insertion_protect(submission):
    """Protected words are neither replaced nor brought in, and keep no other word from being replaced."""
    tokens = [("not", "good", "fair", "tolerable")[number % 4] for number in range(32)]
    thesaurus = {"good": ["fine", "decent"], "not": ["hardly"], "fair": ["good", "just"], "tolerable": ["good"]}
    carriers = ["not", "good"]
    for operation in ("synonym_replacement", "random_insertion"):
        for result in versions(submission, operation, tokens, 0.75, range(5), thesaurus, carriers):
            lost = Counter(only(tokens, carriers)) - Counter(only(result, carriers))
            expect.true(not lost, f"{operation} with rate 0.75: protected words were replaced: {dict(lost)}")
            same = only(result, carriers) == only(tokens, carriers)
            reason = f"{operation} with rate 0.75: a protected word was brought in as the synonym of another word"
            expect.true(same, reason)
    tokens = distinct(16)
    thesaurus = {token: ["good", "decent"] if place < 8 else ["good"] for place, token in enumerate(tokens)}
    for result in versions(submission, "synonym_replacement", tokens, 0.5, (1, 2, 3), thesaurus, carriers):
        what = "synonym_replacement of 16 words with rate 0.5, 8 of them with a synonym that is not protected"
        hint = "draw from the words that have at least one synonym that is not protected"
        expect.equal(moved(tokens, result), 8, f"{what}: replaced words", hint)
