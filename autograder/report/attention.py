"""Who needs the lecturer: submissions, answers and hidden tests at which a person has to look."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.cohorts.needs import explain
from autograder.cohorts.older_grade import another_was_handed_in
from autograder.cohorts.overlooked import overlooked
from autograder.cohorts.plain import count
from autograder.nbgrader_plugin import failure
from autograder.nbgrader_plugin.overview import task_names
from autograder.report.cohort import Cohort
from autograder.report.findings import Findings
from autograder.report.text import broken


@dataclass(frozen=True)
class Case:
    """One student, or a place, and why.

    Attributes:
        student: "" if it is about nobody in particular.
        text: a sentence.
        command: that helps, "" if none does.
        link: the id of the section of the page that has more, "" if none has.
    """

    student: str
    text: str
    command: str = ""
    link: str = ""


@dataclass(frozen=True)
class Need:
    """Cases of one kind.

    Attributes:
        title: what they have in common.
        short: the same in the terminal, after a number; for one case without the "s" in brackets.
        advice: what to do.
        command: that helps with all of them, "" if none does.
        cases: at least one.
    """

    title: str
    short: str
    advice: str
    command: str = ""
    cases: Sequence[Case] = field(default_factory=tuple)

    @property
    def students(self) -> list[str]:
        """Whom it is about, each once."""
        return list(dict.fromkeys(case.student for case in self.cases if case.student))


def attention(cohort: Cohort, findings: Findings) -> list[Need]:
    """What needs a person, the most urgent kind first; empty if nobody does."""
    name = cohort.exercise.name
    grade, look = f"autograder grade {name}", f"autograder explain {name} STUDENT"
    kinds = [
        Need(
            "Nothing could be graded",
            "nothing could be graded",
            "These have 0 points. When they have handed in again:",
            grade,
            [Case(each.student, each.problem) for each in cohort.outcomes if each.status == "ungradable"],
        ),
        Need(
            "Not graded yet",
            "not graded yet",
            "This page does not know these submissions, or shows the grade of an earlier one.",
            grade,
            list(_not_graded(cohort)),
        ),
        Need(
            "The record cannot be read",
            "record cannot be read",
            "These are left out of this page. Grade them again.",
            cases=[
                Case(student, why, f"{grade} --students {shlex.quote(student)}")
                for student, why in cohort.unreadable.items()
            ],
        ),
        Need(
            "No verdict",
            "without a verdict",
            "Something broke that may not be the student's doing. Points are missing until you have looked.",
            cases=list(_without_verdict(cohort)),
        ),
        Need(
            "Suspected cheating",
            "suspected cheating",
            "None of this has changed a score, and it may be honest: look at the notebook before you decide.",
            look,
            [Case(each.student, line) for each in cohort.records for line in each.suspicious],
        ),
        Need(
            "To look at",
            "to look at",
            "Something in the submission could not be decided without you.",
            look,
            list(_reviews(cohort)),
        ),
        Need(
            "Manual scores to review",
            "manual score(s) to review",
            "These were graded again after you had set a score, which was kept: look at them in the formgrader.",
            cases=list(_flagged(cohort)),
        ),
        Need(
            "Written answers to mark",
            "written question(s) to mark",
            f"In the formgrader: Manual Grading, {name}.",
            cases=list(_unmarked(cohort)),
        ),
        Need(
            "Hidden tests that may be wrong",
            "hidden test(s) that may be wrong",
            "Look at these before you release grades.",
            cases=[Case("", f"{each.test.claim}: {each.why}", link="doubtful") for each in findings.doubtful],
        ),
        Need(
            "Very similar submissions",
            "pair(s) of very similar submissions",
            "This is no proof: see both side by side.",
            cases=[Case("", f"{each.first} and {each.second}", link="similar") for each in findings.pairs],
        ),
        Need(
            "In the course folder",
            "in the course folder",
            "",
            cases=[Case("", line) for line in overlooked(cohort.course, cohort.exercise)],
        ),
    ]
    return [kind for kind in kinds if kind.cases]


def _not_graded(cohort: Cohort) -> Iterator[Case]:
    course, name = cohort.course, cohort.exercise.name
    known = {outcome.student: outcome for outcome in cohort.outcomes}
    for student in course.students(name):
        outcome = known.get(student)
        if why := failure.of(course.root, name, student):
            yield Case(student, f"the last grading failed: {why}")
        elif outcome is None:
            if student not in cohort.unreadable:
                yield Case(student, "handed in")
        elif outcome.record is not None and another_was_handed_in(course, outcome.record):
            yield Case(student, "another submission was handed in since")


def _without_verdict(cohort: Cohort) -> Iterator[Case]:
    for record in cohort.records:
        for verdict in (each for each in record.verdicts if each.needs_instructor):
            details = (test.detail for test in verdict.tests if test.outcome == "error")
            why = verdict.problem or broken(next(details))
            yield Case(record.student, f"{verdict.grade_id}: {why}", explain(record.exercise, record.student))


def _reviews(cohort: Cohort) -> Iterator[Case]:
    for outcome in cohort.outcomes:
        record = outcome.record
        if record is None or outcome.problem:
            continue
        for line in record.review:  # a person who has scored a written answer has looked at it
            if record.about.get(line) not in outcome.counts.scored_by_hand:
                yield Case(outcome.student, line)


def _flagged(cohort: Cohort) -> Iterator[Case]:
    names = task_names(cohort.exercise)
    for outcome in cohort.outcomes:
        for cell in outcome.counts.flagged:
            what = "has a changed answer" if cell in cohort.exercise.manual_cells else "has a score of yours"
            yield Case(outcome.student, f"{names.get(cell, (cell,))[0].rstrip('?')} {what}")


def _unmarked(cohort: Cohort) -> Iterator[Case]:
    names = task_names(cohort.exercise)
    results = [outcome for outcome in cohort.outcomes if outcome.status != "ungradable"]
    for cell in cohort.exercise.manual_cells:
        waiting = [each.student for each in results if each.counts.cells.get(cell) is None]
        if waiting:
            whose = f" ({', '.join(waiting)})" if len(waiting) <= 3 else ""
            yield Case("", f"{len(waiting)} of {count(len(results), 'answer')} to {names[cell][0]}{whose}")
