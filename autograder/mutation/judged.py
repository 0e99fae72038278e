"""Grades mutants as submissions are graded, in parallel: which hidden tests fail?"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import msgspec
from distributed import Client, as_completed

from autograder import names
from autograder.authoring.affected import affected, with_only_needed
from autograder.authoring.variants import with_solutions
from autograder.cohorts import workers
from autograder.course import Course
from autograder.exercise import Exercise
from autograder.grading.grader import Grader, grader_for
from autograder.grading.record import GradingRecord
from autograder.grading.settings import GradingSettings
from autograder.judging.verdict import Verdict
from autograder.mutation.mutants import Mutant
from autograder.submissions import submission

PATIENCE = 5.0  # times as long as the reference: a mutant may loop for ever
LEAST_PATIENCE = 10.0  # seconds

Limits = dict[str, float]
Judge = Callable[[Sequence[Mutant]], Iterator[tuple[Mutant, "Judged"]]]


class Judged(msgspec.Struct, frozen=True):
    """What hidden tests say of a mutant.

    Attributes:
        caught_by: the hidden tests that fail; those of other tasks run only if none of its own does.
        reason: what the first of them says, "" if there is none.
        broken: what is wrong with a hidden test that gave no verdict, "" if all gave one.
    """

    caught_by: tuple[str, ...] = ()
    reason: str = ""
    broken: str = ""


@contextmanager
def judging(course: Course, exercise: Exercise, jobs: int) -> Iterator[Judge]:
    """Workers that grade mutants; the function gives each mutant with what hidden tests say, as they are ready.

    Args:
        jobs: how many workers.

    Raises:
        CourseError: if the exercise does not fit its hidden tests.
    """
    settings = GradingSettings()
    with workers.local(jobs, exercise, settings, course.root) as client:
        portable = exercise.portable()
        reference = client.submit(_reference, portable, settings, pure=False).result()
        slowest = max((asked.seconds for asked in reference.questions), default=0.0)
        patience = max(LEAST_PATIENCE, PATIENCE * slowest)
        # Workers have started what these settings need: others would start it anew.
        limits = {"cell_timeout": patience, "answer_timeout": patience}
        bare = msgspec.structs.replace(reference, answers={})

        def judge(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, Judged]]:
            yield from _judged(client, mutants, (portable, settings, limits, bare))

        yield judge


def _judged(client: Client, mutants: Sequence[Mutant], about: tuple[object, ...]) -> Iterator[tuple[Mutant, Judged]]:
    (shared,) = client.scatter([about], broadcast=True, hash=False)
    sent = {client.submit(_in_worker, mutant, shared, pure=False): mutant for mutant in mutants}
    for future in as_completed(list(sent)):
        yield sent.pop(future), future.result()
        future.release()


def _in_worker(mutant: Mutant, about: tuple[Exercise, GradingSettings, Limits, GradingRecord]) -> Judged:
    exercise, settings, limits, reference = about
    return judge_one(grader_for(settings), exercise, reference, mutant, limits)


def judge_one(
    grader: Grader, exercise: Exercise, reference: GradingRecord, mutant: Mutant, limits: Limits | None = None
) -> Judged:
    """What hidden tests say of one mutant.

    Args:
        reference: the record of the reference solution.
        limits: settings of the grader that are different for this mutant.
    """
    cells = {mutant.cell: mutant.source}
    concerned = affected(with_solutions(exercise, cells), reference, cells)
    own = concerned & asking(mutant.original, reference)
    found = Judged()
    for only in (own, concerned - own):
        if only and not found.caught_by:
            record = _graded(grader, exercise, cells, only=only, reference=reference, limits=limits)
            found = _found(record.verdicts, only)
    return found


def asking(source: str, reference: GradingRecord) -> set[str]:
    """The graded cells whose hidden tests ask for what a cell with this text defines.

    Args:
        reference: a record of a grading in which they did.
    """
    defined = names.definitions(source) or names.bound(source)
    return {asked.grade_id for asked in reference.questions if defined & set(asked.takes)}


def _found(verdicts: Sequence[Verdict], only: frozenset[str]) -> Judged:
    judged = [verdict for verdict in verdicts if verdict.grade_id in only]
    tests = [test for verdict in judged for test in verdict.tests]
    failed = [test for test in tests if test.outcome == "failed"]
    broken = [test.detail or test.reason for test in tests if test.outcome == "error"]
    broken += [verdict.problem for verdict in judged if verdict.problem]
    return Judged(tuple(test.test for test in failed), failed[0].reason if failed else "", "\n".join(broken))


def _reference(exercise: Exercise, settings: GradingSettings) -> GradingRecord:
    return _graded(grader_for(settings), exercise, {})


def _graded(
    grader: Grader,
    exercise: Exercise,
    cells: dict[str, str],
    *,
    only: frozenset[str] = frozenset(),
    reference: GradingRecord | None = None,
    limits: Limits | None = None,
) -> GradingRecord:
    """Grade the reference with some cells replaced."""
    handed_in = submission.of_notebook(with_solutions(exercise, cells), exercise)
    if reference is not None:
        handed_in = replace(handed_in, notebook=with_only_needed(handed_in.notebook, reference, only))
    settings = grader.settings
    grader.settings = msgspec.structs.replace(settings, only=only, **(limits or {}))
    try:
        return grader.grade(handed_in, exercise).record
    finally:
        grader.settings = settings
