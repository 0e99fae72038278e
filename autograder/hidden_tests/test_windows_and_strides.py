"""Hidden tests of windows_and_strides.

Models of `build_model` are held against Keras layers with the same weights. The sweep runs on images of 6x6 with a
`build` of the grader's that keeps each model, so it shows which models were trained, from which start, and on which
pixels. Tables are made up; the best on the validation set is never the best on the test set.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import Circuit, outputs_of
from autograder.hidden_tests.digits import all_digits, halved
from autograder.questions import expect
from autograder.questions.student_work import Raised, Submission, describe

CLASSES = 10
ENTRIES = ("depth", "window", "stride", "channels")


def configuration(depth: int, window: int, stride: int, channels: int, padding: str) -> dict:
    """A configuration of a convnet."""
    values = {"depth": depth, "window": window, "stride": stride, "channels": channels, "padding": padding}
    return values


def shown(of: dict) -> str:
    """A configuration in few words, for messages."""
    return ", ".join(f"{name} {value}" for name, value in of.items())


def dictionaries(value: object, what: str, keys: Sequence[str] = ()) -> list[dict]:
    """Expect a list (or tuple) of dictionaries that have the given keys, and return it as a list."""
    missing = " (is the return statement missing?)" if value is None else ""
    reason = f"{what}: expected a list of dictionaries, got {describe(value)}{missing}"
    expect.true(isinstance(value, list | tuple) and all(isinstance(entry, dict) for entry in value), reason)
    for entry in value:
        absent = [key for key in keys if key not in entry]
        expect.true(not absent, f"{what}: an entry has no {', '.join(map(repr, absent))}; its keys are {list(entry)}")
    return list(value)


# --- predict_sides, count_parameters ---

SIZES = (
    (28, configuration(3, 3, 2, 8, "valid")),
    (41, configuration(2, 4, 3, 5, "valid")),
    (20, configuration(4, 5, 1, 2, "valid")),
    (33, configuration(1, 2, 4, 6, "valid")),
    (30, configuration(3, 5, 2, 3, "same")),
    (29, configuration(2, 4, 3, 4, "same")),
    (30, configuration(2, 4, 3, 4, "same")),
    (17, configuration(3, 3, 1, 2, "same")),
)


def true_sides(of: dict, size: int) -> list[int]:
    """The side of the maps after each convolution."""
    sides = []
    for _ in range(of["depth"]):
        places = size - of["window"] + 1 if of["padding"] == "valid" else size
        size = -(-places // of["stride"])
        sides.append(size)
    return sides


def expect_sides(submission: Submission, padding: str, hint: str) -> None:
    """Expect the sides of all configurations with this padding."""
    for size, given in SIZES:
        if given["padding"] == padding:
            value = submission.call("predict_sides", given, size)
            expect.equal(value, true_sides(given, size), f"predict_sides({shown(given)}; size {size})", hint)
    given = configuration(2, 5, 1, 3, padding)
    value = submission.call("predict_sides", given)
    expect.equal(value, true_sides(given, 28), f"predict_sides({shown(given)})", "images have 28x28 pixels by default")


@pytest.mark.graded("check_predict_sides", points=1)
def test_windows_that_lie_on_the_image(submission):
    """With "valid" the sides are right after each convolution, also where the stride leaves pixels over."""
    hint = "floor((size - window) / stride) + 1, once for each convolution, on the side that the last one gave"
    expect_sides(submission, "valid", hint)


@pytest.mark.graded("check_predict_sides", points=1)
def test_windows_with_zeros_around_the_image(submission):
    """With "same" the sides are right after each convolution, also where the stride does not divide them."""
    expect_sides(submission, "same", "ceil(size / stride), once for each convolution, whatever the window")


COUNTS = (
    ((configuration(2, 3, 2, 8, "valid"), 6), {}),
    ((configuration(3, 5, 1, 4, "same"), 11), {"image_channels": 3}),
    ((configuration(1, 7, 3, 6, "valid"), 2), {"image_channels": 2, "classes": 4}),
    ((configuration(4, 2, 1, 3, "valid"), 1), {"classes": 2}),
)


def true_counts(of: dict, side: int, image_channels: int = 1, classes: int = CLASSES) -> list[int]:
    """The number of parameters of each layer."""
    inputs = [image_channels, *[of["channels"]] * (of["depth"] - 1)]
    convolutions = [(of["window"] ** 2 * channels + 1) * of["channels"] for channels in inputs]
    return [*convolutions, (side**2 * of["channels"] + 1) * classes]


def counts_of(submission: Submission, arguments: tuple, keywords: dict) -> tuple[list, list[int], str]:
    """What count_parameters says, what is right, and the call in words."""
    given, side = arguments
    value = submission.call("count_parameters", given, side, **keywords)
    extra = "".join(f", {name}={number}" for name, number in keywords.items())
    what = f"count_parameters({shown(given)}; side {side}{extra})"
    value = value.tolist() if isinstance(value, np.ndarray) else value
    is_list = isinstance(value, list | tuple) and len(value) > 0
    missing = " (is the return statement missing?)" if value is None else ""
    expect.true(is_list, f"{what}: expected a list of numbers, one for each layer, got {describe(value)}{missing}")
    return list(value), true_counts(given, side, **keywords), what


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_the_convolutions(submission):
    """Each convolution has the right number of parameters, for grey and for coloured images."""
    for arguments, keywords in COUNTS:
        value, expected, what = counts_of(submission, arguments, keywords)
        hint = "window * window weights for each channel of the input, and one bias, for each filter"
        expect.equal(value[: len(expected) - 1], expected[:-1], f"{what}: the convolutions", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_the_dense_layer(submission):
    """The dense layer comes last and has the right number of parameters."""
    for arguments, keywords in COUNTS:
        value, expected, what = counts_of(submission, arguments, keywords)
        hint = "side * side * channels numbers leave Flatten; each output has a weight for each, and one bias"
        expect.equal(value[len(expected) - 1 :], expected[-1:], f"{what}: behind the convolutions", hint)


# --- reject_impossible ---

POSSIBLE = (
    (28, configuration(3, 3, 2, 8, "valid")),
    (28, configuration(1, 28, 1, 1, "valid")),  # the window just fits
    (28, configuration(1, 3, 28, 2, "valid")),  # the stride is larger than the window and than what is left
    (13, configuration(3, 2, 2, 4, "valid")),
    (15, configuration(3, 3, 2, 4, "valid")),  # 7, 3, 1: it just fits in the last convolution
    (5, configuration(2, 9, 2, 4, "same")),  # with "same" a window may be larger than the image
    (28, configuration(2, 3, 5, 4, "same")),
    (1, configuration(6, 3, 2, 1, "same")),
)
# With the number of the convolution in which the window does not fit, and the side there.
TOO_LARGE = (
    (27, configuration(2, 28, 2, 3, "valid"), 1, 27),
    (30, configuration(5, 8, 2, 6, "valid"), 3, 3),
    (60, configuration(9, 11, 2, 6, "valid"), 3, 8),
    (50, configuration(8, 7, 2, 9, "valid"), 4, 1),
    (14, configuration(3, 3, 2, 4, "valid"), 3, 2),  # 6, 2
    (16, configuration(4, 6, 1, 5, "valid"), 4, 1),  # 11, 6, 1
)


def rejection(submission: Submission, given: dict, size: int) -> tuple[str, str]:
    """The type and the message of the error that reject_impossible raises, ("", "") if it raises none."""
    try:
        submission.call("reject_impossible", given, size)
    except Raised as raised:
        if raised.error == "NotImplementedError" or "reject_impossible is not defined" in str(raised):
            raise
        return raised.kind, str(raised).partition(f"raised {raised.error}")[2].removeprefix(": ")
    return "", ""


def expect_rejected(submission: Submission, given: dict, size: int, why: str) -> str:
    """Expect a ValueError, and return its message."""
    error, message = rejection(submission, given, size)
    came = f"a {error} ({message[:200]})" if error else "no error"
    what = f"reject_impossible({shown(given)}; size {size})"
    expect.true(error == "ValueError", f"{what}: expected a ValueError, got {came}. Likely cause: {why}")
    expect.true(message.strip(), f"{what}: the ValueError has no message. It should say what is wrong: {why}")
    return message


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_possible_configurations_pass(submission):
    """Configurations that are possible raise no error, also where the window just fits, and with "same"."""
    for size, given in POSSIBLE:
        value, after = submission.call_and_inspect("reject_impossible", given, size)
        what = f"reject_impossible({shown(given)}; size {size}), which is possible"
        expect.true(value is None, f"{what}: expected nothing, got {describe(value)}")
        expect.equal(after[0], given, f"{what}: the configuration afterwards", "it does nothing if all is well")
    size, given, number, _ = TOO_LARGE[0]
    error, _ = rejection(submission, given, size)
    what = f"reject_impossible({shown(given)}; size {size})"
    expect.true(error, f"{what}: the window does not fit in convolution {number}, and no error is raised")


@pytest.mark.graded("check_reject_impossible", points=1)
def test_windows_that_do_not_fit_are_rejected(submission):
    """A window that does not fit raises a ValueError, in whichever convolution that happens."""
    for size, given, number, side in TOO_LARGE:
        why = f"in convolution {number} the window meets a side of {side}"
        expect_rejected(submission, given, size, why)


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_entries_have_to_be_whole_numbers(submission):
    """Depth, window, stride and channels that are 0, negative or no whole number raise a ValueError."""
    fine = configuration(2, 3, 2, 8, "same")
    for entry in ENTRIES:
        for value in (0, -1, 2.5):
            expect_rejected(submission, fine | {entry: value}, 28, f"{entry} has to be a whole number of at least 1")


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_padding_has_to_be_known(submission):
    """A padding that is neither "valid" nor "same" raises a ValueError."""
    for padding in ("full", "causal", "VALID", "Same", ""):
        why = "padding has to be 'valid' or 'same'"
        expect_rejected(submission, configuration(2, 3, 2, 8, padding), 28, why)


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_message_names_the_convolution(submission):
    """The message names the convolution in which the window does not fit, and the side there."""
    for size, given, number, side in TOO_LARGE[1:4]:
        error, message = rejection(submission, given, size)
        # Whether it is a ValueError, and raised at all, is the other tests' question.
        expect.true(error, f"reject_impossible({shown(given)}; size {size}): expected an error, got none")
        numbers = {int(found) for found in re.findall(r"\d+", message)}
        reason = (
            f"reject_impossible({shown(given)}; size {size}): the message should name convolution {number} and the "
            f"side {side}. It is {message[:200]!r}"
        )
        expect.true({number, side} <= numbers, reason)


# --- build_model ---

BUILT = (
    (configuration(2, 3, 2, 5, "valid"), 12, 1, 10),
    (configuration(3, 4, 1, 3, "same"), 13, 2, 4),
    (configuration(1, 5, 3, 4, "valid"), 15, 3, 6),
    (configuration(2, 3, 3, 2, "same"), 11, 1, 3),
)
SINGLE = (configuration(1, 3, 1, 2, "valid"), 7, 1, 2)
BY_DEFAULT = (configuration(4, 3, 2, 6, "same"), 28, 1, CLASSES)


def called(case: tuple) -> str:
    given, size, image_channels, classes = case
    return f"build_model({shown(given)}; size {size}, {image_channels} image channels, {classes} classes)"


def built(submission: Submission, case: tuple) -> keras.Model:
    """The student's model of a case, with the right input and output."""
    given, size, image_channels, classes = case
    model = submission.call("build_model", given, size=size, image_channels=image_channels, classes=classes)
    shape = (None, size, size, image_channels)
    return expect.model(model, called(case), input_shape=shape, output_shape=(None, classes))


