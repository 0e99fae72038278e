"""What a training of the student's goes through: each label that it was given, each epoch that was asked for.

The loss, the optimizer, and the size of batches are the student's, and only the trained model comes back. So the labels
are turned around one by one: whichever has no effect on the weights was not used. And the steps of the model's
optimizer tell the epochs, if it has one.
"""

from typing import Any

import numpy as np

from autograder.hidden_tests.answers import parts
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

COUNT = 5  # images: whoever keeps 90 % of them loses one
MANY = 12  # epochs: more than an early stopping waits
STILL = 1e-9  # a rate at which nothing gets better, so that an early stopping stops

# {call} trains a model, and gives it. Each training begins with the same random numbers.
_LABELS = """(lambda keras, np: [
    [
        (keras.utils.set_random_seed(1), {call}.get_weights())[1]
        for labels in [labels, *(np.where(np.arange({count}) == each, 1 - labels, labels) for each in range({count}))]
    ],
    [images, labels],
])(__import__("keras"), __import__("numpy"))"""

# The steps are unknown where there is no optimizer, or one that leaves out steps (in mixed precision).
_STEPS = """(lambda model: (lambda optimizer: [
    None if optimizer is None or hasattr(optimizer, "inner_optimizer")
    else int(__import__("numpy").asarray(optimizer.iterations)),
    list(model.output_shape),
])(getattr(model, "optimizer", None)))({call})"""


def expect_each_label(submission: StudentWork, call: str, what: str, images: np.ndarray, **names: object) -> None:
    """Expect that each label changes what is learned, and that images and labels stay as they are.

    Args:
        call: the expression that trains a model on `images` and `labels`.
        what: what messages call it.
        images: (COUNT, ...), what the model is trained on.
        **names: for other names in the expression.
    """
    labels = np.arange(COUNT) % 2
    expression = _LABELS.format(call=call, count=COUNT)
    answer: Any = submission.evaluate(expression, what=what, eager=True, images=images, labels=labels, **names)
    weights, after = parts(answer, 2, what)
    for name, given, kept in zip(("images", "labels"), (images, labels), parts(after, 2, what), strict=True):
        reason = f"{what} changes the {name} that it is trained on. Likely cause: it works in place; work on a copy"
        expect.true(isinstance(kept, np.ndarray) and np.array_equal(kept, given), reason)
    learned = [_joined(each, what) for each in parts(weights, COUNT + 1, what)]
    unused = [index for index, other in enumerate(learned[1:]) if np.array_equal(learned[0], other)]
    expect.true(
        not unused,
        f"{what} with {COUNT} labels: label {', '.join(map(str, unused))} (counted from 0) has no effect on what is "
        "learned. Likely cause: a part is held out, or a smaller last batch is dropped",
    )


def expect_epochs(submission: StudentWork, call: str, what: str, epochs: int, **names: object) -> None:
    """Expect that a training on two images goes through them as often as asked, also where nothing gets better.

    Args:
        call: the expression that trains a model.
        what: what messages call it.
        epochs: as often as this.
        **names: for the names in the expression.
    """
    answer: Any = submission.evaluate(_STEPS.format(call=call), what=what, eager=True, **names)
    steps, shape = parts(answer, 2, what)
    expect.equal(shape, [None, 1], f"{what}: output shape of the model")
    if steps is None:
        return
    found = expect.integer(steps, f"{what}: steps of the optimizer")
    expect.true(
        found in (0, epochs, 2 * epochs),  # 0: another optimizer has made the steps
        f"{what} with two images: the optimizer made {found} steps, expected {epochs}, one for each epoch (or "
        f"{2 * epochs} with an image a step). Likely cause: `epochs` is not passed on, or the training stops early",
    )


def _joined(weights: object, what: str) -> np.ndarray:
    """All weights of a model in one row."""
    arrays = (
        [expect.array(each, f"{what}: weights", finite=False) for each in weights] if isinstance(weights, list) else []
    )
    expect.true(arrays, f"{what}: the model has no weights")
    return np.concatenate([each.reshape(-1) for each in arrays])
