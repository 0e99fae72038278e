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
from autograder.questions.submission import Submission, describe

MARKERS = ("<pad>", "<start>", "<unknown>")
CALL = "{}(text, rate, np.random.default_rng(seed), thesaurus, set(protected))"

# What an operation of a student's own may work on: contractions, numbers, fillers, repetitions, long and short words.
STORY = """
well i saw this movie in 1998 with my two sisters and i don't think that we laughed more than 3 times the story begins
in a small town where a doctor is looking for a letter that his wife has hidden years ago there are some good scenes
on the train and it's beautifully filmed but the dialogue isn't always good i was not bored though and the ending
which i won't tell is really not what you'd expect
"""
ORDINARY_TEXT = STORY.split()
CARRIERS = ["not", "good", "bored", "laughed"]


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
    what = f"{operation}({text}, {rate}, rng, thesaurus, protected)"
    expression = f"[(lambda text: {CALL.format(operation)})(list(tokens)) for seed in seeds]"
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
    what = f"{operation}({len(tokens)} words, {rate}, rng, thesaurus, protected)"
    expression = f"[(lambda text: ({CALL.format(operation)}, text))(list(tokens)) for seed in seeds]"
    names = {"tokens": list(tokens), "rate": rate, "seeds": seeds, "thesaurus": thesaurus, "protected": []}
    answers = submission.evaluate(expression, what=what, timeout=20.0, **names)
    results = [words(result, what) for result, _ in answers]
    same_input = all(after == list(tokens) for _, after in answers)
    expect.true(same_input, f"{what} changed the list `tokens` that it was given. Work on a copy: list(tokens)")
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
    expression = f"(lambda text: {CALL.format(operation)} is text)(list(tokens))"
    is_alias = submission.evaluate(expression, what=what, timeout=20.0, **names | {"rate": 0.0, "seed": 1})
    reason = f"{operation} with rate 0 returned the very list that it was given, not a new one. Return list(tokens)"
    expect.true(is_alias is False, reason)


# --- decode ---


@pytest.mark.graded("check_decode", points=1)
def test_ids_are_ranks_plus_three(submission):
    """The id of a word is its rank in the word index plus 3."""
    order = np.random.default_rng(1).permutation(40)
    vocabulary = [f"word{number}" for number in order]
    index = {vocabulary[number]: number + 1 for number in order.tolist()}
    ranks = [[1, 40, 2], [7], list(range(3, 31))]
    value = submission.call("decode", [[rank + 3 for rank in review] for review in ranks], index)
    expected = [[vocabulary[rank - 1] for rank in review] for review in ranks]
    hint = "ids are ranks plus 3, so the id 4 is the word of rank 1; the result is a list of lists of words"
    expect.equal(value, expected, "decode(3 reviews without markers, word_index)", hint)


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
        results = versions(submission, "random_deletion", tokens, rate)
        shares = [1 - len(result) / len(tokens) for result in results]
        expect_share(shares, rate, "random_deletion of 400 words", "`rate` is the probability that a word is deleted")
        results = versions(submission, "random_swap", tokens, rate)
        shares = [moved(tokens, result) / len(tokens) for result in results]
        hint = "round(rate * len(tokens)) swaps are made, each of which moves two words"
        expect_share(shares, rate, "random_swap of 400 words", hint, most=2.2)


@pytest.mark.graded("check_deletion_and_swap", points=1)
def test_short_texts_survive(submission):
    """A text with words never becomes empty, and texts of one word or none are no error."""
    for tokens in (["alone"], ["one", "two"], ["one", "two", "three"]):
        results = versions(submission, "random_deletion", tokens, 1.0, range(4))
        expect.true(all(results), f"random_deletion({tokens}, 1.0, ...): nothing is left. One word has to stay")
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
    """A replaced word becomes one of its own synonyms, whole, and all others stay in their places."""
    tokens = distinct(40)
    thesaurus = synonyms_of(tokens[::2])
    for result in versions(submission, "synonym_replacement", tokens, 0.25, thesaurus=thesaurus):
        what = "synonym_replacement of 40 words"
        expect.equal(len(result), len(tokens), f"{what}: number of words", "replace words, do not add any")
        pairs = [(old, new) for old, new in zip(tokens, result, strict=True) if old != new]
        strange = [pair for pair in pairs if pair[1] not in thesaurus.get(pair[0], [])]
        reason = (
            f"{what}: {strange[:1]} (old, new) is no pair of the thesaurus. Likely cause: the synonym of another "
            "word, or one that was cut off because a NumPy array of strings has a fixed length"
        )
        expect.true(not strange, reason)