def graders_layers(case: tuple) -> list[keras.layers.Layer]:
    """The convolutions of a case and Flatten, without activations."""
    given, *_ = case
    shape = {"strides": given["stride"], "padding": given["padding"]}
    convolutions = [keras.layers.Conv2D(given["channels"], given["window"], **shape) for _ in range(given["depth"])]
    return [*convolutions, keras.layers.Flatten()]


def true_shapes(case: tuple) -> list[tuple[int, ...]]:
    """The shapes of the weights, in the order of the layers."""
    _, size, image_channels, classes = case
    model = keras.Sequential([keras.Input((size, size, image_channels)), *graders_layers(case)])
    model.add(keras.layers.Dense(classes))
    return [tuple(weight.shape) for weight in model.weights]


def shapes_of(model: keras.Model) -> list[tuple[int, ...]]:
    return [tuple(weight.shape) for weight in model.weights]


@pytest.mark.graded("check_build_model", points=1)
def test_layers_have_the_asked_sizes(submission):
    """The layers and their weights have the sizes that follow from the configuration."""
    for case in BUILT:
        hint = "the entries of the configuration, the arguments size, image_channels and classes, or a layer too many"
        model = built(submission, case)
        expect.equal(shapes_of(model), true_shapes(case), f"{called(case)}: shapes of the weights", hint)
    images = np.random.default_rng(2).uniform(0, 1, (20, *model.input_shape[1:])).astype("float32")
    same = np.allclose(outputs_of(model, images), outputs_of(model, images, training=True), atol=1e-5)
    reason = (
        f"{called(case)}: it computes something else while it is trained. Likely cause: a layer too many, dropout say"
    )
    expect.true(same, reason)
    what = f"build_model({shown(BY_DEFAULT[0])})"
    model = expect.model(submission.call("build_model", BY_DEFAULT[0]), what)
    hint = "without further arguments it is for grey images of 28x28 pixels and ten classes"
    expect.equal(shapes_of(model), true_shapes(BY_DEFAULT), f"{what}: shapes of the weights", hint)


