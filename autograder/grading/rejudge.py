"""Judges a submission again from its record alone, where nothing but the code that judges has changed.

If each hidden test says what it said, the graded notebook and the scores are what they were, so the submission need not
be read, and nothing but the record has to be written. If one says something else, there is more to do: see `replay`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from autograder.errors import RecordUnusable
from autograder.grading.grade import Judge
from autograder.grading.record import GradingRecord
from autograder.grading.replay import Replay
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question

# What may be different: it has no part in the graded notebook or in what is written, but for the verdicts.
MAY_DIFFER = frozenset(("executed", "hidden_tests", "judging", "questions", "thresholds"))


def is_possible(old: GradingRecord, graded_with: Mapping[str, str]) -> bool:
    """Whether nothing but the code that judges has changed since a submission was graded, which is the same."""
    names = (old.graded_with.keys() | graded_with.keys()) - MAY_DIFFER
    return old.status == "graded" and all(old.graded_with.get(name) == graded_with.get(name) for name in names)


async def judged_again(old: GradingRecord, judge: Judge, execution: Replay, new: GradingRecord) -> bool:
    """Judge each graded cell again by the recorded answers, and complete the new record.

    Args:
        old: with its answers.
        execution: replays the old record.
        new: made from the old one; its questions, answers and verdicts are filled in.

    Returns:
        Whether all is as it was: questions, and what each hidden test says. If not, the new record is of no use.
    """
    for before in old.verdicts:
        after = execution.verdict(before.grade_id, before.maximum, new)
        if after is None:
            after = await _judged(before, judge, execution, new)
            if _said(after) != _said(before):
                return False
            causes = [test.cause for test in before.tests]  # they follow from what is as it was
            tests = [
                msgspec.structs.replace(test, cause=cause) for test, cause in zip(after.tests, causes, strict=True)
            ]
            after = msgspec.structs.replace(after, tests=tuple(tests))
        new.verdicts.append(after)
    try:
        execution.complete(new)
    except RecordUnusable:
        return False
    return new.questions == old.questions


async def _judged(before: Verdict, judge: Judge, execution: Replay, new: GradingRecord) -> Verdict:
    execution.enter(before.grade_id)

    async def ask(question: Question) -> Answer:
        answer = await execution.answer(question)
        new.note_question(before.grade_id, question, answer)
        return answer

    return await judge(before.grade_id, before.maximum, ask)


def _said(verdict: Verdict) -> Verdict:
    replace = msgspec.structs.replace
    return replace(verdict, tests=tuple(replace(test, seconds=0.0, cause="") for test in verdict.tests))


def made_from(old: GradingRecord, graded_with: Mapping[str, str], judged_by: Mapping[str, str]) -> GradingRecord:
    """A record without verdicts, of a grading that begins now; all else is as in an old one."""
    return msgspec.structs.replace(
        old,
        graded_with=dict(graded_with),
        judged_by=dict(judged_by),
        questions=[],
        verdicts=[],
        answers={},
        suspicious=list(old.suspicious),
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
