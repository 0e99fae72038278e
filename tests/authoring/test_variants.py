"""Wrong and alternative solutions are read from files, and set into the notebook of a student."""

import pytest
from course_folder import ROOT

from autograder.authoring.variants import Variant, variants_of, with_solutions
from autograder.course import Course
from autograder.exercise import id_of

COURSE = Course.load(ROOT)

TEXT = '''"""The kernel is flipped.

More about it.
caught by: test_flip, test_orientation
"""
# %% feature_map
def feature_map(image, kernel):
    return image

# %% other [markdown]
# An answer.

# %%
untitled = 1
'''


@pytest.fixture
def read(tmp_path):
    """Write a variant into a course folder, and read it."""

    def read(text, kind="wrong", name="flipped"):
        path = tmp_path / "tests" / "solutions" / "digits" / kind / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return Variant.read(path)

    return read


def test_a_variant_says_what_is_wrong_and_who_catches_it(read):
    variant = read(TEXT)
    assert (variant.name, variant.description) == ("flipped", "The kernel is flipped.")
    assert variant.caught_by == ("test_flip", "test_orientation")
    assert variant.is_wrong


def test_cells_are_replaced_by_their_titles(read):
    cells = read(TEXT).cells
    assert cells == {
        "feature_map": "def feature_map(image, kernel):\n    return image",
        "other": "An answer.",
    }


def test_an_alternative_is_right(read):
    variant = read('"""Uses einsum."""\n# %% feature_map\nx = 1', kind="alternative")
    assert not variant.is_wrong
    assert variant.caught_by == ()


def test_an_empty_file_replaces_nothing(read):
    variant = read("")
    assert (variant.description, variant.cells, variant.caught_by) == ("", {}, ())


def test_a_file_that_is_no_python_is_an_error(read):
    with pytest.raises(SyntaxError):
        read('"""Wrong."""\n# %% a\ndef (')


def test_all_variants_of_an_exercise_are_found_in_order(read, tmp_path):
    for kind, name in (("wrong", "b"), ("wrong", "a"), ("alternative", "c")):
        read(TEXT, kind, name)
    assert [variant.name for variant in variants_of(tmp_path, "digits")] == ["c", "a", "b"]
    assert variants_of(tmp_path, "unknown") == []


@pytest.mark.parametrize("name", COURSE.exercises)
def test_a_solved_notebook_is_the_released_one_with_solutions(name):
    exercise = COURSE.exercise(name)
    first = next(id_of(cell) for cell in exercise.released.cells if cell.metadata.get("nbgrader", {}).get("solution"))
    solved = with_solutions(exercise, {first: "replaced = True"})
    sources = {id_of(cell): cell.source for cell in exercise.source.cells if id_of(cell)}
    for cell, released in zip(solved.cells, exercise.released.cells, strict=True):
        assert cell.metadata == released.metadata
        if id_of(cell) == first:
            assert cell.source == "replaced = True"
        elif id_of(cell) in exercise.manual_cells:
            assert cell.source not in ("", released.source, sources[id_of(cell)])
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            lines = sources[id_of(cell)].splitlines()
            assert cell.source.splitlines() == [line for line in lines if " SOLUTION" not in line]
        else:
            assert cell.source == released.source
    assert "replaced = True" not in str(exercise.released)