def circuit_of(submission: Submission, case: tuple) -> Circuit:
    """The student's model of a case, wired for a test."""
    circuit = Circuit(built(submission, case))
    classes = case[-1]
    enough = len(circuit.kernels) > 1 and circuit.shapes[-1] == (classes,) and len(circuit.shapes[-2]) == 2
    reason = f"{called(case)}: expected convolutions and a last dense layer with {classes} biases, got weights of the "
    expect.true(enough, f"{reason}shapes {circuit.shapes}")
    return circuit


@pytest.mark.graded("check_build_model", points=0.5)
def test_each_convolution_has_a_relu(submission):
    """Each convolution sets negative values to 0."""
    for case in BUILT[:2]:
        linear = circuit_of(submission, case).layers_that_pass_negative_signals()
        reason = (
            f"{called(case)}: convolution {', '.join(map(str, linear))} lets negative values through. Likely cause: "
        )
        expect.true(not linear, f"{reason}activation='relu' is missing, or it is another activation")


@pytest.mark.graded("check_build_model", points=0.5)
def test_last_layer_is_a_softmax(submission):
    """The outputs are the softmax of the last layer's scores."""
    for case in BUILT[:2]:
        bias = np.random.default_rng(3).normal(0, 2, case[-1]).astype("float32")
        black = np.zeros((1, case[1], case[1], case[2]), "float32")
        output = circuit_of(submission, case).output(black, bias=bias)[0]
        softmax = np.exp(bias) / np.exp(bias).sum()
        reason = (
            f"{called(case)}: for given scores the outputs are not their softmax; they sum to {output.sum():.3g}. "
            "Likely cause: activation='softmax' is missing, or it is another activation"
        )
        expect.true(np.allclose(output, softmax, atol=1e-4), reason)


