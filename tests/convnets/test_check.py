"""Visible checks tell right from wrong like the grader does, and say what to do."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from naming import name_of

from autograder.questions import agent, expect
from autograder.questions.models import ModelRejected, rebuild
from convnets import check
from convnets.check import CheckFailed


def _message(function, *arguments, **keywords) -> str:
    with pytest.raises(CheckFailed) as caught:
        function(*arguments, **keywords)
    return str(caught.value)


EQUAL = [
    (5, 5), (5.0, 5), (np.int32(5), 5), (np.float32(5), 5), (np.array(5), 5), (tf.constant(5), 5), (5, np.int64(5)),
    (0.1 + 0.2, 0.3), (np.float64(0.3), 0.3), (1, 1.0), (True, True), (np.bool_(True), True), (True, np.bool_(True)),
    ("same", "same"), (np.str_("same"), "same"), (None, None), ((1, 2), (1, 2)), ([1, 2], (1, 2)), ([], ()),
    (np.array([1, 2]), (1, 2)), (((1, 2), "same"), [[1, 2], "same"]), ([[1], [2, 3]], ((1,), (2, 3))),
    ({"a": (1,)}, {"a": [1]}), ([1.0, 2], np.array([1, 2])), ({1, 2}, {2, 1}),
]  # fmt: skip
DIFFERENT = [
    (None, 5), (5.5, 5), ("5", 5), (5, "5"), (True, 1), (1, True), (True, 1.0), (np.bool_(True), 1), (1j, 5),
    ([5], 5), (5, [5]), (math.nan, 5.0), ((1, 2, 3), (1, 2)), ((1,), (1, 2)), ((2, 1), (1, 2)), (np.array(5), (5,)),
    (np.array([1, 2]), 1), ("ab", ("a", "b")), ([[1, 2], [3]], ((1, 2), (4,))), ({"a": 1}, {"b": 1}), ({}, {"a": 1}),
    (len, 5), (object(), (1, 2)), ((i for i in ()), 5), (iter([1, 2]), (1, 2)), (tf.constant([1, 2]), 1), (0.31, 0.3),
    ("Same", "same"), (b"same", "same"),
]  # fmt: skip


@pytest.mark.parametrize(("actual", "expected"), EQUAL, ids=name_of)
def test_right_values_pass_and_say_so(actual, expected, capsys):
    check.equal(actual, expected, "f(1)")
    assert capsys.readouterr().out.startswith("ok  f(1) = ")


def test_what_passed_takes_one_short_line(capsys):
    check.equal(["word"] * 50, ["word"] * 50, "decode(\n    review)")
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("ok  decode( review) = ['word', ")
    assert line.endswith("...")
    assert len(line) == len("ok  ") + check.MAX_LINE


@pytest.mark.parametrize(("actual", "expected"), DIFFERENT, ids=name_of)
def test_wrong_values_fail_with_both(actual, expected):
    message = _message(check.equal, actual, expected, "f(1)", hint="look at the padding")
    assert message.startswith("f(1): expected ")
    assert ", got " in message
    assert "Likely cause: " in message


@pytest.mark.parametrize(("actual", "expected"), EQUAL + DIFFERENT, ids=name_of)
def test_the_grader_and_the_check_agree(actual, expected):
    """What the check lets pass, the grader's `expect.equal` accepts; only a float may be off by a rounding error."""
    try:
        check.equal(actual, expected, "f(1)")
        passed = True
    except CheckFailed:
        passed = False
    try:
        expect.equal(agent.decode(agent.encode(actual), None), expected, "f(1)")
        accepted = True
    except CheckFailed:
        accepted = False
    assert passed == accepted or (passed and isinstance(expected, float))


