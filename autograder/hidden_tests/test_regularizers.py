"""Hidden tests of regularizers.

A network of a student's is judged by what it does: the grader sets its weights, one array at a time, and looks at the
penalties and outputs that follow. Data, histories and the models that `train` gets are of the grader's making.
"""

from functools import lru_cache

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import Circuit, outputs_of
from autograder.questions import expect
from autograder.questions.student_work import Wrong, describe, describe_call


def answers_of(value: object, count: int, what: str) -> list:
    """The answers to several calls in one question."""
    expect.true(isinstance(value, list) and len(value) == count, f"{what}: expected {count} results")
    return value


# --- multi_hot ---


def expect_columns(vectors: object, reviews: list[list[int]], words: int, what: str, hint: str) -> None:
    """Expect that the columns which are not zero are the ids of each review's words."""
    rows = expect.array(vectors, what, shape=(len(reviews), words))
    found = [np.flatnonzero(row).tolist() for row in rows]
    expect.equal(found, [sorted(set(review)) for review in reviews], f"{what}: columns that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=1)
def test_columns_are_word_ids(submission):
    """The column of a word is its id, from the first to the last, whatever the number of reviews and words."""
    hint = "the first column is id 0, and each id has its own column"
    for reviews, words in (([[0, 3, 6], [2], [6, 1]], 7), ([[11, 0, 5]], 12), ([[1, 2], []], 4)):
        vectors = submission.call("multi_hot", reviews, words)
        expect_columns(vectors, reviews, words, f"multi_hot({reviews}, {words})", hint)
    reviews = [[9_999, 3], [0]]
    what = f"multi_hot({reviews})"
    expect_columns(submission.call("multi_hot", reviews), reviews, 10_000, what, "without an argument words is 10,000")
    reviews = [list(range(0, 6_000, 3))]
    what, hint = "multi_hot([a review of 2,000 words], 6000)", "all words count, however long the review is"
    vectors = expect.array(submission.call("multi_hot", reviews, 6_000), what, shape=(1, 6_000))
    expect.equal(np.count_nonzero(vectors), 2_000, f"{what}: number of columns that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=0.5)
def test_words_occur_or_not(submission):
    """A word that occurs is a 1, however often it occurs and however long the review is."""
    reviews = [[4, 4, 4, 2], [1], [5, 2, 5, 3, 1, 4, 4, 5, 2]]
    hint = "a word occurs or it does not: no counts (and 8 bits cannot hold 256), no shares"
    for case, what in ((reviews, f"multi_hot({reviews}, 6)"), ([[3] * 256], "multi_hot([256 times the word 3], 6)")):
        vectors = expect.array(submission.call("multi_hot", case, 6), what)
        values = np.unique(vectors[vectors != 0]).astype(float)
        expect.equal(values.tolist(), [1.0], f"{what}: values that are not zero", hint)


@pytest.mark.graded("check_multi_hot", points=0.5)
def test_each_call_stands_for_itself(submission):
    """A call leaves its reviews as they are, and no word of theirs is in the table of the next call."""
    first, second = [[4, 5], [3]], [[3], [4]]
    what = f"multi_hot({first}, 6), then multi_hot({second}, 6)"
    expression = "[multi_hot(first, 6), first, multi_hot(second, 6)]"
    value = submission.evaluate(expression, what=what, first=first, second=second)
    _, afterwards, table = answers_of(value, 3, what)
    expect.equal(afterwards, first, f"{what}: the first reviews afterwards", "pop() takes the words out of them")
    words = np.count_nonzero(expect.array(table, what))
    hint = "words of the call before: each call needs a new table of zeros"
    expect.equal(words, 2, f"{what}: words in the second table", hint)


# --- count_parameters ---


def parameters(units: int = 16, words: int = 10_000) -> int:
    return (words + 1) * units + (units + 1) * units + units + 1


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_other_networks(submission):
    """The number of parameters is right for other sizes of network and input."""
    for units, words in ((1, 1), (7, 50), (32, 20_000)):
        hint = "two hidden layers and one output unit; a weight for each input and a bias for each unit"
        result = submission.call("count_parameters", units, words)
        expect.equal(result, parameters(units, words), f"count_parameters({units}, {words})", hint)
    for arguments in ({}, {"units": 3}, {"words": 50}):
        hint = "without an argument there are 16 units and 10,000 words"
        result = submission.call("count_parameters", **arguments)
        expect.equal(result, parameters(**arguments), describe_call("count_parameters", (), arguments), hint)


# --- objective ---


def made_up_predictions() -> dict[str, object]:
    """Some predictions are sure, and right or wrong; the last kernel has three axes, and weights that are equal."""
    rng = np.random.default_rng(1)
    kernels = [rng.normal(0, 1, shape) for shape in ((4, 3), (3, 5), (5, 1))]
    kernels.append(np.full((2, 1, 3), -0.5))
    labels = (rng.random(9) < 0.4).astype(int)
    probabilities = rng.uniform(0.03, 0.97, 9)
    probabilities[:4] = np.abs(np.array([0, 0, 1, 1]) - 0.002)
    labels[:4] = 0, 1, 0, 1
    return {"labels": labels, "probabilities": probabilities, "kernels": kernels}


@pytest.mark.graded("check_objective", points=1)
def test_objective_holds_the_cross_entropy(submission):
    """Without a penalty, or without kernels, the objective is the mean binary cross-entropy."""
    labels, probabilities, (*matrices, _) = made_up_predictions().values()
    expected = -np.mean(np.log(np.where(labels == 1, probabilities, 1 - probabilities)))
    hint = "-ln(p) for label 1, -ln(1 - p) for label 0, and the mean over the reviews"
    value = submission.call("objective", labels, probabilities, matrices)
    expect.close(value, expected, "objective(9 labels, probabilities, kernels)", hint=hint)
    value = submission.call("objective", labels, probabilities, [], l1=0.1, l2=0.1)
    hint = "the sum over no kernels is 0"
    expect.close(value, expected, "objective(9 labels, probabilities, [], l1=0.1, l2=0.1)", hint=hint)


STRENGTHS = ((0.0, 0.0), (0.3, 0.0), (0.0, 0.2), (0.1, 0.05))


@pytest.mark.graded("check_objective", points=1)
def test_objective_holds_the_penalty(submission):
    """The penalty adds the absolute values and the squares of all weights, times their strengths."""
    given = made_up_predictions()
    by_name = "[objective(labels, probabilities, kernels, l1=l1, l2=l2) for l1, l2 in strengths]"
    by_position = "objective(labels, probabilities, kernels, *strengths[-1])"
    what = "objective(labels, probabilities, kernels, one of them with 3 axes, l1, l2)"
    value = submission.evaluate(f"[*{by_name}, {by_position}, kernels]", what=what, **given, strengths=STRENGTHS)
    *results, afterwards = answers_of(value, len(STRENGTHS) + 2, what)
    plain, *penalised, positional = [expect.number(result, what) for result in results]
    absolute = sum(np.abs(kernel).sum() for kernel in given["kernels"])
    squares = sum((kernel**2).sum() for kernel in given["kernels"])
    for (l1, l2), value in zip(STRENGTHS[1:], penalised, strict=True):
        what = f"objective(..., l1={l1}, l2={l2}) minus objective(...) without penalty"
        hint = "sum |w| and w ** 2 over all numbers of all kernels; no 1/2, no mean, no root"
        expect.close(value - plain, l1 * absolute + l2 * squares, what, hint=hint)
    l1, l2 = STRENGTHS[-1]
    what, hint = f"objective(labels, probabilities, kernels, {l1}, {l2})", "l1 comes before l2 in the signature"
    expect.close(positional, penalised[-1], what, hint=hint)
    for kernel, after in zip(given["kernels"], answers_of(afterwards, len(given["kernels"]), "kernels"), strict=True):
        hint = "abs or a power is written into the kernel that was given, in place of a new array"
        expect.close(after, kernel, "a kernel after objective(...)", hint=hint)


# --- minimum_l2, minimum_l1 ---


def minimum_of(submission, function: str, minimum: np.ndarray, curvature: np.ndarray, strength: float):
    """The call, the answer, and whether the arrays that were given are as before."""
    what = f"{function}({describe(minimum)}, {describe(curvature)}, {strength})"
    result, after = submission.call_and_inspect(function, minimum, curvature, strength)
    result = expect.array(result, what, shape=minimum.shape)
    return what, result, np.array_equal(after[0], minimum) and np.array_equal(after[1], curvature)


def expect_unchanged(unchanged: bool, what: str) -> None:
    reason = f"{what}: minimum or curvature is another one afterwards. Likely cause: the result is written into it"
    expect.true(unchanged, reason)


@pytest.mark.graded("check_minimum_l2", points=1)
def test_l2_shrinks(submission):
    """With L2 each weight shrinks by a factor that depends on its curvature."""
    rng = np.random.default_rng(2)
    cases = [
        (rng.normal(0, 2, count), rng.uniform(0.2, 4, count), strength)
        for count, strength in ((5, 0.7), (2, 0.0), (1, 3.0))
    ]
    # A flat bowl and a steep one: who goes down in steps must arrive in both.
    cases += [(np.array([20.0]), np.array([0.2]), 0.01), (np.array([-3.0, 1.5]), np.array([12.0, 0.5]), 4.0)]
    for minimum, curvature, strength in cases:
        what, result, unchanged = minimum_of(submission, "minimum_l2", minimum, curvature, strength)
        hint = "the derivative c * (w - m) + 2 * strength * w is zero there"
        expected = curvature * minimum / (curvature + 2 * strength)
        expect.close(result, expected, what, tolerance=1e-3, hint=hint)
        expect_unchanged(unchanged, what)


def l1_minima(submission):
    """For several bowls: the call, the answer, the right one, which weights survive, whether the bowl is unchanged."""
    cases = (
        ([2.0, -1.5, 0.4, -0.2, 0.0], [1.0, 2.0, 1.0, 3.0, 1.0], 0.9),
        ([-3.0, 0.5], [0.5, 4.0], 1.0),
        ([1.2, -0.7], [0.5, 2.0], 0.0),
        ([12.0, -250.0, 0.52], [1.0, 0.5, 2.0], 1.0),
    )
    for minimum, curvature, strength in cases:
        minimum, curvature = np.array(minimum), np.array(curvature)
        distance = np.abs(minimum) - strength / curvature
        expected = np.sign(minimum) * np.maximum(distance, 0)
        what, result, unchanged = minimum_of(submission, "minimum_l1", minimum, curvature, strength)
        yield what, result, expected, distance > 0, unchanged


@pytest.mark.graded("check_minimum_l1", points=1)
def test_l1_moves_weights_towards_zero(submission):
    """With L1 a weight that survives moves towards zero by strength / curvature, from either side."""
    for what, result, expected, survives, unchanged in l1_minima(submission):
        hint = "the derivative c * (w - m) + strength * sign(w) is zero there"
        moved = f"{what}: the weights that do not become zero"
        expect.close(result[survives], expected[survives], moved, tolerance=1e-3, hint=hint)
        expect_unchanged(unchanged, what)


@pytest.mark.graded("check_minimum_l1", points=1)
def test_l1_sets_weights_to_zero(submission):
    """With L1 the weights that the penalty outweighs are exactly zero."""
    for what, result, _, survives, _ in l1_minima(submission):
        left = result[~survives]
        reason = (
            f"{what}: expected exactly 0.0 for the weights that the penalty outweighs, got {describe(left)}. Likely "
            "cause: they cross zero, or a search comes close to zero only"
        )
        expect.true((left == 0).all(), reason)


# --- build_net ---


def net(submission, **arguments: object) -> tuple[keras.Model, str]:
    """The network that `build_net` gives, and the call as a student would write it."""
    what = describe_call("build_net", (), arguments)
    model = submission.call("build_net", **arguments)
    expect.model(model, what, input_shape=(None, arguments["words"]), output_shape=(None, 1))
    kernels = kernels_of(model)
    sizes = [tuple(model.weights[index].shape) for index in kernels]
    reason = f"{what}: expected three dense layers (two hidden ones and one output), got weights {sizes}"
    expect.true(len(kernels) == 3 and sizes[-1][-1] == 1 and len(sizes[-1]) == 2, reason)
    return model, what


def kernels_of(model: keras.Model) -> list[int]:
    """Positions of the kernels among the model's weights."""
    return [index for index, weight in enumerate(model.weights) if len(weight.shape) == 2]


def penalty(model: keras.Model, weights: dict[int, np.ndarray | float]) -> float:
    """The sum of all penalties with the given arrays as weights, by their position, and all others zero."""
    arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
    for index, values in weights.items():
        arrays[index][...] = values
    model.set_weights(arrays)
    try:
        return float(sum(float(np.sum(loss)) for loss in model.losses))
    except Exception as error:  # penalties on outputs are symbolic, and Keras raises many types for them
        raise Wrong(
            f"build_net(...): the penalties cannot be computed from the weights alone ({type(error).__name__})"
        ) from error


def in_training(model: keras.Model, inputs: np.ndarray) -> np.ndarray:
    """The outputs in training mode, shape (n,)."""
    try:
        outputs = np.asarray(model(inputs, training=True), "float64")
    except Exception as error:  # stock layers in an unfit order raise many types
        raise Wrong(f"build_net(...): the network cannot be applied ({type(error).__name__})") from error
    return outputs[:, 0]


@pytest.mark.graded("check_build_net", points=1)
def test_network_has_the_right_size(submission):
    """Two hidden layers of the asked size and one output, each with biases."""
    for units, words in ((6, 40), (3, 11)):
        model = submission.call("build_net", units=units, words=words)
        what = f"build_net(units={units}, words={words})"
        expect.model(model, what, input_shape=(None, words), output_shape=(None, 1))
        expected = (words + 1) * units + (units + 1) * units + units + 1
        hint = "the arguments units and words, two hidden layers, one output"
        expect.equal(model.count_params(), expected, f"{what}: number of parameters", hint)


@pytest.mark.graded("check_build_net", points=1)
def test_activations_are_relu_and_sigmoid(submission):
    """The hidden layers have a ReLU, and the output is a probability."""
    model, what = net(submission, units=6, words=10)
    circuit = Circuit(model)
    linear = circuit.layers_that_pass_negative_signals()
    reason = f"{what}: hidden layers {linear} let negative values through. Likely cause: activation='relu' is missing"
    expect.true(not linear, reason)
    for score in (-2.0, 0.7, 3.0):
        output = circuit.output(np.zeros((1, 10), "float32"), bias=np.full(circuit.shapes[-1], score, "float32"))
        expected = 1 / (1 + np.exp(-score))
        hint = "the last layer has a sigmoid"
        expect.close(float(output.ravel()[0]), expected, f"{what}: output for the score {score}", hint=hint)


@pytest.mark.graded("check_build_net", points=1)
def test_only_hidden_kernels_are_penalised(submission):
    """The kernels of both hidden layers are penalised, the biases and the output layer are not."""
    for arguments in ({"l2": 0.03}, {"l1": 0.03}):
        model, what = net(submission, units=4, words=6, **arguments)
        *hidden, output = kernels_of(model)
        for number, index in enumerate(hidden, start=1):
            reason = (
                f"{what}: the weights of hidden layer {number} are not penalised. Likely cause: no kernel_regularizer"
            )
            expect.true(penalty(model, {index: 1.0}) > 0, reason)
        biases = {index: 1.0 for index in range(len(model.weights)) if index not in (*hidden, output)}
        expect.true(abs(penalty(model, biases)) < 1e-7, f"{what}: the biases are penalised. Only the kernels should be")
        reason = f"{what}: the output layer is penalised. Only the hidden layers should be"
        expect.true(abs(penalty(model, {output: 1.0})) < 1e-7, reason)


@pytest.mark.graded("check_build_net", points=1)
def test_penalties_have_the_asked_strength(submission):
    """The penalty is l1 times the absolute values plus l2 times the squares."""
    rng = np.random.default_rng(5)
    for strengths in ({"l2": 0.07}, {"l1": 0.03}, {"l1": 0.02, "l2": 0.05}, {}):
        model, what = net(submission, units=4, words=6, **strengths)
        l1, l2 = strengths.get("l1", 0.0), strengths.get("l2", 0.0)
        every = {index: rng.normal(0, 1, model.weights[index].shape) for index in range(len(model.weights))}
        # Which weights are penalised is the other test's question; where none is, both fail.
        penalised = {index: values for index, values in every.items() if penalty(model, {index: values}) > 1e-7}
        if l1 or l2:
            reason = f"{what}: nothing is penalised. Likely cause: the argument is not handed to kernel_regularizer"
            expect.true(penalised, reason)
        expected = sum(l1 * np.abs(values).sum() + l2 * (values**2).sum() for values in penalised.values())
        hint = "l1 and l2 are handed on as they are; L2 has no 1/2, and the short form 'l2' means 0.01"
        expect.close(penalty(model, penalised), expected, f"{what}: penalty for given weights", hint=hint)


UNITS, INPUTS, SAMPLES = 200, 30, 3000


def dropped_shares(model: keras.Model) -> dict[str, float]:
    """How often, in training, a value is set to zero: an input, an output of a hidden layer, the network's output."""
    first, second, last = kernels_of(model)
    biases = [index for index in range(len(model.weights)) if index not in (first, second, last)]
    ones = np.ones((SAMPLES, INPUTS), "float32")
    model.set_weights([np.zeros(weight.shape, "float32") for weight in model.weights])
    of_nothing = float(outputs_of(model, ones[:1]).ravel()[0])

    def share(weights: dict[int, np.ndarray]) -> float:
        arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
        for index, values in weights.items():
            arrays[index] = values.astype("float32")
        model.set_weights(arrays)
        return float((np.abs(in_training(model, ones) - of_nothing) < 0.05).mean())

    def zeros(index: int) -> np.ndarray:
        return np.zeros(model.weights[index].shape)

    one_input, mean_of_units, one_unit = zeros(first), zeros(last), zeros(last)
    one_input[0] = 1.0
    mean_of_units[:] = 3.0 / UNITS
    one_unit[0] = 3.0
    copy_of_one = zeros(second)
    copy_of_one[0] = 1.0
    spread = zeros(second)
    spread[:] = 1.0 / UNITS
    all_inputs = zeros(first) + 1.0 / INPUTS
    bias = zeros(biases[1]) + 1.0
    # Each value in question decides alone; all others are means of many, which dropout hardly moves.
    return {
        "the input": share({first: one_input, second: spread, last: mean_of_units}),
        "hidden layer 1": share({first: all_inputs, second: copy_of_one, last: mean_of_units}),
        "hidden layer 2": share({biases[1]: bias, last: one_unit}),
        "the output": _dropped_output(model, biases[-1], ones),
    }


def _dropped_output(model: keras.Model, bias: int, inputs: np.ndarray) -> float:
    arrays = [np.zeros(weight.shape, "float32") for weight in model.weights]
    arrays[bias] = np.full(arrays[bias].shape, 3.0, "float32")
    model.set_weights(arrays)
    expected = float(outputs_of(model, inputs[:1]).ravel()[0])
    return float((np.abs(in_training(model, inputs) - expected) > 1e-4).mean())


def dropout_net(submission, **dropout: float) -> tuple[keras.Model, str]:
    model, what = net(submission, units=UNITS, words=INPUTS, **dropout)
    shapes = [tuple(weight.shape) for weight in model.weights]
    expected = [(INPUTS, UNITS), (UNITS,), (UNITS, UNITS), (UNITS,), (UNITS, 1), (1,)]
    expect.true(shapes == expected, f"{what}: expected weights of shapes {expected}, got {shapes}")
    return model, what


HIDDEN = ("hidden layer 1", "hidden layer 2")


@pytest.mark.graded("check_build_net", points=1)
def test_dropout_follows_both_hidden_layers(submission):
    """In training outputs of both hidden layers are dropped, and neither the input nor the output."""
    model, what = dropout_net(submission, dropout=0.4)
    shares = dropped_shares(model)
    for place in HIDDEN:
        reason = (
            f"{what}: in training no output of {place} is set to zero. Likely cause: a Dropout layer is missing there"
        )
        expect.true(shares[place] > 0.02, reason)
    for place in ("the input", "the output"):
        expect.true(shares[place] < 0.02, f"{what}: {place} of the network is dropped in training, and should not be")


@pytest.mark.graded("check_build_net", points=1)
def test_dropout_has_the_asked_rate(submission):
    """The rate is the share that is dropped; without an argument and outside of training nothing is."""
    for rate in (0.2, 0.6, 0.0):
        model, what = dropout_net(submission, **({"dropout": rate} if rate else {}))
        shares = dropped_shares(model)
        found = {place: shares[place] for place in HIDDEN if shares[place] > 0.02}
        if rate:
            expect.true(found, f"{what}: in training nothing is set to zero. Likely cause: there is no Dropout layer")
        for place, share in found.items():
            reason = (
                f"{what}: in training {share:.0%} of the outputs of {place} are set to zero, expected {rate:.0%}. "
                "Likely cause: another rate, or the share that is kept in place of the share that is dropped"
            )
            expect.true(abs(share - rate) < 0.06, reason)
        inputs = np.random.default_rng(6).normal(size=(2, INPUTS)).astype("float32")
        twice = [outputs_of(model, inputs) for _ in range(2)]
        expect.true(np.array_equal(*twice), f"{what}: outside of training the same input gave different outputs")


# --- train ---


def small_model(words: int, rng: np.random.Generator, l2: float = 0.0) -> keras.Model:
    """A network with one hidden layer, whose units cancel out in pairs: untrained, it says 0.5 of every review."""
    # Fixed names keep equal questions equal.
    regularizer = keras.regularizers.L2(l2) if l2 else None
    hidden = keras.layers.Dense(16, activation="relu", kernel_regularizer=regularizer, name="hidden")
    output = keras.layers.Dense(1, activation="sigmoid", name="probability")
    model = keras.Sequential([keras.Input((words,), name="reviews"), hidden, output], name="graders_model")
    kernel, weights = rng.normal(0, 0.1, (words, 8)), rng.normal(0, 0.5, (8, 1))
    model.set_weights([np.hstack([kernel, kernel]), np.zeros(16), np.vstack([weights, -weights]), np.zeros(1)])
    return model


def planted_reviews(count: int, positive: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Multi-hot reviews in which the words of their own label are four times as frequent as those of the other."""
    labels = rng.integers(0, 2, count)
    chance = np.where(positive == labels[:, np.newaxis], 0.8, 0.2)
    return (rng.random((count, len(positive))) < chance).astype("float32"), labels


ASKED_EPOCHS = 10


@lru_cache(maxsize=1)
def asked_training(submission) -> tuple[object, object, np.ndarray, np.ndarray]:
    """What `train` gives for so many epochs, the model afterwards, and new reviews with their labels."""
    # The signal is strong, so that each optimizer finds it, slow ones too; what counts is which model learns what.
    rng = np.random.default_rng(submission.seed)
    positive = rng.permutation(120) % 2 == 0
    (x, y), (x_val, y_val), (x_new, y_new) = (planted_reviews(count, positive, rng) for count in (1600, 40, 1000))
    model = small_model(120, rng)
    result, after = submission.call_and_inspect("train", model, x, y, x_val, y_val, ASKED_EPOCHS)
    return result, after[0], x_new, y_new


@pytest.mark.graded("check_train", points=1)
def test_given_model_learns(submission, thresholds):
    """The given model itself learns the given reviews, and judges others afterwards."""
    _, trained, x_new, y_new = asked_training(submission)
    what = "train(model, ...): the model afterwards"
    trained = expect.model(trained, what, input_shape=(None, 120), output_shape=(None, 1))
    of_positive = np.asarray(outputs_of(trained, x_new), "float64")[:, 0]
    probability = float(np.where(y_new == 1, of_positive, 1 - of_positive).mean())
    what = "mean probability of the right label of new reviews after train(model, 1600 reviews, ..., epochs=10)"
    hint = "another model was trained (then it is 0.5), other labels, or the learning rate is far too small"
    thresholds.at_least("probability_of_right_labels", probability, what, hint)


TRAIN = "train(model, x_train, y_train, x_val, y_val) for a model with L2(0.05)"
REVIEWS, DEFAULT_EPOCHS, BATCH = 128, 20, 64


@lru_cache(maxsize=1)
def penalised_training(submission) -> tuple[dict[str, list[float]], float, float, float]:
    """The history for a penalised model; its cross-entropy on the validation reviews, its penalty, the steps it took.

    The validation labels are turned around, so that the first epoch is the best one. The moving mean of an input that
    is 1 in all training reviews tells the steps: 1 - momentum ** steps.
    """
    rng = np.random.default_rng(8)
    momentum = 0.99
    counter = keras.layers.BatchNormalization(momentum=momentum, center=False, scale=False, name="counter")
    learner = small_model(20, rng, l2=0.05)
    model = keras.Sequential([keras.Input((20,), name="reviews"), counter, *learner.layers], name="graders_model")
    positive = np.arange(20) % 2 == 0
    (x, y), (x_val, y_val) = (planted_reviews(count, positive, rng) for count in (REVIEWS, 50))
    x[:, 0] = 1
    y_val = 1 - y_val
    result, after = submission.call_and_inspect("train", model, x, y, x_val, y_val)
    trained = expect.model(after[0], f"{TRAIN}: the model afterwards", input_shape=(None, 20), output_shape=(None, 1))
    probabilities = np.clip(np.asarray(outputs_of(trained, x_val), "float64")[:, 0], 1e-7, 1 - 1e-7)
    entropy = -np.mean(np.log(np.where(y_val == 1, probabilities, 1 - probabilities)))
    fee = sum(float(np.sum(loss)) for loss in trained.losses)
    means = expect.array(trained.get_weights()[0], f"{TRAIN}: the moving means afterwards", shape=(20,))
    steps = np.log(np.clip(1 - means[0], 1e-9, 1)) / np.log(momentum)
    return expect.history(result, TRAIN), float(entropy), fee, float(steps)


def last(history: dict[str, list[float]], name: str) -> float:
    values = expect.entry(history, name, TRAIN)
    expect.true(len(values) > 0, f"{TRAIN}: {name} has no values")
    return values[-1]


@pytest.mark.graded("check_train", points=0.5)
def test_metric_leaves_the_penalty_out(submission):
    """`val_bce` is the cross-entropy of the validation reviews, without the penalty."""
    history, entropy, *_ = penalised_training(submission)
    expect.entry(history, "bce", TRAIN)
    hint = "the penalty is in it, other reviews are meant, or a better epoch was brought back"
    expect.close(last(history, "val_bce"), entropy, f"{TRAIN}: last val_bce", tolerance=5e-3, hint=hint)


@pytest.mark.graded("check_train", points=0.5)
def test_loss_is_cross_entropy_and_penalty(submission):
    """What is minimised is the binary cross-entropy and the model's own penalty."""
    history, entropy, fee, _ = penalised_training(submission)
    hint = "the loss is not binary_crossentropy, or other reviews are given as validation data"
    expect.close(last(history, "val_loss"), entropy + fee, f"{TRAIN}: last val_loss", tolerance=5e-3, hint=hint)


def epochs_in(history: dict[str, list[float]]) -> int:
    return len(history["val_bce" if "val_bce" in history else next(iter(history))])


@pytest.mark.graded("check_train", points=0.5)
def test_training_takes_the_asked_epochs(submission):
    """The history has as many epochs as were asked for, 20 if nothing is said."""
    what = f"train(model, ..., epochs={ASKED_EPOCHS})"
    history = expect.history(asked_training(submission)[0], what)
    hint = "pass epochs on to fit, and do not stop early"
    expect.equal(epochs_in(history), ASKED_EPOCHS, f"{what}: epochs in the history", hint)
    history, *_ = penalised_training(submission)
    hint = "another default of epochs, or training stops early"
    expect.equal(epochs_in(history), DEFAULT_EPOCHS, f"{TRAIN}: epochs in the history", hint)


@pytest.mark.graded("check_train", points=0.5)
def test_an_epoch_is_one_round_in_batches_of_64(submission):
    """Each epoch of the history goes through the training reviews once, in batches of 64."""
    history, *_, steps = penalised_training(submission)
    hint = (
        "another batch_size, validation reviews among the training reviews, training that is not in the history, or a "
        "better epoch was brought back"
    )
    expected = epochs_in(history) * REVIEWS // BATCH
    what = f"{TRAIN}: steps for {epochs_in(history)} epochs of {REVIEWS} reviews"
    expect.equal(round(steps), expected, what, hint)


# --- read_history, choose ---


def made_up_curves() -> list[dict[str, list[float]]]:
    """Histories with the minimum early, at the end, twice, after a rise, above 1; others have theirs elsewhere."""
    falling = [0.6 * 0.7**epoch for epoch in range(6)]
    curves = [
        ([0.62, 0.41, 0.33, 0.36, 0.47, 0.59], falling),
        ([0.66, 0.6, 0.55, 0.52], falling),
        ([0.5, 0.4, 0.45, 0.4, 0.44], falling),
        ([0.3, 0.38, 0.5], falling),
        # With dropout the training entropy can lie above the validation entropy, and rise.
        ([0.52, 0.44, 0.47, 0.36, 0.39], [0.68, 0.57, 0.41, 0.43, 0.46]),
        ([15.2, 12.5, 12.9], [14.8, 12.7, 12.2]),
    ]
    histories = []
    for validation, training in curves:
        training = training[: len(validation)]
        fee = [0.4 - 0.07 * epoch for epoch in range(len(validation))]
        histories.append(
            {
                "val_loss": [value + extra for value, extra in zip(validation, fee, strict=True)],
                "loss": [value + extra for value, extra in zip(training, fee, strict=True)],
                "bce": training,
                "val_bce": validation,
            }
        )
    return histories


def readings(submission):
    """For each made-up history: the call, the answer, and the history."""
    for history in made_up_curves():
        what = f"read_history(bce ends with {history['bce'][-1]:.3g}, val_bce {history['val_bce']})"
        yield what, submission.call("read_history", history), history


@pytest.mark.graded("check_read_history", points=1)
def test_epoch_of_the_minimum(submission):
    """The first epoch with the lowest `val_bce` is found, counted from 1, and the value there."""
    for what, result, history in readings(submission):
        validation = history["val_bce"]
        hint = "the smallest val_bce, not val_loss; epochs count from 1; the first of equal ones"
        expected = validation.index(min(validation)) + 1
        expect.equal(expect.entry(result, "epoch", what), expected, f"{what}['epoch']", hint)
        expect.close(expect.entry(result, "minimum", what), min(validation), f"{what}['minimum']")


@pytest.mark.graded("check_read_history", points=1)
def test_rise_and_gap(submission):
    """The rise goes from the minimum to the last epoch, the gap is validation minus training there."""
    for what, result, history in readings(submission):
        validation, training = history["val_bce"], history["bce"]
        hint = "val_bce of the last epoch minus its minimum"
        expect.close(expect.entry(result, "rise", what), validation[-1] - min(validation), f"{what}['rise']", hint=hint)
        hint = "val_bce minus bce, both of the last epoch"
        expect.close(expect.entry(result, "gap", what), validation[-1] - training[-1], f"{what}['gap']", hint=hint)


def expect_choice(submission, runs: dict, expected: tuple[str, int], hint: str) -> None:
    result = submission.call("choose", runs)
    what = f"choose({len(runs)} runs)"
    pair = isinstance(result, list | tuple) and len(result) == 2
    expect.true(pair, f"{what}: expected (name, epoch), got {describe(result)}")
    expect.equal(tuple(result), expected, what, hint)


@pytest.mark.graded("check_choose", points=1)
def test_choice_is_fair(submission):
    """The run and the epoch with the lowest unpenalised validation entropy are chosen."""
    runs = {
        "small": {
            "loss": [0.6, 0.5, 0.45, 0.42],
            "bce": [0.6, 0.5, 0.45, 0.42],
            "val_loss": [0.6, 0.5, 0.44, 0.41],
            "val_bce": [0.6, 0.5, 0.44, 0.41],
        },
        "taxed": {
            "loss": [0.95, 0.9, 0.8, 0.7, 0.6, 0.55],
            "bce": [0.55, 0.5, 0.45, 0.4, 0.35, 0.3],
            "val_loss": [1.38, 0.98, 0.82, 0.71, 0.7, 0.69],
            "val_bce": [0.95, 0.55, 0.43, 0.36, 0.4, 0.46],
        },
        "large": {
            "loss": [0.4, 0.2, 0.05],
            "bce": [0.4, 0.2, 0.05],
            "val_loss": [0.39, 0.45, 0.7],
            "val_bce": [0.39, 0.45, 0.7],
        },
        "heavily taxed": {
            "loss": [1.9, 1.6, 1.4, 1.2],
            "bce": [0.65, 0.6, 0.55, 0.5],
            "val_loss": [1.95, 1.63, 1.45, 1.3],
            "val_bce": [0.68, 0.62, 0.57, 0.54],
        },
    }
    for history in runs.values():
        history["test_bce"] = list(history["val_bce"])
    hint = "the smallest val_bce of all runs and epochs: not val_loss, not bce, no mean, not the last epoch; from 1"
    for names in (list(runs), list(runs)[::-1]):
        expect_choice(submission, {name: runs[name] for name in names}, ("taxed", 4), hint)


@pytest.mark.graded("check_choose", points=1)
def test_test_reviews_do_not_choose(submission):
    """The test reviews have no say in the choice, and need not be there."""
    validation = {"one": [0.5, 0.35, 0.38], "two": [0.6, 0.45, 0.4]}
    test = {"one": [0.51, 0.44, 0.42], "two": [0.58, 0.37, 0.46]}
    runs = {
        name: {key: list(values) for key in ("loss", "bce", "val_loss", "val_bce")}
        for name, values in validation.items()
    }
    expect_choice(submission, runs, ("one", 2), "val_bce is enough")
    with_test = {name: history | {"test_bce": test[name]} for name, history in runs.items()}
    hint = "who chooses by the test reviews cannot report a result on them"
    expect_choice(submission, with_test, ("one", 2), hint)
