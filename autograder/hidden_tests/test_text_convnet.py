"""Hidden tests of text_convnet.

Functions get texts, and where a model is needed one of the grader's making. The student's lecture network gets weights
that carry one signal from the embedding to the output, so that each test sees one property. A network of the student's
own design learns texts of the grader's making, whose words and labels were never seen before.
"""

from itertools import pairwise

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect
from autograder.questions.student_work import Submission, describe, describe_call

SMALL = {"length": 60, "words": 12, "dimensions": 4, "filters": 3, "window": 5, "pool": 3}


# --- prepare_reviews ---


def expect_ids(value: object, expected: list, what: str, hint: str) -> None:
    """Expect certain ids, as whole numbers."""
    prepared = expect.close(value, expected, what, tolerance=1e-9, hint=hint)
    expect.true(prepared.dtype.kind in "iu", f"{what}: expected integers, got {prepared.dtype}")


def expect_prepared(submission: Submission, reviews: list, length: int, words: int, expected: list, hint: str) -> None:
    value = submission.call("prepare_reviews", reviews, length, words)
    expect_ids(value, expected, f"prepare_reviews({describe(reviews)}, {length}, {words})", hint)


@pytest.mark.graded("check_prepare_reviews", points=1)
def test_short_reviews_get_zeros_in_front(submission):
    """Short reviews get the id 0 in front, also an empty one; one of the exact length stays as it is."""
    hint = "the id 0 in front, as often as ids are missing"
    expected = [[0, 0, 0, 1, 8], [0, 0, 0, 0, 0], [1, 6, 3, 9, 4], [0, 1, 7, 5, 4], [0, 0, 0, 0, 1]]
    reviews = [[1, 8], [], [1, 6, 3, 9, 4], [1, 7, 5, 4], [1]]
    expect_prepared(submission, reviews, 5, 20, expected, hint)
    expect_prepared(submission, [[1, 11]], 7, 12, [[0, 0, 0, 0, 0, 1, 11]], hint)
    hint = "each review gets the asked length, also where all of them are shorter"
    expect_prepared(submission, [[1], [1, 9], []], 4, 12, [[0, 0, 0, 1], [0, 0, 1, 9], [0, 0, 0, 0]], hint)


@pytest.mark.graded("check_prepare_reviews", points=1)
def test_long_reviews_keep_their_end(submission):
    """Of long reviews the last ids stay."""
    rng = np.random.default_rng(1)
    reviews = [rng.integers(1, 50, size).tolist() for size in (7, 30, 12, 8)]
    for length in (6, 3, 1):
        expected = [review[-length:] for review in reviews]
        expect_prepared(submission, reviews, length, 50, expected, "cut off in front, not at the end")


@pytest.mark.graded("check_prepare_reviews", points=1)
def test_unknown_words_get_the_id_2(submission):
    """Ids that are not below `words` become 2, all others stay, however large, and in each call anew."""
    reviews = [[1, 2, 4, 5, 6], [5, 900, 4, 3, 1], [4, 4, 4, 5, 5]]
    hint = "ids of `words` or more are unknown words and become 2; 0 means that there is no word"
    expected = {
        5: [[1, 2, 4, 2, 2], [2, 2, 4, 3, 1], [4, 4, 4, 2, 2]],
        6: [[1, 2, 4, 5, 2], [5, 2, 4, 3, 1], [4, 4, 4, 5, 5]],
    }
    for words, ids in expected.items():
        expect_prepared(submission, reviews, 5, words, ids, hint)
    rare = [[1, 40_000, 80_000, 88_587, 88_586]]
    expect_prepared(submission, rare, 5, 88_587, [[1, 40_000, 80_000, 2, 88_586]], "ids can be as large as 88,586")
    calls = "[prepare_reviews(reviews, 5, words) for words in limits]"
    what = "prepare_reviews of the same lists, with 5 words and then with 6"
    both = submission.evaluate(calls, what=what, reviews=reviews, limits=list(expected))
    hint = "a call changes the given lists, or the result of an earlier call"
    for words, ids in zip(expected, both, strict=True):
        expect_ids(ids, expected[words], f"{what}: result with {words} words", hint)


# --- conv1d, max_pool1d ---

