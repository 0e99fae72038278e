"""The window into a student's kernel: what comes through is data, and what goes wrong is the reason `CheckFailed`."""

import keras
import numpy as np
import pytest
from naming import name_of

from autograder.questions import agent, student_work
from autograder.questions.agent import History, Opaque
from autograder.questions.question import Answer
from autograder.questions.student_work import CheckFailed, Raised, StudentWork, describe, describe_call


class Kernel:
    """A student's kernel, made up: answers in this process, and remembers the questions."""

    def __init__(self, **namespace):
        self.user_ns = namespace | {"__builtins__": __builtins__}
        self.questions = []

    def ask(self, question):
        self.questions.append(question)
        return Answer(agent.answer(question.message), "", 0.1)


@pytest.fixture
def submission(monkeypatch):
    """A submission with these variables in its notebook."""

    def make(**namespace):
        kernel = Kernel(**namespace)
        monkeypatch.setattr("IPython.get_ipython", lambda: kernel)
        return StudentWork(kernel)

    return make


class Replies:
    """A student's process that sends what it likes."""

    def __init__(self, message=None, problem=""):
        self.answer = Answer(message, problem)

        self.asked = 0

    def ask(self, question):
        self.asked += 1
        return self.answer


def _reason(call, *arguments, **keywords) -> str:
    with pytest.raises(CheckFailed) as caught:
        call(*arguments, **keywords)
    str(caught.value).encode()
    return str(caught.value)


def test_a_call_gives_what_the_function_returns(submission):
    work = submission(f=lambda a, b=2, *, c: (a, b, c))
    assert work.call("f", 1, c="x") == (1, 2, "x")
    assert work.call("f", np.float32(1), [2.5], c=None) == (1, [2.5], None)


def test_values_and_expressions(submission):
    work = submission(x=[1, 2], f=lambda x: x * 2)
    assert work.value("x") == [1, 2]
    assert work.evaluate("[f(i) for i in items]", items=(1, 2)) == [2, 4]


def test_a_student_reads_what_an_expression_is_about(submission):
    def f(x):
        raise ValueError("too many")

    def g(x):
        raise NotImplementedError

    work = submission(f=f, g=g)
    raised = _reason(work.evaluate, "[f(x) for x in xs]", what="f(3 numbers)", xs=[1])
    assert raised == "f(3 numbers) raised ValueError: too many"
    assert _reason(work.evaluate, "[g(1)]", what="g(1)") == "g is not implemented yet"
    assert _reason(work.evaluate, "[h(1)]", what="h(1)") == "h is not defined"


def test_arguments_after_the_call_show_what_the_function_did_to_them(submission):
    work = submission(f=lambda values, other: values.append(3))
    result, (values, other) = work.call_and_inspect("f", [1], (2,))
    assert (result, values, other) == (None, [1, 3], (2,))


def test_each_call_gets_fresh_arguments(submission):
    work, values = submission(f=lambda values: values.append(1) or len(values)), []
    assert [work.call("f", values) for _ in range(3)] == [1, 1, 1]
    assert values == []


def test_an_equal_question_is_asked_once(submission):
    work = submission(calls=[], f="")
    work._answerer.user_ns["f"] = lambda x: work._answerer.user_ns["calls"].append(x) or [x]
    first = work.call("f", 2)
    assert work.call("f", 2) == first == [2]
    assert work.call("f", 2) is not first  # what one test changes, another does not see
    assert work.call("f", 3) == [3]
    assert work._answerer.user_ns["calls"] == [2, 3]


def test_two_calls_in_one_question_are_two_calls(submission):
    work = submission(count=iter(range(9)))
    assert [work.evaluate("[next(count), next(count)]") for _ in range(2)] == [[0, 1], [0, 1]]


def test_another_seed_is_another_question(submission):
    work = submission()
    drawn = []
    for seed in (0, 1, 0):
        work.seed = seed
        drawn.append(work.evaluate("__import__('random').random()"))
    assert drawn[0] == drawn[2] != drawn[1]