@pytest.mark.graded("check_build_model", points=0.5)
def test_windows_move_by_the_stride(submission):
    """With given weights the model computes what its configuration says: windows, strides and padding."""
    for case in (*BUILT, SINGLE):
        rng = np.random.default_rng(4)
        _, size, image_channels, _ = case
        # Nothing is negative, so that activations are another test's question.
        weights = [rng.uniform(0, 2 / max(np.prod(s[:-1]), 1), s).astype("float32") for s in true_shapes(case)]
        weights[-2] = rng.normal(0, 1, weights[-2].shape).astype("float32")
        images = rng.uniform(0, 1, (6, size, size, image_channels)).astype("float32") ** 4
        model = built(submission, case)
        fits = shapes_of(model) == [weight.shape for weight in weights]
        expect.true(fits, f"{called(case)}: its weights have the shapes {shapes_of(model)}, which do not fit")
        model.set_weights(weights)
        maps = keras.Sequential([keras.Input(images.shape[1:]), *graders_layers(case)])
        maps.set_weights(weights[:-2])
        scores = outputs_of(maps, images) @ weights[-2] + weights[-1]
        output = outputs_of(model, images)
        softmax = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        ends = (softmax, scores, 1 / (1 + np.exp(-scores)), np.maximum(scores, 0))
        reason = (
            f"{called(case)}: with given weights it computes something else. Likely cause: the stride is that of a "
            "pooling layer, or there is a layer in between"
        )
        expect.true(any(np.allclose(output, end, rtol=1e-3, atol=1e-4) for end in ends), reason)


# Two models, and two after a seed was set.
MODELS = """[
    [seeded and __import__("keras").utils.set_random_seed(7), build_model(given, 8, 1, 10).get_weights()][-1]
    for seeded in (False, False, True, True)
]"""


@pytest.mark.graded("check_build_model", points=0.5)
def test_each_model_is_new(submission):
    """Each call gives a new model with random weights of its own, which follow from a seed that was set before."""
    given = configuration(1, 3, 2, 4, "valid")
    what = "two calls of build_model"
    value = submission.evaluate(MODELS, what=what, given=given)
    readable = isinstance(value, list) and len(value) == 4 and all(isinstance(weights, list) for weights in value)
    expect.true(readable, f"{what}: expected two models, got {describe(value)}")
    models = [[expect.array(each, f"{what}: weights") for each in weights] for weights in value]
    kernels = [[each for each in weights if each.ndim > 1] for weights in models]
    convolve = all(each and each[0].ndim == 4 for each in kernels)
    expect.true(convolve, f"{what}: expected the weights of a convolution, got shapes {[k.shape for k in kernels[0]]}")
    for one, other in zip(*kernels[:2], strict=False):
        reason = f"{what} gave the same weights. Likely cause: the model is kept from the first call, or a seed is set"
        expect.true(one.shape == other.shape and not np.allclose(one, other), reason)
    for one, other in zip(*models[2:], strict=False):
        reason = (
            f"{what}, each after the same set_random_seed, gave other weights. Likely cause: a seed is set in there"
        )
        expect.true(one.shape == other.shape and np.allclose(one, other, atol=1e-6), reason)


# --- one_at_a_time ---

PLANS = (
    (configuration(2, 3, 2, 8, "valid"), {"window": [3, 5, 7], "stride": [1, 2], "padding": ["valid", "same"]}),
    (configuration(1, 5, 1, 4, "same"), {"channels": [2, 4, 16, 8, 1, 3], "depth": [3, 2, 1]}),
    (configuration(3, 2, 1, 6, "valid"), {"stride": [2, 3]}),  # the base's own value is not among them
)


def differing(given: dict, base: dict) -> dict:
    """The entries in which a configuration differs from the base."""
    return {name: given.get(name) for name in {**base, **given} if given.get(name) != base.get(name)}


@pytest.mark.graded("check_one_at_a_time", points=1)
def test_one_entry_is_changed_at_a_time(submission):
    """Each value that differs from the base's is tried once, with all other entries as in the base."""
    for base, choices in PLANS:
        what = f"one_at_a_time({shown(base)}; {shown(choices)})"
        found = dictionaries(submission.call("one_at_a_time", base, choices), what)
        changes = [differing(each, base) for each in found]
        several = [change for change in changes if len(change) > 1]
        hint = "Likely cause: start from the base each time, and copy it"
        expect.true(not several, f"{what}: {several[:1]} are changed at once. {hint}")
        expected = [{name: value} for name, values in choices.items() for value in values if value != base[name]]
        lacking = [change for change in expected if changes.count(change) != 1]
        reason = f"{what}: {lacking[:1]} should be there once, and is there {changes.count((lacking or [{}])[0])} times"
        expect.true(not lacking, reason)
        strange = [change for change in changes if change and change not in expected]
        expect.true(not strange, f"{what}: {strange[:1]} was not asked for")


