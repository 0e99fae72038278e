"""Measures thresholds: right solutions over many seeds, some at two threads too, and the wrong ones below them.

A bound lies a third of the way from the worst value of a right solution to the best of a wrong one. If the two
overlap, there is no bound: the hidden test has to ask for something else.
"""

import json
import math
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import Course
from autograder.errors import CourseError
from autograder.exercise import Exercise
from autograder.grading.grader import Grader
from autograder.grading.settings import GradingSettings
from autograder.judging import thresholds
from autograder.submissions import submission

SEEDS_AT_TWO_THREADS = 5  # sums in another order: noise like that of a seed, so a few tell whether it is larger
SEEDS_OF_VARIANTS = 3
DIGITS = 3  # decimals of a bound

# For each graded cell the tests that measured something, each with its values by the name of the threshold.
Measured = dict[str, list[tuple[str, dict[str, float]]]]


@dataclass(frozen=True)
class Calibration:
    """What was measured for one threshold on one data source.

    Attributes:
        bound: the threshold.
        reference: values of the reference solution, one for each seed, then some at two threads.
        alternative: values of each alternative solution of the same task.
        wrong: values of each wrong solution that this threshold's hidden test catches.
    """

    bound: float
    reference: Sequence[float]
    alternative: Mapping[str, Sequence[float]]
    wrong: Mapping[str, Sequence[float]]

    def to_dict(self) -> dict[str, Any]:
        """As it is written to the file of thresholds."""
        return {
            "bound": self.bound,
            "reference": _distribution(self.reference),
            "alternative": {name: _distribution(values) for name, values in sorted(self.alternative.items())},
            "wrong": {name: _distribution(values) for name, values in sorted(self.wrong.items())},
        }


def calibrate(
    course: Course, exercise: Exercise, seeds: int, progress: Callable[[str], None] = lambda line: None
) -> dict[str, Calibration]:
    """Measure all thresholds of an exercise on the data source of this machine, and write them.

    Args:
        seeds: how many seeds for the reference, at one thread; the first few at two threads too.
        progress: is called with a line before each measurement.

    Returns:
        By threshold; empty if the exercise has none.

    Raises:
        CourseError: if right and wrong solutions overlap.
    """
    grader = Grader()
    try:
        first = _measure(grader, exercise, {}, 0, frozenset())
        cells = frozenset(cell for cell, measured in first.items() if measured)
        measuring = {test for results in first.values() for test, _ in results}
        if not cells:
            return {}
        reference: dict[str, list[float]] = defaultdict(list)
        for threads, count in ((1, seeds), (2, min(seeds, SEEDS_AT_TWO_THREADS))):
            grader.close()
            grader = Grader(GradingSettings(threads=threads))
            for seed in range(count):
                progress(f"{exercise.name}: reference, {threads} threads, seed {seed}")
                _add(reference, _measure(grader, exercise, {}, seed, cells))
        alternative = _variants(grader, course, exercise, cells, measuring, False, progress)
        wrong = _variants(grader, course, exercise, cells, measuring, True, progress)
    finally:
        grader.close()
    result = {name: _bounded(name, values, alternative[name], wrong[name]) for name, values in reference.items()}
    _write(exercise, result)
    return result


def _variants(
    grader: Grader,
    course: Course,
    exercise: Exercise,
    cells: frozenset[str],
    measuring: set[str],
    is_wrong: bool,
    progress: Callable[[str], None],
) -> dict[str, dict[str, list[float]]]:
    """Values of the alternative solutions of measured tasks, or of the wrong ones that a measuring test has to catch.

    Returns:
        By threshold and solution.
    """
    solutions = {cell.removeprefix("check_") for cell in cells}
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for variant in variants_of(course.root, exercise.name):
        concerned = measuring & set(variant.caught_by) if is_wrong else solutions & set(variant.cells)
        for seed in range(SEEDS_OF_VARIANTS if concerned and variant.is_wrong == is_wrong else 0):
            progress(f"{exercise.name}: {variant.name}, seed {seed}")
            measured = _measure(grader, exercise, variant.cells, seed, cells)
            if is_wrong:
                measured = {cell: [r for r in results if r[0] in concerned] for cell, results in measured.items()}
            values: dict[str, list[float]] = defaultdict(list)
            _add(values, measured)
            for name, numbers in values.items():
                found[name].setdefault(variant.name, []).extend(numbers)
    return found


def _measure(grader: Grader, exercise: Exercise, cells: dict[str, str], seed: int, only: frozenset[str]) -> Measured:
    """Grade one solution with every threshold off."""
    grader.settings = msgspec.structs.replace(grader.settings, seed=seed, only=only, calibrating=True)
    solution = submission.of_notebook(with_solutions(exercise, cells), exercise)
    record = grader.grade(solution, exercise).record
    return {
        verdict.grade_id: [(test.test, test.measured) for test in verdict.tests if test.measured]
        for verdict in record.verdicts
    }


def _add(values: dict[str, list[float]], measured: Measured) -> None:
    """Add measured values by the name of their threshold."""
    for results in measured.values():
        for _, numbers in results:
            for name, number in numbers.items():
                values[name].append(round(number, 4))


def _bounded(
    name: str,
    reference: Sequence[float],
    alternative: Mapping[str, Sequence[float]],
    wrong: Mapping[str, Sequence[float]],
) -> Calibration:
    if not wrong:
        raise CourseError(f"threshold {name}: no wrong solution is measured by it, so a bound would mean nothing")
    worst = min(min(values) for values in (reference, *alternative.values()))
    best = max(max(values) for values in wrong.values())
    if best >= worst:
        names = ", ".join(name for name, values in wrong.items() if max(values) >= worst)
        raise CourseError(f"threshold {name}: the worst of the right solutions is {worst}, and {names} reach {best}")
    bound = worst - (worst - best) / 3
    return Calibration(math.floor(bound * 10**DIGITS) / 10**DIGITS, reference, alternative, wrong)


def _distribution(values: Sequence[float]) -> dict[str, Any]:
    return {
        "runs": len(values),
        "min": min(values),
        "median": round(statistics.median(values), 4),
        "max": max(values),
        "values": list(values),
    }


def _write(exercise: Exercise, result: Mapping[str, Calibration]) -> None:
    path = thresholds.path_of(exercise.name)
    table = json.loads(path.read_text()) if path.exists() else {}
    for name, calibration in result.items():
        table.setdefault(name, {})[exercise.data_source] = calibration.to_dict()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_compact(table) + "\n")


def _compact(table: dict[str, Any]) -> str:
    """JSON with each list of values in one line."""
    text = json.dumps(table, indent=1, sort_keys=True)
    return re.sub(r"\[[^\[\]{}]*\]", lambda match: " ".join(match.group().split()), text)
