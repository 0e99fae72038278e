"""Hidden tests of text_augmentation.

A generator cannot travel, so the calls are put together in the student's kernel, from seeds. Most texts here consist of
words that all differ ("w0", "w1", ...), so that the place of a word tells where it came from.
"""

import statistics
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import Submission, describe

MARKERS = ("<pad>", "<start>", "<unknown>")
CALL = "{}(text, rate, np.random.default_rng(seed), thesaurus, protected)"

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
TEMPTING = ["really", "very", "just", "well", "actually", "so", "like", "honestly", "no", "was", "tow"]


def words(value: object, what: str) -> list[str]:
    """Expect a list of words (or a tuple or array), and return it as a list of strings."""
    values = value.tolist() if isinstance(value, np.ndarray) else value
    is_list = isinstance(values, list | tuple) and all(isinstance(word, str) for word in values)
    missing = " (is the return statement missing?)" if value is None else ""
    expect.true(is_list, f"{what}: expected a list of words, got {describe(value)}{missing}")
    return list(values)


def versions(
    submission: Submission,
    operation: str,
    tokens: Sequence[str],
    rate: float,
    seeds: Sequence[int] = (1, 2, 3),
    thesaurus: dict[str, list[str]] | None = None,
    protected: Sequence[str] = (),
) -> list[list[str]]:
    """What an operation makes of a text, once for each seed."""
    text = describe(list(tokens)) if len(tokens) < 4 else f"{len(tokens)} words"
    what = f"{operation}({text}, {rate}, rng, {'thesaurus' if thesaurus else '{}'}, protected)"
    expression = f"[(lambda text, protected: {CALL.format(operation)})(list(tokens), set(protected)) for seed in seeds]"
    names = {"tokens": list(tokens), "rate": rate, "seeds": list(seeds)}
    names |= {"thesaurus": thesaurus or {}, "protected": list(protected)}
    return [words(value, what) for value in submission.evaluate(expression, what=what, timeout=20.0, **names)]