@pytest.mark.graded("check_synonyms_and_insertion", points=0.5)
def test_rate_of_replacement(submission):
    """The asked share of words is replaced, or as many as have synonyms."""
    tokens = distinct(400)
    for rate in (0.0, 0.1, 0.3):
        results = versions(submission, "synonym_replacement", tokens, rate, thesaurus=synonyms_of(tokens))
        shares = [moved(tokens, result) / len(tokens) for result in results]
        expect_share(shares, rate, "synonym_replacement of 400 words with synonyms", "round(rate * len(tokens)) words")
    for text, replaceable in ((tokens[:6], tokens[2:4]), (tokens[:6], []), ([], [])):
        results = versions(submission, "synonym_replacement", text, 1.0, thesaurus=synonyms_of(replaceable))
        counts = [moved(text, result) for result in results]
        what = f"synonym_replacement of {len(text)} words, {len(replaceable)} of them with synonyms, with rate 1.0"
        hint = "if fewer words can be replaced than asked for, replace these"
        expect.equal(counts, [len(replaceable)] * len(counts), f"{what}: replaced words for three seeds", hint)


@pytest.mark.graded("check_synonyms_and_insertion", points=1)
def test_insertion_adds_synonyms_of_the_text(submission):
    """As many words as asked for are inserted at random places: synonyms of words of the text, if it has any."""
    # The rates are exact in binary, so that rounding in whatever way gives the same number.
    for count, rate in ((8, 0.25), (16, 0.5), (12, 0.0)):
        tokens = distinct(count)
        thesaurus = synonyms_of(distinct(200)[1::2])  # mostly words that are not in the text
        results = versions(submission, "random_insertion", tokens, rate, range(6), thesaurus)
        what = f"random_insertion into {count} words with rate {rate}"
        added = round(count * rate)
        for result in results:
            expect.equal(len(result), count + added, f"{what}: number of words", "round(rate * len(tokens)) are added")
            reason = f"{what}: the words of the text are not all there, in their old order"
            expect.true(is_subsequence(tokens, result), reason)
            allowed = [word for token in tokens for word in thesaurus.get(token, [])]
            strange = [word for word in result if word not in tokens and word not in allowed]
            reason = f"{what}: {strange[:1]} was inserted, which is no synonym of a word of the text"
            expect.true(not strange and len(only(result, allowed)) == added, reason)
        at_the_end = all(result[:count] == tokens for result in results)
        expect.true(not (added and at_the_end), f"{what}: all words are added at the end, not at random places")
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
    """Protected words are neither replaced nor brought in."""
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
    """The protected words stay, as often and in the same order, and none is added."""
    thesaurus = synonyms_of(ORDINARY_TEXT[::3]) | {"bored": ["tired"], "not": ["hardly"], "movie": ["good"]}
    expected = only(ORDINARY_TEXT, CARRIERS)
    for rate in (0.5, 1.0):
        for result in versions(submission, "own_operation", ORDINARY_TEXT, rate, range(8), thesaurus, CARRIERS):
            what = f"own_operation with rate {rate} on a text of four sentences: its protected words"
            hint = "a protected word was removed, changed, moved past another one, or brought in"
            expect.equal(only(result, CARRIERS), expected, what, hint)


@pytest.mark.graded("check_own_operation", points=0.5)
def test_own_operation_on_short_texts(submission):
    """A text of one or two words stays a text, and an empty one stays empty."""
    for rate in (0.5, 1.0):
        for tokens, protected in ((["alone"], []), (["one", "two"], []), (["not"], ["not"])):
            thesaurus = synonyms_of(["one"])
            results = versions(submission, "own_operation", tokens, rate, range(8), thesaurus, protected)
            expect.true(all(results), f"own_operation({tokens}, {rate}, ...): nothing is left of the text")
        results = versions(submission, "own_operation", [], rate)
        expect.true(not any(results), f"own_operation([], {rate}, ...): an empty text should stay empty, got {results}")


# --- augment ---


