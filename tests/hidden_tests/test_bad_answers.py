"""Whatever a student's functions give, each hidden test ends with a verdict and a reason, never with its own error.

One contract for all exercises: every function that a student writes is replaced by one that gives the same bad answer.
"""

import ast

import pytest
from course_folder import ROOT

from autograder.authoring.variants import with_solutions
from autograder.course import Course, id_of
from autograder.grading.record import GradingRecord
from autograder.submissions.repair import repair

COURSE = Course.load(ROOT)

# What the body of every function is. Each answer is one that a student can hand in by mistake.
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

# Who gives back what came does not, for example, change it; who always raises an error also raises it where one is due.
PARTLY_RIGHT = {"arguments", "raises"}


def _functions(source: str) -> list[str]:
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def _answering(exercise, body: str) -> dict[str, str]:
    """For each solution cell a text in which all its functions give this answer."""
    cells = {}
    for cell in exercise.source.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            names = _functions(cell.source)
            cells[id_of(cell)] = "\n\n".join(f"def {name}(*arguments, **keywords):\n    {body}" for name in names)
    return cells


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", COURSE.exercises)
def test_a_bad_answer_gets_a_reason_and_no_points(grader, name, answer):
    exercise = COURSE.exercise(name)
    record = GradingRecord(name, "somebody")
    notebook = repair(with_solutions(exercise, _answering(exercise, ANSWERS[answer])), exercise.released, name).notebook
    grader.grade(notebook, exercise, record)
    assert not [verdict.problem for verdict in record.verdicts if verdict.problem]
    tests = [test for verdict in record.verdicts for test in verdict.tests]
    assert not {test.test: test.detail for test in tests if test.outcome == "error"}, "hidden tests that broke"
    passed = [test.test for test in tests if test.outcome == "passed"]
    assert not passed or answer in PARTLY_RIGHT, "points for a bad answer"
    assert not [test.test for test in tests if test.outcome == "failed" and not test.reason.strip()], "no reason"
