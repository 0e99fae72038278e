"""Hidden tests of mnist_convnet.

Functions get data, and where an earlier task is needed a model, of the grader's making. Models of students are
judged by what they compute: `Circuit` gives them weights that carry one signal from layer to layer, so that each
test sees one property and no other. The digits that `train` learns from have permuted labels, which makes a model
that was trained elsewhere worthless.
"""

from functools import lru_cache

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import Circuit, outputs_of
from autograder.hidden_tests.digits import all_digits, halved
from autograder.questions import expect
from autograder.questions.student_work import Submission, describe_call

LECTURE_FILTERS = (32, 64, 64)
CLASSES = 10


def classifier(
    shape: tuple[int, ...], weights: list[np.ndarray], end: str = "softmax", dropout: float = 0.0
) -> keras.Model:
    """A stack of dense layers with the given kernels and biases. Fixed names keep equal questions equal."""
    first = [keras.layers.Flatten(name="flatten")]
    first += [keras.layers.Dropout(dropout, name="dropout")] if dropout else []
    hidden = [
        keras.layers.Dense(len(bias), activation="relu", name=f"hidden_{index}")
        for index, bias in enumerate(weights[1:-2:2])
    ]
    output = keras.layers.Dense(len(weights[-1]), activation=end, name="scores")
    stack = [keras.Input(shape, name="images"), *first, *hidden, output]
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights(weights)
    return model


def reader(end: str, scale: float = 1.0, dropout: float = 0.0) -> keras.Model:
    """A model that reads its ten scores off the first ten pixels of a 6x6 image, times a scale."""
    return classifier((6, 6, 1), [scale * np.eye(36, CLASSES), np.zeros(CLASSES)], end, dropout)


