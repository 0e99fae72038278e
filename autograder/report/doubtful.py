"""Which hidden tests may be wrong, from the cohort alone."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from autograder.errors import RecordUnusable
from autograder.grading.record import GradingRecord
from autograder.report import discrimination, same_answers, words
from autograder.report.cohort import Cohort, HiddenTest
from autograder.report.discrimination import Evidence
from autograder.report.findings import Doubtful
from autograder.report.misconceptions import misconceptions

SHOWN = 3  # students to look at
STRONGEST = 3  # one in so many students is among the strongest
MOST_BYTES = 8 << 20  # of an answer that is compared


def doubtful(cohort: Cohort, unstable: Sequence[Doubtful] = ()) -> list[Doubtful]:
    """The hidden tests that a person should look at, the most doubtful first.

    Args:
        unstable: those whose verdict changed when submissions were executed again; they come first.
    """
    found = list(unstable)
    known = {each.test for each in unstable}
    for evidence in ranking(cohort):
        test = cohort.tests[evidence.column]
        if evidence.is_alarm and test not in known:
            found.append(_doubt(cohort, evidence, test))
    return found


def ranking(cohort: Cohort) -> list[Evidence]:
    """The evidence against each hidden test, the strongest first."""
    tasks = [test.grade_id for test in cohort.tests]
    same = np.zeros(cohort.passed.shape, bool)
    for grade_id in dict.fromkeys(tasks):
        columns = [column for column, task in enumerate(tasks) if task == grade_id]
        same[:, columns] = _same_answers(cohort, grade_id, columns)
    return discrimination.ranked(cohort.passed, cohort.tried, tasks, same, cohort.elsewhere)


def _same_answers(cohort: Cohort, grade_id: str, columns: Sequence[int]) -> np.ndarray:
    """Students x tests of a task: who lost a test with the same answers about the task as one who passed it; bool."""
    same = np.zeros((len(cohort.students), len(columns)), bool)
    values = _values_in(cohort, grade_id)
    of_student = cache(lambda row: same_answers.answers(cohort.records[row], grade_id, values))
    for place, column in enumerate(columns):
        passers = np.flatnonzero(cohort.passed[:, column] == 1)
        # Of passers with the same answers one is enough.
        theirs = {_digests(cohort.records[row], grade_id): of_student(row) for row in passers}.values()
        for row in _losers(cohort, column):
            same[row, place] = any(same_answers.are_same(of_student(row), other) for other in theirs)
    return same


def _digests(record: GradingRecord, grade_id: str) -> tuple[tuple[str, str], ...]:
    return tuple((asked.key, asked.answer) for asked in record.questions if asked.grade_id == grade_id)


def _values_in(cohort: Cohort, grade_id: str) -> Callable[[str], same_answers.Values | None]:
    """The values in an answer about a task by its hash; the same answer of several students is read once."""
    holders = {
        asked.answer: record
        for record in cohort.records
        for asked in record.questions
        if asked.answer and asked.grade_id == grade_id
    }

    @cache
    def values(digest: str) -> same_answers.Values | None:
        try:
            message = holders[digest].answer(cohort.course.root, digest, MOST_BYTES)
        except RecordUnusable:
            return None
        return same_answers.values_of(message)

    return values


def _losers(cohort: Cohort, column: int) -> np.ndarray:
    return np.flatnonzero((cohort.passed[:, column] == 0) & cohort.tried[:, column])


def _doubt(cohort: Cohort, evidence: Evidence, test: HiddenTest) -> Doubtful:
    """What is said of a doubtful test, and whom to look at: the strongest who lost it."""
    losers = _losers(cohort, evidence.column)
    others = np.arange(len(cohort.tests)) != evidence.column
    strength = np.nansum(cohort.passed[:, others], axis=1)
    order = losers[np.argsort(-strength[losers], kind="stable")]
    sentences = [_how_many(cohort, evidence, strength)]
    if evidence.same:
        sentences.append(
            f"{evidence.same} of them gave the same answers as students who passed it, up to types, rounding, and the "
            "names and order of entries: is it one of these that it asks for?"
        )
    passers = np.flatnonzero(cohort.passed[:, evidence.column] == 1)
    students = [[cohort.students[row] for row in rows] for rows in (losers, passers)]
    if hint := words.what_sets_apart(cohort, test.grade_id, *students):
        sentences.append(hint)
    return Doubtful(
        test,
        " ".join(sentences),
        [cohort.students[row] for row in order[:SHOWN]],
        f"autograder regrade {cohort.exercise.name} --dry-run",
    )


def _how_many(cohort: Cohort, evidence: Evidence, strength: np.ndarray) -> str:
    column, lost, tried = evidence.column, evidence.lost, evidence.tried
    if lost == tried:
        reasons = misconceptions(cohort)[cohort.tests[column]]
        return f"All {tried} who tried it lost it, {len(reasons[0].students)} of them for the same reason."
    count = max(1, len(strength) // STRONGEST)
    strongest = np.argsort(-strength, kind="stable")[:count]
    of_strongest = int(np.isin(_losers(cohort, column), strongest).sum())
    usual = np.median([np.isin(_losers(cohort, other), strongest).sum() for other in range(len(cohort.tests))])
    return (
        f"{lost} of the {tried} who tried it lost it, {of_strongest} of them among the {count} strongest; of these, a "
        f"usual test fails {usual:g}."
    )