@pytest.mark.graded("check_one_at_a_time", points=0.5)
def test_base_is_listed_once_and_first(submission):
    """The base comes first and is not repeated."""
    for base, choices in PLANS:
        what = f"one_at_a_time({shown(base)}; {shown(choices)})"
        found = dictionaries(submission.call("one_at_a_time", base, choices), what)
        expect.true(len(found) > 0, f"{what}: the list is empty")
        expect.equal(found[0], base, f"{what}: the first configuration", "the base, with all its entries")
        number = sum(each == base for each in found)
        hint = "leave out the values that the base has already"
        expect.equal(number, 1, f"{what}: how often the base is listed", hint)


@pytest.mark.graded("check_one_at_a_time", points=0.5)
def test_configurations_are_independent(submission):
    """The arguments stay as they are, and each configuration is a dictionary of its own."""
    what = "one_at_a_time(base, choices)"
    for base, choices in reversed(PLANS):
        found, after = submission.call_and_inspect("one_at_a_time", base, choices)
        expect.equal(after[0], base, f"{what}: base afterwards", "change a copy: base | {entry: value}")
        expect.equal(after[1], choices, f"{what}: choices afterwards", "the lists of values are read only")
    expression = (
        "(lambda found: (len(found), len({id(each) for each in found}), any(each is base for each in found)))"
        "(one_at_a_time(base, choices))"
    )
    value = submission.evaluate(expression, what=what, base=base, choices=choices)
    number = len(dictionaries(found, what))
    expect.true(number > 1, f"{what}: expected several configurations, got {number}")
    hint = "change one, and another changes too: give each its own copy, dict(base)"
    expect.equal(value, (number, number, False), f"{what}: entries, different dictionaries, is one `base` itself", hint)


# --- run_sweep ---

ROW = ("configuration", "seed", "parameters", "validation_accuracy", "seconds")
SIDE = 6
FIRST_HALF = SIDE * SIDE // 2  # pixels that carry ink in training images; the others do in validation images
FIXED = 3  # units of a layer that is not trained, in the models of `sweeps`
WIDE, NARROW = configuration(1, 3, 1, 7, "same"), configuration(2, 3, 2, 4, "valid")
SEEDS = [11, 0]
DEFAULT_EPOCHS = 3

# Keeps each model that is built, the weights that it starts with, and what its optimizer says.
SWEEP = """(lambda keras, clock, kept, starts: (
    clock(),
    run_sweep(
        [dict(each) for each in configurations],
        list(seeds),
        lambda configuration: [  # build
            model := keras.Sequential([
                keras.Input(shape, name="images"),
                keras.layers.Flatten(name="flatten"),
                keras.layers.Dense(configuration["channels"], name="hidden"),
                *([keras.layers.Dense(fixed, trainable=False, name="fixed")] if fixed else []),
                keras.layers.Dense(10, activation="softmax", name="scores"),
            ], name="graders_model"),
            kept.append(model),
            starts.append(model.get_weights()),
            model,
        ][-1],
        training,
        validation,
        **({"epochs": epochs} if epochs else {}),
    ),
    clock(),
    starts,
    [model.get_weights() for model in kept],
    [
        (lambda optimizer: [int(optimizer.iterations), float(optimizer.learning_rate)] if optimizer else [0, 0.0])(
            getattr(model, "optimizer", None)
        )
        for model in kept
    ],
))(__import__("keras"), __import__("time").perf_counter, [], [])"""


def trained_on(images: np.ndarray, labels: np.ndarray, measured_on: tuple, **names: object) -> dict:
    """The names that `SWEEP` needs."""
    found = {"training": (images, labels), "validation": measured_on, "shape": images.shape[1:]}
    return found | {"fixed": 0} | names


