"""The comparison of several models."""

from itertools import pairwise
from typing import Any

import keras
import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe

# Eager, so that the loss is asked in each step: it takes its time, and notes when it was asked for how many texts.
COMPARED = """(lambda keras, time, made, asked, pauses: (
    lambda build, begin: [
        builders := {name: (lambda name=name: build(name)) for name in given},
        compare(builders, train, test, epochs, **seeds),
        time.perf_counter() - begin - sum(pauses),
        [int(model.optimizer.iterations) for model in made],
        asked,
        [train, test, list(builders)],
    ][1:]
)(
    lambda name: [  # build
        time.sleep(pause),
        pauses.append(pause),
        asked.append(own := []),
        model := keras.models.clone_model(given[name]),
        given_weights and model.set_weights(given[name].get_weights()),
        model.compile(
            keras.optimizers.SGD(rate),
            lambda labels, outputs: [  # loss
                own.append((time.perf_counter(), labels.shape[0])),
                labels.shape[0] == len(test[1]) and [time.sleep(pause), pauses.append(pause)],
                time.sleep(pause / 10),
                keras.losses.binary_crossentropy(labels, outputs),
            ][-1],
            metrics=[metric if isinstance(metric, str) else keras.metrics.BinaryAccuracy(**metric)],
            run_eagerly=True,
        ),
        made.append(model),
        model,
    ][-1],
    time.perf_counter(),
))(__import__("keras"), __import__("time"), [], [], [])"""


def reader(words: int = 6, steered: bool = False) -> keras.Model:
    """A model that says 1 for texts that begin with the id 1, and 0 for all others.

    Args:
        words: ids below this number come in.
        steered: texts that begin with 0 follow the last bias, which alone is then trained by texts of zeros.
    """
    stack = [
        keras.Input((2,), name="ids"),
        keras.layers.Embedding(words, 1, name="table", trainable=not steered),
        keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(1, activation="sigmoid", name="output"),
    ]
    model = keras.Sequential(stack, name="graders_model")
    table = np.full((words, 1), -30.0 if steered else -4.0)
    table[1] = -table[1]
    table[0] *= not steered
    model.get_layer("table").set_weights([table])
    model.get_layer("output").set_weights([np.array([[1.0], [0.0]]), np.full(1, 2.0 * steered)])
    return model


def compared(submission: StudentWork, given: dict[str, keras.Model], train, test, epochs: int, **asked: Any) -> tuple:
    """The rows of a comparison, and how each model that was built was trained.

    Args:
        given: what the builders build, for each name.
        **asked: the seed (None: not given), the learning rate, the metric (a name, or arguments of an accuracy),
            whether models get the weights of the given ones, and `pause`: the seconds that building takes at least, and
            a batch as large as all of `test`; each batch takes a tenth.

    Returns:
        rows, (steps of each model, its largest batch), (least seconds of each training, most seconds of all), texts and
        labels as they are afterwards, the call for messages
    """
    names: dict[str, Any] = {"seed": 0, "rate": 0.0, "metric": "accuracy", "given_weights": True, "pause": 0.0}
    names |= asked
    seed = names.pop("seed")
    names |= {"seeds": {} if seed is None else {"seed": seed}}
    names |= {"given": given, "train": train, "test": test, "epochs": epochs}
    shown = "" if seed is None else f", seed={seed}"
    what = f"compare({len(given)} builders, train, validation, {epochs}{shown})"
    answer: Any = submission.evaluate(COMPARED, what=what, **names)
    rows, most, steps, batches, after = answer
    are_rows = isinstance(rows, list | tuple) and all(isinstance(row, dict) for row in rows)
    expect.true(are_rows, f"{what}: expected a list of dictionaries, got {describe(rows)}")
    expect.equal(len(rows), len(given), f"{what}: number of rows", "one for each builder")
    # From one training batch to the next, leaving out those with an evaluation between them.
    least = [
        sum(end - begin for (begin, first), (end, size) in pairwise(own) if len(test[1]) not in (first, size))
        for own in batches
    ]
    largest = [max((size for _, size in own), default=0) for own in batches]
    return list(rows), (steps, largest), (least, most), after, what


