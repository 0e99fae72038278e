"""What is different between two gradings of one submission, hidden test by hidden test."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict


@dataclass(frozen=True)
class Change:
    """One hidden test whose verdict has changed.

    Attributes:
        grade_id: the graded cell.
        test: the hidden test; "" for the graded cell as a whole.
        before, after: outcome, points and reason in one line; "" if there was, or is, no such test.
    """

    grade_id: str
    test: str
    before: str
    after: str


def between(old: GradingRecord, new: GradingRecord) -> list[Change]:
    """All changes, in the notebook's order."""
    before = {verdict.grade_id: verdict for verdict in old.verdicts}
    after = {verdict.grade_id: verdict for verdict in new.verdicts}
    changes = []
    for grade_id in dict.fromkeys((*after, *before)):
        changes += _of_cell(grade_id, before.get(grade_id), after.get(grade_id))
    return changes


def same_verdicts(old: Sequence[Verdict], new: Sequence[Verdict]) -> bool:
    """Whether two gradings found exactly the same; how long the tests took does not count."""
    return list(map(_without_times, old)) == list(map(_without_times, new))


def _without_times(verdict: Verdict) -> Verdict:
    replace = msgspec.structs.replace
    return replace(verdict, tests=tuple(replace(test, seconds=0.0) for test in verdict.tests))


def _of_cell(grade_id: str, before: Verdict | None, after: Verdict | None) -> list[Change]:
    changes = []
    if _whole(before) != _whole(after):
        changes.append(Change(grade_id, "", _whole(before), _whole(after)))
    old = {test.test: _line(test) for test in before.tests} if before else {}
    new = {test.test: _line(test) for test in after.tests} if after else {}
    for test in dict.fromkeys((*new, *old)):
        if old.get(test) != new.get(test):
            changes.append(Change(grade_id, test, old.get(test, ""), new.get(test, "")))
    return changes


def _whole(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    return f"{verdict.score:g} of {verdict.maximum:g} points" + (f": {verdict.problem}" if verdict.problem else "")


def _line(test: TestVerdict) -> str:
    return f"{test.outcome}, {test.earned:g} of {test.points:g} points" + (f": {test.reason}" if test.reason else "")
