"""Mixed precision, or another type that Keras computes in, costs a right solution no points and a wrong one gains none.

Guides to training on a GPU recommend `keras.mixed_precision.set_global_policy("mixed_float16")`.
"""

import pytest
from course_folder import ROOT, graded

from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import Course
from autograder.exercise import Exercise, id_of

MIXED = "keras.mixed_precision.set_global_policy('mixed_float16')"
OTHERS = (
    "keras.config.set_dtype_policy('mixed_bfloat16')",
    "keras.config.set_dtype_policy('bfloat16')",
    "keras.config.set_floatx('float16')",
    "keras.backend.set_floatx('float64')",
)
BUILT = frozenset(("check_build_convnet", "check_build_dense"))
EXERCISES = Course.load(ROOT).exercises
WRONG = [
    variant
    for variant in variants_of(ROOT, "mnist_convnet")
    if variant.is_wrong and variant.cells.keys() & {"build_convnet", "build_dense"}
]


def _with_choice(exercise: Exercise, choice: str, cells: dict[str, str]) -> dict[str, str]:
    """The cells of a solution that chooses a type at its beginning."""
    notebook = with_solutions(exercise, cells)
    first = next(
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    )
    return cells | {id_of(first): f"import keras\n{choice}\n{first.source}"}


def _failed(record) -> list[str]:
    return sorted(test.test for verdict in record.verdicts for test in verdict.tests if test.outcome != "passed")


def test_models_in_mixed_precision_are_right(grader, course):
    exercise = course.exercise("mnist_convnet")
    record = graded(grader, exercise, _with_choice(exercise, MIXED, {}), BUILT)
    assert sum(verdict.score for verdict in record.verdicts if verdict.grade_id in BUILT) == 8
    assert _failed(record) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "choice"),
    [(name, MIXED) for name in EXERCISES]
    + [(name, choice) for choice in OTHERS for name in ("mnist_convnet", "windows_and_strides", "regularizers")],
)
def test_a_choice_costs_no_points(grader, course, name, choice):
    exercise = course.exercise(name)
    record = graded(grader, exercise, _with_choice(exercise, choice, {}))
    assert record.score == record.maximum, _failed(record)


@pytest.mark.slow
@pytest.mark.parametrize("variant", WRONG, ids=lambda variant: variant.name)
def test_a_wrong_model_in_mixed_precision_loses_its_points(grader, course, variant):
    exercise = course.exercise("mnist_convnet")
    record = graded(grader, exercise, _with_choice(exercise, MIXED, variant.cells), BUILT | {"check_train"})
    assert _failed(record) == sorted(variant.caught_by)
