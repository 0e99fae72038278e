"""The format of questions and answers: everything that is data comes back, and no bytes do harm."""

import collections
import enum
import io
import json
import math
import pickle
import resource
import struct
import types
import zipfile

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from naming import name_of

from autograder.questions import agent
from autograder.questions.agent import History, NotSerializable, Opaque, answer, decode, encode


def _no_model(config, weights, trainable):
    raise AssertionError("there is no model in this message")


def _there_and_back(value):
    return decode(encode(value), _no_model)


def _message(tree, **arrays) -> bytes:
    """A message as an attacker may write it."""
    buffer = io.BytesIO()
    document = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    np.savez(buffer, json=np.frombuffer(document, np.uint8), **arrays)
    return buffer.getvalue()


def _raw_npy(header: str, data: bytes = b"") -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data


def _raw_message(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _json_npy(tree) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.frombuffer(json.dumps(tree).encode(), np.uint8))
    return buffer.getvalue()


def _same(left, right) -> bool:
    """Equal in value and type, NaN included."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return (
            left.dtype == right.dtype
            and left.shape == right.shape
            and np.array_equal(left, right, left.dtype.kind in "fc")
        )
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, float | np.floating) and math.isnan(left):
        return math.isnan(right)
    return left == right


# Data comes back


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 0, 1, -5, 2**63 - 1, -(2**63) + 1, 0.1, -0.0, 1e-320, 1e308, "", "ä€𝄞\0\n", "nan"),
        *(math.nan, math.inf, -math.inf, [math.nan, (math.inf,)]),
        *([], (), {}, set(), [()], ([],), [[], [[]]], (1,), [1, (2, [3, (4,)])], {1, 2, 3}, {(1, 2), "a", None}),
        *({"a": 1}, {1: "a", 2.5: "b", (1, 2): "c", None: "d", False: "e"}, {"type": "array", "array": "a0"}),
        *(np.float64(0.1), np.float32(0.1), np.float16(2), np.int64(-3), np.uint8(255)),
        *(np.bool_(True), np.complex64(1j), np.float64("nan"), np.float32("inf"), np.longdouble(1)),
        *(np.array(3), np.array(2.5), np.array(True), np.array("text"), np.array([])),
        *(np.zeros((0, 3)), np.zeros((2, 0, 3)), np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(12)[::-2]),
        *(np.array([math.nan, math.inf]), np.array(["a", "", "äöü"]), np.array([True, False]), np.array([1 + 2j])),
        *(np.arange(3, dtype=">i4"), np.arange(3, dtype=np.uint64) + 2**63, np.broadcast_to(np.float32(1), (3, 3))),
        [{"name": "a", "shape": (1, 2), "values": [np.ones(2), {"x": np.int64(1)}]}],
    ],
    ids=name_of,
)  # fmt: skip
def test_data_comes_back_with_its_type(value):
    assert _same(_there_and_back(value), value)


def test_minus_zero_keeps_its_sign():
    assert math.copysign(1, _there_and_back(-0.0)) == -1


def test_a_history_comes_back_as_a_history():
    history = _there_and_back(History(loss=[1.0, 0.5], acc=[np.float32(0.1), 0.2]))
    assert isinstance(history, History)
    assert history["loss"] == [1.0, 0.5]


def test_subclasses_of_arrays_come_back_as_plain_arrays():
    for value in (np.ma.masked_array([1, 2], [True, False]), np.array([[1, 2]]).view(np.recarray)):
        assert type(_there_and_back(value)) is np.ndarray


def test_equal_values_are_equal_bytes():
    assert encode({"b": {"x", "y", "z"}, "a": np.ones(3)}) == encode({"b": {"z", "y", "x"}, "a": np.ones(3)})


class Whole(enum.IntEnum):
    one = 1


class Number(int):
    def __abs__(self):
        raise RuntimeError("an int that lies")


class Text(str):
    def __str__(self):
        return "a lie"

    __repr__ = encode = format = __str__


class Rows(list):
    def __len__(self):
        return 0


class Table(dict):
    def __getitem__(self, key):
        return "a lie"


class Silent:
    def __repr__(self):
        raise RuntimeError("no text")


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([Text("truth")], ["truth"]),
        (np.str_("a"), "a"),
        (Rows([1, 2]), [1, 2]),
        (Table(a=1), {"a": 1}),
        (collections.OrderedDict(a=1), {"a": 1}),
        (Point(1, 2), (1, 2)),
        (frozenset({1}), {1}),
    ],
)
def test_subclasses_become_the_plain_type_with_the_true_content(value, expected):
    assert _same(_there_and_back(value), expected)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ((i for i in ()), "generator"),
        (lambda: 0, "function"),
        (len, "builtin_function_or_method"),
        (object(), "object"),
        (Silent(), "Silent"),
        (Silent, "type"),
        (np.array([None, 1]), "NumPy array of dtype object"),
        (np.array([b"a"]), "dtype |S1"),
        (np.array(["2020-01-01"], "datetime64[D]"), "datetime64"),
        (np.zeros(2, [("a", int)]), "dtype"),
        (2**63, "int"),
        (-(2**4000), "int"),
        (Number(3), "Number"),
        (Whole.one, "Whole"),
        (b"bytes", "bytes"),
        (1j, "complex"),
        (range(3), "range"),
        ({}.keys(), "dict_keys"),
        (Ellipsis, "ellipsis"),
        (np, "module"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_data_is_opaque_and_is_named(value, named):
    back = _there_and_back([value])[0]
    assert isinstance(back, Opaque)
    assert named in back.type_name
    assert len(back.text) <= 200


def test_a_opaque_value_stays_opaque_on_its_way_back():
    assert isinstance(_there_and_back(_there_and_back(object())), Opaque)


def _cycle():
    value: list = []
    value.append(value)
    return value


def _bush():
    value: object = 0
    for _ in range(30):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    "value",
    [_cycle(), _bush(), [0] * (agent.MAX_VALUES + 1), "a" * (agent.MAX_TEXT_BYTES + 1), np.random.default_rng(0)],
    ids=["cycle", "bush", "long list", "long text", "random generator"],
)  # fmt: skip
def test_what_is_too_large_cannot_be_sent(value):
    with pytest.raises(NotSerializable):
        encode(value)


def test_too_many_bytes_cannot_be_sent():
    with pytest.raises(NotSerializable, match="MiB"):
        encode(np.broadcast_to(np.uint8(0), (agent.MAX_BYTES + 1,)))


# Damaged and hostile bytes

VALID = encode({"status": "ok", "value": [np.arange(20.0), "text", (1, 2.5, None)], "after": {}, "seconds": 0.1})


def _decode_within_bounds(message: bytes):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return decode(message, _no_model)
    except NotSerializable:
        return None
    finally:
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20  # KiB


@pytest.mark.parametrize("seed", range(300))
def test_mutated_bytes_are_read_or_refused(seed):
    rng = np.random.default_rng(seed)
    message = bytearray(VALID)
    for position in rng.integers(0, len(message), rng.integers(1, 8)):
        message[position] = rng.integers(256)
    kind = seed % 4
    if kind == 1:
        message = message[: rng.integers(len(message))]
    elif kind == 2:
        message[rng.integers(len(message)) : 0] = rng.bytes(int(rng.integers(1, 50)))
    elif kind == 3:
        start = int(rng.integers(len(message)))
        del message[start : start + int(rng.integers(1, 50))]
    _decode_within_bounds(bytes(message))


@pytest.mark.parametrize("length", range(0, len(VALID), 37))
def test_half_a_message_is_refused(length):
    with pytest.raises(NotSerializable):
        decode(VALID[:length], _no_model)


def test_a_message_that_is_no_archive_is_refused():
    for message in (b"", b"PK", b"\0" * 1000, pickle.dumps([1]), _raw_npy("{}"), b"PK\5\6" + b"\0" * 18):
        with pytest.raises(NotSerializable):
            decode(message, _no_model)


@pytest.mark.parametrize("flag", [1, 0x20, 0x40])
def test_an_encrypted_or_patched_archive_is_refused(flag):
    message = bytearray(VALID)
    message[6] |= flag
    directory = message.index(b"PK\1\2")
    message[directory + 8] |= flag
    with pytest.raises(NotSerializable):
        decode(bytes(message), _no_model)


def test_a_compressed_archive_is_refused():
    bomb = _raw_message({"json.npy": _json_npy(None), "a0.npy": b"\0" * 10**6}, zipfile.ZIP_DEFLATED)
    with pytest.raises(NotSerializable, match="compressed"):
        decode(bomb, _no_model)


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (300000000,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000000,)}",
        "{'descr': '<U1000000000', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 0)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2)}",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|V8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'shape': (1,)}",
        "{'descr': __import__('os').system('false'), 'fortran_order': False, 'shape': (1,)}",
        "(" * 5000,
        "{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1," * 100 + ")}",
        "'''",
        "",
    ],
    ids=lambda header: header[:70],
)
def test_an_array_that_lies_about_itself_is_refused(header):
    tree = {"type": "array", "array": "a0"}
    message = _raw_message({"json.npy": _json_npy(tree), "a0.npy": _raw_npy(header, b"\0" * 8)})
    assert _decode_within_bounds(message) is None


def test_an_empty_array_of_an_honest_shape_is_read():
    assert _there_and_back(np.zeros((0, 150, 150, 3))).shape == (0, 150, 150, 3)


def test_nothing_is_ever_unpickled(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "exploded"), "w"))

    bomb = io.BytesIO()
    np.save(bomb, np.array([Bomb()], dtype=object), allow_pickle=True)
    for members in ({"json.npy": bomb.getvalue()}, {"json.npy": pickle.dumps(Bomb())},
                    {"json.npy": _json_npy({"type": "array", "array": "a0"}), "a0.npy": bomb.getvalue()}):  # fmt: skip
        with pytest.raises(NotSerializable):
            decode(_raw_message(members), _no_model)
    assert not (tmp_path / "exploded").exists()


JUNK = [None, True, 3, -1.5, "a0", "missing", [], ["a0"], [[]], [["a0", "a0"]], {}, {"type": "list"}, "x" * 10**5]


@pytest.mark.parametrize(
    "kind", ["float", "number", "array", "list", "tuple", "set", "dict", "history", "model", "opaque"]
)
@pytest.mark.parametrize("junk", JUNK, ids=name_of)
def test_wrong_json_types_are_read_or_refused(kind, junk):
    for names in (("text",), ("array",), ("values",), ("items",), ("config", "weights", "trainable"), ("name", "text")):
        _decode_within_bounds(_message({"type": kind} | dict.fromkeys(names, junk), a0=np.ones(2)))


@pytest.mark.parametrize(
    "tree",
    [
        {"type": "eval", "text": "1"},
        {"type": ["list"], "values": []},
        {"type": None},
        {"values": []},
        [1, 2],
        {"type": "array", "array": "json/../a0"},
        {"type": "set", "values": [{"type": "list", "values": []}]},
        {"type": "dict", "items": [[{"type": "array", "array": "a0"}, 1]]},
        {"type": "list", "values": [{"type": "array", "array": "a0"}] * 2},
        {"type": "list", "values": [0] * (agent.MAX_VALUES + 1)},
        b"{",
        b"\xff\xfe",
        b'{"type": "list", "values": [' + b"[" * 10**5,
        b"1" * 10_000,
        str(2**63).encode(),
        b"[" + b"0," * agent.MAX_TEXT_BYTES + b"0]",
    ],
    ids=name_of,
)
def test_a_tree_that_encode_never_writes_is_refused(tree):
    with pytest.raises(NotSerializable):
        decode(_message(tree, a0=np.ones(2)), _no_model)


def test_the_largest_text_takes_less_than_a_gigabyte():
    open_lists = b"[" + b"[]," * (agent.MAX_TEXT_BYTES // 3 - 1) + b"0]"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotSerializable):
        decode(_message(open_lists), _no_model)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20  # KiB


def test_deep_trees_are_refused():
    tree: object = 0
    for _ in range(agent.MAX_DEPTH + 2):
        tree = {"type": "list", "values": [tree]}
    with pytest.raises(NotSerializable, match="nested"):
        decode(_message(tree), _no_model)


def test_half_a_surrogate_pair_becomes_text_that_can_be_written():
    for value in (
        _there_and_back("a\ud800b"),
        _there_and_back(["\udfff"])[0],
        _there_and_back({"\ud800": 1}).popitem()[0],
    ):
        assert "?" in value
        value.encode()


def test_the_models_builder_gets_data_only_and_its_refusal_is_passed_on():
    tree = {"type": "model", "config": {"a": [1]}, "weights": ["a0"], "trainable": [True]}
    config, weights, trainable = decode(_message(tree, a0=np.ones(2)), lambda *parts: parts)
    assert (config, trainable) == ({"a": [1]}, [True])
    assert _same(weights, [np.ones(2)])

    class Refused(NotSerializable):
        pass

    def refuse(*parts):
        raise Refused("a Lambda layer")

    with pytest.raises(Refused, match="a Lambda layer"):
        decode(_message(tree, a0=np.ones(2)), refuse)


# Answers


class _Shell:
    def __init__(self, namespace):
        self.user_ns = namespace


@pytest.fixture
def ask(monkeypatch):
    """Ask a question in a made-up kernel with these variables; gives the decoded answer."""

    def ask(expression, names=None, after=(), **namespace):
        namespace.setdefault("__builtins__", __builtins__)
        monkeypatch.setattr("IPython.get_ipython", lambda: _Shell(namespace))
        asked = {"expression": expression, "names": names or {}, "seed": 0, "after": list(after), "eager": False}
        return decode(answer(encode(asked)), _no_model)

    return ask


def test_an_answer_is_the_value_of_the_expression(ask):
    result = ask("f(x) + 1", {"x": 20}, f=lambda x: 2 * x)
    assert (result["status"], result["value"], result["after"]) == ("ok", 41, {})
    assert result["seconds"] >= 0


def test_names_are_seen_inside_comprehensions(ask):
    assert ask("[f(x, y) for x in xs for y in ys]", {"xs": [1, 2], "ys": (3,)}, f=max)["value"] == [3, 3]
    assert ask("(lambda: {k: [v for _ in k] for k, v in d.items()})()", {"d": {"ab": 1}})["value"] == {"ab": [1, 1]}


def test_the_graders_names_win_over_the_students(ask):
    assert ask("f(x)", {"x": 1}, f=lambda value: value, x="student")["value"] == 1


def test_the_graders_names_do_not_stay_in_the_notebook(ask):
    namespace = {"f": lambda value: value}
    ask("f(x)", {"x": 1}, **namespace)
    assert "x" not in namespace


@pytest.mark.parametrize("name", ["list", "len", "sum", "sorted", "max", "str", "range"])
def test_a_builtin_hidden_behind_data_is_the_true_one_again(ask, name):
    expressions = {"range": "[i for i in range(3)]", "str": "str(1)"}
    honest = ask(expressions.get(name, f"{name}([1, 2])"))
    assert ask(expressions.get(name, f"{name}([1, 2])"), **{name: [1, 2]})["value"] == honest["value"]


def test_a_students_function_with_the_name_of_a_builtin_is_the_students(ask):
    assert ask("pow(2, 3)", pow=lambda base, exponent: "mine")["value"] == "mine"


def test_changed_arguments_are_sent_back_when_asked_for(ask):
    result = ask("f(a, b)", {"a": [1], "b": np.zeros(2)}, ["a", "b"], f=lambda a, b: (a.append(2), b.fill(1)))
    assert result["after"]["a"] == [1, 2]
    assert _same(result["after"]["b"], np.ones(2))


def test_answers_repeat_since_the_seed_is_set(ask):
    import random

    def draw():
        return [random.random(), np.random.rand()]

    assert ask("draw()", draw=draw)["value"] == ask("draw()", draw=draw)["value"]


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def _raise(error):
    raise error


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (ValueError("why"), "ValueError"),
        (SystemExit(3), "SystemExit"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (GeneratorExit(), "GeneratorExit"),
        (MemoryError(), "MemoryError"),
        (RecursionError(), "RecursionError"),
        (NotImplementedError("replace this line"), "NotImplementedError"),
        (Mute(), "Mute"),
        (ValueError("\ud800" * 5000), "ValueError"),
        (StopIteration(), "StopIteration"),
    ],
)
def test_every_error_is_an_answer(ask, error, name):
    result = ask("f()", f=lambda: _raise(error))
    assert (result["status"], result["error"]) == ("error", name)
    assert len(result["message"]) <= 2000
    assert "Traceback" in result["traceback"] or len(result["traceback"]) > 0


def test_unknown_names_and_endless_recursion_are_answers(ask):
    def endless():
        return endless()

    assert ask("missing(1)")["error"] == "NameError"
    assert ask("f()", f=endless)["error"] == "RecursionError"
    assert ask("f(", f=endless)["error"] == "SyntaxError"


def test_what_cannot_be_sent_is_an_answer(ask):
    assert ask("f()", f=_cycle)["error"] == "NotSerializable"
    assert ask("f()", f=lambda: "a" * (agent.MAX_TEXT_BYTES + 1))["error"] == "NotSerializable"


def test_what_a_student_prints_does_not_disturb(ask, capsys):
    import sys

    result = ask("f()", f=lambda: (print("0.0"), print("1.0", file=sys.stderr)) and 7)
    assert result["value"] == 7
    assert capsys.readouterr() == ("", "")


def test_an_array_of_bfloat16_comes_as_float32_that_says_so():
    tensor = tf.constant([[0.1, 0.7]], tf.bfloat16)
    for value in (tensor, tensor.numpy(), tf.constant(0.1, tf.bfloat16)):
        received = _there_and_back(value)
        assert received.dtype == np.float32
        assert received.dtype.metadata == {"rounded": "bfloat16"}
        assert received.ravel()[0] == 0.10009765625
        again = _there_and_back(received)
        assert again.dtype.metadata == {"rounded": "bfloat16"}
    assert _there_and_back(np.float32(0.1)).dtype.metadata is None


def test_only_float32_can_have_been_bfloat16():
    tree = {"type": "array", "array": "a0", "rounded": "bfloat16"}
    assert decode(_message(tree, a0=np.arange(3)), _no_model).dtype.metadata is None


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float64"])
@pytest.mark.parametrize("floatx", ["float16", "float64", "float32"])
def test_new_layers_are_in_float32_while_a_question_is_answered(monkeypatch, policy, floatx):
    functions = {"f": lambda: [layers.Dense(1).dtype_policy.name, keras.Input((1,)).dtype], "g": lambda: 1 / 0}
    monkeypatch.setattr("IPython.get_ipython", lambda: types.SimpleNamespace(user_ns=functions))
    asked = {"names": {}, "seed": 0, "after": [], "eager": False}
    before = keras.config.floatx(), keras.config.dtype_policy()
    try:
        keras.config.set_floatx(floatx)
        keras.config.set_dtype_policy(policy)
        for expression, status in (("f()", "ok"), ("g()", "error")):
            found = decode(answer(encode(asked | {"expression": expression})), _no_model)
            assert found["status"] == status
            assert found.get("value", ["float32"] * 2) == ["float32"] * 2
            assert (keras.config.floatx(), keras.config.dtype_policy().name) == (floatx, policy)
    finally:
        keras.config.set_floatx(before[0])
        keras.config.set_dtype_policy(before[1])