@lru_cache(maxsize=1)
def halves() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Training images with ink in the first half of their pixels, validation images with ink in the second."""
    rng = np.random.default_rng(12)
    training, validation = np.zeros((60, SIDE * SIDE), "float32"), np.zeros((97, SIDE * SIDE), "float32")
    training[:, :FIRST_HALF] = rng.uniform(0, 1, (60, FIRST_HALF))
    training[:-4, FIRST_HALF - 1] = 0.0  # only the last four have ink there
    validation[:, FIRST_HALF:] = rng.uniform(0, 3, (97, FIRST_HALF))
    parts = ((training, rng.integers(0, CLASSES, 60)), (validation, rng.integers(0, CLASSES, 97)))
    return tuple((images.reshape(-1, SIDE, SIDE, 1), labels) for images, labels in parts)


class Sweep:
    """What one call of the student's run_sweep did.

    Attributes:
        rows: what it returned.
        starts, ends: for each model that was built its weights, before and after.
        steps, rates: for each of them the steps and the learning rate of its optimizer; 0 if it has none.
        seconds: how long the call took.
    """

    def __init__(self, value: object, what: str):
        shape = isinstance(value, tuple) and len(value) == 6
        expect.true(shape, f"{what}: the answer cannot be read")
        began, rows, ended, self.starts, self.ends, optimizers = value
        self.steps, self.rates = ([each[place] for each in optimizers] for place in (0, 1))
        models = zip(self.starts, self.ends, strict=True)
        same = all([a.shape for a in start] == [a.shape for a in end] for start, end in models)
        expect.true(same, f"{what}: the layers of a model that `build` gave were changed")
        self.what = what
        self.rows = rows
        self.seconds = ended - began

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
def sweeps(submission: Submission) -> tuple[Sweep, Sweep, Sweep]:
    """Two configurations with two seeds, the last of these runs on its own, and this run with epochs by default."""
    training, validation = halves()
    names = trained_on(*training, validation, fixed=FIXED)
    calls = (([WIDE, NARROW], SEEDS, 1), ([NARROW], SEEDS[-1:], 1), ([NARROW], SEEDS[-1:], None))
    found = []
    for configurations, seeds, epochs in calls:
        what = f"run_sweep({len(configurations)} configurations, seeds {seeds}, ...{f', {epochs=}' if epochs else ''})"
        asked = names | {"configurations": configurations, "seeds": seeds, "epochs": epochs}
        found.append(Sweep(submission.evaluate(SWEEP, what=what, eager=True, **asked), what))
    return tuple(found)


@lru_cache(maxsize=1)
def sweep_on_digits(submission: Submission) -> tuple[Sweep, dict[str, tuple[np.ndarray, np.ndarray]]]:
    """One run on digits of half the side, whose labels are permuted, and the digits by their use.

    A corner pixel is white in the last four training digits only. The last of the validation digits, which is alone in
    its batch of 32, has a wrong label.
    """
    digits = all_digits()
    rng = np.random.default_rng(submission.seed)
    chosen = rng.choice(len(digits.x_train), 1500, replace=False)
    new_label = np.roll(np.arange(CLASSES), rng.integers(1, CLASSES))

    training = halved(digits.x_train[chosen]), new_label[digits.y_train[chosen]]
    training[0][:, 0, 0], training[0][-4:, 0, 0] = 0.0, 1.0
    images, labels = halved(digits.x_test[:1129]), new_label[digits.y_test[:1129]]
    validation, held_out = (images[:129], labels[:129].copy()), (images[129:], labels[129:])
    validation[1][-1] = (validation[1][-1] + 1) % CLASSES
    what = "run_sweep(1 configuration, 1 seed, ..., epochs=8) on 1500 digits"
    names = {"configurations": [WIDE | {"channels": 32}], "seeds": [submission.seed], "epochs": 8}
    asked = trained_on(*training, validation, **names)
    sweep = Sweep(submission.evaluate(SWEEP, what=what, **asked), what)
    return sweep, {"validation": validation, "held out": held_out}


def accuracy_of(weights: list[np.ndarray], images: np.ndarray, labels: np.ndarray) -> float:
    """The accuracy of a model that `SWEEP` built."""
    values = images.reshape(len(images), -1)
    for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
        values = values @ kernel + bias
    return float((values.argmax(axis=1) == labels).mean())


@pytest.mark.graded("check_run_sweep", points=1)
def test_each_run_trains_a_new_model(submission):
    """For each configuration and each seed a new model is built and trained, at the same learning rate."""
    sweep, *_ = sweeps(submission)
    sweep.results(4)
    trained = sweep.trained()
    reason = (
        f"{sweep.what}: in 4 runs {len(trained)} models were built and trained. Likely cause: a model is used again "
        "for the next seed, or a copy is trained"
    )
    expect.true(len(trained) == 4, reason)
    rates = [rate for rate in sweep.rates if rate]
    reason = f"{sweep.what}: the runs have different learning rates, {rates}; the optimizer is the same for all runs"
    expect.true(not rates or np.allclose(rates, rates[0]), reason)


@pytest.mark.graded("check_run_sweep", points=1)
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
    """The model is trained for as many epochs as are asked for, three by default."""
    _, one, three = sweeps(submission)
    pairs = zip(one.last()[1], three.last()[1], strict=True)
    same = all(first.shape == second.shape and np.allclose(first, second, atol=1e-6) for first, second in pairs)
    reason = "run_sweep: with epochs=1 and by default the model ends with the same weights. Pass `epochs` on to fit"
    expect.true(not same, reason)
    counts = [each.steps[each.trained()[-1]] for each in (one, three)]
    reason = (
        f"run_sweep: {counts[0]} training steps with epochs=1 and {counts[1]} by default, expected {DEFAULT_EPOCHS} "
        "times as many. Likely cause: another default, an epoch too many, or training that stops early"
    )
    expect.true(0 in counts or counts[1] == DEFAULT_EPOCHS * counts[0], reason)


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


# --- results_table ---

TABLE = ("configuration", "parameters", "validation_accuracy", "spread", "seconds")


def made_up_rows() -> tuple[list[dict], list[dict]]:
    """Runs in mixed order, and the table that they give. Two configurations have equally many parameters."""
    rng = np.random.default_rng(23)
    given = [(configuration(2, 3, 2, 8, "valid"), 3554), (configuration(2, 3, 2, 8, "same"), 4594)]
    given += [(configuration(2, 5, 1, 3, "same"), 4594), (configuration(1, 3, 2, 4, "valid"), 6810)]
    given += [(configuration(3, 2, 2, 8, "valid"), 3554)]  # the values of the first, otherwise distributed
    rows = []
    for (one, parameters), seeds in zip(given, ((3, 1, 4), (0, 2), (5,), (0, 1, 2, 3), (6, 2)), strict=True):
        for seed in seeds:
            values = {"validation_accuracy": rng.uniform(0.5, 0.9), "seconds": rng.uniform(1, 9)}
            rows.append({"configuration": one, "seed": seed, "parameters": parameters, **values})
        if len(seeds) == 4:
            rows[-1]["validation_accuracy"] = rows[-2]["validation_accuracy"]
    rows = [rows[number] for number in rng.permutation(len(rows))]
    table = []
    for row in rows:
        runs = [other for other in rows if other["configuration"] == row["configuration"]]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": row["configuration"], "parameters": row["parameters"]}
        entry |= {"validation_accuracy": float(np.mean(accuracies)), "spread": float(np.ptp(accuracies))}
        entry |= {"seconds": float(np.mean([run["seconds"] for run in runs]))}
        table += [entry] if entry not in table else []
    return rows, table


def expect_columns(submission: Submission, names: Sequence[str], hint: str) -> None:
    """Expect the given columns of the table; entries are found by their configuration."""
    rows, table = made_up_rows()
    what = f"results_table({len(rows)} rows of {len(table)} configurations)"
    found = dictionaries(submission.call("results_table", rows), what, ("configuration", *names))
    for entry in table:
        same = [other for other in found if other["configuration"] == entry["configuration"]]
        expect.true(same, f"{what}: no entry for {shown(entry['configuration'])}")
        for name in names:
            where = f"{what}: {name} of {shown(entry['configuration'])}"
            expect.close(same[0][name], entry[name], where, hint=hint)


@pytest.mark.graded("check_results_table", points=1)
def test_runs_of_a_configuration_are_averaged(submission):
    """Accuracy and seconds are the means over the runs of the configuration."""
    hint = "the mean over all runs of this configuration, and of no other"
    expect_columns(submission, ("validation_accuracy", "seconds"), hint)


@pytest.mark.graded("check_results_table", points=0.5)
def test_spread_is_largest_minus_smallest(submission):
    """The spread is the distance between the best and the worst run of the configuration."""
    expect_columns(submission, ("spread",), "the largest validation accuracy minus the smallest")


@pytest.mark.graded("check_results_table", points=0.5)
def test_each_configuration_has_one_entry(submission):
    """Each configuration is listed once, in the order of its first run, with its parameters."""
    rows, table = made_up_rows()
    what = f"results_table({len(rows)} rows of {len(table)} configurations)"
    found = dictionaries(submission.call("results_table", rows), what, ("configuration", "parameters"))
    hint = "one entry for each configuration; two of them have the same number of parameters"
    expect.equal(len(found), len(table), f"{what}: number of entries", hint)
    for number, (entry, expected) in enumerate(zip(found, table, strict=True), start=1):
        for name in ("configuration", "parameters"):
            hint = "in the order in which they first occur in the rows"
            expect.equal(entry[name], expected[name], f"{what}: {name} of entry {number}", hint)
    what = "results_table(one row)"
    found = dictionaries(submission.call("results_table", rows[:1]), what, ("configuration", "parameters"))
    expect.equal(len(found), 1, f"{what}: number of entries", "a list with one entry; nothing stays from call to call")


# --- choose_best, pareto_front ---


def made_up_table(parameters: Sequence[int], accuracies: Sequence[float]) -> list[dict]:
    """A table in which the worst validation accuracy, and of equals the largest model, is the best on the test set."""
    rng = np.random.default_rng(31)
    return [
        {
            "configuration": configuration(2, 3, 2, number + 1, "valid"),
            "parameters": int(count),
            "validation_accuracy": float(accuracy),
            "spread": float(rng.uniform(0, 0.05)),
            "seconds": float(rng.uniform(1, 9)),
            "test_accuracy": float(1 - accuracy / 2 + count * 1e-7),
        }
        for number, (count, accuracy) in enumerate(zip(parameters, accuracies, strict=True))
    ]


def expect_chosen(submission: Submission, table: list[dict], best: dict, hint: str) -> None:
    """Expect choose_best to give the configuration of this entry."""
    what = f"choose_best(table with {len(table)} configurations)"
    value = submission.call("choose_best", table)
    missing = " (is the return statement missing?)" if value is None else ""
    is_configuration = isinstance(value, dict) and value.keys() == best["configuration"].keys()
    expect.true(is_configuration, f"{what}: expected a configuration, got {describe(value)}{missing}")
    for name, expected in best["configuration"].items():
        expect.equal(value[name], expected, f"{what}: {name} of the chosen configuration", hint)


@pytest.mark.graded("check_choose_best", points=0.5)
def test_best_is_chosen_on_validation_digits(submission):
    """The configuration with the highest validation accuracy is chosen, whatever the test accuracies are."""
    rng = np.random.default_rng(32)
    for size in (1, 5, 12):
        table = made_up_table(rng.integers(300, 90_000, size), rng.permutation(np.linspace(0.4, 0.9, size)))
        best = max(table, key=lambda entry: entry["validation_accuracy"])
        hint = "return the configuration with the highest validation_accuracy; don't look at the test accuracy"
        expect_chosen(submission, table, best, hint)
    table = made_up_table([300, 90_000, 500, 400, 600], [0.913, 0.9134, 0.9129, 0.5, 0.6])
    for entry, accuracy in zip(table, (0.95, 0.8, 0.9, 0.5, 0.5), strict=True):
        entry["test_accuracy"] = accuracy
    expect_chosen(
        submission, table, table[1], "accuracies that are close are not equal; the size decides among equals only"
    )
    for entry in table:
        del entry["test_accuracy"]
    expect_chosen(submission, table, table[1], "a table need not have a test accuracy")


@pytest.mark.graded("check_choose_best", points=0.5)
def test_smaller_of_two_equals_is_chosen(submission):
    """Of configurations with the same accuracy the one with the fewest parameters is chosen."""
    for parameters in ([5000, 900, 700, 2000, 400], [400, 700, 2000, 900, 5000], [2000, 400, 5000, 900, 700]):
        table = made_up_table(parameters, [0.5 if count == 400 else 0.75 for count in parameters])
        best = next(entry for entry in table if entry["parameters"] == 700)
        hint = "among those with the highest validation accuracy, the fewest parameters"
        expect_chosen(submission, table, best, hint)


def front_of(submission: Submission, table: list[dict]) -> tuple[list[dict], str]:
    """The student's front; entries are those of the table."""
    what = f"pareto_front(table with {len(table)} configurations)"
    front = dictionaries(submission.call("pareto_front", table), what)
    strange = [entry for entry in front if entry not in table]
    expect.true(
        not strange, f"{what}: {describe(strange[:1])} is no entry of the table. Return the entries as they are"
    )
    return front, what