def test_a_question_that_was_not_answered_is_asked_again():
    replies = Replies(None, "the kernel died")
    work = StudentWork(replies)
    assert [_reason(work.call, "f") for _ in range(2)] == ["f(): the kernel died"] * 2
    assert replies.asked == 2


def test_an_answer_holds_only_within_the_time_of_the_second_question(submission):
    work = submission(f=lambda: 1)
    for timeout in (60, 0.05):  # each answer takes 0.1 s
        work.call("f", timeout=timeout)
    assert len(work._answerer.questions) == 2


def test_large_answers_are_not_kept(submission, monkeypatch):
    monkeypatch.setattr(student_work, "MAX_REMEMBERED_BYTES", 3000)
    work = submission(large=np.zeros(1000), small=1)
    for name in ("large", "small", "large", "small"):
        work.value(name)
    assert [question.text for question in work._answerer.questions] == ["large", "small", "large"]


def test_keywords_may_be_called_like_anything(submission):
    work = submission(f=lambda **keywords: sorted(keywords))
    assert work.call("f", function=1, self=2, expression=3) == ["expression", "function", "self"]


def test_a_model_goes_there_and_back(submission):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])

    def train(model, value):
        model.set_weights([np.full(weight.shape, value) for weight in model.get_weights()])
        return {"model": model, "parameters": model.count_params()}

    result, (trained, _) = submission(train=train).call_and_inspect("train", model, 3.0)
    assert result["parameters"] == 8
    for returned in (result["model"], trained):
        assert isinstance(returned, keras.Model)
        assert (returned.get_weights()[0] == 3).all()
    assert not (model.get_weights()[0] == 3).any()


def test_a_compiled_model_arrives_compiled(submission):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    assert submission(f=lambda model: model.compiled).call("f", model) is True


def test_a_training_history_comes_back(submission):
    def train():
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        return model.fit(np.ones((4, 3)), np.ones((4, 1)), epochs=2, verbose=0)

    history = submission(train=train).call("train")
    assert isinstance(history, History)
    assert len(history["loss"]) == 2


def test_tensors_come_back_as_arrays(submission):
    variable = keras.Variable(np.ones((2, 2)))
    values = [keras.ops.ones((2, 2)), variable, variable.value]
    for value in submission(values=values).value("values"):
        assert (value == np.ones((2, 2))).all()


def test_symbolic_and_text_tensors_are_opaque(submission):
    import tensorflow as tf

    values = [keras.Input((3,)), tf.constant("text"), tf.data.Dataset.range(3), keras.optimizers.Adam()]
    assert all(isinstance(value, Opaque) for value in submission(values=values).value("values"))


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (lambda x: 1 / x, "f(0) raised ZeroDivisionError: division by zero"),
        (lambda: 0, "f(0) raised TypeError"),
        (lambda x: (_ for _ in ()).throw(NotImplementedError("replace this")), "not implemented yet"),
        (lambda x: (_ for _ in ()).throw(ValueError), "f(0) raised ValueError"),
        (lambda x: (_ for _ in ()).throw(SystemExit(1)), "f(0) raised SystemExit: 1"),
        (lambda x: [0] * (agent.MAX_VALUES + 1), "f(0): the result cannot be sent to the grader"),
        (lambda x: keras.Sequential([keras.Input((1,)), keras.layers.Lambda(abs)]), "Lambda"),
    ],
)
def test_what_goes_wrong_is_a_reason_that_names_the_call(submission, function, reason):
    assert reason in _reason(submission(f=function).call, "f", 0)


def test_a_missing_function_is_named(submission):
    work = submission()
    assert _reason(work.call, "f", 1) == "f is not defined"
    assert _reason(work.value, "x") == "x is not defined"


def test_the_type_of_an_error_can_be_asked_for(submission):
    work = submission(f=lambda x: 1 / x, g=lambda: [0] * (agent.MAX_VALUES + 1))
    assert (work.error("f", 0), work.error("f", 1)) == ("ZeroDivisionError", "")
    assert work.error("missing") == "NameError"
    assert "cannot be sent" in _reason(work.error, "g")


