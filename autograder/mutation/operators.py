"""Mutation operators: each gives, for one node of a program, the nodes that may stand in its place.

The ones of every program (numbers, comparisons, arithmetic, arguments left out) are mutmut's. Those below make the
mistakes of this field: axes, padding, activations, losses, types, changes in place, arguments that are ignored, epochs,
seeds, random calls in another order.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m
from mutmut.mutation import mutators

Mutate = Callable[[Any], Iterable[cst.CSTNode]]


@dataclass(frozen=True)
class Operator:
    """A kind of change.

    Attributes:
        name: what is changed, in a few words.
        node: type of the nodes that it changes.
        mutate: gives the changed nodes.
        plain: whether a person sees at a glance what is different, and can say what comes of it.
    """

    name: str
    node: type[cst.CSTNode]
    mutate: Mutate
    plain: bool = True


_NAMES = {
    "operator_number": "number",
    "operator_name": "True and False",
    "operator_augmented_assignment": "= instead of +=",
    "operator_remove_unary_ops": "without not",
    "operator_arg_removal": "argument left out",
    "operator_symmetric_string_methods_swap": "string method",
    "operator_unsymmetrical_string_methods_swap": "string method",
    "operator_keywords": "is, in, break, continue",
    "operator_swap_op": "arithmetic and comparison",
    "operator_if_exp": "condition",
}
_LESS_PLAIN = ("operator_arg_removal", "operator_if_exp", "operator_augmented_assignment")
# Left out of mutmut's: what only makes code crash (`a = None`), what changes texts letter by letter, and what this
# course never uses.
_LIBRARYS = [
    Operator(_NAMES[mutate.__name__], node, mutate, mutate.__name__ not in _LESS_PLAIN)
    for node, mutate in mutators.mutation_operators
    if mutate.__name__ in _NAMES
]

_WORDS: Mapping[str, Sequence[str]] = {
    "same": ["valid"],
    "valid": ["same"],
    "causal": ["same"],
    "relu": ["tanh", "linear"],
    "tanh": ["relu"],
    "softmax": ["sigmoid", "linear"],
    "sigmoid": ["tanh", "linear"],
    "linear": ["relu"],
    "binary_crossentropy": ["mse"],
    "categorical_crossentropy": ["mse"],
    "sparse_categorical_crossentropy": ["poisson"],
    "mse": ["mae"],
    "max": ["average"],
    "average": ["max"],
    "val_loss": ["loss"],
    "loss": ["val_loss"],
    "val_accuracy": ["accuracy"],
    "float32": ["int32"],
    "int32": ["float32"],
    "nearest": ["constant"],
    "constant": ["nearest"],
    "reflect": ["constant"],
    "horizontal": ["vertical"],
    "horizontal_and_vertical": ["horizontal"],
    "imagenet": [],
}

_FUNCTIONS: Mapping[str, Sequence[str]] = {
    "max": ["min"],
    "min": ["max"],
    "maximum": ["minimum"],
    "minimum": ["maximum"],
    "mean": ["max"],
    "sum": ["max"],
    "argmax": ["argmin"],
    "argmin": ["argmax"],
    "floor": ["ceil"],
    "ceil": ["floor"],
    "zeros": ["ones"],
    "ones": ["zeros"],
    "any": ["all"],
    "all": ["any"],
    "sorted": ["list"],
    "set": ["list"],
    "float": ["int"],
    "int": ["float"],
    "len": ["max"],
    "append": ["extend"],
    "log": ["exp"],
    "exp": ["log"],
    "sign": ["abs"],
    "abs": ["float"],
    "dot": ["add"],
    "prod": ["sum"],
    "uniform": ["normal"],
    "normal": ["uniform"],
    "MaxPooling1D": ["AveragePooling1D"],
    "MaxPooling2D": ["AveragePooling2D"],
    "AveragePooling2D": ["MaxPooling2D"],
    "GlobalMaxPooling1D": ["GlobalAveragePooling1D"],
    "GlobalAveragePooling1D": ["GlobalMaxPooling1D"],
    "GlobalAveragePooling2D": ["GlobalMaxPooling2D"],
    "Flatten": ["GlobalAveragePooling2D"],
    "Dropout": ["GaussianNoise"],
    "L1": ["L2"],
    "L2": ["L1"],
    "RMSprop": ["Adam"],
    "Adam": ["SGD"],
    "SGD": ["Adam"],
    "BinaryCrossentropy": ["MeanSquaredError"],
    "SparseCategoricalCrossentropy": ["Poisson"],
}

_SEEDS = ("seed", "random_state")
_TRAINING_STOPS = 'callbacks=[__import__("keras").callbacks.EarlyStopping(monitor="loss", patience=0, min_delta=9)]'


def _other_number(node: cst.Integer | cst.Float) -> Iterator[cst.CSTNode]:
    value = node.evaluated_value
    if isinstance(node, cst.Float):
        yield cst.Float(repr(value / 2)) if value else cst.Float("0.5")
    elif value > 0:
        yield cst.Integer(str(value - 1))


def _other_word(node: cst.SimpleString) -> Iterator[cst.CSTNode]:
    for word in _WORDS.get(str(node.evaluated_value), ()):
        yield node.with_changes(value=f'"{word}"')


def _other_function(node: cst.Call) -> Iterator[cst.CSTNode]:
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if isinstance(name, cst.Name):
        for other in _FUNCTIONS.get(name.value, ()):
            yield node.with_deep_changes(name, value=other)


def _without_copy(node: cst.Call) -> Iterator[cst.CSTNode]:
    if m.matches(node, m.Call(func=m.Attribute(attr=m.Name("copy")), args=[])):
        yield node.func.value  # type: ignore[attr-defined]
    elif (
        m.matches(node, m.Call(func=m.Name("list") | m.Name("dict") | m.Attribute(attr=m.Name("array")))) and node.args
    ):
        yield node.args[0].value


def _without_conversion(node: cst.Call) -> Iterator[cst.CSTNode]:
    if m.matches(node, m.Call(func=m.Attribute(attr=m.Name("astype") | m.Name("lower") | m.Name("strip")))):
        yield node.func.value  # type: ignore[attr-defined]
    elif m.matches(node, m.Call(func=m.Name("float") | m.Name("int") | m.Name("str"), args=[m.Arg()])):
        yield node.args[0].value


def _other_slice(node: cst.Slice) -> Iterator[cst.CSTNode]:
    if node.lower is not None:
        yield node.with_changes(lower=None)
    if node.upper is not None:
        yield node.with_changes(upper=None)
    if node.step is not None:
        yield node.with_changes(step=None)


def _other_range(node: cst.Call) -> Iterator[cst.CSTNode]:
    if m.matches(node, m.Call(func=m.Name("range"))):
        *before, last = node.args[: 2 if len(node.args) > 1 else 1]
        rest = node.args[len(before) + 1 :]
        yield node.with_changes(args=[*before, last.with_changes(value=_less_one(last.value)), *rest])
        if not before:
            yield node.with_changes(args=[cst.Arg(cst.Integer("1")), *node.args])


def _other_axes(node: cst.Arg) -> Iterator[cst.CSTNode]:
    if m.matches(node, m.Arg(keyword=m.Name("axis"), value=m.Tuple())):
        for element in node.value.elements:  # type: ignore[attr-defined]
            yield node.with_changes(value=element.value)


def _other_training(node: cst.Arg) -> Iterator[cst.CSTNode]:
    keyword = node.keyword.value if node.keyword else ""
    if keyword == "epochs":
        yield node.with_changes(value=_less_one(node.value))
    if keyword in _SEEDS:
        yield node.with_changes(value=cst.parse_expression("14"))


def _seed_not_passed_on(node: cst.Call) -> Iterator[cst.CSTNode]:
    if m.matches(node.func, m.Attribute(attr=m.Name("default_rng") | m.Name("set_random_seed"))) and node.args:
        yield node.with_changes(args=[node.args[0].with_changes(value=cst.Integer("14"))])


def _part_of_training(node: cst.Call) -> Iterator[cst.CSTNode]:
    """Training holds a part out, sees a part only, or stops early."""
    if m.matches(node.func, m.Attribute(attr=m.Name("fit"))) and len(node.args) > 1:
        given = {arg.keyword.value for arg in node.args if arg.keyword}
        if "callbacks" not in given:
            yield node.with_changes(args=[*node.args, _argument(_TRAINING_STOPS)])
        if all(arg.keyword is None and not arg.star for arg in node.args[:2]):  # arrays, not a dataset
            if not given & {"validation_data", "validation_split"}:
                yield node.with_changes(args=[*node.args, _argument("validation_split=0.2")])
            halves = [arg.with_changes(value=_first_half(arg.value)) for arg in node.args[:2]]
            yield node.with_changes(args=[*halves, *node.args[2:]])


def _removed_statement(node: cst.IndentedBlock) -> Iterator[cst.CSTNode]:
    """A block without one of its statements: a call, a change in place, a condition or a loop."""
    for index, statement in enumerate(node.body):
        if isinstance(statement, cst.If | cst.For | cst.While) or m.matches(
            statement,
            m.SimpleStatementLine(
                body=[
                    m.Expr(value=m.Call())
                    | m.AugAssign()
                    | m.Assign(targets=[m.AssignTarget(target=m.Subscript() | m.Attribute())])
                ]
            ),
        ):
            left = [*node.body[:index], *node.body[index + 1 :]]
            yield node.with_changes(body=left or [cst.parse_statement("pass")])


def _random_calls_swapped(node: cst.IndentedBlock) -> Iterator[cst.CSTNode]:
    """Two neighboring statements that both draw random numbers, in the other order."""
    for index in range(len(node.body) - 1):
        pair = node.body[index : index + 2]
        if all(isinstance(each, cst.SimpleStatementLine) and m.findall(each, _DRAWS) for each in pair):
            yield node.with_changes(body=[*node.body[:index], *reversed(pair), *node.body[index + 2 :]])


_DRAWS = m.Call(func=m.Attribute(value=m.Name("rng") | m.Name("random")))


def _ignored_argument(node: cst.FunctionDef) -> Iterator[cst.CSTNode]:
    """A function that always uses the default of an argument."""
    for parameter in (*node.params.params, *node.params.kwonly_params):
        if parameter.default is not None:
            yield _beginning_with(node, [f"{parameter.name.value} = {_code(parameter.default)}"])


def _changed_argument(node: cst.FunctionDef) -> Iterator[cst.CSTNode]:
    """A function that leaves an argument changed behind; the docstring says of which type it is."""
    for parameter in node.params.params:
        name, about = parameter.name.value, _documented(node, parameter.name.value)
        for word, spoil in _SPOIL.items():
            if re.match(rf"(an? |the )?{word}", about):
                yield _ending_with(node, [spoil.format(name)])


_SPOIL = {
    r"([\w-]+ )?(array|batch|image)": "{0}[...] = 0",
    r"([\w-]+ )?(list|texts)": "{0}.reverse()",
    r"([\w-]+ )?(dict|dictionary|mapping)": "{0}.clear()",
}


def _other_result(node: cst.FunctionDef) -> Iterator[cst.CSTNode]:
    """A function whose result has lost axes of length one, or was rounded."""
    about = _documented_result(node)
    found = [each for each in m.findall(node.body, m.Return(value=~m.Name("None"))) if each.value is not None]  # type: ignore[attr-defined]
    if len(found) != 1 or m.findall(node.body, m.FunctionDef() | m.Lambda()):
        return
    (value,) = (_code(each.value) for each in found)  # type: ignore[attr-defined]
    wraps = ["{0}.squeeze()", "{0}.round(2)"] if re.match(r"(an? |the )?([\w-]+ )?array", about, re.IGNORECASE) else []
    if re.match(r"(an? |the )?([\w-]+ )?(number|accuracy|loss|share|fraction|mean|float)\b", about, re.IGNORECASE):
        wraps = ["round({0}, 2)"]
    for wrap in wraps:
        yield node.deep_replace(found[0], cst.Return(cst.parse_expression(wrap.format(f"({value})"))))


OPERATORS: Sequence[Operator] = (
    *_LIBRARYS,
    Operator("number", cst.Integer, _other_number),
    Operator("number", cst.Float, _other_number),
    Operator("padding, activation, loss, or type", cst.SimpleString, _other_word),
    Operator("another function", cst.Call, _other_function),
    Operator("without a copy", cst.Call, _without_copy, plain=False),
    Operator("without a conversion", cst.Call, _without_conversion),
    Operator("slice", cst.Slice, _other_slice),
    Operator("range", cst.Call, _other_range),
    Operator("axis", cst.Arg, _other_axes),
    Operator("epochs and seeds", cst.Arg, _other_training),
    Operator("epochs and seeds", cst.Call, _seed_not_passed_on, plain=False),
    Operator("a part of the training", cst.Call, _part_of_training, plain=False),
    Operator("statement removed", cst.IndentedBlock, _removed_statement),
    Operator("random calls swapped", cst.IndentedBlock, _random_calls_swapped, plain=False),
    Operator("argument ignored", cst.FunctionDef, _ignored_argument, plain=False),
    Operator("argument changed", cst.FunctionDef, _changed_argument, plain=False),
    Operator("result squeezed or rounded", cst.FunctionDef, _other_result, plain=False),
)


def fixed_argument(function: str, values: Mapping[str, str]) -> Operator:
    """An operator that makes a function always use the values of a visible example.

    Args:
        function: its name.
        values: Python source by argument.
    """

    def mutate(node: cst.FunctionDef) -> Iterator[cst.CSTNode]:
        if node.name.value == function:
            for name, value in values.items():
                yield _beginning_with(node, [f"{name} = {value}"])

    return Operator("hard-coded", cst.FunctionDef, mutate, plain=False)


def _documented(function: cst.FunctionDef, name: str) -> str:
    """What a docstring says of an argument, "" if nothing."""
    found = re.search(rf"^\s*(?:\w+, )*{name}(?:, \w+)*: (.*)$", function.get_docstring() or "", re.MULTILINE)
    return found[1] if found else ""


def _documented_result(function: cst.FunctionDef) -> str:
    found = re.search(r"^Returns:\s*\n?(.*)$", function.get_docstring() or "", re.MULTILINE)
    return found[1].strip() if found else ""


def _beginning_with(function: cst.FunctionDef, lines: Sequence[str]) -> cst.FunctionDef:
    return _with_body(function, lambda rest: [*map(cst.parse_statement, lines), *rest])


def _ending_with(function: cst.FunctionDef, lines: Sequence[str]) -> cst.FunctionDef:
    """The function, with these statements executed at its very end, whatever it returns."""
    end = cst.Finally(cst.IndentedBlock([cst.parse_statement(line) for line in lines]))
    return _with_body(function, lambda rest: [cst.Try(body=cst.IndentedBlock(rest), finalbody=end)])


def _with_body(function: cst.FunctionDef, change: Callable[[list[Any]], list[Any]]) -> cst.FunctionDef:
    """The function with another body below its docstring."""
    body = list(function.body.body)
    kept = 1 if function.get_docstring() is not None else 0
    return function.with_changes(body=function.body.with_changes(body=[*body[:kept], *change(body[kept:])]))


def _less_one(value: cst.BaseExpression) -> cst.BaseExpression:
    return cst.parse_expression(f"{_bracketed(value)} - 1")


def _first_half(value: cst.BaseExpression) -> cst.BaseExpression:
    code = _bracketed(value)
    return cst.parse_expression(f"{code}[: len({code}) // 2]")


def _bracketed(value: cst.BaseExpression) -> str:
    simple = isinstance(value, cst.Name | cst.Integer | cst.Attribute | cst.Subscript | cst.Call)
    return _code(value) if simple else f"({_code(value)})"


def _argument(code: str) -> cst.Arg:
    return cst.ensure_type(cst.parse_expression(f"f({code})"), cst.Call).args[0]


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