def channels(entries: list[dict]) -> list[int]:
    """What tells the configurations of `made_up_table` apart."""
    return sorted(entry["configuration"]["channels"] for entry in entries)


def true_front(table: list[dict]) -> list[dict]:
    def beats(one, other):
        gains = (other["parameters"] - one["parameters"], one["validation_accuracy"] - other["validation_accuracy"])
        return min(gains) >= 0 and max(gains) > 0

    return [entry for entry in table if not any(beats(other, entry) for other in table)]


@pytest.mark.graded("check_pareto_front", points=1)
def test_beaten_configurations_are_left_out(submission):
    """The front holds those configurations that no other beats, and all of them."""
    rng = np.random.default_rng(33)
    for size in (1, 6, 14):
        counts = rng.permutation(np.arange(size) * 531 + 400)
        table = made_up_table(counts, rng.permutation(np.linspace(0.4, 0.9, size)))
        front, what = front_of(submission, table)
        hint = "an entry is beaten by one that has fewer parameters and a higher validation accuracy"
        expected = channels(true_front(table))
        expect.equal(channels(front), expected, f"{what}: numbers of channels on the front", hint)
    # Each is a little better than the smaller ones, and below the straight line between its neighbours.
    steps = np.arange(7)
    table = made_up_table(steps * 500 + 400, 0.4 + 0.002 * steps**2)
    front, what = front_of(submission, table)
    hint = "none is beaten: the larger ones are all more accurate, even if by little"
    expect.equal(len(front), len(table), f"{what}: entries on the front", hint)


