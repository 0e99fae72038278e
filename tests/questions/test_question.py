"""Equal questions have equal keys, so that an answer is found again in a grading record."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from naming import name_of

from autograder.questions import agent
from autograder.questions.question import Answer, Asked, Question
from autograder.questions.recorded_answers import NewQuestion


def _question(expression="f(x)", names=None, seed=0, after=(), text="f(1)", timeout=60.0):
    return Question.make(expression, names or {"x": 1}, text=text, seed=seed, timeout=timeout, after=after)


def test_a_question_holds_all_that_the_agent_needs():
    asked = agent.decode(_question(names={"x": np.ones(2)}, seed=3, after=("x",)).message, None)
    assert asked["names"]["x"].tolist() == [1, 1]
    assert (asked["expression"], asked["seed"], asked["after"]) == ("f(x)", 3, ["x"])


def test_the_key_depends_on_what_is_asked():
    assert _question().key == _question().key
    assert _question(names={"x": np.arange(9)}).key == _question(names={"x": np.arange(9)}).key


@pytest.mark.parametrize("settings", [{"text": "another text"}, {"timeout": 1.0}])
def test_the_key_does_not_depend_on_how_it_is_asked(settings):
    assert _question(**settings).key == _question().key


@pytest.mark.parametrize(
    "settings",
    [{"expression": "g(x)"}, {"names": {"x": 2}}, {"names": {"x": 1.0}}, {"names": {"x": True}}, {"names": {"x": (1,)}},
     {"names": {"x": np.int64(1)}}, {"names": {"x": np.ones(1)}}, {"names": {"y": 1}}, {"seed": 1}, {"after": ("x",)}],
    ids=name_of,
)  # fmt: skip
def test_another_question_has_another_key(settings):
    assert _question(**settings).key != _question().key


def test_lists_and_tuples_are_told_apart():
    assert _question(names={"x": [1]}).key != _question(names={"x": (1,)}).key


def test_keys_are_equal_in_each_process():
    code = (
        "import numpy as np; from autograder.questions.question import Question; "
        "print(Question.make('f(x)', {'x': {'a', 'b', 'c'}, 'y': {'k': np.ones(3)}}, text='', seed=0, timeout=1).key)"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(keys) == 1


def test_messages_are_not_shown_in_texts():
    assert "message" not in repr(_question())
    assert repr(Answer(b"secret", "", 1.0)) == "Answer(problem='', seconds=1.0)"


@pytest.mark.parametrize(
    "value",
    [_question(), Answer(b"\0", "", 1.5, "memory", malformed=True), Answer(None, "the kernel died"),
     Asked("check_a", "f(1)", "0f", 0.5, 60.0, "", "1e"), NewQuestion("check_a", "f(1)", "was not asked")],
    ids=name_of,
)  # fmt: skip
def test_each_message_crosses_a_process_boundary(value):
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=type(value)) == value
    assert hash(value) == hash(msgspec.structs.replace(value))


def test_what_is_no_data_cannot_be_asked_about():
    with pytest.raises(agent.NotSerializable, match="seed"):
        _question(names={"x": np.random.default_rng(0)})


@pytest.mark.parametrize(
    ("expression", "given", "takes"),
    [
        ("area(argument_0, scale=keyword_scale)", {"argument_0": 3, "keyword_scale": 1}, ["area"]),
        ("[area(x) for x in data]", {"data": [1, 2]}, ["area"]),
        ("(lambda volume: label(volume, data))(area)", {}, ["area", "data", "label"]),
    ],
)
def test_what_a_question_brings_along_is_not_taken_from_the_notebook(expression, given, takes):
    assert Question.make(expression, given, text="", seed=0, timeout=1).takes == tuple(takes)
