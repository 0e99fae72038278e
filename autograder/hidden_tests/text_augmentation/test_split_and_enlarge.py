"""The split into training and validation reviews, and the enlarged training set."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of, parts
from autograder.hidden_tests.text_augmentation.operations import words
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe

REVIEWS = [[f"review-{number}", "text"] for number in range(24)]
TWICE_THE_SAME = REVIEWS[:12] * 2
LABELS = np.random.default_rng(2).integers(0, 2, len(REVIEWS)).tolist()
FOR_VALIDATION = 7
CALL = "split_and_enlarge(reviews, labels, size, copies, np.random.default_rng(seed), {})"
SPLIT = CALL.format("lambda tokens, rng: [*tokens, 'copy-%d' % rng.integers(10**15)]")
UNCHANGED = CALL.format("lambda tokens, rng: [*tokens]")


def enlarged(
    submission: StudentWork, copies: int, seed: int = 1, reviews: Sequence[list[str]] = REVIEWS
) -> tuple[list[list[str]], object, list, object]:
    """The four parts for 24 reviews; an augmented review has a word with a random number at its end."""
    what = f"split_and_enlarge({len(REVIEWS)} reviews, labels, {FOR_VALIDATION}, {copies}, rng, augment_review)"
    names = {"reviews": reviews, "labels": LABELS, "size": FOR_VALIDATION, "copies": copies, "seed": seed}
    value: Any = submission.evaluate(SPLIT, what=what, timeout=20.0, **names)
    four = isinstance(value, list | tuple) and len(value) == 4 and all(isinstance(v, list | tuple) for v in value[::2])
    expect.true(four, f"{what}: expected four lists, got {describe(value)}")
    training, training_labels, validation, validation_labels = value
    training = [words(review, f"{what}: a training review") for review in training]
    validation = [words(review, f"{what}: a validation review") for review in validation]
    known = all(review and review[0] in [names[0] for names in REVIEWS] for review in [*training, *validation])
    expect.true(known, f"{what}: a review is not one of those that were given, nor a version of one")
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
    what = "split_and_enlarge(..., copies=1) with an augmentation that changes nothing"
    training, *_ = parts(submission.evaluate(UNCHANGED, what=what, **names), 4, what)
    count = len(training) if isinstance(training, list | tuple) else -1
    hint = "a version counts also if it is equal to its original"
    expect.equal(count, 2 * (len(REVIEWS) - FOR_VALIDATION), f"{what}: reviews for training", hint)
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
    """Each version is made from its original by a call of its own, with new random numbers of the given generator."""
    of_seed = []
    for seed in (1, 2):
        training, *_ = enlarged(submission, 4, seed)
        chained = [review for review in training if len(review) > 1 + len(REVIEWS[0])]
        reason = (
            f"split_and_enlarge with copies=4: {len(chained)} versions were augmented more than once. Likely cause: "
            "augment_review is called with a version. Call it with the original each time"
        )
        expect.true(not chained, reason)
        stamps = [review[-1] for review in training if review[-1].startswith("copy-")]
        reason = (
            f"split_and_enlarge with copies=4: of {len(stamps)} versions only {len(set(stamps))} are different. Likely "
            "cause: one version is put in several times, or each is made by a generator with the same seed"
        )
        expect.true(len(set(stamps)) == len(stamps), reason)
        of_seed.append(set(stamps))
    names = {"reviews": REVIEWS, "labels": LABELS, "size": FOR_VALIDATION, "copies": 2}
    twice = submission.evaluate(f"[{SPLIT} for seed in (3, 3)]", what="split_and_enlarge", timeout=20.0, **names)
    first, again = (
        [words(review, "split_and_enlarge: a training review") for review in parts(answer, 4, "split_and_enlarge")[0]]
        for answer in answers_of(twice, 2, "split_and_enlarge")
    )
    reason = (
        "split_and_enlarge: two generators with the same seed gave different results. Likely cause: versions are made "
        "with another generator. Pass on `rng`"
    )
    expect.true(first == again, reason)
    same = of_seed[0] & of_seed[1]
    reason = (
        f"split_and_enlarge with copies=4: {len(same)} versions got the same random numbers with another seed. "
        "Likely cause: generators are made with fixed seeds. Pass on `rng`"
    )
    expect.true(not same, reason)
