"""What one call of the student's `run_sweep` did: which models it trained, from which start, on which pixels."""

from functools import lru_cache
from typing import Any

import numpy as np

from autograder.hidden_tests.digits import all_digits, halved
from autograder.hidden_tests.windows_and_strides.configurations import CLASSES, configuration, dictionaries
from autograder.questions import expect
from autograder.questions.student_work import Raised, StudentWork

ROW = ("configuration", "seed", "parameters", "validation_accuracy", "seconds")
SIDE = 6
FIRST_HALF = SIDE * SIDE // 2  # pixels that carry ink in training images; the others do in validation images
FIXED = 3  # units of a layer that is not trained, in the models of `sweeps`
WIDE, NARROW = configuration(1, 3, 1, 7, "same"), configuration(2, 3, 2, 4, "valid")
SEEDS = [11, 0]
LEARNING_RATE = 0.005  # by default
MANY = 2100  # digits: who takes a round number of them leaves some out
RESTLESS = 0.5  # a learning rate with which loss and accuracy go up and down from epoch to epoch
CERTAINTY = 6.0  # score of the wrong class with `certain`: others get a probability of about 0.002

# Keeps each model that is built, the weights that it starts with, how many steps its optimizer counts, and the learning
# rate that it ends with; and the arguments as they are before and after. With `certain` a model comes compiled, and
# starts with a wrong answer of which it is almost certain.
SWEEP = """(lambda keras, clock, kept, starts, arguments: (
    before := arguments(),
    clock(),
    run_sweep(
        configurations,
        seeds,
        lambda configuration: [  # build
            model := keras.Sequential([
                keras.Input(shape, name="images"),
                keras.layers.Flatten(name="flatten"),
                keras.layers.Dense(configuration["channels"], name="hidden"),
                *([keras.layers.Dense(fixed, trainable=False, name="fixed")] if fixed else []),
                keras.layers.Dense(10, activation="softmax", name="scores"),
            ], name="graders_model"),
            certain and model.layers[-1].bias.assign(certain),
            certain and model.compile(
                keras.optimizers.SGD(0.3), "sparse_categorical_crossentropy", metrics=["accuracy"]
            ),
            kept.append(model),
            starts.append(model.get_weights()),
            model,
        ][-1],
        training,
        validation,
        **({"epochs": epochs} if epochs else {}),
        **({} if rate is None else {"learning_rate": rate}),
    ),
    clock(),
    starts,
    [model.get_weights() for model in kept],
    [int(model.optimizer.iterations) if getattr(model, "optimizer", None) else 0 for model in kept],
    [
        None if rate is None else float(rate)
        for rate in [getattr(getattr(model, "optimizer", None), "learning_rate", None) for model in kept]
    ],
    arguments(),
))(
    __import__("keras"),
    __import__("time").perf_counter,
    [],
    [],
    lambda: {
        "configurations": [dict(each) for each in configurations],
        "seeds": list(seeds),
        "training": [__import__("zlib").crc32(each.tobytes()) for each in training],
        "validation": [__import__("zlib").crc32(each.tobytes()) for each in validation],
    },
)"""


def trained_on(images: np.ndarray, labels: np.ndarray, measured_on: tuple, **names: Any) -> dict:
    """The names that `SWEEP` needs."""
    found = {"training": (images, labels), "validation": measured_on, "shape": images.shape[1:]}
    return found | {"fixed": 0, "rate": None, "certain": []} | names


@lru_cache(maxsize=1)
def halves() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Training images with ink in the first half of their pixels, validation images with ink in the second."""
    rng = np.random.default_rng(12)
    training, validation = np.zeros((60, SIDE * SIDE), "float32"), np.zeros((97, SIDE * SIDE), "float32")
    training[:, :FIRST_HALF] = rng.uniform(0, 1, (60, FIRST_HALF))
    training[:-4, FIRST_HALF - 1] = 0.0  # only the last four have ink there
    validation[:, FIRST_HALF:] = rng.uniform(0, 3, (97, FIRST_HALF))
    parts = ((training, rng.integers(0, CLASSES, 60)), (validation, rng.integers(0, CLASSES, 97)))
    return tuple((images.reshape(-1, SIDE, SIDE, 1), labels) for images, labels in parts)  # type: ignore[return-value]


# How Keras begins to say that an optimizer is used for the variables of a second model.
SHARED_OPTIMIZER = "This optimizer can only be called for the variables it was originally built with"


def swept(submission: StudentWork, what: str, eager: bool = False, **asked: Any) -> "Sweep":
    """Call the student's run_sweep with the names that `SWEEP` needs."""
    try:
        value = submission.evaluate(SWEEP, what=what, eager=eager, **asked)
    except Raised as raised:
        reason = f"{what}: two models share one optimizer. Make a new one, keras.optimizers.Adam(...), for each run"
        expect.true(SHARED_OPTIMIZER not in str(raised), reason)
        raise
    return Sweep(value, what)