def test_the_cause_of_exactly_this_wrong_value_is_named():
    causes = [(25, "the stride is forgotten"), ("same", "the padding"), ((1, 2), "turned"), (np.ones(2), "ones")]
    for value, cause in causes:
        assert cause in _message(check.equal, value, 26, "size(28)", hint="no", causes=causes)
    assert "Likely cause: look" in _message(check.equal, 24, 26, "size(28)", hint="look", causes=causes)
    assert "return statement" in _message(check.equal, None, 26, "size(28)", causes=causes)


def test_a_wrong_shape_has_causes_and_a_hint_of_its_own():
    expected = np.arange(6.0).reshape(2, 3)
    hints = {"hint": "the values", "shape_hint": "the shape", "causes": [(expected.T, "turned")]}
    assert "Likely cause: turned" in _message(check.array, expected.T, expected, "f(1)", **hints)
    assert "Likely cause: the shape" in _message(check.array, np.ones((3, 2)), expected, "f(1)", **hints)
    assert "Likely cause: the values" in _message(check.array, np.ones((2, 3)), expected, "f(1)", **hints)
    assert "Likely cause: the shape" in _message(check.array, (i for i in ()), expected, "f(1)", **hints)
    assert "np.array(...)" in _message(check.array, expected.tolist(), expected, "f(1)", **hints)


@pytest.mark.parametrize("strange", [None, "text", [[1], [2, 3]], object(), iter(()), math.nan, keras.Input((2,))])
def test_causes_do_not_break_on_strange_values(strange):
    causes = [("same", "a"), (3, "b"), ((1, 2), "c"), (np.ones((2, 2)), "d")]
    assert "expected 26" in _message(check.equal, strange, 26, "size(28)", causes=causes)


def test_arrays_are_compared_with_a_tolerance(capsys):
    check.array(np.array([1, 2.00001]), [1, 2], "f()")
    check.array(tf.constant([[1.0]]), [[1]], "f()")
    check.array(np.float64(2), 2.0, "f()")
    check.array(np.array([1.05]), [1], "f()", tolerance=0.1)
    assert capsys.readouterr().out.splitlines()[0] == "ok  f(): all 2 values agree"


def test_small_arrays_are_shown_and_large_ones_located():
    message = _message(check.array, np.array([[1, 2], [3, 5]]), np.array([[1, 2], [3, 4]]), "f()", hint="flipped")
    assert "[3 4]" in message
    assert "[3 5]" in message
    assert message.endswith("Likely cause: flipped")
    message = _message(check.array, np.zeros((10, 10)), np.eye(10), "f()")
    assert "position (0, 0)" in message
    assert "10 of 100 values differ" in message
    assert "turned" in _message(check.array, np.ones(2), np.zeros(2), "f()", causes=[(np.ones(2), "turned")])
    assert "nan" in _message(check.array, np.array([math.nan]), [1.0], "f()")


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (None, "return statement"),
        (np.ones((3, 2)), "got shape (3, 2)"),
        ([[1, 2, 3], [4, 5, 6]], "expected an array of shape (2, 3)"),
        (3, "got 3"),
        (np.full((2, 3), "a"), "array of numbers"),
        (np.full((2, 3), None), "array of numbers"),
        (keras.Input((3,), batch_size=2), "array of numbers"),
    ],
    ids=name_of,
)
def test_what_is_no_such_array_fails(actual, said):
    assert said in _message(check.array, actual, np.ones((2, 3)), "f()")


def test_shapes_and_conditions(capsys):
    check.shape(np.ones((2, 3)), (2, 3), "f()")
    check.shape(keras.Input((3,)), (None, 3), "f()")
    check.true(np.bool_(True), "all is well", "never shown")
    assert capsys.readouterr().out == "ok  f(): shape (2, 3)\nok  f(): shape (None, 3)\nok  all is well\n"
    assert _message(check.true, 0, "never shown", "this is wrong: do that") == "this is wrong: do that"


def _raise(error):
    raise error


