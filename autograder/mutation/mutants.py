"""The mutants of a solution: each is the solution with one small change, as a student could have made it."""

import ast
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper

from autograder.exercise import Exercise, id_of, is_graded, without_marks
from autograder.mutation.operators import OPERATORS, Operator, fixed_argument

_LITERALS = (int, float, str, bool)


@dataclass(frozen=True)
class Mutant:
    """A cell with one change.

    Attributes:
        cell: grade_id of the changed cell.
        number: from 1, in the order of the places in the cell.
        operator: what was changed, see `Operator.name`.
        original, source: the text of the cell, without and with the change.
        plain: see `Operator.plain`.
    """

    cell: str
    number: int
    operator: str
    original: str
    source: str
    plain: bool

    @property
    def name(self) -> str:
        """How it is called in commands and tables, such as `pool2d-12`."""
        return f"{self.cell}-{self.number}"

    @property
    def change(self) -> str:
        """The changed lines, each with its indentation after "-" or "+"."""
        return "\n".join(line for line in self._diff(0) if not line.startswith("@@"))

    def diff(self, context: int = 2) -> str:
        """The change with some lines around it."""
        return "\n".join(self._diff(context))

    def _diff(self, context: int) -> list[str]:
        lines = difflib.unified_diff(self.original.splitlines(), self.source.splitlines(), n=context, lineterm="")
        return list(lines)[2:]


def of_exercise(exercise: Exercise) -> list[Mutant]:
    """All mutants of the reference's solution cells, in the notebook's order."""
    code = [cell for cell in exercise.source.cells if cell.cell_type == "code"]
    checks = [cell.source for cell in code if is_graded(cell)]
    found = []
    for cell in code:
        if id_of(cell) and cell.metadata.nbgrader.get("solution"):
            found += of_cell(id_of(cell), without_marks(cell.source), checks)
    return found


def of_cell(name: str, source: str, checks: Sequence[str] = ()) -> list[Mutant]:
    """The mutants of a cell; two that are the same program count once.

    Args:
        name: grade_id of the cell.
        source: its text.
        checks: texts of visible checks: arguments in their calls are values that a solution may rely on.

    Raises:
        SyntaxError: if the cell is not Python.
    """
    known, found = {_program(source)}, list[Mutant]()
    operators = [*OPERATORS, *_fixed_arguments(source, checks)]
    try:
        changed = list(_changed(source, operators))
    except cst.ParserSyntaxError as error:
        raise SyntaxError(str(error)) from error
    for operator, text in changed:
        program = _program(text)
        if program and program not in known:
            known.add(program)
            found.append(Mutant(name, len(found) + 1, operator.name, source, text, operator.plain))
    return found


def _changed(source: str, operators: Sequence[Operator]) -> Iterator[tuple[Operator, str]]:
    wrapper = MetadataWrapper(cst.parse_module(source))
    nodes = _Nodes()
    wrapper.module.visit(nodes)
    for node in nodes.found:
        for operator in operators:
            if isinstance(node, operator.node):
                for other in operator.mutate(node):
                    yield operator, cst.ensure_type(wrapper.module.deep_replace(node, other), cst.Module).code


class _Nodes(cst.CSTVisitor):
    """The nodes that may be changed: no docstring, no type, no text of an error."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(
            node, cst.Annotation | cst.Import | cst.ImportFrom | cst.Raise | cst.FormattedString
        ) or m.matches(node, m.Expr(value=m.SimpleString())):
            return False
        self.found.append(node)
        return True


def _fixed_arguments(source: str, checks: Sequence[str]) -> list[Operator]:
    """For each function of a cell an operator that uses the literal arguments of the first visible call with them."""
    functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    values: dict[str, dict[str, str]] = {name: {} for name in functions}
    for check in checks:
        for call in (node for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in functions:
                names = [argument.arg for argument in functions[call.func.id].args.args]
                given = [
                    *zip(names, call.args, strict=False),
                    *((each.arg or "", each.value) for each in call.keywords),
                ]
                for name, value in given:
                    if isinstance(value, ast.Constant) and isinstance(value.value, _LITERALS):
                        values[call.func.id].setdefault(name, ast.unparse(value))
    return [fixed_argument(name, found) for name, found in values.items() if found]


def _program(source: str) -> str:
    """What a text does, whatever its layout; "" if it is not Python."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""