class Sweep:
    """What one call of the student's run_sweep did.

    Attributes:
        rows: what it returned.
        starts, ends: for each model that was built its weights, before and after.
        steps: for each of them the steps that its optimizer counts; 0 if it has none.
        rates: the learning rate of its optimizer at the end; None if it has none.
        before, after: the arguments of the call before and after it.
        seconds: how long the call took.
    """

    def __init__(self, value: Any, what: str):
        shape = isinstance(value, tuple) and len(value) == 9
        expect.true(shape, f"{what}: the answer cannot be read")
        self.before, began, rows, ended, self.starts, self.ends, self.steps, self.rates, self.after = value
        models = zip(self.starts, self.ends, strict=True)
        same = all([a.shape for a in start] == [a.shape for a in end] for start, end in models)
        expect.true(same, f"{what}: the layers of a model that `build` gave were changed")
        self.what = what
        self.rows = rows
        self.seconds = ended - began

    def arguments(self) -> dict[str, tuple[Any, Any]]:
        """Each argument before and after the call."""
        return {name: (value, self.after[name]) for name, value in self.before.items()}

    def results(self, runs: int) -> list[dict]:
        """The rows, one for each run."""
        rows = dictionaries(self.rows, self.what, ROW)
        hint = "one dictionary for each configuration and each seed"
        expect.equal(len(rows), runs, f"{self.what}: number of results", hint)
        return rows

    def trained(self) -> list[int]:
        """Which of the models that were built changed afterwards."""
        pairs = enumerate(zip(self.starts, self.ends, strict=True))
        return [number for number, (start, end) in pairs if not np.array_equal(start[0], end[0])]

    def last(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """The weights of the model that was trained last, before and after."""
        trained = self.trained()
        reason = (
            f"{self.what}: none of the models that `build` gave has learned. Likely cause: a copy is trained, or none"
        )
        expect.true(trained, reason)
        return self.starts[trained[-1]], self.ends[trained[-1]]


@lru_cache(maxsize=1)
def sweeps(submission: StudentWork) -> tuple[Sweep, Sweep, Sweep]:
    """Two configurations with two seeds, the last of these runs on its own, and this run with epochs by default.

    The last one has a large learning rate, so that neither is the last epoch the best nor does each lower the loss.
    """
    training, validation = halves()
    names = trained_on(*training, validation, fixed=FIXED)
    last = [NARROW], SEEDS[-1:]
    calls = (([WIDE, NARROW], SEEDS, 1, None), (*last, 1, None), (*last, None, RESTLESS))
    found = []
    for configurations, seeds, epochs, rate in calls:
        given = f"epochs={epochs}" if epochs else f"learning_rate={rate}"
        what = f"run_sweep({len(configurations)} configurations, seeds {seeds}, ..., {given})"
        asked = names | {"configurations": configurations, "seeds": seeds, "epochs": epochs, "rate": rate}
        found.append(swept(submission, what, eager=True, **asked))
    return tuple(found)  # type: ignore[return-value]


@lru_cache(maxsize=1)
def single_steps(submission: StudentWork) -> list[tuple[float, Sweep]]:
    """Runs on a single image, which makes one training step, with the learning rate that each should have.

    The second starts with a model that is compiled, and almost certain of a wrong class.
    """
    training, validation = (tuple(each[:1] for each in part) for part in halves())
    validation = (validation[0], training[1])  # who trains on this image too goes the same way
    found = []
    wrong = certain_of((int(training[1][0]) + 1) % CLASSES)
    for rate, seed, bias in ((None, 3, []), (0.02, 4, wrong)):
        what = (
            f"run_sweep(1 configuration, 1 seed, ..., epochs=1{f', learning_rate={rate}' if rate else ''}) on one image"
        )
        names = {"configurations": [NARROW], "seeds": [seed], "epochs": 1, "rate": rate, "certain": bias}
        sweep = swept(submission, what, eager=True, **trained_on(*training, validation, **names))
        found.append((rate or LEARNING_RATE, sweep))
    return found


@lru_cache(maxsize=1)
def sweep_on_digits(submission: StudentWork) -> tuple[Sweep, dict[str, tuple[np.ndarray, np.ndarray]]]:
    """One run on digits of half the side, whose labels are permuted, and the digits by their use.

    A corner pixel is white in the last four training digits only. The last of the validation digits, which is alone in
    its batch of 32, has a wrong label.
    """
    digits = all_digits()
    rng = np.random.default_rng(submission.seed)
    chosen = rng.choice(len(digits.x_train), MANY, replace=False)
    new_label = np.roll(np.arange(CLASSES), rng.integers(1, CLASSES))

    training = halved(digits.x_train[chosen]), new_label[digits.y_train[chosen]]
    training[0][:, 0, 0], training[0][-4:, 0, 0] = 0.0, 1.0
    images, labels = halved(digits.x_test[:1129]), new_label[digits.y_test[:1129]]
    validation, held_out = (images[:129], labels[:129].copy()), (images[129:], labels[129:])
    validation[1][-1] = (validation[1][-1] + 1) % CLASSES
    what = f"run_sweep(1 configuration, 1 seed, ..., epochs=8, learning_rate=0.001) on {MANY} digits"
    names: dict[str, Any] = {"configurations": [WIDE | {"channels": 32}], "seeds": [submission.seed], "epochs": 8}
    names["rate"] = 0.001
    asked = trained_on(*training, validation, **names)
    return swept(submission, what, **asked), {"validation": validation, "held out": held_out}


def accuracy_of(weights: list[np.ndarray], images: np.ndarray, labels: np.ndarray) -> float:
    """The accuracy of a model that `SWEEP` built."""
    values = images.reshape(len(images), -1)
    for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
        values = values @ kernel + bias
    return float((values.argmax(axis=1) == labels).mean())


def certain_of(label: int) -> list[float]:
    """Scores of a model that is almost certain of a class."""
    return (CERTAINTY * np.eye(CLASSES)[label]).tolist()
