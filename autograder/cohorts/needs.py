"""What a person has to look at in a graded submission."""

import shlex

from autograder.cohorts.outcome import Outcome


def needs(result: Outcome) -> list[str]:
    """A sentence for each thing; not why nothing could be graded, which is said at the very end, with what to do."""
    record, exercise = result.record, result.exercise
    if record is None or result.problem:
        return []
    # A person who has scored a written answer has looked at it.
    found = [line for line in record.review if record.about.get(line) not in result.counts.scored_by_hand]
    broken = [verdict.grade_id for verdict in record.verdicts if verdict.needs_instructor]
    if broken:
        found.insert(0, f"no verdict for {', '.join(broken)}, the reason: {explain(exercise, result.student)}")
    scored = [grade_id for grade_id in result.counts.flagged if grade_id in _judged(result)]
    answers = [grade_id for grade_id in result.counts.flagged if grade_id not in scored]
    if scored:
        found.append(f"your manual score of {', '.join(scored)} was kept: review it in the formgrader")
    if answers:
        found.append(
            f"your score of {', '.join(answers)} was kept, but the answer has changed: review it in the formgrader"
        )
    if record.suspicious:
        found.append(f"suspected cheating, the evidence: autograder report {exercise}")
    return found


def explain(exercise: str, student: str) -> str:
    """The command that explains a grade."""
    return f"autograder explain {exercise} {'-- ' if student.startswith('-') else ''}{shlex.quote(student)}"


def _judged(result: Outcome) -> set[str]:
    return {verdict.grade_id for verdict in result.record.verdicts} if result.record else set()
