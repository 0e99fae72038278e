"""What holds for all functions of this notebook, see `autograder.hidden_tests.laws`."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.questions import expect
from autograder.questions.student_work import describe


@pytest.mark.graded("check_objective", points=0.25)
def test_objective_keeps_its_arguments(submission):
    """Arguments stay as they are, labels may be of any type, one review is enough, and each penalty counts."""
    rng = np.random.default_rng(41)
    labels = np.array([1, 0, 0, 1, 0])
    kernels = [rng.normal(size=(3, 2)), rng.normal(size=(2, 1))]
    first = {"labels": labels, "probabilities": rng.uniform(0.1, 0.9, 5), "kernels": kernels, "l1": 0.2, "l2": 0.1}
    cases = [first, first | {"labels": labels.astype("float32")}]
    cases.append(first | {"labels": labels[:1], "probabilities": np.array([0.7]), "kernels": [np.array([[-2.0]])]})
    cases += [first | {"l1": 0.0, "l2": 0.1 + extra} for extra in (0.0, 2e-6, 4e-6, 6e-6)]
    answers = laws.hold(submission, "objective", cases)
    values = [expect.number(value, "objective(labels, probabilities, kernels, 0.2, 0.1)", low=0) for value in answers]
    what = "objective(...) for labels of type float32, whole numbers before"
    expect.close(values[1], values[0], what, hint="labels are compared or used in a way that depends on their type")
    larger = values[3:]
    reason = f"objective(...) for l2 = 0.1, 0.100002, 0.100004, 0.100006 is {larger}, and should grow. Is it rounded?"
    expect.true(all(one < other for one, other in pairwise(larger)), reason)


def made_up_history(validation: list[float]) -> dict[str, list[float]]:
    return {
        "loss": [value + 0.2 for value in validation],
        "bce": [value - 0.1 for value in validation],
        "val_loss": [value + 0.3 for value in validation],
        "val_bce": validation,
    }


@pytest.mark.graded("check_read_history", points=0.25)
def test_read_history_keeps_its_history(submission):
    """The history stays as it is, and one epoch is a history."""
    cases = [{"history": made_up_history(validation)} for validation in ([0.6, 0.4, 0.5], [0.7])]
    for result in laws.hold(submission, "read_history", cases):
        for name in ("epoch", "minimum", "rise", "gap"):
            expect.number(expect.entry(result, name, "read_history(history)"), f"read_history(history)[{name!r}]")


@pytest.mark.graded("check_choose", points=0.25)
def test_choose_keeps_its_runs(submission):
    """The runs and their histories stay as they are, and one run of one epoch is enough to choose from."""
    runs = {"one": made_up_history([0.6, 0.4, 0.5]), "other": made_up_history([0.55, 0.45])}
    for result in laws.hold(submission, "choose", [{"runs": runs}, {"runs": {"alone": made_up_history([0.7])}}]):
        pair = isinstance(result, list | tuple) and len(result) == 2
        expect.true(pair, f"choose(runs): expected (name, epoch), got {describe(result)}")
        expect.integer(result[1], "choose(runs): the epoch")
