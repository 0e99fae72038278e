"""Each student of the report: points by task, what was lost and why, down to a question and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from autograder.cohorts.needs import explain
from autograder.cohorts.outcome import Outcome
from autograder.grading.feedback import points
from autograder.judging.verdict import Verdict
from autograder.nbgrader_plugin.overview import task_names
from autograder.report.answers import Answer, Answered, answers, right_answers
from autograder.report.cohort import Cohort, is_untried
from autograder.report.text import broken

QUESTIONS = 6  # of a task, in the page

Right = Mapping[str, Mapping[str, Answer]]  # by grade_id and the question's key


@dataclass(frozen=True)
class Lost:
    """A hidden test that a student lost.

    Attributes:
        claim: what it tests.
        points: what it is worth.
        reason: why.
        is_broken: whether the hidden test itself broke.
    """

    claim: str
    points: float
    reason: str
    is_broken: bool = False


@dataclass
class TaskOf:
    """A student's task.

    Attributes:
        name, part: see `autograder.report.points.Task`.
        score: what the gradebook has, None if nobody has marked it.
        maximum: its points.
        notes: what else is to be known.
        is_untried: whether it is as it was released.
        problem: why there is no verdict, else "".
        lost: hidden tests.
        answered: what was asked, if a hidden test was lost.
        more: how many questions were left out.
    """

    name: str
    part: str
    score: float | None
    maximum: float
    notes: list[str] = field(default_factory=list)
    is_untried: bool = False
    problem: str = ""
    lost: list[Lost] = field(default_factory=list)
    answered: Sequence[Answered] = ()
    more: int = 0

    @property
    def level(self) -> str:
        """How full it is: "none", "low", "half", "high", "full"; "open" if not marked, "untried" if not tried."""
        if self.score is None:
            return "open"
        if self.is_untried and not self.score:
            return "untried"
        share = self.score / self.maximum if self.maximum else 1.0
        if share >= 1:
            return "full"
        return "none" if share <= 0 else "low" if share < 0.4 else "half" if share <= 0.6 else "high"


Released = Sequence[tuple[str, TaskOf]]  # each task by its grade_id, without anything of a student


@dataclass
class Student:
    """A student of the report.

    Attributes:
        name: the id.
        score, maximum: what the gradebook counts, of what has a score.
        penalty: for handing in late.
        problem: why nothing could be graded, else "".
        tasks: in the notebook's order.
        suspicious, review, repairs, limits: see `autograder.grading.record.GradingRecord`.
        about: when and how it was graded.
        command: that says more.
    """

    name: str
    score: float
    maximum: float
    penalty: float
    problem: str
    tasks: Sequence[TaskOf]
    suspicious: Sequence[str]
    review: Sequence[str]
    repairs: Sequence[str]
    limits: Sequence[str]
    about: str
    command: str

    @property
    def without_verdict(self) -> bool:
        """Whether a task has no verdict, since something broke that is not the student's doing."""
        return any(task.problem or any(each.is_broken for each in task.lost) for task in self.tasks)


def students(cohort: Cohort) -> list[Student]:
    """All students with a readable record, in alphabetical order."""
    exercise, root = cohort.exercise, cohort.course.root
    right = {cell: right_answers(root, cohort.records, cell) for cell in exercise.graded_cells}
    maximum, names = exercise.graded_cells | exercise.manual_cells, task_names(exercise)
    released = [(cell, TaskOf(name, part, None, maximum[cell])) for cell, (name, part) in names.items()]
    return [_student(cohort, outcome, released, right) for outcome in cohort.outcomes]


def _student(cohort: Cohort, outcome: Outcome, released: Released, right: Right) -> Student:
    record, counts = outcome.record, outcome.counts
    about = ""
    if record is not None and record.sandbox:
        when = datetime.fromisoformat(record.graded_at).astimezone(cohort.course.timezone)
        about = f"Graded {when:%Y-%m-%d %H:%M %Z} in {record.seconds:.1f} s."
    return Student(
        name=outcome.student,
        score=counts.score,
        maximum=counts.maximum,
        penalty=counts.penalty,
        problem=outcome.problem,
        tasks=[] if outcome.problem else _tasks(cohort, outcome, released, right),
        suspicious=record.suspicious if record else (),
        review=record.review if record else (),
        repairs=record.repairs if record else (),
        limits=record.limits if record else (),
        about=about,
        command=explain(cohort.exercise.name, outcome.student),
    )


def _tasks(cohort: Cohort, outcome: Outcome, released: Released, right: Right) -> list[TaskOf]:
    counts = outcome.counts
    verdicts = {verdict.grade_id: verdict for verdict in outcome.record.verdicts} if outcome.record else {}
    found = []
    for cell, empty in released:
        task = replace(empty, score=counts.cells.get(cell), notes=[], lost=[])
        if cell in counts.by_hand:
            task.notes.append("set by hand")
        if cell in counts.flagged:
            task.notes.append("to review")
        if cell in verdicts:
            _explain(cohort, outcome, task, verdicts[cell], right.get(cell, {}))
        found.append(task)
    return found


def _explain(cohort: Cohort, outcome: Outcome, task: TaskOf, verdict: Verdict, right: Mapping[str, Answer]) -> None:
    task.problem = verdict.problem
    failed = [test for test in verdict.tests if test.outcome != "passed"]
    task.is_untried = bool(failed) and all(is_untried(test) for test in verdict.tests)
    if task.score is not None and round(task.score - verdict.score, 6):
        task.notes.append(f"hidden tests: {points(verdict.score)}")
    if task.is_untried or outcome.record is None:
        return
    for test, why in zip(verdict.tests, verdict.explanations, strict=True):
        if test.outcome == "failed":
            task.lost.append(Lost(test.claim, test.points, why))
        elif test.outcome == "error":
            task.lost.append(Lost(test.claim, test.points, broken(test.detail), True))
    if failed or verdict.problem:
        found = answers(cohort.course.root, outcome.record, verdict.grade_id, right)
        task.answered, task.more = found[:QUESTIONS], max(0, len(found) - QUESTIONS)
