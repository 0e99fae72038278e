"""The best model is chosen, and compared with a baseline."""

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.hidden_tests.asked_once import once
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe

# For each case the number of photos, how many show class 1, and the accuracy of each model: on the validation photos,
# then on the test photos. The best on the ones is the worst on the others, and so is the commonest class.
MADE_UP = (
    ((40, 26, {"a": 0.55, "b": 0.9, "c": 0.7, "d": 0.5}), (60, 20, {"a": 0.95, "b": 0.6, "c": 0.75, "d": 0.7})),
    ((50, 20, {"e": 0.8, "f": 0.6, "g": 0.7}), (40, 26, {"g": 0.75, "f": 0.9, "e": 0.65})),
)


def made_up(case: int) -> tuple[dict, np.ndarray, dict, np.ndarray, dict[str, float], dict[str, float]]:
    """Probabilities of models; the best has the largest cross-entropy: what it gets right, it gets right by little.

    Returns:
        Validation probabilities and labels, test probabilities and labels, and the true accuracies on both.
    """
    rng = np.random.default_rng(6 + case)
    answer = []
    for count, ones, shares in MADE_UP[case]:
        labels = rng.permutation((np.arange(count) < ones).astype(int))
        probabilities, accuracies = {}, {}
        for name, share in shares.items():
            right = rng.permutation(np.arange(count) < round(share * count))
            classes = np.where(right, labels, 1 - labels)
            is_best = share == max(shares.values())
            far = np.where(right == is_best, rng.uniform(0.02, 0.06, count), rng.uniform(0.3, 0.48, count))
            values = np.where(classes == 1, 0.5 + far, 0.5 - far)
            values[np.flatnonzero(classes == 0)[:3]] = 0.5  # is not above 0.5
            probabilities[name] = values.reshape(-1, 1).astype("float32")
            accuracies[name] = float(right.mean())
        answer.append((probabilities, labels, accuracies))
    (validation, validation_labels, on_validation), (test, test_labels, on_test) = answer
    return validation, validation_labels, test, test_labels, on_validation, on_test


@once
def compared(submission: StudentWork, case: int) -> object:
    return submission.call("compare", *made_up(case)[:4])


def comparisons(submission: StudentWork) -> Iterator[tuple[object, str, tuple]]:
    """For each case the answer, the call for messages, and what was made up."""
    for case in range(len(MADE_UP)):
        validation, labels, _, test_labels, *_ = found = made_up(case)
        what = f"compare({len(validation)} models on {len(labels)} validation photos, {len(test_labels)} test photos)"
        yield compared(submission, case), what, found


@pytest.mark.graded("check_compare", points=0.75)
def test_model_is_chosen_by_the_validation_photos(submission):
    """The chosen model is the best on the validation photos, whatever it does on the test photos."""
    for result, what, (*_, validation, _) in comparisons(submission):
        chosen = expect.entry(result, "chosen", what)
        best = max(validation, key=validation.get)
        hint = "the highest accuracy on the validation photos; the test photos have no say"
        expect.equal(chosen, best, f"{what}['chosen']", hint)


@pytest.mark.graded("check_compare", points=0.75)
def test_accuracies_and_baseline(submission):
    """The accuracies are right, "test" is that of the chosen model, and the baseline is the commonest class's."""
    for result, what, (_, _, _, test_labels, validation, test) in comparisons(submission):
        accuracies = expect.entry(result, "validation", what)
        reason = (
            f"{what}['validation']: expected a dictionary with an accuracy for each model, got {describe(accuracies)}"
        )
        expect.true(isinstance(accuracies, dict), reason)
        hint = "the models of this call and no others"
        expect.equal(set(accuracies), set(validation), f"{what}['validation']: names", hint)
        for name, share in validation.items():
            where = f"{what}['validation'][{name!r}]"
            hint = "class 1 is above 0.5; compare (n, 1) with (n,) and NumPy makes n x n of them, so take [:, 0]"
            expect.close(expect.entry(accuracies, name, where), share, where, hint=hint)
        chosen = expect.text(expect.entry(result, "chosen", what), f"{what}['chosen']")
        expect.true(chosen in test, f"{what}['chosen']: {describe(chosen)} is not the name of a model")
        hint = "the accuracy of the chosen model, found by its name, not the best"
        expect.close(expect.entry(result, "test", what), test[chosen], f"{what}['test']", hint=hint)
        share = max(test_labels.mean(), 1 - test_labels.mean())
        hint = "the share of the commonest class among the test labels"
        expect.close(expect.entry(result, "baseline", what), share, f"{what}['baseline']", hint=hint)


@pytest.mark.graded("check_compare", points=0.5)
def test_comparison_keeps_its_arguments(submission):
    """Probabilities and labels stay as they are, and no call remembers the one before."""
    names = ("validation", "validation_labels", "test", "test_labels")
    cases = [dict(zip(names, made_up(case)[:4], strict=True)) for case in range(len(MADE_UP))]
    laws.hold(submission, "compare", cases, differ=True)
