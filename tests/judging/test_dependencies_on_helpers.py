"""Which verdicts can stand after a change in a helper of hidden tests, here or in another folder."""

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import ROOT

from autograder import hidden_tests
from autograder.course import Course
from autograder.judging.dependencies import hashes

COMMON = {"keras": "3"}
EXERCISE = "sizes"
FIRST = """
import pytest
from autograder.hidden_tests.sizes.oracle import SIDE, area

@pytest.mark.graded("check_area", points=1)
def test_area(submission):
    assert area(SIDE)

@pytest.mark.graded("check_side", points=1)
def test_side(submission):
    assert SIDE
"""
SECOND = """
import pytest
from autograder.hidden_tests.sizes import oracle

@pytest.mark.graded("check_volume", points=1)
def test_volume(submission):
    assert oracle.volume(2)

@pytest.mark.graded("check_nothing", points=1)
def test_nothing(submission):
    assert submission
"""
ORACLE = """
from autograder.hidden_tests.shared import product

SIDE = 2

def area(side):
    return product(side, side)

def volume(side):
    return area(side) * side
"""
SHARED = '''
"""Shared."""

from functools import lru_cache

@lru_cache(maxsize=1)
def product(one, other):
    return one * other

def unused():
    pass
'''
FILES = {
    "sizes/__init__.py": "",
    "sizes/test_first.py": FIRST,
    "sizes/test_second.py": SECOND,
    "sizes/oracle.py": ORACLE,
    "shared.py": SHARED,
    "other/test_other.py": "",
    "other/helper.py": "",
}

Changed = Callable[..., set[str]]


@pytest.fixture
def several_files(tmp_path: Path) -> None:
    for file, text in FILES.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text)


def _cells(names: str) -> set[str]:
    return {f"check_{name}" for name in names.split()}


@pytest.mark.usefixtures("several_files")
@pytest.mark.parametrize(
    ("file", "old", "new", "cells"),
    [
        ("sizes/test_first.py", "assert SIDE", "assert SIDE > 1", "side"),
        ("sizes/test_first.py", "import pytest\n", "import pytest\npytestmark = pytest.mark.slow\n", "area side"),
        ("sizes/test_first.py", "import pytest\n", "import pytest\npytest.seed()\n", "area side volume nothing"),
        # A helper that is imported by name, one that is imported as a module, and one that a helper imports.
        ("sizes/oracle.py", "SIDE = 2", "SIDE = 3", "area side volume"),
        ("sizes/oracle.py", "area(side) * side", "side ** 3", "volume"),
        ("sizes/oracle.py", "SIDE = 2", "SIDE = 2\nUNUSED = 1", "volume"),
        ("sizes/oracle.py", "SIDE = 2", "SIDE = 2\nassert SIDE\n", "area side volume nothing"),
        ("shared.py", "one * other", "other * one", "area volume"),
        ("shared.py", "def unused():\n    pass", "def unused():\n    return 1", ""),
        ("shared.py", '"""Shared."""', '"""Known to all."""', ""),
        ("shared.py", "def product", "def product:", "area side volume nothing"),
        ("new.py", "", "NEW = 1", ""),
        ("conftest.py", "", "def pytest_runtest_setup(item): pass", "area side volume nothing"),
        ("sizes/conftest.py", "", "SEED = 1", "area side volume nothing"),
        ("other/test_other.py", "", "import keras", ""),
        ("other/helper.py", "", "import keras", ""),
    ],
)
def test_a_change_of_a_helper_changes_the_cells_that_use_it(
    changed: Changed, file: str, old: str, new: str, cells: str
):
    assert changed(file, old, new) == _cells(cells)


@pytest.mark.usefixtures("several_files")
@pytest.mark.parametrize(
    ("imported", "used"),
    [
        ("from autograder.hidden_tests.sizes.oracle import *", "area(2)"),
        ("from autograder.hidden_tests.sizes.oracle import area as known", "known(2)"),
        ("from .oracle import area", "area(2)"),
        ("from . import oracle", "oracle.area(2)"),
        ("from ..shared import product", "product(2, 2)"),
        ("from autograder.hidden_tests import shared", "shared.product(2, 2)"),
        ("from autograder.hidden_tests import sizes", "sizes.oracle.area(2)"),
        ("from autograder import hidden_tests", "hidden_tests.sizes.oracle.area(2)"),
        ("import autograder.hidden_tests.sizes.oracle", "autograder.hidden_tests.sizes.oracle.area(2)"),
        ("import autograder.hidden_tests.sizes.oracle as known", "known.area(2)"),
        ("import autograder.questions.expect", "autograder.hidden_tests.sizes.oracle.area(2)"),
        ("import shared", "shared.product(2, 2)"),
        ("from shared import product", "product(2, 2)"),
        ("from importlib import import_module", "import_module('autograder.hidden_tests.shared').product(2, 2)"),
        ("from pytest import mark", "__import__('autograder.hidden_tests.shared').hidden_tests.shared.product(2, 2)"),
    ],
)
@pytest.mark.parametrize("inside", [False, True], ids=["at the top", "inside the test"])
def test_whatever_the_import_no_dependency_is_missed(changed: Changed, imported: str, used: str, inside: bool):
    if inside and imported.endswith("*"):
        pytest.skip("Python has no such import inside a function")
    top, within = ("", f"{imported}; ") if inside else (f"{imported}\n", "")
    changed("sizes/test_second.py", "import pytest\n", f"{top}import pytest\n")
    changed("sizes/test_second.py", "assert submission", f"{within}assert {used}")
    assert "check_nothing" in changed("shared.py", "one * other", "other * one")


@pytest.mark.usefixtures("several_files")
def test_a_copy_in_another_folder_has_the_same_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert not hashes(EXERCISE, COMMON)  # this repository has no such exercise
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    first = hashes(EXERCISE, COMMON)
    shutil.copytree(tmp_path, tmp_path / "copy")
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path / "copy")
    assert hashes(EXERCISE, COMMON) == first
    assert first


def test_a_copy_of_this_repositorys_hidden_tests_has_the_same_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    names = Course.load(ROOT).exercises
    here = {name: hashes(name, COMMON) for name in names}
    shutil.copytree(hidden_tests.FOLDER, tmp_path / "copy")
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path / "copy")
    assert {name: hashes(name, COMMON) for name in names} == here


def test_in_a_copy_too_a_change_of_a_helper_changes_the_cells_that_use_it(tmp_path: Path, changed: Changed):
    shutil.copytree(hidden_tests.OWN_FOLDER, tmp_path, dirs_exist_ok=True)
    found = changed("mnist_convnet/models.py", "def reader(", "def reader(unused=0, *, ", exercise="mnist_convnet")
    assert found == _cells("train evaluate")
    found = changed("circuit.py", "def circuit_of(", "def circuit_of(unused=0, *, ", exercise="mnist_convnet")
    assert found == _cells("build_convnet build_dense")


@pytest.mark.parametrize("name", Course.load(ROOT).exercises)
def test_no_exercise_uses_the_helpers_of_another(name: str):
    """Dependencies are not followed into other exercises: shared helpers belong into the folder above."""
    files = [*hidden_tests.test_paths(name), *hidden_tests.helper_paths(name)]
    imports = {
        node.module
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    own = [module.split(".") for module in imports if module.startswith(f"{hidden_tests.__name__}.")]
    known = {path.relative_to(hidden_tests.FOLDER).with_suffix("").parts for path in files}
    assert {tuple(parts[2:]) for parts in own} <= known