@pytest.mark.graded("check_pareto_front", points=0.5)
def test_ties_on_the_front(submission):
    """Equal in one and better in the other beats; equal in both does not."""
    parameters = [400, 400, 900, 900, 2000, 3000, 3000]
    accuracies = [0.5, 0.625, 0.75, 0.75, 0.75, 0.875, 0.75]
    for order in ([0, 1, 2, 3, 4, 5, 6], [6, 4, 1, 3, 5, 2, 0]):
        table = made_up_table([parameters[i] for i in order], [accuracies[i] for i in order])
        front, what = front_of(submission, table)
        hint = (
            "same accuracy and fewer parameters beats, same parameters and higher accuracy too; equal in both does not"
        )
        expected = channels(true_front(table))
        expect.equal(channels(front), expected, f"{what}, some of them equal: numbers of channels on the front", hint)


@pytest.mark.graded("check_pareto_front", points=0.5)
def test_front_is_ordered_by_parameters(submission):
    """The front goes from few parameters to many."""
    table = made_up_table([9000, 400, 3000, 900, 2000], [0.9, 0.5, 0.8, 0.6, 0.7])
    front, what = front_of(submission, table)
    found = [entry["parameters"] for entry in front]
    reason = f"{what}: the parameters of the front are {found}, which is not from few to many"
    expect.true(len(found) > 1 and found == sorted(found), reason)
