"""Whatever a student's functions give, each hidden test ends with a verdict and a reason, never with its own error.

One contract for all exercises: the functions that a student writes are replaced by others that give bad answers.
`make test` grades a few mixtures, in which each function gives another one. `make test-all` grades each bad answer
alone, given by all functions.
"""

import ast
from collections.abc import Callable

import pytest
from course_folder import ROOT, graded

from autograder.course import Course
from autograder.exercise import Exercise, id_of
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord

EXERCISES = Course.load(ROOT).exercises

# What the body of a function is. Each answer is one that a student can hand in by mistake.
ANSWERS = {
    "none": "return None",
    "text": "return 'seven'",
    "nan": "return float('nan')",
    "number": "return 0.5",
    "empty": "return []",
    "ragged": "return [[1.0, 2.0], [3.0], {}, None]",
    "dictionary": "return {0: 'a', 'accuracy': None, 'loss': []}",
    "array": "import numpy; return numpy.full((0, 3, 1), numpy.nan)",
    "objects": "import numpy; return (numpy.array([None, 'a'], dtype=object), Ellipsis, object())",
    "generator": "return (each for each in range(3))",
    "symbolic": "import keras; return keras.Input((3, 3, 1))",
    "unbuilt_model": "import keras; return keras.Sequential([keras.layers.Dense(1)])",
    "other_model": "import keras; return keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])",
    "arguments": "return arguments[0] if len(arguments) == 1 else arguments",
    "raises": "raise KeyError('of the student')",
}

# A function that gives back its argument does not, for example, change it; one that always raises an error also raises
# it where one is due.
PARTLY_RIGHT = {"arguments", "raises"}

# In a mixture, function i gives answer number (i + first) of the list, in turn.
MIXTURES = (0, 5, 10)


def _functions(exercise: Exercise) -> dict[str, list[str]]:
    """The functions that a student writes, by the cell that they stand in."""
    return {
        id_of(cell): [node.name for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef)]
        for cell in exercise.source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def _answering(functions: dict[str, list[str]], answers: dict[str, str]) -> dict[str, str]:
    """The solution cells in which each function gives its answer, and nothing else stands."""
    body = "def {}(*arguments, **keywords):\n    {}"
    return {
        cell: "\n\n".join(body.format(name, ANSWERS[answers[name]]) for name in names)
        for cell, names in functions.items()
    }


def _passed(record: GradingRecord) -> list[tuple[str, str]]:
    """Cell and name of the hidden tests that passed; the others have to give a reason."""
    assert not [verdict.problem for verdict in record.verdicts if verdict.problem]
    tests = [(verdict.grade_id, test) for verdict in record.verdicts for test in verdict.tests]
    assert not {test.test: test.detail for _, test in tests if test.outcome == "error"}, "hidden tests that broke"
    assert not [test.test for _, test in tests if test.outcome == "failed" and not test.reason.strip()], "no reason"
    return [(grade_id, test.test) for grade_id, test in tests if test.outcome == "passed"]


@pytest.mark.parametrize("first", MIXTURES)
@pytest.mark.parametrize("name", EXERCISES)
def test_bad_answers_of_several_kinds_get_reasons_and_no_points(
    grader: Grader, course: Course, reference: Callable[[str], GradingRecord], name: str, first: int, keep_verdicts
):
    exercise = course.exercise(name)
    functions, kinds = _functions(exercise), list(ANSWERS)
    names = [function for of_cell in functions.values() for function in of_cell]
    answers = {function: kinds[(index + first) % len(kinds)] for index, function in enumerate(names)}
    record = graded(grader, exercise, _answering(functions, answers))
    keep_verdicts(f"answers-{name}-{first}", record)
    may_pass = {function for function, answer in answers.items() if answer in PARTLY_RIGHT}
    asked = {asked.grade_id for asked in reference(name).questions if may_pass & set(asked.takes)}
    assert not [test for grade_id, test in _passed(record) if grade_id not in asked], "points for a bad answer"


@pytest.mark.slow
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_bad_answer_gets_a_reason_and_no_points(
    grader: Grader, course: Course, name: str, answer: str, keep_verdicts
):
    exercise = course.exercise(name)
    functions = _functions(exercise)
    answers = dict.fromkeys((function for names in functions.values() for function in names), answer)
    record = graded(grader, exercise, _answering(functions, answers))
    keep_verdicts(f"answer-{name}-{answer}", record)
    passed = _passed(record)
    assert not passed or answer in PARTLY_RIGHT, "points for a bad answer"