def test_errors_are_expected_by_type(capsys):
    check.raises(ValueError, lambda: _raise(ValueError("no")), "f(-1)")
    assert capsys.readouterr().out == "ok  f(-1) raises ValueError\n"
    assert "got TypeError: why" in _message(check.raises, ValueError, lambda: _raise(TypeError("why")), "f(-1)")
    assert "got no error, but None" in _message(check.raises, ValueError, lambda: None, "f(-1)")
    with pytest.raises(KeyboardInterrupt):
        check.raises(ValueError, lambda: _raise(KeyboardInterrupt()), "f(-1)")


def test_a_failed_check_is_shown_without_a_traceback():
    lines = CheckFailed("f(): expected 1, got 2.")._render_traceback_()
    assert len(lines) == 1
    assert lines[0].endswith("f(): expected 1, got 2.")


# Models


class Own(layers.Dense):
    """A layer of a student's own."""


class OwnModel(keras.Model):
    def call(self, inputs):
        return inputs


def own_activation(x):
    return x


def _dense(*stack, **settings):
    return keras.Sequential([keras.Input((3,)), *stack, layers.Dense(2, **settings)])


def _functional(function):
    start = keras.Input((3,))
    return keras.Model(start, layers.Dense(2)(function(start)))


def _own_model():
    model = OwnModel()
    model(np.zeros((1, 3)))
    return model


GOOD_MODELS = {
    "sequential": _dense,
    "functional": lambda: _functional(layers.Dropout(0.1)),
    "operations": lambda: _functional(lambda x: keras.ops.relu(x / 255.0 - 0.5) + keras.ops.sin(x)),
    "nested": lambda: _dense(_dense()),
    "activation": lambda: _dense(activation="relu"),
    "regularised": lambda: _dense(kernel_regularizer=keras.regularizers.L2(0.1)),
    "wrapped": lambda: _dense(layers.SpectralNormalization(layers.Dense(2))),
}
BAD_MODELS = {
    "lambda layer": (lambda: _dense(layers.Lambda(lambda x: x)), "Lambda"),
    "own layer": (lambda: _dense(Own(3)), "Own"),
    "own layer inside": (lambda: _dense(_dense(Own(3))), "Own"),
    "own model": (_own_model, "OwnModel"),
    "own activation": (lambda: _dense(activation=own_activation), "own_activation"),
    "lambda activation": (lambda: _dense(activation=lambda x: x), "lambda"),
    "lambda inside": (
        lambda: keras.Sequential([keras.Input((3, 2)), layers.LSTM(2, recurrent_activation=lambda x: x)]),
        "lambda",
    ),
    "pipeline": (lambda: _dense(layers.Pipeline([layers.Rescaling(0.5)])), "Pipeline"),
    "text": (lambda: keras.Sequential([keras.Input((1,), dtype="string"), layers.TextVectorization()]), "TextVector"),
}


@pytest.mark.parametrize("name", GOOD_MODELS)
def test_a_model_that_passes_the_check_can_be_graded(name):
    model = GOOD_MODELS[name]()
    check.model(model, "build()", parameters=model.count_params(), output_shape=(None, 2))
    assert agent.decode(agent.encode(model), rebuild).count_params() == model.count_params()


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
@pytest.mark.parametrize("name", BAD_MODELS)
def test_a_model_that_cannot_be_graded_fails_the_check(name):
    make, named = BAD_MODELS[name]
    model = make()
    assert named in _message(check.model, model, "build()")
    with pytest.raises((ModelRejected, AttributeError)):
        agent.decode(agent.encode(model), rebuild).count_params()


def test_what_is_no_such_model_fails():
    assert "expected a Keras model" in _message(check.model, None, "build()")
    assert "keras.Input" in _message(check.model, keras.Sequential([layers.Dense(2)]), "build()")
    assert "build(): number of parameters: expected 9, got 8" in _message(
        check.model, _dense(), "build()", parameters=9
    )
    assert "build(): output shape" in _message(check.model, _dense(), "build()", output_shape=(None, 3))