def images_read_as(predictions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """6x6 images in which `reader` sees the given classes."""
    images = rng.uniform(0, 0.5, (len(predictions), 36)).astype("float32")
    images[np.arange(len(predictions)), predictions] = 1.0
    return images.reshape(-1, 6, 6, 1)


def same_weights(one: keras.Model, other: keras.Model) -> bool:
    """Whether two models have the same weights."""
    pairs = zip(one.get_weights(), other.get_weights(), strict=False)
    return len(one.weights) == len(other.weights) and all(np.array_equal(a, b) for a, b in pairs)


# --- prepare_images ---


@pytest.mark.graded("check_prepare_images", points=1)
def test_images_get_a_channel_axis(submission):
    """Images get a last axis for their one channel, whatever their number, height and width."""
    for shape in ((4, 28, 28), (1, 28, 28), (3, 12, 9)):
        images = (np.arange(np.prod(shape)) % 256).astype("uint8").reshape(shape)
        prepared = submission.call("prepare_images", images)
        what = f"prepare_images(images of shape {shape})"
        expect.array(prepared, what, shape=(*shape, 1), hint="Conv2D wants (images, height, width, channels)")


@pytest.mark.graded("check_prepare_images", points=1)
def test_grey_levels_are_scaled(submission):
    """The grey levels 0 to 255 become numbers from 0 to 1, in each image and for each type of integers."""
    images = np.random.default_rng(1).integers(0, 256, (5, 28, 28), "uint8")
    images[:, 0, :2] = 0, 255
    images[3:] = 30 + images[3:] // 2  # neither white nor black: an image is not stretched
    for kind in ("uint8", "int64"):
        what = f"prepare_images(images of type {kind})"
        prepared = expect.array(submission.call("prepare_images", images.astype(kind)), what)
        expect.true(prepared.size == images.size, f"{what}: {prepared.size} numbers for {images.size}")
        hint = "divide by 255 exactly once, whatever the image and its type, and not in whole numbers"
        expect.close(prepared.reshape(images.shape), images / 255, what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_prepare_images", points=1)
def test_scale_does_not_depend_on_the_batch(submission):
    """A grey level becomes the same number in each batch of images."""
    images = np.random.default_rng(2).integers(40, 120, (3, 28, 28), "uint8")
    other = images.copy()
    other[1:] //= 3
    other[1:, 0], other[1:, 1] = 0, 255
    same = True
    for first in (images[:1], images[:1] % 2):  # 0 and 1 only: that looks like scaled images
        firsts = []
        for others in (images[1:], images[:0], other[1:]):
            prepared = submission.call("prepare_images", np.concatenate([first, others]))
            prepared = expect.array(prepared, "prepare_images(images)")
            expect.true(prepared.size >= first.size, "prepare_images(images): pixels are missing")
            firsts.append(prepared.reshape(-1)[: first.size])
        same = same and all(np.allclose(one, firsts[0], atol=1e-3) for one in firsts)
    reason = (
        "prepare_images(images): the same image came out differently, depending on the other images of its batch. "
        "Likely cause: the scale is taken from the batch (its maximum, mean or deviation), not from the 255 grey levels"
    )
    expect.true(same, reason)


# --- predict_layers ---

PREDICTIONS = ({}, {"size": 33}, {"size": 46, "units": 7}, {"pooling": False}, {"size": 19, "pooling": False})


def lecture_sides(size: int = 28, pooling: bool = True, units: int = 64) -> list[int]:
    """Sides of the feature maps, measured on a Keras model of the lecture's layers."""
    maps, sides = keras.Input((size, size, 1)), []
    for index, filters in enumerate(LECTURE_FILTERS):
        steps = [keras.layers.Conv2D(filters, 3)]
        steps += [keras.layers.MaxPooling2D(2)] if pooling and index < 2 else []
        for step in steps:
            maps = step(maps)
            sides.append(maps.shape[1])
    return sides


@pytest.mark.graded("check_predict_layers", points=1)
def test_sides_of_feature_maps(submission):
    """The sides of all feature maps are right, with and without pooling, also where 2 does not divide them."""
    for arguments in PREDICTIONS:
        what = describe_call("predict_layers", (), arguments)
        sides = expect.entry(submission.call("predict_layers", **arguments), "sides", what)
        hint = "a 3x3 convolution takes 2 pixels off a side, pooling halves it and rounds down"
        expect.equal(sides, lecture_sides(**arguments), f"{what}['sides']", hint)


@pytest.mark.graded("check_predict_layers", points=1)
def test_parameters_follow_from_the_sides(submission):
    """Features and parameters are right for the sides of your own answer."""
    for arguments in PREDICTIONS:
        what = describe_call("predict_layers", (), arguments)
        result = submission.call("predict_layers", **arguments)
        sides = expect.array(expect.entry(result, "sides", what), f"{what}['sides']")
        expect.true(sides.ndim == 1 and sides.size, f"{what}['sides']: expected a list of numbers")
        features = LECTURE_FILTERS[-1] * int(sides[-1]) ** 2
        hint = "Flatten lists the last feature maps: side * side * channels"
        expect.equal(expect.entry(result, "features", what), features, f"{what}['features']", hint)
        windows = [9 * channels for channels in (1, *LECTURE_FILTERS[:-1])]
        units = arguments.get("units", 64)
        counts = zip([*windows, features, units], [*LECTURE_FILTERS, units, CLASSES], strict=True)
        hint = "each filter or unit has a weight for each of its inputs, and one bias"
        parameters = [(inputs + 1) * outputs for inputs, outputs in counts]
        expect.equal(expect.entry(result, "parameters", what), parameters, f"{what}['parameters']", hint)


# --- build_convnet, build_dense ---


def expect_parameters(model: keras.Model, expected: int, what: str, hint: str) -> None:
    """Expect a number of parameters."""
    expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)


def circuit_of(submission: Submission, function: str, input_shape: tuple | None = (None, 28, 28, 1)) -> Circuit:
    """The model that a function of the student's builds, wired for a test."""
    what = f"{function}()"
    model = expect.model(submission.call(function), what, input_shape=input_shape, output_shape=(None, CLASSES))
    known = isinstance(model.input_shape, tuple) and None not in model.input_shape[1:]
    expect.true(known, f"{what}: expected one input of a known shape, got {model.input_shape}")
    circuit = Circuit(model)
    layers = len(circuit.kernels)
    expect.true(layers > 1, f"{what}: expected hidden layers and a last layer, got {layers} layers with weights")
    last = circuit.shapes[-1]
    expect.true(last == (CLASSES,), f"{what}: expected a last layer with {CLASSES} biases, got weights of shape {last}")
    return circuit


def expect_probabilities(circuit: Circuit, what: str) -> None:
    """Expect outputs that are the softmax of the last layer's scores, or these scores."""
    bias = np.random.default_rng(4).normal(0, 2, CLASSES).astype("float32")
    output = circuit.output(np.zeros((1, *circuit.model.input_shape[1:]), "float32"), bias=bias)[0]
    softmax = np.exp(bias) / np.exp(bias).sum()
    reason = (
        f"{what}: for given scores the ten outputs sum to {output.sum():.3g}, and are neither their softmax "
        "nor the scores themselves. Likely cause: another activation in the last layer (sigmoid? relu?)"
    )
    expect.true(np.allclose(output, softmax, atol=1e-4) or np.allclose(output, bias, atol=1e-4), reason)


def expect_new_models(submission: Submission, function: str) -> None:
    """Expect that a second call gives a model whose weights stay as they are when those of the first change."""
    what = f"{function}()"
    expression = (
        "(lambda one, other: [float(abs(after - before).max()) for before, after in zip(other.get_weights(), "
        "(one.set_weights([weight + 1 for weight in one.get_weights()]), other.get_weights())[1])])"
        f"({what}, {what})"
    )
    moved = expect.array(submission.evaluate(expression, what=what), f"{what}: how far its weights moved")
    expect.true(moved.size > 2, f"{what}: expected hidden layers and a last layer with weights")
    reason = (
        f"{what}, called twice: a change of the first model's weights changed the second model too. Likely cause: "
        "layers or the model are made outside of the function, or kept from the first call"
    )
    expect.true(not moved.any(), reason)


@pytest.mark.graded("check_build_convnet", points=1)
def test_convnet_has_the_lectures_size(submission):
    """The convnet takes images of 28x28x1 and has as many parameters as the lecture's."""
    model = expect.model(submission.call("build_convnet"), "build_convnet()", input_shape=(None, 28, 28, 1))
    hint = "look for padding, pool sizes, or a layer that is missing or too many"
    expect_parameters(model, 93_322, "build_convnet()", hint)


@pytest.mark.graded("check_build_convnet", points=1)
def test_each_hidden_layer_has_a_relu(submission):
    """Each hidden layer of the convnet sets negative values to 0."""
    linear = circuit_of(submission, "build_convnet").layers_that_pass_negative_signals()
    reason = (
        f"build_convnet(): of the layers with weights, {', '.join(f'number {layer}' for layer in linear)} "
        "let negative values through. Likely cause: activation='relu' is missing, or it is another activation"
    )
    expect.true(not linear, reason)


@pytest.mark.graded("check_build_convnet", points=1)
def test_pooling_takes_the_maximum(submission):
    """Pooling keeps the strongest value of each window, not the average."""
    circuit = circuit_of(submission, "build_convnet")
    first, last, blocks = np.zeros((3, 16, 28, 28, 1), "float32")
    for offset in range(16):  # at one of 16 places the two poolings put a block of 4x4 pixels into one window
        top, left = 10 + offset // 4, 10 + offset % 4
        first[offset, top, left] = 1.0
        last[offset, top + 3, left + 3] = 1.0
        blocks[offset, top : top + 4, left : left + 4] = 1.0
    black, block = circuit.output(blocks * 0), circuit.output(blocks)
    equal = [np.isclose(circuit.output(pixel), block, rtol=1e-5, atol=1e-7).all(axis=1) for pixel in (first, last)]
    seen = ~np.isclose(block, black, rtol=1e-5, atol=1e-7).all(axis=1)
    reason = (
        "build_convnet(): one bright pixel in a pooling window should count as much as a window full of them, "
        "and counts less. Likely cause: average-pooling, or a pooling layer is missing"
    )
    expect.true((equal[0] & equal[1] & seen).any(), reason)


@pytest.mark.graded("check_build_convnet", points=1)
def test_last_layer_gives_probabilities(submission):
    """The last layer is a softmax over ten digits, or gives their logits."""
    expect_probabilities(circuit_of(submission, "build_convnet"), "build_convnet()")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_prepared_images_are_not_scaled_again(submission):
    """The convnet takes images from 0 to 1 as they are."""
    circuit = circuit_of(submission, "build_convnet")
    white = np.ones((1, 28, 28, 1), "float32")
    one = np.zeros(CLASSES, "float32")
    one[0] = 1.0
    same = np.allclose(circuit.output(white), circuit.output(white * 0, bias=one), atol=1e-3)
    reason = (
        "build_convnet(): a signal of 1 does not arrive as 1 at the last layer, though all weights are 1. Likely "
        "cause: a Rescaling or normalisation layer (images are scaled by prepare_images already), or not ReLU"
    )
    expect.true(same, reason)


@pytest.mark.graded("check_build_convnet", points=1)
def test_convnet_without_pooling(submission):
    """Without pooling the other layers stay as they are, and the hidden dense layer has the asked units."""
    what = "build_convnet(False, units=3)"
    model = expect.model(submission.call("build_convnet", False, units=3), what)
    expected = 55_744 + (30_976 + 1) * 3 + (3 + 1) * CLASSES
    expect_parameters(model, expected, what, "only the two pooling layers fall away, and Dense(64) has 3 units")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_each_convnet_is_new(submission):
    """Each call builds a new convnet with weights of its own."""
    expect_new_models(submission, "build_convnet")


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_has_the_lectures_size(submission):
    """The baseline takes the same images as the convnet, and has one hidden layer of 512 units."""
    model = submission.call("build_dense")
    expect.model(model, "build_dense()", input_shape=(None, 28, 28, 1), output_shape=(None, CLASSES))
    expect_parameters(model, 407_050, "build_dense()", "784 pixels, 512 units, 10 digits; each unit has a bias")


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_has_a_relu(submission):
    """The hidden layer of the baseline sets negative values to 0."""
    linear = circuit_of(submission, "build_dense", input_shape=None).layers_that_pass_negative_signals()
    reason = (
        "build_dense(): the hidden layer lets negative values through. Likely cause: activation='relu' is missing; "
        "without it two layers compute no more than one"
    )
    expect.true(not linear, reason)


@pytest.mark.graded("check_build_dense", points=0.5)
def test_baseline_gives_probabilities(submission):
    """The last layer of the baseline is a softmax over ten digits, or gives their logits."""
    expect_probabilities(circuit_of(submission, "build_dense", input_shape=None), "build_dense()")


@pytest.mark.graded("check_build_dense", points=0.5)
def test_each_baseline_is_new(submission):
    """Each call builds a new baseline with weights of its own."""
    expect_new_models(submission, "build_dense")


# --- train ---


@pytest.mark.graded("check_train", points=1)
def test_model_learns_from_what_it_is_given(submission, thresholds):
    """The given model itself learns the given digits, and recognises others afterwards."""
    digits = all_digits()
    rng = np.random.default_rng(submission.seed)
    chosen = rng.choice(len(digits.x_train), 2000, replace=False)
    new_label = np.roll(np.arange(CLASSES), rng.integers(1, CLASSES))
    # Large weights below let plain gradient descent learn in few steps as well.
    weights = [rng.normal(0, 0.3, (196, 64)), np.zeros(64), rng.normal(0, 0.1, (64, CLASSES)), np.zeros(CLASSES)]
    model = classifier((14, 14, 1), weights)
    images, labels = halved(digits.x_train[chosen]), new_label[digits.y_train[chosen]]
    _, after = submission.call_and_inspect("train", model, images, labels, 10)
    trained = expect.model(after[0], "train(model, ...): the model afterwards", output_shape=(None, CLASSES))
    reason = "train(model, ...): the given model did not change. Likely cause: another model was trained, or none"
    expect.true(not same_weights(trained, model), reason)
    held_out = halved(digits.x_test[:1000])
    expect.model(trained, "train(model, ...): the model afterwards", input_shape=(None, 14, 14, 1))
    predictions = outputs_of(trained, held_out).argmax(axis=1)
    accuracy = float((predictions == new_label[digits.y_test[:1000]]).mean())
    what = "accuracy on digits that were held out, after train(model, images, labels, 10) with 2000 digits"
    hint = "a far too small learning rate, images scaled twice, other data or labels than the given ones"
    thresholds.at_least("accuracy_after_training", accuracy, what, hint)


@pytest.mark.graded("check_train", points=1)
def test_loss_is_the_cross_entropy(submission):
    """The loss is the cross-entropy between the model's ten probabilities and the true digit."""
    # Far from 0: Keras hands binary_crossentropy the scores, and near 0 its loss would come close to the expected one.
    bias = np.full(CLASSES, -4.0)
    bias[7] = 4.0
    model = classifier((6, 6, 1), [np.zeros((36, CLASSES)), bias])
    labels = np.where(np.arange(40) % 10 == 6, 3, 7)  # few of the digits occur, and not the last ones
    # On black images only the bias can learn, and hardly moves in a few steps.
    result = submission.call("train", model, np.zeros((40, 6, 6, 1), "float32"), labels, 1, eager=True)
    loss = expect.entry(expect.history(result, "train(...)"), "loss", "train(...)")
    expect.true(len(loss) > 0, "train(...)['loss']: expected a number for each epoch, got none")
    expected = float(np.mean(np.log(np.exp(bias).sum()) - bias[labels]))
    reason = (
        f"train(...): for a model whose mean cross-entropy is {expected:.2f} the first loss is {loss[0]:.2f}. Likely "
        "cause: another loss, such as binary_crossentropy (ten yes-no questions) or smoothed labels, or other labels"
    )
    expect.true(0.6 * expected < loss[0] < 1.2 * expected, reason)


KNOWN = 0.3  # the share of the images that the model below recognises
ONLY_THERE = slice(1000, 1050)  # the images with ink in the last pixel


def images_partly_known(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels of which `reader` recognises three in ten, evenly spread."""
    rng = np.random.default_rng(7)
    predictions = rng.integers(0, CLASSES, count)
    images = images_read_as(predictions, rng)
    images[:, -1, -1] = 0.0
    images[ONLY_THERE, -1, -1] = 1.0
    wrong = (predictions + rng.integers(1, CLASSES, count)) % CLASSES
    return images, np.where(np.arange(count) % 10 < 10 * KNOWN, predictions, wrong)


@lru_cache(maxsize=1)
def one_epoch(submission: Submission) -> tuple[object, object]:
    """What `train` returns for one epoch with 1500 images, and the model afterwards."""
    images, labels = images_partly_known(1500)
    result, after = submission.call_and_inspect("train", reader("softmax", scale=8.0), images, labels, 1, eager=True)
    return result, after[0]


@pytest.mark.graded("check_train", points=0.5)
def test_history_covers_the_asked_epochs(submission):
    """The history has the loss and the accuracy of each epoch that was asked for, of five if no number was given."""
    result, _ = one_epoch(submission)
    by_default = submission.call("train", reader("softmax", scale=8.0), *images_partly_known(40), eager=True)
    calls = ((result, 1, "train(model, images, labels, 1)"), (by_default, 5, "train(model, images, labels)"))
    for result, epochs, what in calls:
        history = expect.history(result, what)
        length = len(expect.entry(history, "loss", what))
        hint = "pass the argument epochs on to fit, with 5 as default, and do not stop earlier"
        expect.equal(length, epochs, f"{what}: epochs in the history", hint)
        accuracies = [values for name, values in history.items() if "acc" in name.lower()]
        reason = f"{what}: the history has no accuracy, only {list(history)}. Likely cause: compile without metrics"
        expect.true(accuracies, reason)
        # In one epoch the model, which is sure of itself, hardly changes its mind.
        started = [values[0] for values in accuracies if values]
        reason = (
            f"{what}: for a model that recognises {KNOWN:.0%} of the images the first accuracy is "
            f"{', '.join(f'{value:.2f}' for value in started)}. Likely cause: another metric, such as BinaryAccuracy, "
            "which counts each of the ten outputs, or other labels than the given ones"
        )
        expect.true(any(abs(value - KNOWN) < 0.15 for value in started), reason)


@pytest.mark.graded("check_train", points=0.5)
def test_all_images_are_trained_on(submission):
    """The model learns from all of the images, however many there are."""
    what = "train(model, 1500 images, labels, 1)"
    _, after = one_epoch(submission)
    trained = expect.model(after, f"{what}: the model afterwards", output_shape=(None, CLASSES))
    kernel = next((weight for weight in trained.get_weights() if weight.shape == (36, CLASSES)), None)
    expect.true(kernel is not None, f"{what}: the layers of the model were changed")
    # The weights of the last pixel start at 0, and no other image can move them. Behind them are enough images for
    # a validation split of up to 30%.
    reason = (
        f"{what}: weights stayed at 0 that images {ONLY_THERE.start} to {ONLY_THERE.stop - 1} should change. "
        "Likely cause: training on the first images only, or on a copy of the model"
    )
    expect.true(kernel[-1].any(), reason)


# --- evaluate ---


@pytest.mark.graded("check_evaluate", points=1)
def test_accuracy_of_a_known_model(submission):
    """The accuracy is the share of right predictions among the given images, also for a model not compiled."""
    rng = np.random.default_rng(8)
    for count, right, end, dropout in ((75, 31, "softmax", 0.0), (130, 117, "linear", 0.5), (10, 0, "softmax", 0.0)):
        labels = rng.integers(0, CLASSES, count)
        wrong = (labels + rng.integers(1, CLASSES, count)) % CLASSES
        predictions = np.where(np.arange(count) < right, labels, wrong)
        images = images_read_as(predictions, rng)
        result = submission.call("evaluate", reader(end, dropout=dropout), images, labels, eager=True)
        layer = " with dropout" if dropout else ""
        what = f"evaluate(model, {count} images, labels) for a model{layer} that recognises {right} of them"
        hint = "the share of images whose largest score is that of their label; from 0 to 1, not rounded"
        hint += "; or the model is called with training=True" if dropout else ""
        expect.close(result, right / count, what, tolerance=1e-4, hint=hint)


@pytest.mark.graded("check_evaluate", points=1)
def test_evaluation_leaves_the_model_alone(submission):
    """The model does not learn from the digits that it is evaluated on."""
    rng = np.random.default_rng(9)
    labels = rng.integers(0, CLASSES, 40)
    model = reader("softmax")
    shares = {}
    for what, answers in (("right", labels), ("wrong", (labels + 1) % CLASSES)):
        images = images_read_as(labels, rng)
        result, after = submission.call_and_inspect("evaluate", model, images, answers, eager=True)
        shares[what] = expect.number(result, f"evaluate(model, ...) for a model whose answers are all {what}")
        evaluated = expect.model(after[0], "evaluate(model, ...): the model afterwards")
        reason = "evaluate(model, ...) changed the model's weights. Likely cause: it calls fit"
        expect.true(same_weights(evaluated, model), reason)
    right, wrong = shares["right"], shares["wrong"]
    reason = f"evaluate(model, ...) gives {right:.4g} if all answers are right, and {wrong:.4g} if all are wrong"
    expect.true(right > wrong, reason)


# --- confusion_matrix, most_confused ---


@pytest.mark.graded("check_confusion_matrix", points=1)
def test_confusions_are_counted(submission):
    """Each of the 10x10 cells counts the images of one digit that were taken for another."""
    rng = np.random.default_rng(10)
    labels, predictions = rng.integers(0, 7, (2, 500))  # no 7, 8, 9: their rows and columns stay
    labels[200:], predictions[200:] = 2, 5  # more than a uint8 can count
    expected = np.zeros((CLASSES, CLASSES), int)
    for label, prediction in zip(labels, predictions, strict=True):
        expected[label, prediction] += 1
    what = "confusion_matrix(500 labels, 500 predictions)"
    matrix = submission.call("confusion_matrix", labels, predictions)
    matrix = expect.array(matrix, what, shape=(CLASSES, CLASSES), hint="a digit that does not occur has its row too")
    # Which axis is which is the other test's question.
    counts = matrix if np.allclose(matrix, expected) else matrix.T
    expect.close(counts, expected, what, hint="the same pair can occur hundreds of times: count each")


@pytest.mark.graded("check_confusion_matrix", points=1)
def test_rows_are_the_true_digits(submission):
    """Rows stand for the true digits, columns for the predicted ones."""
    what = "confusion_matrix([1, 1, 4, 1], [2, 2, 2, 2])"
    matrix = submission.call("confusion_matrix", np.array([1, 1, 4, 1]), np.array([2, 2, 2, 2]))
    matrix = expect.array(matrix, what)
    expect.true(matrix.ndim == 2 and len(matrix) > 4, f"{what}: expected shape (10, 10), got {matrix.shape}")
    rows = np.flatnonzero(matrix.any(axis=1)).tolist()
    expect.equal(rows, [1, 4], f"{what}: rows that are not zero", "rows are the true digits, columns the predicted")


@pytest.mark.graded("check_most_confused", points=1)
def test_most_frequent_mistakes_come_first(submission):
    """The most frequent mistakes are listed as (true, predicted, count), without the right predictions."""
    rng = np.random.default_rng(11)
    matrix = rng.permutation(100).reshape(CLASSES, CLASSES) + 1  # no two counts are equal
    matrix[2, 6], matrix[2, 8], matrix[6, 2] = 300, 250, 200  # one row twice, one pair in both directions
    np.fill_diagonal(matrix, 900 + np.arange(CLASSES))
    order = np.argsort(-matrix, axis=None)[CLASSES:]
    expected = [(int(cell // CLASSES), int(cell % CLASSES), int(matrix.flat[cell])) for cell in order]
    for given in ((1,), (4,), ()):
        result = submission.call("most_confused", matrix, *given)
        hint = "largest count first, (true, predicted, count), each direction on its own, nothing of the diagonal"
        count = given[0] if given else 3
        expect.equal(result, expected[:count], f"most_confused({', '.join(['matrix', *map(str, given)])})", hint)


@pytest.mark.graded("check_most_confused", points=1)
def test_what_never_happened_is_no_mistake(submission):
    """All pairs that were confused are listed, and no others, even if fewer than asked for remain."""
    matrix = np.zeros((CLASSES, CLASSES), int)
    matrix[4, 9], matrix[3, 5], matrix[1, 7] = 6, 2, 2
    what = "most_confused(matrix with 3 kinds of mistake, 5)"
    hint = "leave out the pairs with count 0, and list each of those that are equally frequent"
    rows = expect.array(submission.call("most_confused", matrix, 5), what, shape=(3, 3), hint=hint).tolist()
    expect.equal([rows[0], *sorted(rows[1:])], [(4, 9, 6), (1, 7, 2), (3, 5, 2)], what, hint)
