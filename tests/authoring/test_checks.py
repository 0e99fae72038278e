"""Each kind of instructor's mistake is found, with a line that names the exercise and the cell, test or file."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from autograder.authoring import checks
from autograder.authoring.variants import Variant
from autograder.exercise import Exercise
from autograder.judging.plugin import HiddenTest

SOLUTION = "def first(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION"


def _flags(name, **settings) -> dict:
    flags = {"grade_id": name, "grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": flags | settings}


def _source():
    return new_notebook(
        cells=[
            new_markdown_cell("# Tiny", id="title"),
            new_code_cell("import math", id="setup", metadata=_flags("setup", locked=True)),
            new_code_cell(SOLUTION, id="first", metadata=_flags("first", solution=True)),
            new_code_cell(
                "print(first(1))", id="check_first", metadata=_flags("check_first", grade=True, locked=True, points=3)
            ),
            new_markdown_cell(
                "### BEGIN SOLUTION\nSo it is.\n### END SOLUTION",
                id="written",
                metadata=_flags("written", grade=True, solution=True, points=2),
            ),
        ]
    )


@pytest.fixture
def exercise(tmp_path):
    """A tiny exercise, after a change of its source notebook."""

    def make(change=lambda cells: None) -> Exercise:
        notebook = _source()
        change({cell.id: cell for cell in notebook.cells})
        path = tmp_path / "tiny.ipynb"
        nbformat.write(notebook, path)
        return Exercise("tiny", path, path.read_text(), Config())

    return make


TESTS = (HiddenTest("test_a", "check_first", 1.0, "claim"), HiddenTest("test_b", "check_first", 2.0, "claim"))


def _variant(name, *caught_by, kind="wrong", cells=("first",)) -> Variant:
    path = Path("tests/solutions/tiny") / kind / f"{name}.py"
    return Variant(name, path, "description", kind == "wrong", caught_by, dict.fromkeys(cells, "pass"))


VARIANTS = [_variant("a", "test_a"), _variant("b", "test_b"), _variant("c", kind="alternative")]


def _only(mistakes: list[str]) -> str:
    assert len(mistakes) == 1, mistakes
    assert mistakes[0].startswith("tiny: ")
    return mistakes[0]


def test_a_sound_exercise_has_no_mistake(exercise):
    tiny = exercise()
    assert checks.of_source(tiny) == []
    assert checks.of_release(tiny, tiny.released) == []
    assert checks.of_points(tiny, TESTS) == []
    assert checks.of_wrong_solutions(tiny, TESTS, VARIANTS) == []


def _set(name, **changes):
    def change(cells):
        for key, value in changes.items():
            cells[name][key] = value

    return change


def _flag(name, **changes):
    return lambda cells: cells[name].metadata.nbgrader.update(changes)


OUTPUT = new_output("stream", text="2\n")


@pytest.mark.parametrize(
    ("change", "named", "said"),
    [
        (_set("first", id="cell-1"), "cell 3 (first)", "not its grade_id"),
        (_flag("first", grade_id="setup"), "cell 3 (setup)", "another cell with this grade_id"),
        (_set("check_first", outputs=[OUTPUT]), "cell 4 (check_first)", "outputs"),
        (_set("setup", execution_count=3), "cell 2 (setup)", "outputs"),
        (_set("first", source="def first(x): return x + 1"), "cell 3 (first)", "BEGIN SOLUTION"),
        (_set("written", source="So it is."), "cell 5 (written)", "BEGIN SOLUTION"),
        (
            _set("check_first", source="for first in range(3):\n    print(first)"),
            "cell 4 (check_first)",
            "overwrites first",
        ),
        (_flag("check_first", locked=False), "cell 4 (check_first)", "not locked"),
        (_flag("check_first", points=0), "cell 4 (check_first)", "0 points"),
        (_flag("written", points=-1), "cell 5 (written)", "-1 points"),
        (_set("check_first", source="### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"), "cell 4 (check_first)", "hidden"),
    ],
)
def test_a_mistake_in_the_source_is_named(exercise, change, named, said):
    mistakes = checks.of_source(exercise(change))
    assert [line for line in mistakes if named in line and said in line], mistakes
    assert all(line.startswith("tiny: ") for line in mistakes)


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("first", SOLUTION, "is the solution itself"),
        ("first", SOLUTION, "still holds BEGIN SOLUTION"),
        ("title", "# Tiny\n### END SOLUTION", "title still holds END SOLUTION"),
        ("check_first", "### BEGIN HIDDEN TESTS", "check_first still holds BEGIN HIDDEN TESTS"),
        ("written", "=== BEGIN MARK SCHEME ===", "written still holds BEGIN MARK SCHEME"),
    ],
)
def test_a_trace_of_a_solution_in_the_release_is_named(exercise, name, source, said):
    tiny = exercise()
    released = nbformat.from_dict(tiny.released)
    next(cell for cell in released.cells if cell.id == name).source = source
    assert [line for line in checks.of_release(tiny, released) if said in line and line.startswith("tiny: ")]


def test_an_output_in_the_release_is_named(exercise):
    tiny = exercise()
    released = nbformat.from_dict(tiny.released)
    released.cells[3].outputs = [OUTPUT]
    assert "check_first has outputs" in _only(checks.of_release(tiny, released))


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        (TESTS[:1], "check_first has 3 points, its hidden tests 1"),
        ((), "check_first has no hidden test"),
        (
            (*TESTS, HiddenTest("test_c", "check_second", 1.0, "")),
            "test_c grades check_second, which is not a graded cell",
        ),
        ((*TESTS, HiddenTest("test_c", "written", 2.0, "")), "test_c grades written, which is not a graded cell"),
        ((*TESTS, HiddenTest("test_c", "check_first", 0.0, "")), "test_c has 0 points"),
        ((HiddenTest("a", "check_first", 4.0, ""), HiddenTest("b", "check_first", -1.0, "")), "b has -1 points"),
    ],
)
def test_points_that_do_not_fit_are_named(exercise, tests, said):
    assert said in _only(checks.of_points(exercise(), tests))


def test_points_may_be_fractions(exercise):
    tests = tuple(HiddenTest(f"test_{share}", "check_first", share, "") for share in (0.7, 0.1, 0.2, 2))
    assert checks.of_points(exercise(), tests) == []


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        (VARIANTS[1:], "no wrong solution is caught by test_a alone"),
        ([_variant("a", "test_a", "test_b"), *VARIANTS[1:]], "no wrong solution is caught by test_a alone"),
        ([*VARIANTS, _variant("d", "test_c")], "d.py names test_c, which is not a hidden test"),
        ([*VARIANTS, _variant("d", "test_a", cells=["second"])], "d.py replaces second, which is not a solution cell"),
        ([*VARIANTS, _variant("d", "test_a", cells=["setup"])], "d.py replaces setup, which is not a solution cell"),
        ([*VARIANTS, _variant("d", "test_a", cells=[])], "d.py replaces no cell"),
        ([*VARIANTS, _variant("d")], "d.py does not say by which hidden tests it is caught"),
        ([*VARIANTS, _variant("d", "test_a", kind="alternative")], "d.py is right, but says that it is caught"),
        ([*VARIANTS, _variant("d", kind="other")], "d.py lies in other/"),
        (VARIANTS[:2], "no alternative solution"),
    ],
)
def test_a_missing_or_broken_proof_is_named(exercise, variants, said):
    assert said in _only(checks.of_wrong_solutions(exercise(), TESTS, variants))


def test_an_alternative_proves_no_hidden_test(exercise):
    mistakes = checks.of_wrong_solutions(
        exercise(), TESTS, [*VARIANTS[1:], _variant("a", "test_a", kind="alternative")]
    )
    assert any("no wrong solution is caught by test_a alone" in line for line in mistakes)