def only(tokens: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Those tokens that are among the chosen words."""
    return [token for token in tokens if token in chosen]


def is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all of `part` stands in `whole`, in the same order."""
    rest = iter(whole)
    return all(token in rest for token in part)


def moved(old: Sequence[str], new: Sequence[str]) -> int:
    """Number of places with another word."""
    return sum(one != other for one, other in zip(old, new, strict=False))


def distinct(count: int) -> list[str]:
    return [f"w{number}" for number in range(count)]


def synonyms_of(tokens: Sequence[str]) -> dict[str, list[str]]:
    """A thesaurus with two synonyms for each word, all different and longer than the words."""
    return {token: [f"first-synonym-of-{token}", f"second-synonym-of-{token}"] for token in tokens}


def expect_share(shares: Sequence[float], rate: float, what: str, hint: str, *, most: float = 1.5) -> None:
    """Expect about the share `rate` of the words to be changed, and none if it is 0."""
    share = statistics.mean(shares)
    reason = f"{what} with rate {rate}: {share:.3f} of the words are changed. Likely cause: {hint}"
    expect.true(0.5 * rate <= share <= most * rate, reason)


def expect_pure(submission: Submission, operation: str, tokens: Sequence[str], thesaurus: dict, rate: float) -> None:
    """Expect a new list that depends on nothing but the arguments, and arguments that stay as they were."""
    seeds = [1, 1, *range(2, 8), 1]
    protected = [*tokens[:2], *[synonyms[0] for synonyms in thesaurus.values()][-9:]]
    what = f"{operation}({len(tokens)} words, {rate}, rng, thesaurus, protected)"
    call = (
        f"(lambda text, protected: ({CALL.format(operation)}, text, sorted(protected)))(list(tokens), set(protected))"
    )
    names = {"tokens": list(tokens), "rate": rate, "thesaurus": thesaurus, "protected": protected}
    expression = f"([{call} for seed in seeds], thesaurus)"
    answers, thesaurus_after = submission.evaluate(expression, what=what, timeout=20.0, seeds=seeds, **names)
    results = [words(result, what) for result, *_ in answers]
    same_input = all(after == list(tokens) for _, after, _ in answers)
    expect.true(same_input, f"{what} changed the list `tokens` that it was given. Work on a copy: list(tokens)")
    hint = "the function changes an argument, which is still needed as it was"
    expect.equal(thesaurus_after, thesaurus, f"{what}: `thesaurus` afterwards", hint)
    expect.equal(answers[-1][-1], sorted(set(protected)), f"{what}: `protected` afterwards", hint)
    same = [result for seed, result in zip(seeds, results, strict=True) if seed == seeds[0]]
    hint = "all chance has to come from `rng`; random.random, np.random.shuffle and the like do not use it"
    reason = f"{what}: two generators with the same seed gave different results. Likely cause: {hint}"
    expect.true(all(result == same[0] for result in same), reason)
    # Who never changes anything fails in the test of the rate.
    changed = [result for result in results if result != list(tokens)]
    reason = (
        f"{what}: generators with different seeds gave the same result. Likely cause: `rng` is not used or seeded anew"
    )
    expect.true(not changed or any(result != results[0] for result in results), reason)
    python = "__import__('random')"
    draws = f"(np.random.seed(7), {python}.seed(7), run(), np.random.random(), {python}.random())[3:]"
    expression = f"[{draws} for run in (list, lambda: {call})]"
    alone, after_call = submission.evaluate(expression, what=what, timeout=20.0, seed=1, **names)
    reason = f"{what} seeds or uses a global generator (np.random.seed, random.random), which others draw from too"
    expect.true(alone == after_call, reason)
    cases = [[0.0, []], [rate, list(tokens)]]
    call = f"(lambda text, protected: {CALL.format(operation)} is text)(list(tokens), set(protected))"
    expression = f"[{call} for rate, protected in cases]"
    names = {"tokens": list(tokens), "cases": cases, "thesaurus": thesaurus, "seed": 1}
    is_alias = submission.evaluate(expression, what=what, timeout=20.0, **names)
    reason = (
        f"{operation} returned the very list that it was given, not a new one, where nothing can change (rate 0 or all "
        "words protected). Return list(tokens)"
    )
    expect.true(not any(is_alias), reason)


# --- decode ---


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


@pytest.mark.graded("check_decode", points=1)
def test_markers_are_no_words(submission):
    """The ids 0, 1 and 2 become the three markers."""
    index = {word: rank for rank, word in enumerate(distinct(9), start=1)}
    value = submission.call("decode", [[1, 2], [0, 0, 1], [2]], index)
    pad, start, unknown = MARKERS
    what = "decode([[1, 2], [0, 0, 1], [2]], word_index)"
    expect.equal(value, [[start, unknown], [pad, pad, start], [unknown]], what, f"0, 1 and 2 are {', '.join(MARKERS)}")


# --- random_deletion, random_swap ---


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
        results = versions(submission, "random_swap", tokens, rate)
        shares = [moved(tokens, result) / len(tokens) for result in results]
        hint = "round(rate * len(tokens)) swaps are made, each of which moves two words"
        expect_share(shares, rate, "random_swap of 400 words", hint, most=2.2)
    # Two free words have changed places after an odd number of swaps, and are back after an even one. Who may draw
    # the same place twice makes fewer swaps at times, but not with 40 seeds (2 ** -40).
    tokens = ["not", "w1", "good", "w2"]
    for rate, swaps in ((0.1, 0), (0.25, 1), (0.5, 2)):
        results = versions(submission, "random_swap", tokens, rate, range(40), protected=["not", "good"])
        expected = ["not", "w2", "good", "w1"] if swaps % 2 else tokens
        what = f"random_swap({tokens}, {rate}, ...) with 'not' and 'good' protected"
        reason = f"{what}: expected {expected}, got {results[0]}. {swaps} swaps are made: round(rate * len(tokens))"
        # Who loses or doubles words fails in the test of that: the word in the second place tells enough.
        seconds = [result[1:2] for result in results]
        expect.true(expected[1:2] in seconds if swaps else all(result == tokens for result in results), reason)


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
    """A text with words never becomes empty, and texts of one word or none are no error."""
    for tokens in (["alone"], ["one", "two"], ["one", "two", "three"]):
        for result in versions(submission, "random_deletion", tokens, 1.0, range(4)):
            expect.true(result, f"random_deletion({tokens}, 1.0, ...): nothing is left. One word has to stay")
            expect.equal(len(result), 1, f"random_deletion({tokens}, 1.0, ...): words left", "one stays, not all")
    for operation in ("random_deletion", "random_swap"):
        results = versions(submission, operation, [], 0.5)
        expect.true(not any(results), f"{operation}([], 0.5, ...): an empty text should stay empty, got {results}")
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


# --- synonym_replacement, random_insertion ---


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
            f"{what}: {strange[:1]} (old, new) is no pair of the thesaurus. Likely cause: the synonym of another "
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


@pytest.mark.graded("check_synonyms_and_insertion", points=1)
def test_insertion_adds_synonyms_of_the_text(submission):
    """As many words as asked for are inserted at random places: synonyms of words of the text, if it has any."""
    # The rates are exact in binary: 2.5 words are two and 3.5 are four, as `round` has it.
    many = synonyms_of(distinct(200)[1::2])  # mostly of words that are not in the text
    single = {"w1": ["inserted"], "inserted": ["synonym-of-inserted"]}
    cases = ((10, 0.25, many), (14, 0.25, many), (16, 0.5, many), (12, 0.0, many), (16, 0.5, single))
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
            reason = f"{what}: {strange[:1]} was inserted, which is no synonym of a word of the text"
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


# --- own_operation ---


@pytest.mark.graded("check_own_operation", points=1)
def test_own_operation_is_a_pure_function(submission):
    """The result is a new list that depends on the arguments only, and the arguments stay as they were."""
    expect_pure(submission, "own_operation", ORDINARY_TEXT, synonyms_of(ORDINARY_TEXT[::3]), 0.5)


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_heeds_the_rate(submission):
    """Rate 0 changes nothing, and rate 0.5 changes an ordinary text."""
    thesaurus = synonyms_of(ORDINARY_TEXT[::3])
    what = "own_operation on a text of four sentences"
    unchanged = versions(submission, "own_operation", ORDINARY_TEXT, 0.0, range(8), thesaurus, CARRIERS)
    reason = f"{what} with rate 0.0 changed it; nothing should change"
    expect.true(all(result == ORDINARY_TEXT for result in unchanged), reason)
    changed = versions(submission, "own_operation", ORDINARY_TEXT, 0.5, range(8), thesaurus, CARRIERS)
    reason = f"{what} with rate 0.5 changed nothing, with none of 8 seeds"
    expect.true(any(result != ORDINARY_TEXT for result in changed), reason)


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
    """A text of one or two words stays a text, an empty one stays empty, and an empty thesaurus is no error."""
    for rate in (0.5, 1.0):
        for tokens, protected in ((["alone"], []), (["one", "two"], []), (["not"], ["not"])):
            thesaurus = synonyms_of(["one"])
            results = versions(submission, "own_operation", tokens, rate, range(8), thesaurus, protected)
            expect.true(all(results), f"own_operation({tokens}, {rate}, ...): nothing is left of the text")
        results = versions(submission, "own_operation", [], rate)
        expect.true(not any(results), f"own_operation([], {rate}, ...): an empty text should stay empty, got {results}")
        results = versions(submission, "own_operation", ORDINARY_TEXT, rate, range(8))
        expect.true(all(results), f"own_operation(text, {rate}, rng, {{}}, ...): nothing is left of the text")


# --- augment ---

OPERATION = "lambda tokens, rate, rng, thesaurus, protected:"


@pytest.mark.graded("check_augment", points=1)
def test_policy_protects_words_and_markers(submission):
    """No operation gets to change a protected word or a marker, and the arguments stay as they were."""
    marked = ["<start>", "not", "w1", "<unknown>", "w2", "good", "w3", "<unknown>", "<pad>", "<pad>"]
    change_all = f"{OPERATION} [token if token in protected else 'changed' for token in tokens]"
    expression = (
        "[(lambda text, kept: (augment(text, 0.5, np.random.default_rng(seed), {}, kept, "
        f"[{change_all}, {change_all}]), text, sorted(kept)))(list(tokens), set(protected)) for seed in range(4)]"
    )
    what = "augment of a text by operations that change all that is not protected"
    for tokens in (marked, only(marked, ["not", "w1", "good", "w2"])):
        for protected in (["not", "good"], ["not", "good", *MARKERS], []):
            names = {"tokens": tokens, "protected": protected}
            for value, tokens_after, protected_after in submission.evaluate(
                expression, what=what, timeout=20.0, **names
            ):
                fixed = [*MARKERS, *protected]
                hint = "hand on `protected` together with the three markers"
                left = only(words(value, what), fixed)
                expect.equal(left, only(tokens, fixed), f"{what}: markers and protected words", hint)
                hint = "`|=`, `add` and `append` change what the caller still needs; work on copies"
                expect.equal(tokens_after, tokens, f"{what}: `tokens` afterwards", hint)
                expect.equal(protected_after, sorted(protected), f"{what}: `protected` afterwards", hint)


@pytest.mark.graded("check_augment", points=0.5)
def test_policy_draws_from_all_operations(submission):
    """Each operation gets its turn, by the given generator."""
    marks = ("first", "second", "third")
    operations = ", ".join(f"{OPERATION} [*tokens, {mark!r}]" for mark in marks)
    expression = (
        f"[augment(list(tokens), 0.5, rng, {{}}, set(), [{operations}]) for rng in [np.random.default_rng(1)] * 60 + "
        "[np.random.default_rng(seed) for seed in [*range(60), *range(60)]]]"
    )
    what = "augment with three operations that each add a word of their own"
    answers = submission.evaluate(expression, what=what, timeout=20.0, tokens=["w1", "w2"])
    results = [words(value, what) for value in answers]
    # One of three equally probable operations is not among 60 with a probability of less than 10 ** -10.
    for generators, part in (("one generator", results[:60]), ("60 seeds", results[60:120])):
        used = {mark for result in part for mark in only(result, marks)}
        reason = (
            f"{what}: in 60 calls with {generators} only {len(used)} were used. Draw one (or several) for each call"
        )
        expect.true(len(used) == len(marks), f"{reason}, from `rng` itself and not from a copy")
    reason = f"{what}: the same seed gave different results. Likely cause: the operation is not drawn by `rng`"
    expect.true(results[60:120] == results[120:], reason)
    reason = f"{what}: with all of 60 seeds the same operations were used. Likely cause: nothing is drawn by `rng`"
    expect.true(any(result != results[60] for result in results[60:120]), reason)


@pytest.mark.graded("check_augment", points=0.5)
def test_policy_hands_on_its_arguments(submission):
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
    expect.true(same_rate, "augment: its operations do not get the rate that it was given. Hand on `rate`")
    expect.true("synonym" in used[0.8], f"{what}: they found no synonym of 'w1'. Hand on `thesaurus`")
    draws = {word for word in used[0.8] if word.startswith("draw-")}
    reason = f"{what}: with 20 seeds they all drew the same number. Hand on `rng`, not a generator with a fixed seed"
    expect.true(len(draws) > 1, reason)


# --- split_and_enlarge ---

REVIEWS = [[f"review-{number}", "text"] for number in range(24)]
TWICE_THE_SAME = REVIEWS[:12] * 2
LABELS = np.random.default_rng(2).integers(0, 2, len(REVIEWS)).tolist()
FOR_VALIDATION = 7
SPLIT = """split_and_enlarge(
    reviews, labels, size, copies, np.random.default_rng(seed),
    lambda tokens, rng: [*tokens, 'copy-%d' % rng.integers(10**15)]
)"""


def enlarged(
    submission: Submission, copies: int, seed: int = 1, reviews: Sequence[list[str]] = REVIEWS
) -> tuple[list[list[str]], object, list, object]:
    """The four parts for 24 reviews; an augmented review has a word with a random number at its end."""
    what = f"split_and_enlarge({len(REVIEWS)} reviews, labels, {FOR_VALIDATION}, {copies}, rng, augment_review)"
    names = {"reviews": reviews, "labels": LABELS, "size": FOR_VALIDATION, "copies": copies, "seed": seed}
    value = submission.evaluate(SPLIT, what=what, timeout=20.0, **names)
    four = isinstance(value, list | tuple) and len(value) == 4 and all(isinstance(v, list | tuple) for v in value[::2])
    expect.true(four, f"{what}: expected four lists, got {describe(value)}")
    training, training_labels, validation, validation_labels = value
    training = [words(review, f"{what}: a training review") for review in training]
    validation = [words(review, f"{what}: a validation review") for review in validation]
    known = all(review and review[0] in [names[0] for names in REVIEWS] for review in [*training, *validation])
    expect.true(known, f"{what}: a review is none of those that were given, and no version of one")
    return training, training_labels, validation, validation_labels


@pytest.mark.graded("check_split_and_enlarge", points=0.5)
def test_training_set_holds_originals_and_copies(submission):
    """The training set holds each review once as it is, and as many versions as asked for; equal reviews count."""
    for copies in (0, 3):
        training, *_ = enlarged(submission, copies)
        what = f"split_and_enlarge of {len(REVIEWS)} reviews with {FOR_VALIDATION} for validation and copies={copies}"
        originals = Counter(review[0] for review in training if review in REVIEWS)
        versions_of = Counter(review[0] for review in training if review not in REVIEWS)
        expected = [1] * (len(REVIEWS) - FOR_VALIDATION)
        hint = "each review that is not for validation once, as it is, and its versions beside it"
        expect.equal(len(originals), len(expected), f"{what}: original reviews for training", hint)
        expect.true(set(originals.values()) == {1}, f"{what}: an original is in the training set more than once")
        counts = {versions_of[name] for name in originals}
        expect.equal(sorted(counts), [copies], f"{what}: versions of a training review", "`copies` of each")
        training, *_ = enlarged(submission, copies, reviews=TWICE_THE_SAME)
        hint = "reviews may be equal: tell them apart by their places in the list, not by their words"
        expected = (len(REVIEWS) - FOR_VALIDATION) * (1 + copies)
        expect.equal(len(training), expected, f"{what}, each of which is there twice: reviews for training", hint)
    names = {"reviews": REVIEWS, "labels": LABELS, "size": FOR_VALIDATION, "copies": 1, "seed": 1}
    what, hint = "split_and_enlarge(reviews, labels, ...)", "work on copies: list(reviews), list(labels)"
    reviews, labels = submission.evaluate(f"({SPLIT}, reviews, labels)[1:]", what=what, **names)
    expect.equal(reviews, REVIEWS, f"{what}: `reviews` afterwards", hint)
    expect.equal(labels, LABELS, f"{what}: `labels` afterwards", hint)


@pytest.mark.graded("check_split_and_enlarge", points=1)
def test_validation_reviews_stay_out(submission):
    """Validation reviews are drawn at random, first, stay as they are, and no version of them is used for training."""
    drawn = []
    for seed in (1, 2, 3):
        training, _, validation, _ = enlarged(submission, 2, seed)
        what = "split_and_enlarge: validation reviews"
        expect.equal(len(validation), FOR_VALIDATION, f"{what}, number", "the validation set does not grow")
        as_given = all(review in REVIEWS for review in validation)
        expect.true(as_given, f"{what}: some are augmented. They have to stay as they are")
        leaked = {review[0] for review in validation} & {review[0] for review in training}
        reason = f"{what}: {len(leaked)} of {FOR_VALIDATION} are in the training set too, as they are or augmented. "
        expect.true(not leaked, reason + "Likely cause: augmented first and split afterwards")
        drawn.append({review[0] for review in validation})
    reason = (
        "split_and_enlarge: three seeds gave the same validation reviews. Likely cause: they are not drawn by `rng`"
    )
    expect.true(any(names != drawn[0] for names in drawn), reason)
    _, _, validation, _ = enlarged(submission, 0, 1)
    reason = (
        "split_and_enlarge: with the same seed, copies=0 and copies=2 gave different validation reviews. Likely cause: "
        "they are drawn after something else. Draw them first"
    )
    expect.true({review[0] for review in validation} == drawn[0], reason)


@pytest.mark.graded("check_split_and_enlarge", points=0.5)
def test_labels_follow_their_reviews(submission):
    """Each review and each version of it has the label of the review."""
    true_label = {review[0]: label for review, label in zip(REVIEWS, LABELS, strict=True)}
    training, training_labels, validation, validation_labels = enlarged(submission, 3)
    for name, reviews, labels in (
        ("training", training, training_labels),
        ("validation", validation, validation_labels),
    ):
        what = f"split_and_enlarge: {name} labels"
        labels = expect.array(labels, what, shape=(len(reviews),), hint="one label for each review and version")
        wrong = sum(true_label[review[0]] != label for review, label in zip(reviews, labels.tolist(), strict=True))
        reason = (
            f"{what}: {wrong} of {len(reviews)} are not the label of their review. Likely cause: reviews and labels "
        )
        expect.true(not wrong, reason + "are in different orders")
    training, training_labels, validation, validation_labels = enlarged(submission, 0, reviews=TWICE_THE_SAME)
    given = Counter(zip([review[0] for review in TWICE_THE_SAME], LABELS, strict=True))
    what = "split_and_enlarge of reviews that are each there twice, some of them with two different labels: labels"
    labels = [
        *expect.array(training_labels, what, shape=(len(training),)).tolist(),
        *expect.array(validation_labels, what, shape=(len(validation),)).tolist(),
    ]
    found = Counter(zip([review[0] for review in [*training, *validation]], labels, strict=True))
    reason = f"{what} have changed. Likely cause: a label is looked up by the words of its review, not by its place"
    expect.true(not found - given, reason)


@pytest.mark.graded("check_split_and_enlarge", points=1)
def test_each_copy_is_made_anew(submission):
    """Each version is made by a call of its own, with new random numbers of the given generator."""
    of_seed = []
    for seed in (1, 2):
        training, *_ = enlarged(submission, 4, seed)
        stamps = [review[-1] for review in training if review[-1].startswith("copy-")]
        reason = (
            f"split_and_enlarge with copies=4: of {len(stamps)} versions only {len(set(stamps))} are different. Likely "
            "cause: one version is put in several times, or each is made by a generator with the same seed"
        )
        expect.true(len(set(stamps)) == len(stamps), reason)
        of_seed.append(set(stamps))
    same = of_seed[0] & of_seed[1]
    reason = (
        f"split_and_enlarge with copies=4: {len(same)} versions got the same random numbers with another seed. "
        "Likely cause: generators are made with fixed seeds. Hand on `rng`"
    )
    expect.true(not same, reason)


# --- augmentation_gain ---


def made_up_results() -> tuple[list[dict], dict[int, list[float]]]:
    """Results in mixed order, and the differences of the pairs in percentage points by the number of reviews."""
    rng = np.random.default_rng(3)
    runs, differences = [], {}
    for reviews, seeds in ((60, [4, 0, 9]), (700, [3, 1, 4, 0, 8]), (25, [2, 7])):
        for seed in seeds:
            plain, gain = rng.uniform(0.5, 0.8), rng.normal(0.03, 0.03)  # seeds differ more than their pairs
            common = {"reviews": reviews, "seed": seed}
            runs.append(common | {"augmented": False, "accuracy": plain})
            runs.append(common | {"augmented": True, "accuracy": plain + gain})
            differences.setdefault(reviews, []).append(100 * gain)
    return [runs[number] for number in rng.permutation(len(runs))], differences


def found(submission: Submission, key: str) -> tuple[dict[int, object], dict[int, list[float]]]:
    """One entry of the answer for each number of reviews, and the true differences."""
    results, differences = made_up_results()
    value = submission.call("augmentation_gain", results)
    what = f"augmentation_gain({len(results)} results)"
    expect.true(isinstance(value, dict), f"{what}: expected a dictionary, got {describe(value)}")
    entries = {}
    for reviews in differences:
        expect.true(reviews in value, f"{what}: no entry for {reviews} reviews; its keys are {list(value)}")
        entry = value[reviews]
        complete = isinstance(entry, dict) and key in entry
        expect.true(complete, f"{what}[{reviews}]: expected a dictionary with {key!r}, got {describe(entry)}")
        entries[reviews] = entry[key]
    return entries, differences


@pytest.mark.graded("check_augmentation_gain", points=1)
def test_gain_is_the_mean_of_the_pairs(submission):
    """The gain is the mean of augmented minus not augmented, in percentage points, for each number of reviews."""
    gains, differences = found(submission, "gain")
    for reviews, values in differences.items():
        hint = "with augmentation minus without, times 100, over the runs with this number of reviews only"
        what = f"augmentation_gain(results)[{reviews}]['gain']"
        expect.close(gains[reviews], statistics.mean(values), what, hint=hint)


@pytest.mark.graded("check_augmentation_gain", points=1)
def test_error_is_that_of_the_differences(submission):
    """The standard error is that of the mean of the paired differences."""
    errors, differences = found(submission, "error")
    for reviews, values in differences.items():
        hint = "take the differences of the pairs first; ddof=1; divide by the square root of the number of pairs"
        what = f"augmentation_gain(results)[{reviews}]['error']"
        expect.close(errors[reviews], statistics.stdev(values) / len(values) ** 0.5, what, hint=hint)
