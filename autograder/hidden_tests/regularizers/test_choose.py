"""The choice of a network and of the epoch to stop at."""

import pytest

from autograder.questions import expect
from autograder.questions.student_work import describe


def expect_choice(submission, runs: dict, expected: tuple[str, int], hint: str) -> None:
    result = submission.call("choose", runs)
    what = f"choose({len(runs)} runs)"
    pair = isinstance(result, list | tuple) and len(result) == 2
    expect.true(pair, f"{what}: expected (name, epoch), got {describe(result)}")
    expect.equal(tuple(result), expected, what, hint)


@pytest.mark.graded("check_choose", points=0.75)
def test_choice_is_fair(submission):
    """The run and the epoch with the lowest unpenalized validation entropy are chosen."""
    runs = {
        "small": {
            "loss": [0.6, 0.5, 0.45, 0.42],
            "bce": [0.6, 0.5, 0.45, 0.42],
            "val_loss": [0.6, 0.5, 0.44, 0.41],
            "val_bce": [0.6, 0.5, 0.44, 0.41],
        },
        "taxed": {
            "loss": [0.95, 0.9, 0.8, 0.7, 0.6, 0.55],
            "bce": [0.55, 0.5, 0.45, 0.4, 0.35, 0.3],
            "val_loss": [1.38, 0.98, 0.82, 0.71, 0.7, 0.69],
            "val_bce": [0.95, 0.55, 0.362, 0.36, 0.4, 0.46],
        },
        "large": {
            "loss": [0.4, 0.2, 0.05],
            "bce": [0.4, 0.2, 0.05],
            "val_loss": [0.39, 0.45, 0.7],
            "val_bce": [0.39, 0.45, 0.7],
        },
        "heavily taxed": {
            "loss": [1.9, 1.6, 1.4, 1.2],
            "bce": [0.65, 0.6, 0.55, 0.5],
            "val_loss": [1.95, 1.63, 1.45, 1.3],
            "val_bce": [0.68, 0.62, 0.57, 0.54],
        },
    }
    for history in runs.values():
        history["test_bce"] = list(history["val_bce"])
    hint = "the smallest val_bce of all runs and epochs: not val_loss, not bce, no mean, not the last epoch; from 1"
    for names in (list(runs), list(runs)[::-1]):
        expect_choice(submission, {name: runs[name] for name in names}, ("taxed", 4), hint)
    diverged = {
        name: {key: [20 * value for value in values] for key, values in history.items()}
        for name, history in runs.items()
    }
    expect_choice(submission, diverged, ("taxed", 4), f"{hint}. Entropies can be larger than 1")


@pytest.mark.graded("check_choose", points=1)
def test_test_reviews_do_not_choose(submission):
    """The test reviews have no say in the choice, and need not be there."""
    validation = {"one": [0.5, 0.35, 0.38], "two": [0.6, 0.45, 0.4]}
    test = {"one": [0.51, 0.44, 0.42], "two": [0.58, 0.37, 0.46]}
    runs = {
        name: {key: list(values) for key in ("loss", "bce", "val_loss", "val_bce")}
        for name, values in validation.items()
    }
    expect_choice(submission, runs, ("one", 2), "val_bce is enough")
    with_test = {name: history | {"test_bce": test[name]} for name, history in runs.items()}
    hint = "who chooses by the test reviews cannot report a result on them"
    expect_choice(submission, with_test, ("one", 2), hint)
