"""The statements of a module with hidden tests or their helpers: what each defines, uses and does when it runs."""

import ast
from collections.abc import Iterable, Iterator, Sequence

# Their decorators change the function that they decorate, and nothing else.
_HARMLESS = frozenset(("contextlib", "dataclasses", "functools"))


class ModuleCode:
    """The statements of a module, each import of one name in a statement of its own.

    Args:
        texts: of the module; several if there are several files that can stand for it.

    Raises:
        SyntaxError: if a text cannot be parsed.

    Attributes:
        statements: parsed.
        used: for each statement all names in it; parameters too, which name fixtures.
        tests: for each graded cell the numbers of the statements that are its hidden tests.
        effects: numbers of the statements that do something when the module is imported.
        registers: numbers of those that pytest or a decorator may find without their name: fixtures, hooks, marks.
    """

    def __init__(self, texts: Iterable[str]):
        self.statements = [each for text in texts for each in _one_name_each(ast.parse(text).body)]
        self.used = [_used(statement) for statement in self.statements]
        self.tests: dict[str, list[int]] = {}
        self.effects: list[int] = []
        self.registers: list[int] = []
        self._defining: dict[str, set[int]] = {}
        for place, statement in enumerate(self.statements):
            for name in _defined(statement):
                self._defining.setdefault(name, set()).add(place)
        for place, statement in enumerate(self.statements):
            grade_id = _judges(statement)
            if grade_id:
                self.tests.setdefault(grade_id, []).append(place)
            elif _acts(statement):
                self.effects.append(place)
            elif self._registers(statement):
                self.registers.append(place)

    def defining(self, names: Iterable[str]) -> set[int]:
        """Numbers of the statements that define one of these names."""
        return set().union(*(self._defining.get(name, ()) for name in names))

    def _registers(self, statement: ast.stmt) -> bool:
        names = _defined(statement)
        if "*" in names or any(name.startswith("pytest_") or name == "pytestmark" for name in names):
            return True
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if statement.name.startswith(("test", "Test", "pytest")):
                return True
            return not all(self._is_harmless(decorator) for decorator in statement.decorator_list)
        return False

    def _is_harmless(self, decorator: ast.expr) -> bool:
        root = decorator.func if isinstance(decorator, ast.Call) else decorator
        while isinstance(root, ast.Attribute):
            root = root.value
        origins = self.defining([root.id]) if isinstance(root, ast.Name) else set()
        return bool(origins) and all(_imported_from(self.statements[place]) in _HARMLESS for place in origins)


def _one_name_each(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Imports of several names as one import for each, so that a name can be added without a change of the others."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (ast.Import([alias]) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield from (ast.ImportFrom(statement.module, [alias], statement.level) for alias in statement.names)
        else:
            yield statement


def _judges(statement: ast.stmt) -> str:
    """The graded cell that a hidden test judges; "" if it is not a hidden test or does not say so in plain words."""
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


def _acts(statement: ast.stmt) -> bool:
    """Whether a statement does anything but define names; a docstring does not."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    defines = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    return not isinstance(statement, defines | ast.Assign | ast.AnnAssign)


def _imported_from(statement: ast.stmt) -> str:
    """The package that an import takes its name from; "" if the statement is not an import."""
    if isinstance(statement, ast.ImportFrom) and not statement.level:
        return (statement.module or "").split(".")[0]
    return statement.names[0].name.split(".")[0] if isinstance(statement, ast.Import) else ""


def _defined(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    names = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):  # below an `if`
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return names


def _used(statement: ast.stmt) -> set[str]:
    nodes = list(ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}
