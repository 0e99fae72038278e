"""What hidden tests say of each solution of the corpus: the course's own, and those with a mistake in them."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import msgspec

from autograder import hidden_tests
from autograder.authoring.affected import affected
from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import Course
from autograder.exercise import Exercise
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict
from autograder.report import same_answers
from autograder.submissions import submission
from benchmarks import kept

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
RESULTS = FOLDER.parent / "results" / "wrong_tests"
REFERENCE = "reference"
SEEDS = 6  # runs of each right solution where something is measured
OWN = "test_wrong.py"

_TEST = re.compile(r'^@pytest\.mark\.graded\("(\w+)".*\n^def (\w+)', re.MULTILINE)


def exercises() -> list[str]:
    """Those that have hidden tests with a mistake."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{OWN}"))


def of(name: str, report: Callable[[str], None] = print) -> dict:
    """What came out for an exercise.

    Returns:
        "tests", "mistakes": for each hidden test its graded cell; without a mistake, and with one.
        "touched": for each solution the graded cells that it can affect.
        "lost": for each solution the hidden tests of both kinds that it loses.
        "same": for each solution the graded cells about which it gave the same answers as the reference, and the hidden
        tests with a mistake for which it did.
        "measured": for each test and solution the values over seeds.
    """
    return kept.once(RESULTS / f"{name}.json", name, lambda: _measure(name), lambda line: report(line[:100]))


def _measure(name: str) -> dict:
    course = Course.load(ROOT)
    exercise = course.exercise(name)
    solutions: dict[str, dict[str, str]] = {REFERENCE: {}} | {
        each.name: each.cells for each in variants_of(course.root, name)
    }
    right = {REFERENCE, *(each.name for each in variants_of(course.root, name) if not each.is_wrong)}
    found: dict = {"tests": {}, "mistakes": {}, "lost": {}, "same": {}, "measured": {}}
    grader = Grader()
    whole = _graded(grader, exercise, {})
    touched = {
        each: affected(with_solutions(exercise, cells), whole, cells) if cells else frozenset(exercise.graded_cells)
        for each, cells in solutions.items()
    }
    found["touched"] = {each: sorted(cells) for each, cells in touched.items()}
    found["tests"] = {test.test: verdict.grade_id for verdict in whole.verdicts for test in verdict.tests}
    for solution, cells in solutions.items():
        record = _graded(grader, exercise, cells, touched[solution]) if cells else whole
        _add(found, solution, record, whole, {cell: cell for cell in touched[solution]})
        for verdict in record.verdicts:
            for test in verdict.tests:
                for value in test.measured.values():
                    values = found["measured"].setdefault(test.test, {}).setdefault(solution, [])
                    values.append(value)
                    only = frozenset([verdict.grade_id])
                    for seed in range(1, SEEDS if solution in right else 1):
                        again = _tests(_graded(grader, exercise, cells, only, seed))
                        values += [v for each in again if each.test == test.test for v in each.measured.values()]
        print(f"{name}: {solution}", flush=True)
    grader.close()
    for mistake, (grade_id, source) in _mistakes(name).items():
        found["mistakes"][mistake] = grade_id
        with _added(name, source) as grader:
            only = frozenset([grade_id])
            reference = _graded(grader, exercise, {}, only)
            for solution, cells in solutions.items():
                if grade_id in touched[solution]:
                    record = _graded(grader, exercise, cells, only) if cells else reference
                    _add(found, solution, record, reference, {grade_id: mistake})
        print(f"{name}: {mistake}", flush=True)
    return found


def _add(found: dict, solution: str, record: GradingRecord, reference: GradingRecord, names: Mapping[str, str]) -> None:
    lost = found["lost"].setdefault(solution, [])
    lost += [test.test for test in _tests(record) if test.outcome != "passed" and test.test not in lost]
    same = found["same"].setdefault(solution, [])
    for grade_id, name in names.items():
        if same_answers.are_same(_answers(record, grade_id), _answers(reference, grade_id)):
            same.append(name)


def _answers(record: GradingRecord, grade_id: str) -> same_answers.Answers:
    return same_answers.answers(record, grade_id, lambda digest: same_answers.values_of(record.answers[digest]))


def _mistakes(name: str) -> dict[str, tuple[str, str]]:
    """For each hidden test with a mistake its graded cell, and a file in which it stands alone."""
    head, *tests = re.split(r"(?=^@pytest\.mark\.graded)", (FOLDER / name / OWN).read_text(), flags=re.MULTILINE)
    found = {}
    for text in tests:
        ((grade_id, test),) = _TEST.findall(text)
        found[test] = grade_id, head + text
    return found


@contextmanager
def _added(name: str, source: str) -> Iterator[Grader]:
    """A grader with one more file of hidden tests."""
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(folder) / "hidden_tests"
        shutil.copytree(hidden_tests.FOLDER, tests)
        (tests / name / OWN).write_text(source)
        environment = {**os.environ, hidden_tests.VARIABLE: str(tests)}
        with mock.patch.object(hidden_tests, "FOLDER", tests), mock.patch.dict(os.environ, environment):
            grader = Grader()
            try:
                yield grader
            finally:
                grader.close()


def _graded(
    grader: Grader, exercise: Exercise, cells: dict[str, str], only: frozenset[str] = frozenset(), seed: int = 0
) -> GradingRecord:
    settings = grader.settings
    grader.settings = msgspec.structs.replace(settings, only=only, seed=seed)
    try:
        return grader.grade(submission.of_notebook(with_solutions(exercise, cells), exercise), exercise).record
    finally:
        grader.settings = settings


def _tests(record: GradingRecord) -> list[TestVerdict]:
    return [test for verdict in record.verdicts for test in verdict.tests]