# words, dimensions, window, filters
TEXTS = ((12, 3, 3, 4), (9, 1, 5, 2), (7, 5, 1, 1), (6, 2, 2, 3), (4, 3, 4, 2))


def convolved(text: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(text, len(kernel), axis=0)
    return np.einsum("pdw,wdf->pf", windows, kernel) + bias


def expect_convolution(submission: Submission, symmetric: bool, hint: str) -> None:
    """Expect the feature maps of several texts."""
    rng = np.random.default_rng(2)
    for words, dimensions, window, filters in TEXTS:
        text, kernel = rng.normal(size=(words, dimensions)), rng.normal(size=(window, dimensions, filters))
        bias = np.zeros(filters)
        if symmetric:  # then it makes no difference whether the kernel is turned: that is the other test's question
            kernel, bias = kernel + kernel[::-1], rng.normal(0, 3, filters)
        what = f"conv1d(text {words}x{dimensions}, kernel {window}x{dimensions}x{filters}, bias)"
        value = submission.call("conv1d", text, kernel, bias)
        expect.close(value, convolved(text, kernel, bias), what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_conv1d", points=1)
def test_window_slides_over_the_words(submission):
    """The window slides over the words, sums over all dimensions, and each filter adds its bias."""
    hint = "each window of words times the kernel, summed over words and dimensions, plus the bias of the filter"
    expect_convolution(submission, True, hint)


@pytest.mark.graded("check_conv1d", points=1)
def test_kernel_is_not_turned(submission):
    """The first weights of the kernel belong to the first word of the window."""
    expect_convolution(submission, False, "Keras does not turn the kernel around before it slides over the text")


@pytest.mark.graded("check_max_pool1d", points=1)
def test_maximum_of_windows_side_by_side(submission):
    """Each filter keeps the largest value of each window, and windows do not overlap."""
    rng = np.random.default_rng(3)
    for positions, filters, size, scale in ((8, 3, 2, 1), (15, 2, 5, 1e4), (6, 1, 3, 1), (4, 2, 1, 1), (4, 2, 4, 1)):
        maps = (
            rng.normal(-1, 1, (positions, filters)) if scale == 1 else -scale * rng.uniform(1, 2, (positions, filters))
        )
        what = f"max_pool1d(maps {positions}x{filters}, {size})"
        expected = maps.reshape(-1, size, filters).max(axis=1)
        hint = "windows lie side by side (step = size), each filter has its own maximum, and values may be negative"
        value, after = submission.call_and_inspect("max_pool1d", maps, size)
        expect.close(value, expected, what, hint=hint)
        hint = "the function works in the given array itself, which others still need"
        expect.close(after[0], maps, f"{what}: the given maps after the call", hint=hint)


@pytest.mark.graded("check_max_pool1d", points=1)
def test_incomplete_window_is_dropped(submission):
    """What is left at the end of the text and fills no window is dropped."""
    rng = np.random.default_rng(4)
    for positions, size in ((9, 2), (14, 5), (11, 3)):
        maps = rng.uniform(1, 2, (positions, 2))
        maps[-1] = 9.0
        expected = maps[: positions // size * size].reshape(-1, size, 2).max(axis=1)
        what = f"max_pool1d(maps {positions}x2, {size})"
        expect.close(submission.call("max_pool1d", maps, size), expected, what, hint="drop the incomplete window")


# --- receptive_fields, predict_text_convnet ---


def fields_of(stack: list[tuple[int, int]]) -> list[int]:
    fields, jump = [1], 1
    for window, stride in stack:
        fields.append(fields[-1] + (window - 1) * jump)
        jump *= stride
    return fields[1:]


@pytest.mark.graded("check_receptive_fields", points=1)
def test_overlapping_windows_add_up(submission):
    """Without strides each layer adds its window less one word."""
    for stack in ([(3, 1)], [(3, 1)] * 4, [(7, 1), (5, 1)], [(1, 1), (2, 1), (9, 1)]):
        value = submission.call("receptive_fields", stack)
        hint = "one word without layers, and window - 1 more for each layer; a number for each layer"
        expect.equal(value, fields_of(stack), f"receptive_fields({stack})", hint)


@pytest.mark.graded("check_receptive_fields", points=1)
def test_strides_widen_the_layers_above(submission):
    """A stride multiplies what the layers above it add, and not its own layer."""
    for stack in ([(7, 1), (5, 5), (7, 1)], [(3, 2), (3, 2), (3, 1)], [(4, 1), (2, 3), (2, 2), (5, 1), (2, 2)]):
        what = f"receptive_fields({stack})"
        value = expect.array(submission.call("receptive_fields", stack), what, shape=(len(stack),))
        hint = "a layer adds (window - 1) times the product of all strides below it"
        expect.equal(
            np.diff(value).tolist(),
            np.diff(fields_of(stack)).tolist(),
            f"{what}: words that each further layer adds",
            hint,
        )


PREDICTIONS = ({}, {"length": 41}, {"length": 203, "window": 4, "pool": 3}, SMALL)


def predicted(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5) -> dict[str, list[int]]:
    lengths = [length - window + 1]
    lengths += [lengths[0] // pool, lengths[0] // pool - window + 1]
    inputs = [window * dimensions, window * filters]
    return {
        "lengths": lengths,
        "parameters": [words * dimensions, *((number + 1) * filters for number in inputs), filters + 1],
    }


@pytest.mark.graded("check_predict_text_convnet", points=1)
def test_positions_after_each_layer(submission):
    """The positions after both convolutions and the pooling are right, also where pooling does not divide them."""
    for arguments in (*PREDICTIONS, {"length": 19, "window": 5, "pool": 3}):
        what = describe_call("predict_text_convnet", (), arguments)
        value = expect.entry(submission.call("predict_text_convnet", **arguments), "lengths", what)
        hint = "a convolution takes window - 1 positions off, pooling divides and rounds down"
        expect.equal(value, predicted(**arguments)["lengths"], f"{what}['lengths']", hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_parameters_of_each_layer(submission):
    """The parameters of the embedding, the convolutions and the dense layer are right."""
    for arguments in (*PREDICTIONS, {"words": 70, "dimensions": 9, "filters": 11}):
        what = describe_call("predict_text_convnet", (), arguments)
        value = expect.entry(submission.call("predict_text_convnet", **arguments), "parameters", what)
        hint = "a filter has a weight for each word of its window and each of its input channels, and one bias"
        expect.equal(value, predicted(**arguments)["parameters"], f"{what}['parameters']", hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_too_short_texts_are_refused(submission):
    """A text that is too short for any of the three layers raises a ValueError."""
    others = {"length": 18, "window": 5, "pool": 3}, {"length": 52, "window": 9}
    for arguments in ({"length": 40}, {"length": 10}, {"length": 3}, *others):
        what = describe_call("predict_text_convnet", (), arguments)
        error = submission.error("predict_text_convnet", **arguments)
        got = error or "no error"
        reason = f"{what}: expected a ValueError, got {got}: a layer has no complete window in so short a text"
        expect.true(error == "ValueError", reason)


# --- crossentropy_and_gradient ---


def losses_and_gradients(submission: Submission, outputs: list[float], labels: list[int]) -> tuple:
    """What the student's function gives, and how it was called."""
    what = f"crossentropy_and_gradient(outputs {outputs}, labels {labels})"
    value = submission.call("crossentropy_and_gradient", np.array(outputs), np.array(labels))
    is_pair = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)
    is_pair = is_pair and len(value) == 2
    expect.true(is_pair, f"{what}: expected losses and gradients, got {describe(value)}")
    return value[0], value[1], what


# Near 0 and 1 too, but not so near that 32 bits are too few for the gradient.
INSIDE = [0.5, 0.9, 0.2, 0.7, 0.05, 0.95, 2e-4, 0.9995, 0.003], [1, 1, 0, 0, 1, 0, 1, 0, 0]
OUTSIDE = [-3.0, -0.2, -0.001, 1.001, 1.4, 20.0, -7.0, 1.2], [1, 0, 1, 0, 1, 0, 0, 1]
CLIPPED = [0.0, 1.0, 4e-8, 4e-8, 1 - 3e-8, 1 - 3e-8], [1, 0, 1, 0, 1, 0]


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.5)
def test_losses_of_any_outputs(submission):
    """The losses are those of Keras, also for outputs that are clipped."""
    for outputs, labels in (INSIDE, OUTSIDE, CLIPPED):
        losses, _, what = losses_and_gradients(submission, outputs, labels)
        p, label = np.clip(outputs, 1e-7, 1 - 1e-7), np.array(labels)
        expected = -np.log(np.where(label == 1, p, 1 - p))
        # Keras itself computes in 32 bits, where the largest loss is 15.94 and not 16.12.
        expect.close(
            losses, expected, f"{what}: losses", tolerance=2e-2, hint="clip the outputs, then take the logarithm"
        )


@pytest.mark.graded("check_crossentropy_and_gradient", points=0.5)
def test_gradient_between_0_and_1(submission):
    """Between 0 and 1 the gradient is that of the cross-entropy with respect to the output."""
    outputs, labels = INSIDE
    _, gradients, what = losses_and_gradients(submission, outputs, labels)
    p, label = np.array(outputs), np.array(labels)
    hint = "(p - y) / (p (1 - p)), for each loss on its own"
    expect.close(gradients, (p - label) / (p * (1 - p)), f"{what}: gradients", tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_crossentropy_and_gradient", points=1)
def test_no_gradient_outside_0_and_1(submission):
    """Where outputs are clipped, outside (0, 1) and 1e-7 inside, the gradient is exactly 0, whatever the label."""
    for outputs, labels in (OUTSIDE, CLIPPED):
        _, gradients, what = losses_and_gradients(submission, outputs, labels)
        hint = "the clipped value does not depend on the output there, so the derivative is 0"
        expect.close(gradients, np.zeros(len(outputs)), f"{what}: gradients", tolerance=1e-9, hint=hint)


# --- build_text_convnet ---


class Wired:
    """The student's lecture network with weights of the grader's: one signal runs from word 5 to the output.

    Word 5 has `word` in its first dimension, the middle of each first filter has the weight 1 or that of `kernels`, and
    the output's score is what the global maximum finds in the first filter, plus `bias`.
    """

    def __init__(self, submission: Submission):
        what = describe_call("build_text_convnet", (), SMALL)
        model = expect.model(submission.call("build_text_convnet", **SMALL), what)
        window, dimensions, filters = SMALL["window"], SMALL["dimensions"], SMALL["filters"]
        convolutions = [(window, dimensions, filters), (filters,), (window, filters, filters), (filters,)]
        expected = [(SMALL["words"], dimensions), *convolutions, (filters, 1), (1,)]
        shapes = [tuple(weight.shape) for weight in model.weights]
        expect.true(shapes == expected, f"{what}: expected weights of the shapes {expected}, got {shapes}")
        shape = model.input_shape
        expect.true(shape == (None, SMALL["length"]), f"{what}: expected input shape (None, 60), got {shape}")
        self.model, self.shapes, self.what = model, shapes, what

    def output(
        self, texts: np.ndarray, word: float = 1.0, kernels: tuple = (1.0, 1.0), bias: float = 0.0
    ) -> np.ndarray:
        """The outputs for texts of ids, as one row of numbers."""
        weights = [np.zeros(shape, "float32") for shape in self.shapes]
        weights[0][5, 0] = word
        weights[1][SMALL["window"] // 2, 0, 0], weights[3][SMALL["window"] // 2, 0, 0] = kernels
        weights[5][0, 0] = 1.0
        weights[6][0] = bias
        self.model.set_weights(weights)
        return expect.array(outputs_of(self.model, texts).reshape(-1), f"{self.what}: outputs")


EMPTY = np.zeros((1, SMALL["length"]), "int32")
FULL = EMPTY + 5


@pytest.mark.graded("check_build_text_convnet", points=1)
def test_network_has_the_lectures_size(submission):
    """The network takes texts of the asked length, gives one output, and has as many parameters as the lecture's."""
    for arguments in ({}, SMALL, {"length": 90, "words": 50, "dimensions": 6, "filters": 5, "window": 4, "pool": 2}):
        what = describe_call("build_text_convnet", (), arguments)
        model = expect.model(
            submission.call("build_text_convnet", **arguments),
            what,
            input_shape=(None, arguments.get("length", 500)),
            output_shape=(None, 1),
        )
        expected = sum(predicted(**arguments)["parameters"])
        hint = "look at the arguments, or for a layer that is missing or too many"
        expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_both_convolutions_have_a_relu(submission):
    """Both convolutions set negative values to 0."""
    wired = Wired(submission)
    silent = wired.output(EMPTY)
    first = np.allclose(wired.output(FULL, word=-1.0, kernels=(1.0, -1.0)), silent, atol=1e-4)
    second = np.allclose(wired.output(FULL, kernels=(1.0, -1.0)), silent, atol=1e-4)
    guilty = " and ".join(name for name, fine in (("first", first), ("second", second)) if not fine)
    reason = (
        f"{wired.what}: the {guilty} convolution lets negative values through. Likely cause: activation='relu' is "
        "missing, or it is another activation"
    )
    expect.true(first and second, reason)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_one_telling_word_is_enough(submission):
    """One word that a filter looks for counts as much as a text full of it, wherever it stands."""
    wired = Wired(submission)
    texts = np.repeat(EMPTY, 6, axis=0)
    texts[range(6), [8, 9, 10, 23, 36, 49]] = 5
    expected = wired.output(EMPTY, bias=1.0)
    found = wired.output(np.concatenate([texts, FULL]))
    reason = (
        f"{wired.what}: one word in a long text does not reach the output with its full strength, or not from each "
        "place. Likely cause: average-pooling, or Flatten in place of GlobalMaxPooling1D"
    )
    expect.true(np.allclose(found, expected, atol=1e-4), reason)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_no_layer_pads(submission):
    """The shortest text is as long as the receptive field: no layer pads."""
    arguments = SMALL | {"length": 19}
    expect.model(submission.call("build_text_convnet", **arguments), describe_call("build_text_convnet", (), arguments))
    arguments = SMALL | {"length": 18}
    error = submission.error("build_text_convnet", **arguments)
    reason = (
        f"{describe_call('build_text_convnet', (), arguments)}: expected an error, since 18 words are too few for the "
        "layers, and got a model. Likely cause: padding='same' or 'causal'"
    )
    expect.true(error, reason)


# Eager, because preparing a compiled model takes longer than to evaluate it on 8 texts.
EVALUATED = (
    "(lambda model: [setattr(model, 'run_eagerly', True), [[model.set_weights("
    "[0 * weight for weight in model.get_weights()[:-1]] + [bias]),"
    " model.evaluate(texts, labels, batch_size=8, verbose=0, return_dict=True)][-1] for bias, labels in cases]][-1])"
    "(build_text_convnet(**arguments))"
)


def evaluated(submission: Submission, cases: list[tuple[float, int]]) -> list[dict]:
    """What `evaluate` of the student's compiled network says, if each text has the same logit and the same label."""
    asked = [(np.array([bias], "float32"), np.full(8, label)) for bias, label in cases]
    what = f"{describe_call('build_text_convnet', (), SMALL)}.evaluate(8 texts, labels)"
    texts = np.zeros((8, SMALL["length"]), "int32")
    results = submission.evaluate(EVALUATED, what=what, arguments=SMALL, texts=texts, cases=asked)
    are_results = isinstance(results, list) and all(isinstance(result, dict) for result in results)
    expect.true(are_results, f"{what}: expected the loss and the accuracy, got {describe(results)}")
    return results


@pytest.mark.graded("check_build_text_convnet", points=1)
def test_loss_fits_the_output(submission):
    """The loss is the binary cross-entropy of the probability that the output stands for."""
    cases = [(-2.0, 1), (3.0, 0), (1.5, 1), (0.0, 0)]
    for (logit, label), result in zip(cases, evaluated(submission, cases), strict=True):
        expected = float(np.log1p(np.exp(-logit if label else logit)))
        probability = 1 / (1 + np.exp(-logit))
        loss = expect.number(expect.entry(result, "loss", "build_text_convnet().evaluate(...)"), "loss")
        reason = (
            f"build_text_convnet(): with the probability {probability:.2f} (logit {logit:g}) and the label {label} the "
            f"loss should be {expected:.2f}, and is {loss:.2f}. Likely cause: no sigmoid, though the loss wants "
            "probabilities (outputs outside (0, 1) are then clipped, and learn nothing), or another loss"
        )
        expect.true(abs(loss - expected) < 0.02 * (1 + expected), reason)


@pytest.mark.graded("check_build_text_convnet", points=0.5)
def test_accuracy_fits_the_output(submission):
    """The accuracy takes a text for positive from a probability of 0.5 on, which is a logit of 0."""
    cases = [(0.02, 1), (0.02, 0), (-0.02, 1), (2.0, 1)]
    for (logit, label), result in zip(cases, evaluated(submission, cases), strict=True):
        values = [value for name, value in result.items() if "acc" in str(name).lower()]
        expect.true(values, f"build_text_convnet(): compiled without accuracy; evaluate knows {list(result)}")
        expected = float((logit > 0) == label)
        accuracy = expect.number(values[0], "build_text_convnet(): accuracy")
        reason = (
            f"build_text_convnet(): texts with the logit {logit:g} and the label {label} should have the accuracy "
            f"{expected:g}, and have {accuracy:g}. Likely cause: logits are not compared with 0"
        )
        expect.true(abs(accuracy - expected) < 1e-6, reason)


# --- classify ---


@pytest.mark.graded("check_classify", points=1)
def test_threshold_fits_the_output(submission):
    """A probability is compared with 0.5 and a logit with 0, as the argument says and not the outputs."""
    table = np.array([-3.0, -0.7, -0.2, 0.01, 0.3, 0.45, 0.8, 4.0])
    texts = np.random.default_rng(5).integers(0, 8, (40, 1))
    for are_logits, logits in ((True, table), (False, table), (True, np.linspace(0.05, 0.95, 8))):
        known = logits if are_logits else 1 / (1 + np.exp(-logits))
        stack = [keras.Input((1,), name="ids"), keras.layers.Embedding(8, 1, name="table")]
        model = keras.Sequential([*stack, keras.layers.Flatten(name="output")], name="graders_model")
        model.set_weights([known.reshape(8, 1)])
        value = submission.call("classify", model, texts, logits=are_logits, eager=True)
        what = f"classify(model, 40 texts, logits={are_logits})"
        hint = "1 if a logit is above 0, or a probability above 0.5; one number for each text"
        expect.close(value, (logits > 0)[texts[:, 0]].astype(int), what, hint=hint)


# --- compare ---

# Eager, so that the loss is asked in each step: it takes its time, and notes when it was asked for how many texts.
COMPARED = """(lambda keras, time, made, asked, pauses: (
    lambda build, begin: [
        compare({name: (lambda name=name: build(name)) for name in given}, train, test, epochs, seed=seed),
        time.perf_counter() - begin - sum(pauses),
        [int(model.optimizer.iterations) for model in made],
        asked,
    ]
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
            metrics=[metric],
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


def compared(submission: Submission, given: dict[str, keras.Model], train, test, epochs: int, **asked) -> tuple:
    """The rows of a comparison, the training steps of each model that was built, and the times that trainings can take.

    Args:
        given: what the builders build, for each name.
        **asked: seed, the learning rate, the metric, whether models get the weights of the given ones, and `pause`: the
            seconds that building takes at least, and a batch as large as all of `test`; each batch takes a tenth.

    Returns:
        rows, steps of each model, (least seconds of each training, most seconds of all), the call for messages
    """
    asked = {"seed": 0, "rate": 0.0, "metric": "accuracy", "given_weights": True, "pause": 0.0} | asked
    asked |= {"given": given, "train": train, "test": test, "epochs": epochs}
    what = f"compare({len(given)} builders, train, test, {epochs}, seed={asked['seed']})"
    rows, most, steps, batches = submission.evaluate(COMPARED, what=what, **asked)
    are_rows = isinstance(rows, list | tuple) and all(isinstance(row, dict) for row in rows)
    expect.true(are_rows, f"{what}: expected a list of dictionaries, got {describe(rows)}")
    expect.equal(len(rows), len(given), f"{what}: number of rows", "one for each builder")
    # From one training batch to the next, leaving out those with an evaluation between them.
    least = [
        sum(end - begin for (begin, first), (end, size) in pairwise(own) if len(test[1]) not in (first, size))
        for own in batches
    ]
    return list(rows), steps, (least, most), what


def texts_read_as(predictions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Texts of two ids that `reader` takes for the given classes."""
    first = np.where(predictions == 1, 1, rng.choice([0, 2, 3, 4, 5], len(predictions)))
    return np.stack([first, rng.integers(0, 6, len(predictions))], axis=1)


@pytest.mark.graded("check_compare", points=0.5)
def test_accuracy_is_that_of_the_test_texts(submission):
    """The accuracy is that of the trained model on the test texts, whatever the metric is called."""
    rng = np.random.default_rng(6)
    labels = rng.integers(0, 2, 70)
    texts = texts_read_as(np.where(np.arange(70) < 21, labels, 1 - labels), rng)
    # With a learning rate this large, the texts that begin with 0 are taken for 0, 1, 0 after the three epochs.
    texts[40:, 0], labels[40:] = 0, 1
    train = np.zeros((32, 2), int), np.arange(32) % 2
    given = {"one": reader(steered=True)}
    rows, _, _, what = compared(submission, given, train, (texts, labels), 3, rate=20.0, metric="binary_accuracy")
    hint = "evaluate on `test`, not on what the model was trained on, and after all epochs; a share from 0 to 1"
    accuracy = expect.entry(rows[0], "accuracy", what)
    expect.close(accuracy, 0.3, f"{what}: accuracy of a model that is right in 21 of 70 test texts", hint=hint)


@pytest.mark.graded("check_compare", points=0.5)
def test_rows_and_epochs(submission):
    """Each row has name, parameters and seconds, and each model was trained for the asked epochs in batches of 32."""
    rng = np.random.default_rng(7)
    labels, held_out, pause = rng.integers(0, 2, 40), np.arange(20) % 2, 0.15
    train, test = (texts_read_as(labels, rng), labels), (texts_read_as(held_out, rng), held_out)
    worse = reader(8)
    worse.get_layer("output").set_weights([np.array([[-1.0], [0.0]]), np.zeros(1)])
    rows, steps, (least, most), what = compared(submission, {"b": worse, "a": reader()}, train, test, 5, pause=pause)
    names = [expect.entry(row, "model", what) for row in rows]
    expect.equal(names, ["b", "a"], f"{what}: names in the order of the builders")
    parameters = [expect.entry(row, "parameters", what) for row in rows]
    expect.equal(parameters, [11, 9], f"{what}: parameters")
    seconds = [expect.number(expect.entry(row, "seconds", what), f"{what}: seconds") for row in rows]
    hint = "5 epochs of 40 texts in batches of 32 are 10 steps for each model; build each model once"
    expect.equal(steps, [10, 10], f"{what}: training steps of the models that were built", hint)
    for number, (took, at_least) in enumerate(zip(seconds, least, strict=True)):
        reason = f"{what}: training {number + 1} took {at_least:.2g} s at least, got {took:.2g} s. Likely cause: the "
        # A half, since clocks differ and seconds may be rounded.
        expect.true(took > at_least / 2, f"{reason}seconds are not those of all epochs")
    reason = (
        f"{what}: all trainings together took {most:.2f} s at most, got {sum(seconds):.2f} s. Likely cause: the watch "
        "runs while a model is built or evaluated"
    )
    expect.true(sum(seconds) < most + 0.11, reason)  # two numbers, rounded to 0.1 s at worst


@pytest.mark.graded("check_compare", points=1)
def test_all_models_start_alike(submission):
    """The seed is set before each model is built, so that what ran before makes no difference."""
    rng = np.random.default_rng(8)
    texts, labels = rng.integers(0, 6, (300, 2)), rng.integers(0, 2, 300)
    few = texts[:32], labels[:32]  # nothing can be learned from them: one step is enough
    accuracies = []
    for seed in (1, 2, 3):
        asked = {"seed": seed, "given_weights": False}
        rows, _, _, what = compared(submission, {"one": reader(), "two": reader()}, few, (texts, labels), 1, **asked)
        found = [expect.number(expect.entry(row, "accuracy", what), f"{what}: accuracy") for row in rows]
        reason = f"{what}: the same model twice has the accuracies {', '.join(f'{each:.3f}' for each in found)}"
        expect.true(len(set(found)) == 1, f"{reason}. Likely cause: the seed is not set before each model is built")
        accuracies.append(found[0])
    reason = (
        "compare(..., seed): three seeds gave the same initial weights. Likely cause: the argument seed is not used"
    )
    expect.true(len(set(accuracies)) > 1, reason)


# --- build_small_windows ---

LENGTH, WORDS, SPAN = 40, 34, 9
LEARNED = (
    "(lambda keras: [keras.utils.set_random_seed(start), model := build_small_windows(length, words),"
    " model.fit(texts, labels, epochs=12, batch_size=32, verbose=0), model][-1])(__import__('keras'))"
)
NOT_FEED_FORWARD = (
    keras.layers.RNN,
    keras.layers.Bidirectional,
    keras.layers.Attention,
    keras.layers.AdditiveAttention,
    keras.layers.MultiHeadAttention,
    keras.layers.GroupQueryAttention,
)


def signal_texts(count: int, rng: np.random.Generator, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Texts with two phrases of `SPAN` words; whose head goes with whose tail tells the label.

    Args:
        words: a permutation of all ids; its first five are the two heads, the two tails and the neutral word.
    """
    labels = rng.permutation(np.arange(count) % 2)
    texts = rng.choice(words[5:], (count, LENGTH))
    for text, label in zip(texts, labels, strict=True):
        starts = rng.integers(0, LENGTH // 2 - SPAN + 1), rng.integers(LENGTH // 2, LENGTH - SPAN + 1)
        for start, head in zip(starts, rng.permutation(2), strict=True):
            tail = 2 + (head if label else 1 - head)
            text[start : start + SPAN] = [words[head], *[words[4]] * (SPAN - 2), words[tail]]
    return texts.astype("int32"), labels


def predictions_of(model: keras.Model, texts: np.ndarray, what: str) -> np.ndarray:
    """Classes from a probability, a logit or two probabilities."""
    outputs = expect.array(outputs_of(model, texts), f"{what}: outputs")
    expected = outputs.ndim == 2 and outputs.shape[1] in (1, 2)
    expect.true(expected, f"{what}: expected one or two outputs for each text, got shape {outputs.shape}")
    if outputs.shape[1] == 2:
        return outputs.argmax(axis=1)
    are_logits = outputs.min() < 0 or outputs.max() > 1
    return (outputs[:, 0] > (0.0 if are_logits else 0.5)).astype(int)


@pytest.mark.graded("check_build_small_windows", points=1)
def test_signal_of_9_words_is_learned(submission, thresholds):
    """After training the network recognises texts whose signal is 9 words long."""
    rng = np.random.default_rng(submission.seed)
    words = rng.permutation(WORDS)
    texts, labels = signal_texts(1000, rng, words)
    held_out, truth = signal_texts(500, rng, words)
    what = f"build_small_windows({LENGTH}, {WORDS})"
    accuracies = []
    for start in range(3):  # a start can be unlucky; a view that is too short stays too short
        asked = {"texts": texts, "labels": labels, "length": LENGTH, "words": WORDS, "start": start}
        model = expect.model(submission.evaluate(LEARNED, what=f"{what}.fit(1000 texts, labels)", **asked), what)
        accuracies.append(float((predictions_of(model, held_out, what) == truth).mean()))
        if accuracies[-1] > 0.97:
            break
    measured = f"accuracy of {what} on texts that were held out, best of {len(accuracies)} trainings"
    hint = "the receptive field does not hold 9 words from each place, or the learning rate is too small"
    thresholds.at_least("accuracy_on_long_signals", max(accuracies), measured, hint)


@pytest.mark.graded("check_build_small_windows", points=1)
def test_windows_are_small(submission):
    """No convolution has a window of more than 3 words, and nothing else reads over words but pooling."""
    what = "build_small_windows(45, 20)"
    model = expect.model(submission.call("build_small_windows", 45, 20), what, input_shape=(None, 45))
    layers = model._flatten_layers(include_self=False)
    for layer in layers:
        expect.true(not isinstance(layer, NOT_FEED_FORWARD), f"{what}: {type(layer).__name__} is not allowed here")
        window = max(np.ravel(getattr(layer, "kernel_size", 1)))
        expect.true(window <= 3, f"{what}: {type(layer).__name__} has a window of {window} words, expected 3 at most")
