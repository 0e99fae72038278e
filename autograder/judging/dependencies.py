"""By what code a graded cell is judged: if it is the same, a verdict on the same answers is the same.

Of the file with the hidden tests, a cell's verdict depends on the tests of that cell and on what they use, by name.
"""

import ast
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache


def hashes(source: str, common: Mapping[str, str]) -> dict[str, str]:
    """A hash for each graded cell that has a hidden test; none if the text is no Python.

    Args:
        source: text of the file with the hidden tests.
        common: what every verdict depends on as well, by name.
    """
    shared = "\n".join(f"{name} {common[name]}" for name in sorted(common))
    return {
        grade_id: hashlib.sha256(f"{shared}\n{code}".encode()).hexdigest()[:16]
        for grade_id, code in _code_by_cell(source).items()
    }


@cache
def _code_by_cell(source: str) -> dict[str, str]:
    """For each graded cell its hidden tests and all that these can reach, without comments and empty lines."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # which is found and said when the tests are collected
        return {}
    tests: dict[str, list[int]] = {}
    everywhere: list[int] = []  # what acts on all tests without being named: fixtures, statements that do something
    for place, statement in enumerate(statements):
        grade_id = _judges(statement)
        if grade_id:
            tests.setdefault(grade_id, []).append(place)
        elif not _only_defines(statement):
            everywhere.append(place)
    defined = [_defined(statement) for statement in statements]
    used = [_used(statement) for statement in statements]
    found = {}
    for grade_id, places in tests.items():
        reached = {*places, *everywhere}
        while True:
            names = set().union(*(used[place] for place in reached))
            more = {place for place, its in enumerate(defined) if its & names} - reached
            if not more:
                break
            reached |= more
        found[grade_id] = "\n".join(ast.dump(statements[place]) for place in sorted(reached))
    return found


def _judges(statement: ast.stmt) -> str:
    """The graded cell that a hidden test judges; "" if this is no hidden test or does not say it in plain words."""
    for decorator in getattr(statement, "decorator_list", ()):
        if (
            isinstance(decorator, ast.Call)
            and isinstance(decorator.func, ast.Attribute)
            and decorator.func.attr == "graded"
            and len(decorator.args) == 1
            and isinstance(decorator.args[0], ast.Constant)
        ):
            return str(decorator.args[0].value)
    return ""


def _only_defines(statement: ast.stmt) -> bool:
    """Whether a statement does nothing but give names to values; names that pytest looks for do more."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return not statement.decorator_list and not statement.name.startswith(("test", "Test", "pytest"))
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom):
        return not any(name.startswith("pytest_") or name == "pytestmark" for name in _defined(statement))
    return False


def _defined(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    names = {
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    names |= {(alias.asname or alias.name).split(".")[0] for alias in _aliases(statement)}
    return names


def _aliases(statement: ast.stmt) -> Iterable[ast.alias]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from node.names


def _used(statement: ast.stmt) -> set[str]:
    """All names in a statement; parameters too, which name fixtures."""
    nodes = list(ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}
