"""Executes some submissions again under other conditions: a sound hidden test says the same of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from autograder.cohorts import plain
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.report.cohort import Cohort
from autograder.report.findings import Doubtful
from autograder.submissions import submission

OTHER_SEED = 1000  # is added
OTHER_THREADS = {1: 2}  # in place of as many; one thread in place of others


def chosen(cohort: Cohort, number: int) -> list[str]:
    """The students whose submissions are executed again: evenly spread from most to fewest points, the best first.

    Who has no point is left out: there is nothing that could be lost.
    """
    order = sorted(
        (record for record in cohort.records if record.score), key=lambda record: (-record.score, record.student)
    )
    step = max(1.0, (len(order) - 1) / max(1, number - 1))
    places = dict.fromkeys(round(step * place) for place in range(number))
    return [order[place].student for place in places if place < len(order)]


@dataclass(frozen=True)
class Again:
    """A submission that was executed again.

    Attributes:
        student: whose.
        changes: for each hidden test, by graded cell and name, whose verdict is another one, what it was and is.
        problem: why it was not executed, "" if it was.
    """

    student: str
    changes: Mapping[tuple[str, str], str]
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return self.problem
        return f"{len(self.changes)} verdicts changed" if self.changes else "the same verdicts"


def executed(
    cohort: Cohort, students: Sequence[str], started: Callable[[str], None] = lambda student: None
) -> Iterator[Again]:
    """Execute submissions with another seed and another number of threads, on this machine. Nothing is written.

    Args:
        students: whose submissions.
        started: is called with each student's id before the work begins.
    """
    settings = GradeSubmission(config=cohort.course.config).settings()
    records = {record.student: record for record in cohort.records}
    there = set(cohort.course.students(cohort.exercise.name))
    grader = Grader(
        msgspec.structs.replace(
            settings, seed=settings.seed + OTHER_SEED, threads=OTHER_THREADS.get(settings.threads, 1)
        )
    )
    try:
        for student in students:
            started(student)
            loaded = submission.load(cohort.course, cohort.exercise, student)
            if student not in there:
                yield Again(student, {}, "the submission is gone")
            elif loaded.fingerprint != records[student].fingerprint:
                yield Again(student, {}, "another submission was handed in since")
            elif loaded.problem:
                yield Again(student, {}, loaded.problem)
            else:
                yield Again(student, _changes(records[student], grader.grade(loaded, cohort.exercise).record))
    finally:
        grader.close()


def summary(results: Sequence[Again]) -> str:
    """A sentence on what was executed again."""
    count = sum(not each.problem for each in results)
    if not count:
        return f"None of {plain.count(len(results), 'submission')} could be executed again: {results[0].problem}."
    changed = sum(bool(each.changes) for each in results)
    same = f"the verdicts on {changed} of them are others" if changed else "all verdicts are the same"
    return (
        f"Executed again with another seed and another number of threads: {plain.count(count, 'submission')}; {same}."
    )


def unstable(cohort: Cohort, results: Sequence[Again]) -> list[Doubtful]:
    """The hidden tests whose verdict on a submission is another one than in its record."""
    count = sum(not each.problem for each in results)
    found: list[Doubtful] = []
    for test in cohort.tests:
        changed = {each.student: each.changes.get((test.grade_id, test.name)) for each in results}
        said = [f"{student} ({change})" for student, change in changed.items() if change]
        if said:
            found.append(
                Doubtful(
                    test,
                    f"Its verdict depends on chance or on the machine: with another seed and another number of threads "
                    f"it changed for {len(said)} of {count} submissions: {', '.join(said)}.",
                    [student for student, change in changed.items() if change],
                    f"autograder regrade {cohort.exercise.name} --dry-run",
                )
            )
    return found


def _changes(old: GradingRecord, new: GradingRecord) -> dict[tuple[str, str], str]:
    before = {(verdict.grade_id, test.test): test.outcome for verdict in old.verdicts for test in verdict.tests}
    return {
        (verdict.grade_id, test.test): f"{before[verdict.grade_id, test.test]}, then {test.outcome}"
        for verdict in new.verdicts
        for test in verdict.tests
        if before.get((verdict.grade_id, test.test), test.outcome) != test.outcome
    }
