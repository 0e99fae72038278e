"""Why a class loses points: reasons that differ only in numbers, shapes, arguments or an error's text are one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.report.cohort import Cohort, HiddenTest, is_untried

CHARACTERS = 2000  # of a reason that are compared
COMMONEST = 5  # in the list of the whole exercise

_ERROR = re.compile(r"(\braised \w+): .*", re.DOTALL)
_QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"")
_BRACKETS = re.compile(r"\([^()\[\]{}]*\)|\[[^()\[\]{}]*\]|\{[^()\[\]{}]*\}")
_NUMBER = re.compile(r"(?<![\w.])(an? )?[-+]?\d[\d.,]*(?:e[-+]?\d+)?(?:x\d+)*(?<![.,])%?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Misconception:
    """What several students lost a hidden test for.

    Attributes:
        test: the hidden test.
        reason: in the words that most of them were told.
        students: who, first those who were told exactly this.
        wordings: how many wordings it has.
    """

    test: HiddenTest
    reason: str
    students: Sequence[str]
    wordings: int = 1


def misconceptions(cohort: Cohort) -> dict[HiddenTest, list[Misconception]]:
    """For each hidden test why students lost it, the commonest first; who has not tried the task is left out."""
    found: dict[HiddenTest, dict[str, list[tuple[str, str]]]] = {test: defaultdict(list) for test in cohort.tests}
    for student, said in zip(cohort.students, cohort.verdicts, strict=True):
        for test, verdict in said.items():
            if verdict.outcome == "failed" and not is_untried(verdict):
                found[test][pattern(verdict.reason)].append((verdict.reason, student))
    return {test: _ordered(test, groups.values()) for test, groups in found.items()}


def _ordered(test: HiddenTest, groups: Iterable[Sequence[tuple[str, str]]]) -> list[Misconception]:
    found = [_one(test, group) for group in groups]
    return sorted(found, key=lambda each: (-len(each.students), each.reason))


def _one(test: HiddenTest, group: Sequence[tuple[str, str]]) -> Misconception:
    wordings = Counter(reason for reason, _ in group)
    reason = min(wordings, key=lambda text: (-wordings[text], len(text), text))
    told = sorted(group, key=lambda each: each[0] != reason)  # those who were told this are the examples
    return Misconception(test, reason, [student for _, student in told], len(wordings))


def commonest(found: dict[HiddenTest, list[Misconception]], most: int = COMMONEST) -> list[Misconception]:
    """The commonest of the exercise that at least two students have.

    One mistake fails several hidden tests of a task: it is listed once, where it is commonest.
    """
    every = [each for groups in found.values() for each in groups if len(each.students) > 1]
    chosen: list[Misconception] = []
    for each in sorted(every, key=lambda each: -len(each.students)):
        same_task = [other for other in chosen if other.test.grade_id == each.test.grade_id]
        if not any(set(each.students) <= set(other.students) for other in same_task):
            chosen.append(each)
    return chosen[:most]


def pattern(reason: str) -> str:
    """A reason without what differs between students who made the same mistake."""
    text = _ERROR.sub(r"\1", reason[:CHARACTERS])
    text = _QUOTED.sub("'", text)
    before = ""
    while before != text:  # from the inner brackets to the outer ones
        before, text = text, _BRACKETS.sub("*", text)
    return " ".join(_NUMBER.sub("#", text).split())
