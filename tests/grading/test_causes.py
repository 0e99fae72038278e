"""Reasons name the cause: the cell that failed first, and what is missing there."""

import re
import sys
from importlib.util import find_spec

import msgspec
import nbformat
import pytest
from course_folder import ROOT
from nbformat.v4 import new_code_cell, new_output

from autograder.grading import causes
from autograder.grading.incidents import Incident
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Asked

CHECK = "check_pool2d"
NO_CV2 = "ModuleNotFoundError: No module named 'cv2'"
OF_CV2 = f"cv2 is neither a package of the course ({', '.join(causes.COURSE_PACKAGES)}) nor a file handed in"


def _undefined(name: str) -> str:
    return f"NameError: name '{name}' is not defined"


def _cause(raised: str, *cells: tuple[str, str, str], below: str = "", put_back: dict | None = None) -> str:
    """The cause of an error in pool2d after cells (id, source, error); "timeout" and "lost" are errors too."""
    notebook = [new_code_cell(source, id=name) for name, source, _ in cells]
    notebook[-1].metadata.nbgrader = {"grade_id": "pool2d", "grade": False, "solution": True}
    graded = {"grade_id": CHECK, "grade": True, "solution": False}
    notebook += [new_code_cell("check", id=CHECK, metadata={"nbgrader": graded}), new_code_cell(below, id="own-9")]
    runs = []
    for name, _, error in cells:
        status = error if error in ("timeout", "lost") else "error" if error else "ok"
        problem = "the kernel died: no more memory" if status == "lost" else ""
        runs.append(CellRun(name, status, 0.1, problem, error if status == "error" else ""))
    record = GradingRecord("convolution_by_hand", "ada", cells=runs)
    record.incidents = [Incident("limit", "stopped after 60 s", "", run.id) for run in runs if run.status == "timeout"]
    record.questions = [Asked(CHECK, "pool2d()", "", 0.1, 60.0, "", "", takes=("pool2d",))]
    test = TestVerdict("test_a", "it pools", 1.0, "failed", "pool2d() failed", raised=raised)
    explained = causes.explained(Verdict(CHECK, 1.0, (test,)), notebook, record, put_back or {})
    assert explained.score == 0
    return explained.tests[0].cause


SOLVED = ("pool2d", "def pool2d(maps):\n    return halve(maps)", "")


def test_a_package_that_is_missing_at_the_top_of_a_solution():
    cause = _cause(_undefined("pool2d"), ("pool2d", "import cv2\ndef pool2d(maps):\n    return maps", NO_CV2))
    assert cause == f"the cell pool2d, which defines pool2d, stopped with {NO_CV2}: {OF_CV2}"


def test_a_chain_of_missing_names_is_followed_to_the_first_cause():
    cause = _cause(
        _undefined("halve"),
        ("own-0", "# settings\nimport cv2\nbase = 3", NO_CV2),
        ("own-1", "top = base\ndef halve(n):\n    return n", _undefined("base")),
        SOLVED,
    )
    assert cause == (
        f'the added cell own-1 ("top = base"), which defines halve, stopped with {_undefined("base")}: '
        f'the added cell own-0 ("import cv2"), which defines base, stopped with {NO_CV2}: {OF_CV2}'
    )


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("SyntaxError: invalid syntax (line 3)", "stopped with SyntaxError: invalid syntax (line 3)"),
        ("timeout", "was stopped after 60 s"),
        ("lost", "was not completed: the kernel died: no more memory"),
    ],
)
@pytest.mark.parametrize("source", ["def pool2d(maps):\n    return maps", "def pool2d(maps]:\n    return maps"])
def test_how_a_cell_was_stopped_is_said(error, says, source):
    assert _cause(_undefined("pool2d"), ("pool2d", source, error)).endswith(f"which defines pool2d, {says}")


@pytest.mark.parametrize(
    "source", ["from helpers import halve", "from helpers import *", "halve = lambda n: n", "import tools.all as halve"]
)
def test_each_kind_of_definition_is_found(source):
    assert "own-0" in _cause(_undefined("halve"), ("own-0", source, "ValueError: no"), SOLVED)


def test_a_solution_in_an_added_cell_that_failed_leaves_the_released_cell():
    released = ("pool2d", "def pool2d(maps):\n    raise NotImplementedError", "")
    mine = ("own-0", "import cv2\ndef pool2d(maps):\n    return maps", NO_CV2)
    assert NO_CV2 in _cause("NotImplementedError: ", released, mine)
    assert _cause("NotImplementedError: ", mine, released) == ""


@pytest.mark.parametrize("command", ["!pip install cv2", "%pip install -q cv2", "!python -m pip install cv2"])
def test_an_installation_in_a_cell_has_no_effect(command):
    cause = _cause(NO_CV2, ("own-0", command, ""), SOLVED)
    assert cause == f"{OF_CV2}, and a cell cannot install it: there is no network in grading"


