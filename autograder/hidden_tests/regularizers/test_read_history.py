"""Minimum, rise and gap, read from made-up histories."""

import pytest

from autograder.questions import expect


def made_up_curves() -> list[dict[str, list[float]]]:
    """Histories with the minimum early, at the end, twice, after a rise, above 1; others have theirs elsewhere."""
    falling = [0.6 * 0.7**epoch for epoch in range(6)]
    curves = [
        ([0.62, 0.41, 0.33, 0.36, 0.47, 0.59], falling),
        ([0.66, 0.6, 0.55, 0.52], falling),
        ([0.5, 0.4, 0.45, 0.4, 0.44], falling),
        ([0.3, 0.38, 0.5], falling),
        # With dropout the training entropy can lie above the validation entropy, and rise.
        ([0.52, 0.44, 0.47, 0.36, 0.39], [0.68, 0.57, 0.41, 0.43, 0.46]),
        ([15.2, 12.5, 12.9], [14.8, 12.7, 12.2]),
    ]
    histories = []
    for validation, training in curves:
        training = training[: len(validation)]
        fee = [0.4 - 0.07 * epoch for epoch in range(len(validation))]
        histories.append(
            {
                "val_loss": [value + extra for value, extra in zip(validation, fee, strict=True)],
                "loss": [value + extra for value, extra in zip(training, fee, strict=True)],
                "bce": training,
                "val_bce": validation,
            }
        )
    return histories


def readings(submission):
    """For each made-up history: the call, the answer, and the history."""
    for history in made_up_curves():
        what = f"read_history(bce ends with {history['bce'][-1]:.3g}, val_bce {history['val_bce']})"
        yield what, submission.call("read_history", history), history


@pytest.mark.graded("check_read_history", points=0.75)
def test_epoch_of_the_minimum(submission):
    """The first epoch with the lowest `val_bce` is found, counted from 1, and the value there."""
    for what, result, history in readings(submission):
        validation = history["val_bce"]
        hint = "the smallest val_bce, not val_loss; epochs count from 1; the first of equal ones"
        expected = validation.index(min(validation)) + 1
        expect.equal(expect.entry(result, "epoch", what), expected, f"{what}['epoch']", hint)
        expect.close(expect.entry(result, "minimum", what), min(validation), f"{what}['minimum']")


@pytest.mark.graded("check_read_history", points=1)
def test_rise_and_gap(submission):
    """The rise goes from the minimum to the last epoch, the gap is validation minus training there."""
    for what, result, history in readings(submission):
        validation, training = history["val_bce"], history["bce"]
        hint = "val_bce of the last epoch minus its minimum"
        expect.close(expect.entry(result, "rise", what), validation[-1] - min(validation), f"{what}['rise']", hint=hint)
        hint = "val_bce minus bce, both of the last epoch"
        expect.close(expect.entry(result, "gap", what), validation[-1] - training[-1], f"{what}['gap']", hint=hint)
