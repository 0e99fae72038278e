"""Finds an instructor's mistakes: where `source/`, the hidden tests and their wrong solutions do not fit together."""

import math

from nbformat import NotebookNode

from autograder.authoring.variants import Variant
from autograder.exercise import Exercise, id_of, is_graded
from autograder.judging.messages import HiddenTest
from autograder.names import definitions, of_cell

SOLUTION_MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")


def of_source(exercise: Exercise) -> list[str]:
    """Mistakes in the source notebook itself."""
    mistakes = []
    seen: set[str] = set()
    solved = {name for cell in exercise.source.cells if _is_solution(cell) for name in definitions(cell.source)}
    for index, cell in enumerate(exercise.source.cells, start=1):
        name, flags = id_of(cell), cell.metadata.get("nbgrader", {})
        place = f"{exercise.name}: cell {index} ({name or cell.get('id', 'without id')})"
        if name and cell.get("id") != name:
            mistakes.append(f"{place}: its cell id {cell.get('id')!r} is not its grade_id")
        if name in seen:
            mistakes.append(f"{place}: there is another cell with this grade_id")
        seen |= {name} - {""}
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            mistakes.append(f"{place}: it has outputs; clear them")
        if flags.get("solution") and "### BEGIN SOLUTION" not in cell.source:
            mistakes.append(f"{place}: a solution cell without ### BEGIN SOLUTION")
        if "### BEGIN HIDDEN TESTS" in cell.source:
            mistakes.append(f"{place}: hidden tests belong in a file of their own, not into the notebook")
        if is_graded(cell) and not flags.get("locked"):
            mistakes.append(f"{place}: a graded cell that is not locked")
        for overwritten in sorted(solved & _defined(cell)) if flags.get("locked") or not flags else ():
            mistakes.append(f"{place}: it overwrites {overwritten}, which students write: call it something else")
        if flags.get("grade") and not _is_positive(flags.get("points")):
            mistakes.append(f"{place}: a graded cell with {flags.get('points')!r} points")
    return mistakes


def _defined(cell: NotebookNode) -> frozenset[str]:
    try:
        return of_cell(cell.source).defined if cell.cell_type == "code" else frozenset()
    except SyntaxError:
        return frozenset()


def _is_positive(points: object) -> bool:
    return isinstance(points, int | float) and 0 < points < math.inf


def of_release(exercise: Exercise, released: NotebookNode) -> list[str]:
    """Traces of solutions in what students get."""
    solutions = {id_of(cell): cell.source for cell in exercise.source.cells if _is_solution(cell)}
    mistakes = []
    for cell in released.cells:
        name = id_of(cell)
        left = [mark for mark in SOLUTION_MARKS if mark in cell.source]
        if left:
            mistakes.append(f"{exercise.name}: the released cell {name or cell.get('id')} still holds {left[0]}")
        if name in solutions and cell.source == solutions[name]:
            mistakes.append(f"{exercise.name}: the released cell {name} is the solution itself")
        if cell.cell_type == "code" and cell.outputs:
            mistakes.append(f"{exercise.name}: the released cell {name or cell.get('id')} has outputs")
    return mistakes


def of_points(exercise: Exercise, hidden_tests: tuple[HiddenTest, ...]) -> list[str]:
    """Points and names of graded cells that the hidden tests do not match."""
    cells = exercise.graded_cells
    mistakes = []
    for grade_id, points in cells.items():
        tests = [test.points for test in hidden_tests if test.grade_id == grade_id]
        if not tests:
            mistakes.append(f"{exercise.name}: the graded cell {grade_id} has no hidden test")
        elif abs(sum(tests) - points) > 1e-9:
            mistakes.append(
                f"{exercise.name}: the graded cell {grade_id} has {points:g} points, its hidden tests {sum(tests):g}"
            )
    for test in hidden_tests:
        if test.grade_id not in cells:
            mistakes.append(f"{exercise.name}: {test.test} grades {test.grade_id}, which is not a graded cell")
        if not _is_positive(test.points):
            mistakes.append(f"{exercise.name}: {test.test} has {test.points:g} points")
    return mistakes


def of_wrong_solutions(exercise: Exercise, hidden_tests: tuple[HiddenTest, ...], variants: list[Variant]) -> list[str]:
    """Hidden tests that are not mutation-tested: each needs a wrong solution that it alone catches."""
    mistakes = []
    names = {test.test for test in hidden_tests}
    alone = {variant.caught_by[0] for variant in variants if variant.is_wrong and len(variant.caught_by) == 1}
    for name in sorted(names - alone):
        mistakes.append(f"{exercise.name}: no wrong solution is caught by {name} alone: write one")
    cells = {id_of(cell) for cell in exercise.source.cells if _is_solution(cell)}
    for variant in variants:
        for unknown in sorted(set(variant.caught_by) - names):
            mistakes.append(f"{exercise.name}: {variant.path.name} names {unknown}, which is not a hidden test")
        for unknown in sorted(set(variant.cells) - cells):
            mistakes.append(f"{exercise.name}: {variant.path.name} replaces {unknown}, which is not a solution cell")
        if variant.path.parent.name not in ("wrong", "alternative"):
            mistakes.append(f"{exercise.name}: {variant.path.name} lies in {variant.path.parent.name}/, not in wrong/ "
                            "or alternative/")  # fmt: skip
        if not variant.cells:
            mistakes.append(f"{exercise.name}: {variant.path.name} replaces no cell: name one with # %% <grade_id>")
        if not variant.is_wrong and variant.caught_by:
            mistakes.append(f"{exercise.name}: {variant.path.name} is right, but says that it is caught")
        if variant.is_wrong and not variant.caught_by:
            mistakes.append(f"{exercise.name}: {variant.path.name} does not say by which hidden tests it is caught")
    if not any(variant.path.parent.name == "alternative" for variant in variants):
        mistakes.append(f"{exercise.name}: there is no alternative solution: write one that is right, but different")
    return mistakes


def _is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
