"""The best epoch and the gap, read from made-up histories."""

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import describe


def histories() -> list[dict[str, list[float]]]:
    """Made-up histories of several lengths; the best comes twice in one, first in another, and is 0 in the last."""
    rng = np.random.default_rng(9)
    made = []
    for epochs in (7, 1, 12, 5):
        names = ("accuracy", "val_accuracy", "loss", "val_loss")
        made.append({name: rng.uniform(0.4, 0.99, epochs).tolist() for name in names})
    made[2]["val_accuracy"][4] = made[2]["val_accuracy"][9] = 0.999
    made[0]["val_accuracy"][-1] = 0.41
    made[0]["val_accuracy"][2:5] = 0.9961, 0.7, 0.9964  # equal only if they are rounded
    made[3]["val_accuracy"][0] = 0.995
    made.append({name: [0.25, 0.0] if name == "accuracy" else [0.0, 0.0] for name in made[0]})  # never right
    return made


@pytest.mark.graded("check_summarise", points=0.75)
def test_best_epoch_by_validation_accuracy(submission):
    """The best epoch is the first with the highest validation accuracy, counted from 1."""
    for history in histories():
        curve = history["val_accuracy"]
        what = f"summarise(a history of {len(curve)} epochs)"
        result = submission.call("summarise", history)
        expect.true(isinstance(result, dict), f"{what}: expected a dictionary, got {describe(result)}")
        hint = "the first epoch with the highest val_accuracy, counted from 1"
        expect.equal(result.get("epoch"), int(np.argmax(curve)) + 1, f"{what}['epoch']", hint)
        expect.close(result.get("accuracy"), max(curve), f"{what}['accuracy']", hint="the val_accuracy of that epoch")


@pytest.mark.graded("check_summarise", points=1)
def test_gap_of_the_last_epoch(submission):
    """The gap is the training accuracy minus the validation accuracy in the last epoch."""
    for history in histories():
        what = f"summarise(a history of {len(history['accuracy'])} epochs)"
        result = submission.call("summarise", history)
        expect.true(isinstance(result, dict), f"{what}: expected a dictionary, got {describe(result)}")
        expected = history["accuracy"][-1] - history["val_accuracy"][-1]
        expect.close(result.get("gap"), expected, f"{what}['gap']", hint="training minus validation, last epoch")
