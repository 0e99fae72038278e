"""Changes a solution as somebody does who hides a copy, or as a student with habits of another kind would write it.

Nothing here changes what the code does: names, the order of independent statements, comments, docstrings, layout.
"""

import ast
import builtins
import copy
import random
import textwrap
from collections.abc import Set

from benchmarks.layout import commented, formatted, without_docstrings

_NAMES = """
a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb idx jdx pos cur prev nxt left right top low high mid tmp buf
acc total summe wert ergebnis res result out output ret val vals value item elem entry row col rows cols width height
depth size length num count cnt n1 n2 k1 k2 first second third part piece block chunk window patch frame step jump
shift offset start stop begin end lo hi data arr array mat matrix vec grid table store box bag pool curr candidate
best worst score weight coeff factor scale rate prob mask flag state info spec conf params opts choice
"""

NAMES = _NAMES.split()
ALL = ("renamed", "reordered", "commented", "formatted")


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]):
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.names.get(node.arg, node.arg)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> ast.AST:
        bound = node.asname or node.name.partition(".")[0]
        if bound in self.names:
            node.asname = self.names[bound]
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [self.names.get(name, name) for name in node.names]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in self.names:  # a helper's arguments
            for keyword in node.keywords:
                keyword.arg = self.names.get(keyword.arg or "", keyword.arg)
        return self.generic_visit(node)


def renamed(tree: ast.Module, rng: random.Random, given: Set[str]) -> ast.Module:
    """Other names for variables, arguments, helper functions and imported modules."""
    bound: set[str] = set()
    kept = set(given) | set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias) and "." not in node.name:
            bound.add(node.asname or node.name)
    for node in tree.body:  # what checks may pass by name
        if isinstance(node, ast.FunctionDef) and node.name in given:
            count = len(node.args.defaults)
            kept |= {each.arg for each in node.args.args[len(node.args.args) - count :]} | {
                each.arg for each in node.args.kwonlyargs
            }
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):  # attributes and methods keep their names
            kept |= {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | bound
    free = [name for name in NAMES if name not in used]
    rng.shuffle(free)
    free += [f"{name}_{number}" for number in range(9) for name in NAMES[:60]]
    return _Renamed(dict(zip(sorted(bound - kept), free, strict=False))).visit(tree)


def reordered(tree: ast.Module, rng: random.Random, given: Set[str]) -> ast.Module:
    """Independent statements of a block in another order."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and len(block) > 1 and not isinstance(node, ast.ClassDef):
                setattr(node, field, _shuffled(block, rng, given))
    return tree


def _shuffled(block: list[ast.stmt], rng: random.Random, given: Set[str]) -> list[ast.stmt]:
    effects = [_effects(each, given) for each in block]
    left, done = list(range(len(block))), []
    while left:
        ready = [i for i in left if not any(_depend(effects[j], effects[i]) for j in left if j < i)]
        chosen = rng.choice(ready)
        left.remove(chosen)
        done.append(block[chosen])
    return done


def _depend(first: tuple[set[str], set[str], bool], second: tuple[set[str], set[str], bool]) -> bool:
    return first[2] or second[2] or bool(first[1] & (second[0] | second[1]) or first[0] & second[1])


def _effects(statement: ast.stmt, given: Set[str]) -> tuple[set[str], set[str], bool]:
    """Names that are read, names that are written, and whether nothing may move across."""
    reads: set[str] = set()
    writes: set[str] = set()
    barrier = False
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else writes).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            writes.add(node.name)
        elif isinstance(node, ast.alias):
            writes.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Return | ast.Raise | ast.Break | ast.Continue | ast.Yield | ast.Assert):
            barrier = barrier or not isinstance(statement, ast.FunctionDef)
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            writes.add(_base(node))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and _base(node.func) not in given:
                writes.add(_base(node.func))
            if isinstance(statement, ast.Expr):
                writes |= {_base(each) for each in node.args}
            else:  # a generator that is handed on
                writes |= {each.id for each in node.args if isinstance(each, ast.Name) and each.id == "rng"}
    return reads, writes - {""}, barrier


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


class _Rewritten(ast.NodeTransformer):
    def __init__(self, rng: random.Random):
        self.rng = rng

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if self.rng.random() < 0.5:
            return node
        value = copy.deepcopy(node.target)
        value.ctx = ast.Load()
        return ast.Assign([node.target], ast.BinOp(value, node.op, node.value), lineno=0)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq}
        operator = turned.get(type(node.ops[0]))
        if len(node.ops) == 1 and operator and self.rng.random() < 0.5:
            return ast.Compare(node.comparators[0], [operator()], [node.left])
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult) and self.rng.random() < 0.5:
            node.left, node.right = node.right, node.left
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST | list[ast.stmt]:
        if node.value is None or isinstance(node.value, ast.Name) or self.rng.random() < 0.5:
            return node
        return [
            ast.Assign([ast.Name("to_return", ast.Store())], node.value, lineno=0),
            ast.Return(ast.Name("to_return", ast.Load())),
        ]


def rewritten(tree: ast.Module, rng: random.Random, given: Set[str]) -> ast.Module:
    """Half of all places: `x += 1` as `x = x + 1`, comparisons and products turned around, results named first."""
    return _Rewritten(rng).visit(tree)


def restyled(source: str, rng: random.Random, given: Set[str], *kinds: str) -> str:
    """A cell in another style.

    Args:
        source: the text of the cell.
        rng: makes all choices.
        given: names that stay.
        kinds: "renamed", "reordered", "commented", "formatted", "rewritten".
    """
    tree = ast.parse(textwrap.dedent(source))
    tree = without_docstrings(tree)
    for kind, change in (("rewritten", rewritten), ("reordered", reordered), ("renamed", renamed)):
        if kind in kinds:
            tree = change(tree, rng, given)
    text = ast.unparse(ast.fix_missing_locations(tree))
    if "formatted" in kinds:
        text = formatted(text, rng)
    if "commented" in kinds:
        text = commented(text, rng)
    return text
