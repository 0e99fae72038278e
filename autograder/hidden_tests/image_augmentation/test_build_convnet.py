"""The lecture's convnet for photos, judged by what its layers do to a signal."""

import numpy as np
import pytest

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import Circuit, circuit_of, outputs_of
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

SMALLEST = 46  # pixels of which one feature map cell is left
TRIALS = 300  # with a rate of 0.5, less than 1 in 10,000 trainings drops 0.15 more or less than that


@once
def smallest_circuit(submission: StudentWork) -> Circuit:
    """The model that the student builds for the smallest images, wired for a test."""
    what = f"build_convnet({SMALLEST})"
    model = submission.call("build_convnet", SMALLEST)
    model = expect.model(model, what, input_shape=(None, SMALLEST, SMALLEST, 3), output_shape=(None, 1))
    return circuit_of(model, 1, what)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_convnet_has_the_lectures_size(submission):
    """The convnet has the lecture's number of parameters, for images of any size, by default of 150 pixels."""
    for asked, size, parameters in (((), 150, 3_453_121), ((64,), 64, 504_001)):
        what = f"build_convnet({', '.join(map(str, asked))})"
        model = expect.model(
            submission.call("build_convnet", *asked), what, input_shape=(None, size, size, 3), output_shape=(None, 1)
        )
        hint = "look for padding, pool sizes, filters, or a layer that is missing or too many"
        expect.equal(model.count_params(), parameters, f"{what}: number of parameters", hint)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_each_hidden_layer_has_a_relu(submission):
    """Each hidden layer of the convnet sets negative values to 0."""
    circuit = smallest_circuit(submission)
    linear = circuit.layers_that_pass_negative_signals()
    reason = (
        f"build_convnet(): of the layers with weights, {', '.join(f'number {layer}' for layer in linear)} "
        "let negative values through. Likely cause: activation='relu' is missing, or it is another activation"
    )
    expect.true(not linear, reason)
    circuit.expect_no_ceiling("build_convnet()")


def chequered() -> np.ndarray:
    """Chessboards of fields that are as large as what a cell sees before each pooling, at the places that it sees.

    Where the fields fit the windows, pooling has both colours in each of its windows; elsewhere the maximum is bright
    as well. The first place is that without padding, the second that with it.
    """
    rows, columns = np.mgrid[0:SMALLEST, 0:SMALLEST]
    fields = [(1, 0), (2, 1), (2, 0), (4, 3), (4, 0), (8, 7), (8, 0)]
    boards = [((rows - place) // size + (columns - place) // size) % 2 for size, place in fields]
    return np.repeat(np.stack(boards)[..., np.newaxis], 3, axis=-1).astype("float32")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_pooling_takes_the_maximum(submission):
    """Pooling keeps the strongest value of each window, not the average."""
    circuit = smallest_circuit(submission)
    white = np.ones((1, SMALLEST, SMALLEST, 3), "float32")
    black_score, white_score, *chequered_scores = circuit.output(np.concatenate([white * 0, white, chequered()]))
    reason = "build_convnet(): black and white images give the same output. Likely cause: a softmax over one unit"
    expect.true(not np.allclose(white_score, black_score, atol=1e-4), reason)
    reason = (
        "build_convnet(): in a chequered image each pooling window has a bright field, and should count as much as "
        "one that is all bright, and counts less. Likely cause: average-pooling, or a pooling layer is missing"
    )
    expect.true(np.allclose(chequered_scores, white_score, atol=1e-4), reason)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_last_layer_is_a_sigmoid(submission):
    """The last layer gives one probability."""
    circuit = smallest_circuit(submission)
    for score in (-3.0, 0.7):
        image = np.zeros((1, SMALLEST, SMALLEST, 3), "float32")
        output = float(circuit.output(image, bias=np.array([score], "float32")).reshape(-1)[0])
        reason = (
            f"build_convnet(): for the score {score} the output is {output:.3g}, expected the sigmoid "
            f"{1 / (1 + np.exp(-score)):.3g}. Likely cause: no activation in the last layer, or another one"
        )
        expect.true(abs(output - 1 / (1 + np.exp(-score))) < 1e-3, reason)
        # A black image gives no signal that a dropout before could take away: the bias alone decides.
        in_training = outputs_of(lambda images, training: circuit.model(images, training=not training), image)
        in_training = float(in_training.reshape(-1)[0])
        reason = (
            f"build_convnet(): with training=True the output for a black image is {in_training:.3g} instead of "
            f"{output:.3g}. Likely cause: a Dropout layer behind the last layer, which deletes answers"
        )
        expect.true(abs(in_training - output) < 1e-3, reason)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_dropout_has_the_asked_rate(submission):
    """In training the asked share of the flattened features is set to 0, by default one half."""
    white = np.ones((TRIALS, SMALLEST, SMALLEST, 3), "float32")
    for rate in (None, 0.2, 0.0):
        asked = () if rate is None else (rate,)
        what = f"build_convnet({', '.join(map(str, (SMALLEST, *asked)))})"
        model = submission.call("build_convnet", SMALLEST, *asked)
        shape = (None, SMALLEST, SMALLEST, 3)
        circuit = circuit_of(expect.model(model, what, input_shape=shape, output_shape=(None, 1)), 1, what)
        expected = 0.5 if rate is None else rate
        kept = _kept(circuit, white, scale=1 / (1 - expected))
        share = float(np.mean(np.abs(kept) < 0.05))
        reason = (
            f"{what}: in training {share:.0%} of the features are set to 0, expected about {expected:.0%}. Likely "
            "cause: no Dropout layer before the dense layers, or another rate than `dropout`"
        )
        expect.true(abs(share - expected) <= 0.15 * (expected > 0), reason)
        reason = (
            f"{what}: in training a feature is neither set to 0 nor multiplied by {1 / (1 - expected):g} for the whole "
            "Dense(512). Likely cause: Dropout stands behind it"
        )
        expect.true(np.all((np.abs(kept) < 0.05) | (np.abs(kept - 1) < 0.05)), reason)


def _kept(circuit: Circuit, images: np.ndarray, scale: float) -> np.ndarray:
    """For each image 0 if its only feature is set to 0 in training, 1 if it is multiplied by `scale`.

    Two units of the first dense layer get the feature, so that a value between says that they are not treated alike.
    """
    circuit.output(images[:1])
    weights = circuit.model.get_weights()
    first, last = (weights[index] for index in circuit.kernels[-2:])
    first[:] = 0
    first[0, :2] = 1
    last[:2] = 1
    circuit.model.set_weights(weights)
    none, whole = (outputs_of(circuit.model, images[:1] * factor).reshape(-1)[0] for factor in (0, scale))
    answers = outputs_of(circuit.model, images, training=True).reshape(-1)
    return (answers - none) / (whole - none or 1)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_scaled_images_are_not_scaled_again(submission):
    """The convnet takes images from 0 to 1 as they are."""
    circuit = smallest_circuit(submission)
    white = np.ones((1, SMALLEST, SMALLEST, 3), "float32")
    same = np.allclose(circuit.output(white), circuit.output(white * 0, bias=np.array([1.0], "float32")), atol=2e-3)
    reason = (
        "build_convnet(): a signal of 1 does not arrive as 1 at the last layer, though all weights are 1. Likely "
        "cause: a Rescaling or normalisation layer (the pipeline scales the images), or not ReLU"
    )
    expect.true(same, reason)
