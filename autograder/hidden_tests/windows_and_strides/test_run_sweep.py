"""The sweep: a new model for each run, trained and measured on the right images."""

from itertools import pairwise

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.configurations import CLASSES
from autograder.hidden_tests.windows_and_strides.sweep import (
    FIRST_HALF,
    FIXED,
    NARROW,
    RESTLESS,
    SEEDS,
    SIDE,
    WIDE,
    accuracy_of,
    halves,
    single_steps,
    sweep_on_digits,
    sweeps,
)
from autograder.questions import expect
from autograder.questions.student_work import Raised

DEFAULT_EPOCHS = 6


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_each_run_trains_a_new_model(submission):
    """For each configuration and each seed a new model is built and trained."""
    sweep, *_ = sweeps(submission)
    sweep.results(4)
    trained = sweep.trained()
    reason = (
        f"{sweep.what}: in 4 runs {len(trained)} models were built and trained. Likely cause: a model is used again "
        "for the next seed, or a copy is trained"
    )
    expect.true(len(trained) == 4, reason)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_optimizer_is_adam_with_the_learning_rate(submission):
    """Each run has an Adam optimizer with the learning rate that is asked for, 0.005 by default."""
    for rate, sweep in single_steps(submission):
        start, end = (weights[-1] for weights in sweep.last())
        steps = sweep.steps[sweep.trained()[-1]] or 1  # more than one if `epochs` is not passed on
        step = float(np.median(np.abs(end - start))) / steps
        reason = (
            f"{sweep.what}: a training step changed each bias by about {step:.3g}. Adam's first steps change "
            f"it by the learning rate, here {rate}. Likely cause: `learning_rate` is not passed on, has another "
            "default, or it is another optimizer"
        )
        expect.true(abs(step - rate) < 0.05 * rate, reason)
    sweep = sweeps(submission)[-1]
    at_the_end = sweep.rates[sweep.trained()[-1]] if sweep.trained() else None
    reason = f"{sweep.what}: the learning rate is {at_the_end or 0:.3g} after the last epoch. It should stay as it is"
    expect.true(at_the_end is None or abs(at_the_end - RESTLESS) < 0.01 * RESTLESS, reason)