def texts_read_as(predictions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Texts of two ids that `reader` takes for the given classes."""
    first = np.where(predictions == 1, 1, rng.choice([0, 2, 3, 4, 5], len(predictions)))
    return np.stack([first, rng.integers(0, 6, len(predictions))], axis=1)


@pytest.mark.graded("check_compare", points=0.5)
def test_accuracy_is_that_of_the_validation_texts(submission):
    """The accuracy is that of the trained model on the validation texts, whatever the metric is called."""
    rng = np.random.default_rng(6)
    labels = rng.integers(0, 2, 70)
    texts = texts_read_as(np.where(np.arange(70) < 21, labels, 1 - labels), rng)
    # With a learning rate this large, the texts that begin with 0 are taken for 0, 1, 0 after the three epochs.
    texts[40:, 0], labels[40:] = 0, 1
    train = np.zeros((32, 2), int), np.arange(32) % 2
    given = {"one": reader(steered=True)}
    rows, _, _, _, what = compared(submission, given, train, (texts, labels), 3, rate=20.0, metric="binary_accuracy")
    hint = "evaluate on `validation`, not on what the model was trained on, and after all epochs; a share from 0 to 1"
    accuracy = expect.entry(rows[0], "accuracy", what)
    expect.close(accuracy, 0.3, f"{what}: accuracy of a model that is right in 21 of 70 validation texts", hint=hint)
    metric = {"name": "hits", "threshold": 0.9999}  # above all outputs: each answer is 0
    rows, *_, what = compared(submission, {"one": reader()}, train, (texts, labels), 1, metric=metric)
    accuracy = expect.entry(rows[0], "accuracy", what)
    what = f"{what}: accuracy of a model whose metric takes only outputs above 0.9999 for positive"
    expect.close(accuracy, float(np.mean(labels == 0)), what, hint="evaluate the model's own metric")


def two_compared(submission: StudentWork) -> tuple:
    """What `compared` gives for two models, and their training and validation texts with labels.

    Two tests look at it: a question is asked only once.
    """
    rng = np.random.default_rng(7)
    labels, held_out, pause = rng.integers(0, 2, 40), np.arange(20) % 2, 0.3
    train, test = (texts_read_as(labels, rng), labels), (texts_read_as(held_out, rng), held_out)
    worse = reader(8)
    worse.get_layer("output").set_weights([np.array([[-1.0], [0.0]]), np.zeros(1)])
    return *compared(submission, {"b": worse, "a": reader()}, train, test, 5, pause=pause), train, test


@pytest.mark.graded("check_compare", points=0.5)
def test_rows_and_epochs(submission):
    """Each row has name, parameters and seconds, and each model was trained for the asked epochs in batches of 32."""
    rows, (steps, largest), (least, most), _, what, *_ = two_compared(submission)
    names = [expect.entry(row, "model", what) for row in rows]
    expect.equal(names, ["b", "a"], f"{what}: names in the order of the builders")
    parameters = [expect.entry(row, "parameters", what) for row in rows]
    expect.equal(parameters, [11, 9], f"{what}: parameters")
    seconds = [expect.number(expect.entry(row, "seconds", what), f"{what}: seconds") for row in rows]
    hint = "5 epochs of 40 texts in batches of 32 are 10 steps for each model; build each model once"
    expect.equal(steps, [10, 10], f"{what}: training steps of the models that were built", hint)
    expect.equal(largest, [32, 32], f"{what}: texts in the largest batch of each training", "batches of 32")
    for number, (took, at_least) in enumerate(zip(seconds, least, strict=True)):
        reason = f"{what}: training {number + 1} took {at_least:.2g} s at least, got {took:.2g} s. Likely cause: the "
        # A half, since clocks differ and seconds may be rounded.
        expect.true(took > at_least / 2, f"{reason}seconds are not those of all epochs")
    reason = (
        f"{what}: all trainings together took {most:.2f} s at most, got {sum(seconds):.2f} s. Likely cause: the watch "
        "runs while a model is built or evaluated"
    )
    expect.true(sum(seconds) < most + 0.11, reason)  # two numbers, rounded to 0.1 s at worst


@pytest.mark.graded("check_compare", points=0.25)
def test_compare_keeps_its_arguments(submission):
    """Builders, texts and labels are the same after the comparison."""
    *_, after, what, train, test = two_compared(submission)
    *texts, builders = parts(after, 3, what)
    expect.equal(
        builders, ["b", "a"], f"{what}: names of the builders afterwards", "it takes them out of the dictionary"
    )
    for name, given, kept in zip(("train", "validation"), (train, test), texts, strict=True):
        for index, part in enumerate(("texts", "labels")):
            value = parts(kept, 2, f"{what}: {name}")[index]
            hint = "it shuffles or changes the given arrays; others use them too"
            expect.close(value, given[index], f"{what}: {part} of `{name}` afterwards", hint=hint)


@pytest.mark.graded("check_compare", points=0.75)
def test_all_models_start_alike(submission):
    """The seed, 0 by default, is set before each model is built, so that what ran before makes no difference."""
    rng = np.random.default_rng(8)
    texts, labels = rng.integers(0, 6, (300, 2)), rng.integers(0, 2, 300)
    few = texts[:32], labels[:32]  # nothing can be learned from them: one step is enough
    accuracies = []
    for seed in (None, 0, 1, 2):
        asked = {"seed": seed, "given_weights": False}
        rows, *_, what = compared(submission, {"one": reader(), "two": reader()}, few, (texts, labels), 1, **asked)
        found = [expect.number(expect.entry(row, "accuracy", what), f"{what}: accuracy") for row in rows]
        reason = f"{what}: the same model twice has the accuracies {', '.join(f'{each:.3f}' for each in found)}"
        expect.true(len(set(found)) == 1, f"{reason}. Likely cause: the seed is not set before each model is built")
        accuracies.append(found[0])
    reason = f"compare(...) and compare(..., seed=0) gave the accuracies {accuracies[0]:.3f} and {accuracies[1]:.3f}"
    expect.true(accuracies[0] == accuracies[1], f"{reason}. Likely cause: the default of the seed is not 0")
    reason = (
        "compare(..., seed): three seeds gave the same initial weights. Likely cause: the argument seed is not used"
    )
    expect.true(len(set(accuracies)) > 1, reason)
