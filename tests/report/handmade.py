"""Cohorts made by hand: grading records without any execution."""

from collections.abc import Mapping
from pathlib import Path

import course_folder
from course_folder import NAME

from autograder.course import Course
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions import agent
from autograder.questions.question import Answer, Question
from autograder.report.cohort import Cohort
from autograder.report.similar import Fragment, Pair

CELL, OTHER = "check_pool2d", "check_output_size"
UNTRIED = "NotImplementedError: replace this line with your solution"

# For each hidden test of CELL why it was lost, "" if it was passed.
Reasons = Mapping[str, str]


def fragment(cell: str, left: str, right: str, left_lines=(), right_lines=(), **changes: object) -> Fragment:
    return Fragment(cell, left, right, tuple(left_lines), tuple(right_lines), **({"score": 0.9} | changes))


def pair(first: str, second: str, score: float, fragments=(), expected: float = 0.001) -> Pair:
    return Pair(first, second, score, tuple(fragments), expected)


def tests(reasons: Reasons) -> tuple[TestVerdict, ...]:
    return tuple(
        TestVerdict(
            name,
            f"{name} holds",
            1.0,
            "failed" if reason else "passed",
            reason,
            raised=UNTRIED if "not implemented" in reason else "",
        )
        for name, reason in reasons.items()
    )


def record(student: str, reasons: Reasons, **changes: object) -> GradingRecord:
    """A record in which one task is judged, and another one has all points."""
    verdicts = [
        Verdict(OTHER, 2.0, (TestVerdict("test_other", "the other holds", 2.0, "passed"),)),
        Verdict(CELL, 3.0, tests(reasons)),
    ]
    given = {"verdicts": verdicts, "sandbox": "landlock", "seconds": 2.0, "graded_at": "2026-11-27T17:00:00+00:00"}
    return GradingRecord(NAME, student, **(given | changes))


def ask(of: GradingRecord, text: str, value: object, grade_id: str = CELL) -> None:
    """Note a question and its answer."""
    question = Question.make("f(x)", {"x": text}, text=text, seed=0, timeout=1.0)
    message = agent.encode({"status": "ok", "value": value, "after": {}, "seconds": 0.1})
    of.note_question(grade_id, question, Answer(message, "", 0.1))


def course(root: Path) -> Course:
    return course_folder.make(root, {})


def cohort(root: Path, *records: GradingRecord) -> Cohort:
    """Records in a course folder without a gradebook."""
    made = course(root)
    for each in records:
        each.save(made.root)
    return Cohort.load(made, NAME)