def test_an_error_type_of_the_students_counts_as_the_built_in_type_that_it_is(submission):
    class TooShort(ValueError):
        pass

    def f():
        raise TooShort("4 words")

    work = submission(f=f)
    assert work.error("f") == "ValueError"
    assert _reason(work.call, "f") == "f() raised TooShort: 4 words"


def test_the_students_traceback_is_kept_for_the_record(submission):
    with pytest.raises(Raised) as caught:
        submission(f=lambda x: 1 / x).call("f", 0)
    assert caught.value.error == "ZeroDivisionError"
    assert "ZeroDivisionError" in caught.value.traceback


def test_no_answer_is_a_reason():
    assert _reason(StudentWork(Replies(None, "the kernel died")).call, "f", 1) == "f(1): the kernel died"


@pytest.mark.parametrize(
    "reply",
    [
        None, [], "ok", 3, {}, {"status": "ok"}, {"status": "ok", "value": 1},
        {"status": "ok", "value": 1, "after": []}, {"status": "ok", "value": 1, "after": {"argument_0": 1}},
        {"status": np.array(["ok", "error"]), "value": 1},
        {"status": ["ok"], "value": 1, "after": {}}, {"status": "passed", "score": 100}, {"status": True}, object(),
        {"status": np.zeros(0), "value": 1, "after": {}}, {"status": object(), "value": 1, "after": {}},
    ],
    ids=name_of,
)  # fmt: skip
def test_an_answer_of_another_form_cannot_be_read(reply):
    assert _reason(StudentWork(Replies(agent.encode(reply))).call, "f", 1) == "f(1): the result cannot be read"


@pytest.mark.parametrize("message", [b"", b"0" * 1000, agent.encode(1)[:-20]])
def test_damaged_bytes_cannot_be_read(message):
    assert "f(1): the result cannot be read" in _reason(StudentWork(Replies(message)).call, "f", 1)


@pytest.mark.parametrize("junk", [None, 3, [], np.zeros(3), object(), "x" * 10**6, "\ud800", {"a": [1]}])
def test_an_error_with_strange_entries_is_still_a_short_reason(junk):
    reply = {"status": "error", "error": junk, "message": junk, "traceback": junk}
    with pytest.raises(Raised) as caught:
        StudentWork(Replies(agent.encode(reply))).call("f", 1)
    assert len(str(caught.value)) < 500
    assert len(caught.value.traceback) <= 8000
    str(caught.value).encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.arange(3), "[0, 1, 2]"),
        (np.array(0.5), "0.5"),
        (np.array("text"), "'text'"),
        (10**400, f"1{'0' * 56}..."),
        (np.zeros((2, 5)), "array 2x5"),
        (np.float32(0.5), "0.5"),
        ("same", "'same'"),
        ([0] * 100, "list of 100"),
        (Opaque("generator", ""), "a generator"),
        (None, "None"),
        ((3, 3), "(3, 3)"),
        ({"g", "e", "f"}, "{'e', 'f', 'g'}"),
        (set(), "set()"),
    ],
)
def test_values_are_described_shortly(value, text):
    assert describe(value) == text


def test_a_call_is_written_as_a_student_would_write_it():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    call = describe_call("fit", (model, np.zeros((8, 8))), {"epochs": 2})
    assert call == "fit(model, array 8x8, epochs=2)"


def test_an_eager_question_uses_no_graph(submission):
    import tensorflow

    def is_eager(shift, fails=False):
        if fails:
            raise ValueError("too far")
        return tensorflow.config.functions_run_eagerly() and shift

    asked = submission(is_eager=is_eager)
    assert asked.call("is_eager", 3, eager=True) == 3
    assert asked.call_and_inspect("is_eager", 4, eager=True) == (4, [4])
    assert asked.evaluate("[is_eager(each) for each in shifts]", eager=True, shifts=[5, 6]) == [5, 6]
    with pytest.raises(Raised, match=r"^is_eager\(3, fails=True\) raised ValueError: too far$"):
        asked.call("is_eager", 3, fails=True, eager=True)
    assert asked.call("is_eager", 3) is False