def test_what_a_package_of_the_course_does_not_have():
    cause = _cause("ModuleNotFoundError: No module named 'keras.engine'", SOLVED)
    assert cause == "the package keras that the course uses has no keras.engine"


def test_a_file_that_was_not_handed_in():
    assert "handed in beside it" in _cause("FileNotFoundError: [Errno 2] No such file: '/content/drive/x'", SOLVED)


def test_a_name_of_a_locked_cell_that_was_put_back():
    cause = _cause(_undefined("math"), SOLVED, put_back={"setup": "import numpy as np, math"})
    assert cause == "math was defined in the locked cell setup as handed in, and this cell was put back"


def test_a_name_that_comes_later_has_another_spelling_or_is_nowhere():
    assert "comes later" in _cause(_undefined("halve"), SOLVED, below="def halve(n):\n    return n")
    assert _cause(_undefined("Pool2D"), SOLVED) == "no cell defines or imports Pool2D; is pool2d meant?"
    assert _cause(_undefined("math"), SOLVED).startswith("no cell defines or imports math: run all cells")


@pytest.mark.parametrize(
    "raised", ["", "ValueError: too many", "NameError", "NameError: name 'halve' is odd", "ModuleNotFoundError: "]
)
def test_nothing_is_said_where_nothing_is_known(raised):
    assert _cause(raised, ("own-0", "halve = 1", "ValueError: no"), SOLVED) == ""


def test_a_name_that_was_defined_has_no_cause_in_a_cell():
    assert _cause(_undefined("halve"), ("own-0", "halve = 1", ""), SOLVED) == ""
    assert "own-0" not in _cause(_undefined("halve"), ("own-0", "halve[0] = 1", _undefined("halve")), SOLVED)


def test_names_that_miss_each_other_come_to_an_end():
    cells = ("own-0", "a = b", _undefined("b")), ("own-1", "b = a", _undefined("a")), SOLVED
    assert "own-0" in _cause(_undefined("a"), *cells)


def test_of_a_long_chain_the_first_and_the_last_cell_are_shown():
    cells = [(f"own-{n}", f"a{n + 1} = a{n}", _undefined(f"a{n}")) for n in range(90)]
    cause = _cause(_undefined("a90"), ("own", "import cv2\na0 = 1", NO_CV2), *cells, SOLVED)
    assert cause.startswith("the added cell own-89 (")
    assert cause.endswith(f"stopped with {NO_CV2}: {OF_CV2}")
    assert len(cause) < 1000


def test_a_chain_may_end_with_a_name_that_is_nowhere():
    cause = _cause(_undefined("halve"), ("own-0", "import_all = tiny\nhalve = 1", _undefined("tiny")), SOLVED)
    assert cause.endswith(f"stopped with {_undefined('tiny')}: no cell defines or imports tiny: "
                          "run all cells in a new kernel to see this error")  # fmt: skip


@pytest.mark.parametrize("module", ["__main__.x", ".x", "os.nothing", "x" * 250])
def test_odd_names_of_modules(module):
    assert _cause(f"ModuleNotFoundError: No module named '{module}'", SOLVED)


def test_the_error_of_a_cell_is_one_line_without_file_names():
    def error(name, value):
        return causes.error_of(new_code_cell("", outputs=[new_output("error", ename=name, evalue=value, traceback=[])]))

    assert error("SyntaxError", "invalid syntax (1508095.py, line 3)") == "SyntaxError: invalid syntax (line 3)"
    assert error("ValueError", "one\n\x1b[31mtwo\ud800") == "ValueError: one [31mtwo"
    assert len(error("ValueError", "x" * 9999)) == causes.MAX_ERROR
    assert causes.error_of(new_code_cell("")) == ""


def test_the_packages_of_the_course_are_there_and_are_all_that_its_notebooks_import():
    assert all(map(find_spec, causes.COURSE_PACKAGES))
    notebooks = [nbformat.read(path, as_version=4) for path in (ROOT / "source").glob("*/*.ipynb")]
    code = [cell.source for notebook in notebooks for cell in notebook.cells if cell.cell_type == "code"]
    imported = {name for source in code for name in re.findall(r"^ *(?:import|from) (\w+)", source, re.MULTILINE)}
    assert imported - {"convnets"} <= {*causes.COURSE_PACKAGES, *sys.stdlib_module_names}


def test_a_verdict_without_an_error_stays_as_it_is():
    verdict = Verdict(CHECK, 1.0, (TestVerdict("test_a", "it pools", 1.0, "passed"),))
    assert causes.explained(verdict, [], GradingRecord("convolution_by_hand", "ada"), {}) is verdict
    assert msgspec.to_builtins(verdict)["tests"][0]["cause"] == ""