@pytest.mark.graded("check_augment", points=1)
def test_policy_protects_words_and_markers(submission):
    """No operation gets to change a protected word or a marker."""
    tokens = ["<start>", "not", "w1", "<unknown>", "w2", "good", "w3", "<unknown>", "<pad>", "<pad>"]
    change_all = "lambda tokens, rate, rng, thesaurus, protected: [t if t in protected else 'changed' for t in tokens]"
    expression = (
        "[augment(list(tokens), 0.5, np.random.default_rng(seed), {}, set(protected), "
        f"[{change_all}, {change_all}]) for seed in range(4)]"
    )
    what = "augment of a text with markers, by operations that change all that is not protected"
    for protected in (["not", "good"], ["not", "good", *MARKERS]):
        for value in submission.evaluate(expression, what=what, timeout=20.0, tokens=tokens, protected=protected):
            left = only(words(value, what), [*MARKERS, "not", "good"])
            hint = "hand on `protected` together with the three markers"
            expected = [token for token in tokens if not token.startswith("w")]
            expect.equal(left, expected, f"{what}: markers and protected words", hint)


@pytest.mark.graded("check_augment", points=1)
def test_policy_draws_from_all_operations(submission):
    """Each operation gets its turn, by the given generator."""
    marks = ("first", "second", "third")
    operations = [f"lambda tokens, rate, rng, thesaurus, protected: [*tokens, {mark!r}]" for mark in marks]
    expression = (
        "[augment(list(tokens), 0.5, np.random.default_rng(seed), {}, set(), "
        f"[{', '.join(operations)}]) for seed in [*range(60), *range(60)]]"
    )
    what = "augment with three operations that each add a word of their own"
    results = [
        words(value, what) for value in submission.evaluate(expression, what=what, timeout=20.0, tokens=["w1", "w2"])
    ]
    used = {mark for result in results for mark in only(result, marks)}
    reason = f"{what}: in 60 calls only {len(used)} of them were used. Draw one (or several) for each call"
    expect.true(len(used) == len(marks), reason)
    reason = f"{what}: the same seed gave different results. Likely cause: the operation is not drawn by `rng`"
    expect.true(results[:60] == results[60:], reason)
    reason = f"{what}: with all of 60 seeds the same operations were used. Likely cause: nothing is drawn by `rng`"
    expect.true(any(result != results[0] for result in results), reason)


# --- split_and_enlarge ---

REVIEWS = [[f"review-{number}", "text"] for number in range(24)]
LABELS = np.random.default_rng(2).integers(0, 2, len(REVIEWS)).tolist()
FOR_VALIDATION = 7


def enlarged(submission: Submission, copies: int, seed: int = 1) -> tuple[list[list[str]], object, list, object]:
    """The four parts for `REVIEWS`; an augmented review has a word with a random number at its end."""
    expression = (
        "split_and_enlarge([list(review) for review in reviews], list(labels), size, copies, "
        "np.random.default_rng(seed), lambda tokens, rng: [*tokens, 'copy-%d' % rng.integers(10**9)])"
    )
    what = f"split_and_enlarge({len(REVIEWS)} reviews, labels, {FOR_VALIDATION}, {copies}, rng, augment_review)"
    names = {"reviews": REVIEWS, "labels": LABELS, "size": FOR_VALIDATION, "copies": copies, "seed": seed}
    value = submission.evaluate(expression, what=what, timeout=20.0, **names)
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
    """The training set holds each review once as it is, and as many versions as asked for."""
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


@pytest.mark.graded("check_split_and_enlarge", points=1)
def test_validation_reviews_stay_out(submission):
    """Validation reviews are drawn at random, stay as they are, and no version of them is in the training set."""
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


@pytest.mark.graded("check_split_and_enlarge", points=1)
def test_each_copy_is_made_anew(submission):
    """Each version is made by a call of its own, with new random numbers."""
    training, *_ = enlarged(submission, 4)
    stamps = [review[-1] for review in training if review[-1].startswith("copy-")]
    reason = (
        f"split_and_enlarge with copies=4: of {len(stamps)} versions only {len(set(stamps))} are different. Likely "
        "cause: one version is put in several times, or each is made by a generator with the same seed"
    )
    expect.true(len(set(stamps)) == len(stamps), reason)


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
