"""The code that the verdict on a graded cell depends on: if it is the same, a verdict on the same answers is the same.

Of the hidden tests of an exercise, a cell's verdict depends on the tests of that cell and on what they use, by name, in
their own file and in the helpers that they import from `autograder.hidden_tests`.
"""

import ast
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from autograder import hidden_tests
from autograder.judging.module_code import ModuleCode

PACKAGE = hidden_tests.__name__

Place = tuple[str, int]  # the name of a module and the number of a statement in it


def hashes(exercise: str, common: Mapping[str, str]) -> dict[str, str]:
    """A hash for each graded cell that has a hidden test; none if one of the files cannot be parsed.

    Args:
        exercise: whose hidden tests.
        common: what every verdict depends on as well, by name.
    """
    shared = "\n".join(f"{name} {common[name]}" for name in sorted(common))
    paths = [*hidden_tests.test_paths(exercise), *hidden_tests.helper_paths(exercise)]
    files = tuple((_module_name(path), path.read_text(encoding="utf-8")) for path in paths)
    return {
        grade_id: hashlib.sha256(f"{shared}\n{code}".encode()).hexdigest()[:16]
        for grade_id, code in _code_by_cell(files).items()
    }


def _module_name(path: Path) -> str:
    """The name by which hidden tests import a file."""
    folders = [each for each in (hidden_tests.FOLDER, hidden_tests.OWN_FOLDER) if path.is_relative_to(each)]
    folder = max(folders, key=lambda each: len(each.parts))
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join((PACKAGE, *parts)).removesuffix(".__init__")


@lru_cache(maxsize=32)
def _code_by_cell(files: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """For each graded cell its hidden tests and all that these can reach, without comments and empty lines.

    Args:
        files: names and texts of modules. If two have the same name, both count: either may be imported.
    """
    texts: dict[str, list[str]] = {}
    for name, text in files:
        texts.setdefault(name, []).append(text)
    try:
        modules = {name: ModuleCode(texts[name]) for name in sorted(texts)}
    except SyntaxError:  # which is found and reported when the tests are collected
        return {}
    tests: dict[str, list[Place]] = {}
    for name, module in modules.items():
        for grade_id, places in module.tests.items():
            tests.setdefault(grade_id, []).extend((name, place) for place in places)
    return {grade_id: _Reach(modules).code(places) for grade_id, places in tests.items()}


class _Reach:
    """Follows names from statement to statement, and through imports from module to module.

    Args:
        modules: by name, the tests and all that they can import from `autograder.hidden_tests`.
    """

    def __init__(self, modules: Mapping[str, ModuleCode]):
        self._modules = modules
        self._found: set[Place] = set()
        self._waiting: list[Place] = []

    def code(self, tests: Iterable[Place]) -> str:
        """All code that these statements depend on."""
        for name, module in self._modules.items():
            self._add(name, module.effects)
            if name.endswith(".conftest"):
                self._add_module(name)
        for name, place in tests:
            self._enter(name)
            self._add(name, [place])
        while self._waiting:
            name, place = self._waiting.pop()
            module = self._modules[name]
            self._add(name, module.defining(module.used[place]))
            self._follow_imports(name, module.statements[place])
        return "\n".join(ast.dump(self._modules[name].statements[place]) for name, place in sorted(self._found))

    def _add(self, name: str, places: Iterable[int]) -> None:
        new = {(name, place) for place in places} - self._found
        self._found |= new
        self._waiting.extend(new)

    def _enter(self, name: str) -> None:
        """A module whose functions are used: what it registers counts too."""
        self._add(name, self._modules[name].registers)

    def _add_module(self, name: str) -> None:
        """All of a module; of a package all modules in it."""
        for other, module in self._modules.items():
            if other == name or other.startswith(f"{name}."):
                self._add(other, range(len(module.statements)))

    def _add_name(self, name: str, imported: str) -> None:
        """What one name of a module stands for; all of the module if that cannot be told."""
        places = self._modules[name].defining({imported})
        submodule = f"{name}.{imported}"
        if submodule in self._modules:
            self._add_module(submodule)
        elif not places:
            self._add_module(name)
        self._enter(name)
        self._add(name, places)

    def _follow_imports(self, name: str, statement: ast.stmt) -> None:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                for alias in node.names:  # `import a.b` defines `a`, of which any part may be used
                    self._follow_whole(alias.name if alias.asname else alias.name.split(".")[0])
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(name, node)
                for alias in node.names:
                    if source in self._modules:
                        self._add_name(source, alias.name)
                    else:
                        self._follow_whole(f"{source}.{alias.name}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and PACKAGE in node.value:
                self._add_module(PACKAGE)  # importlib.import_module, pytest_plugins

    def _follow_whole(self, imported: str) -> None:
        """A module that is imported as a whole: any attribute of it may be used, or of all modules below its name."""
        for name in self._modules:
            beside = imported.split(".")[0] == name.rsplit(".", 1)[-1]  # `import helper`
            if beside or imported == name or f"{name}.".startswith(f"{imported}."):
                self._add_module(name)
        if imported.startswith(f"{PACKAGE}.") and imported not in self._modules:
            self._add_module(PACKAGE)

    def _absolute(self, name: str, node: ast.ImportFrom) -> str:
        """The module that names are imported from."""
        if not node.level:
            return node.module or ""
        is_package = any(other.startswith(f"{name}.") for other in self._modules)
        parts = name.split(".")
        parts = parts[: len(parts) - node.level + is_package]
        return ".".join([*parts, *([node.module] if node.module else [])])