@pytest.mark.graded("check_run_sweep", points=0.25)
def test_loss_is_the_cross_entropy(submission):
    """The model is trained with the cross-entropy."""
    _, (_, sweep) = single_steps(submission)
    start, end = (weights[-1] for weights in sweep.last())
    label = int(halves()[0][1][0])
    rose = np.flatnonzero(end > start).tolist()
    reason = (
        f"{sweep.what} of class {label}: the first step raised the scores of the classes {rose}. The cross-entropy "
        f"raises only that of class {label}. Likely cause: another loss, such as the squared error"
    )
    expect.true(rose == [label], reason)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_a_run_does_not_depend_on_earlier_runs(submission):
    """A run with the same configuration and seed gives the same result, whatever ran before."""
    sweep, alone, _ = sweeps(submission)
    together, by_itself = sweep.results(4)[-1], alone.results(1)[0]
    hint = "Likely cause: the seed is set only once, or after the model is built; or a trained model is trained again"
    for place, name in enumerate(("starts with", "ends with")):
        pairs = zip(sweep.last()[place], alone.last()[place], strict=True)
        same = all(one.shape == other.shape and np.allclose(one, other, atol=1e-3) for one, other in pairs)
        reason = (
            f"run_sweep: with seed {SEEDS[-1]} the same configuration {name} other weights when it is run on its own"
        )
        expect.true(same, f"{reason}. {hint}")
    accuracies = [expect.number(row["validation_accuracy"], f"{sweep.what}: accuracy") for row in (together, by_itself)]
    expect.true(abs(accuracies[0] - accuracies[1]) < 1e-3, f"run_sweep: a run repeated gives another accuracy. {hint}")
    first = [start[0] for start in sweep.starts if start[0].shape[1] == NARROW["channels"]]
    differ = len(first) < 2 or any(not np.allclose(first[0], other) for other in first[1:])
    expect.true(differ, "run_sweep: runs with different seeds start with the same weights. Pass the seed on")


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_rows_describe_their_runs(submission):
    """Each result has the configuration, the seed and the number of parameters of its own model."""
    sweep, *_ = sweeps(submission)
    rows = sweep.results(4)
    runs = [(given, seed) for given in (WIDE, NARROW) for seed in SEEDS]
    for number, (row, (given, seed)) in enumerate(zip(rows, runs, strict=True), start=1):
        what = f"{sweep.what}: result {number}"
        expect.equal(row["configuration"], given, f"{what}: configuration", "configuration by configuration")
        expect.equal(row["seed"], seed, f"{what}: seed", "for each configuration seed by seed")
        sizes = SIDE * SIDE, given["channels"], FIXED, CLASSES
        parameters = sum((inputs + 1) * outputs for inputs, outputs in pairwise(sizes))
        hint = "count them anew for each model, and also those that are not trained"
        expect.equal(row["parameters"], parameters, f"{what}: parameters", hint)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_accuracy_is_measured_on_validation_images(submission):
    """The accuracy is that of the trained model on the validation images."""
    sweep, digits = sweep_on_digits(submission)
    *_, by_default = sweeps(submission)
    hint = "the accuracy on the training images, another metric, a mean over batches, or not that after all epochs"
    for each, validation in ((sweep, digits["validation"]), (by_default, halves()[1])):
        row = each.results(1)[0]
        expected = accuracy_of(each.last()[1], *validation)
        expect.close(row["validation_accuracy"], expected, f"{each.what}: accuracy", tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_models_learn_from_all_training_images_only(submission):
    """The model learns from the whole training part, and from nothing else."""
    _, alone, _ = sweeps(submission)
    start, end = (weights[0] for weights in alone.last())
    # Some optimizers shrink all weights a little, by the same share.
    shrunk = start * np.median(end[FIRST_HALF:] / start[FIRST_HALF:])
    moved = ~np.isclose(shrunk, end, rtol=1e-5, atol=1e-8).all(axis=1)
    reason = (
        f"{alone.what}: weights changed that only validation images can change. Likely cause: the model was trained on "
        "validation images too"
    )
    expect.true(not moved[FIRST_HALF:].any(), reason)
    reason = (
        f"{alone.what}: weights stayed that the last four of 60 training images should change. Likely cause: training "
        "on a part of the images, or validation_split"
    )
    expect.true(moved[:FIRST_HALF].all(), reason)
    sweep, _ = sweep_on_digits(submission)
    start, end = (weights[0] for weights in sweep.last())
    reason = f"{sweep.what}: the last four digits changed nothing. Likely cause: training on a part of the images"
    expect.true(not np.allclose(start[0], end[0], rtol=1e-3), reason)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_epochs_are_heeded(submission):
    """The model is trained for as many epochs as are asked for, six by default."""
    _, one, by_default = sweeps(submission)
    pairs = zip(one.last()[1], by_default.last()[1], strict=True)
    same = all(first.shape == second.shape and np.allclose(first, second, atol=1e-6) for first, second in pairs)
    reason = "run_sweep: with epochs=1 and by default the model ends with the same weights. Pass `epochs` on to fit"
    expect.true(not same, reason)
    counts = [each.steps[each.trained()[-1]] for each in (one, by_default)]
    reason = (
        f"run_sweep: {counts[0]} training steps with epochs=1 and {counts[1]} by default, expected {DEFAULT_EPOCHS} "
        "times as many. Likely cause: another default, an epoch too many, or training that stops early"
    )
    expect.true(0 in counts or counts[1] == DEFAULT_EPOCHS * counts[0], reason)
    try:
        _, (_, step) = single_steps(submission)
    except Raised:  # whoever holds a part back cannot train on one image, which is another test's question
        return
    steps = step.steps[step.trained()[-1]] if step.trained() else 0
    expect.true(steps in (0, 1), f"{step.what}: {steps} training steps, expected one, also with a learning rate")


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_seconds_are_those_of_one_run(submission):
    """The seconds of a result are those of its own training."""
    sweep, *_ = sweeps(submission)
    what = f"{sweep.what}: seconds"
    seconds = [expect.number(row["seconds"], what) for row in sweep.results(4)]
    expect.true(min(seconds) > 0, f"{what}: expected more than 0, got {min(seconds):.3g}")
    total = sum(seconds)
    reason = (
        f"{what}: the four runs add up to {total:.3g} s, and the whole call took {sweep.seconds:.3g} s. Likely cause: "
        "the clock starts only once, stops before training, or the unit is not seconds"
    )
    expect.true(0.1 * sweep.seconds < total <= 1.05 * sweep.seconds, reason)
    long, _ = sweep_on_digits(submission)
    seconds = expect.number(long.results(1)[0]["seconds"], f"{long.what}: seconds")
    reason = (
        f"{long.what}: the training took {seconds:.3g} s by your watch, and the whole call {long.seconds:.3g} s. "
        "Likely cause: the seconds of one epoch, or of the measurement"
    )
    expect.true(0.15 * long.seconds < seconds <= 1.05 * long.seconds, reason)


@pytest.mark.graded("check_run_sweep", points=0.5)
def test_models_recognise_new_digits(submission, thresholds):
    """A model of the sweep learns the digits that it is given, and recognises others afterwards."""
    sweep, digits = sweep_on_digits(submission)
    _, end = sweep.last()
    accuracy = accuracy_of(end, *digits["held out"])
    hint = "a far too small or too large learning rate, another loss, labels or images that are not those given"
    thresholds.at_least("accuracy_in_sweep", accuracy, f"{sweep.what}: accuracy on others", hint)
