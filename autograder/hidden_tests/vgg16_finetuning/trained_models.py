"""What is expected of a model that the student trained: probabilities, accuracy, learning rate."""

import keras
import numpy as np

from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe_call

FIRST_PHASE = "graders_first_phase"  # name of the optimizer that a model was compiled with before it was handed over


def accuracy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of images for which the model's probability of class 1 is on the right side of 0.5."""
    outputs = outputs_of(model, images)
    shape = (len(images), 1)
    expect.true(outputs.shape == shape, f"the model's outputs: expected shape {shape}, got {outputs.shape}")
    return float(np.mean((outputs[:, 0] > 0.5) == labels))


def expect_probability(model: keras.Model, inputs: np.ndarray, what: str) -> None:
    """Expect one output from 0 to 1, also for inputs that make the scores large."""
    expect.model(model, what, output_shape=(None, 1))
    for scale in (1.0, 30.0):
        outputs = expect.array(outputs_of(model, inputs * scale), f"{what}: outputs")
        reason = (
            f"{what}: the outputs go from {outputs.min():.3g} to {outputs.max():.3g}, and should be probabilities. "
            "Likely cause: the last layer has no sigmoid"
        )
        expect.true(outputs.min() >= -1e-6 and outputs.max() <= 1 + 1e-6, reason)


def expect_rate(model: keras.Model, rate: float, what: str) -> None:
    """Expect the learning rate that was asked for, if the model knows one."""
    used = learning_rate(model.compile_config)
    reason = f"{what}: the learning rate is {used or 0:.3g}, expected {rate:g}. Hand `rate` on to the optimizer"
    expect.true(used is None or abs(used - rate) < 0.01 * rate, reason)


def expect_rates(submission: StudentWork, function: str, *given: object) -> None:
    """Expect the learning rate that is asked for, and 0.001 if none is.

    Args:
        function: trains a model for `epochs` at `rate`, and returns it.
        given: its other arguments.
    """
    for arguments, rate in (({"epochs": 1, "rate": 0.003}, 0.003), ({"epochs": 1}, 0.001), ({"rate": 0.002}, 0.002)):
        what = describe_call(function, given, arguments)
        model = submission.call(function, *given, **arguments, eager=True)
        expect_rate(expect.model(model, what), rate, what)


def learning_rate(settings: object) -> float | None:
    """The learning rate in compile settings; None if they are the grader's own or hold none."""
    optimizer = settings.get("optimizer") if isinstance(settings, dict) else None
    if isinstance(optimizer, str):
        return rate_by_name(optimizer)
    config = optimizer.get("config") if isinstance(optimizer, dict) else None
    if isinstance(config, str):
        return rate_by_name(config)
    if not isinstance(config, dict) or config.get("name") == FIRST_PHASE:
        return None
    rate = config.get("learning_rate")
    if isinstance(rate, dict):  # a schedule: its largest rate
        schedule = rate.get("config")
        rates = (
            [schedule.get(key) for key in ("initial_learning_rate", "warmup_target")]
            if isinstance(schedule, dict)
            else []
        )
        rates += (
            list(schedule.get("values", []))
            if isinstance(schedule, dict) and isinstance(schedule.get("values"), list)
            else []
        )
        known = [float(each) for each in rates if isinstance(each, int | float) and not isinstance(each, bool)]
        return max(known, default=None)
    return float(rate) if isinstance(rate, int | float) and not isinstance(rate, bool) else None


def rate_by_name(name: str) -> float | None:
    """The rate that Keras takes for an optimizer that is given by its name."""
    try:
        return float(keras.optimizers.get(name).learning_rate)
    except (ValueError, TypeError, AttributeError):
        return None
