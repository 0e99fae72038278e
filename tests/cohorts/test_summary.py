"""What an instructor reads after a cohort was graded."""

import dataclasses
import io

import pytest
from rich.console import Console

from autograder.cohorts import needs, summary
from autograder.cohorts.explain import explain
from autograder.cohorts.outcome import Outcome
from autograder.course import Course
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.nbgrader_plugin.standing import Standing

NAME = "convolution_by_hand"


def _graded(student: str, **changes: object) -> Outcome:
    verdict = Verdict("check_pool2d", 3, (TestVerdict("test_a", "", 3, "passed"),))
    given = {"verdicts": [verdict], "sandbox": "landlock 7", "seconds": 2.0} | changes
    cells = [CellRun("check_pool2d", "ok", 1.5)]
    return Outcome(student, NAME, "graded", GradingRecord(NAME, student, cells=cells, **given))


@pytest.fixture
def said(course: Course) -> str:
    results = [
        _graded("ada"),
        _graded("bob", seconds=8.0, suspicious=["it prints a score"]),
        _graded("cleo", verdicts=[Verdict("check_pool2d", 3, problem="no verdict: it broke")]),
        Outcome("dan", NAME, "failed", None, "disk full: fix the cause and grade again"),
    ]
    console = Console(file=io.StringIO(), width=200)
    console.print(summary.summary(course.exercise(NAME), results, 10.4))
    return console.file.getvalue()


def test_the_summary_says_where_the_time_went_and_who_needs_a_person(said):
    assert "4 submissions in 10 s" in said
    assert "students' cells 38%" in said
    assert "Slowest tasks, in the median: pool2d 1.5 s" in said
    assert "Slowest submissions: bob 8.0 s, ada 2.0 s, cleo 2.0 s" in said
    assert f"bob: suspected cheating, the evidence: autograder report {NAME}" in said
    assert f"cleo: no verdict for check_pool2d, the reason: autograder explain {NAME} cleo" in said
    assert "ada:" not in said


def test_a_score_that_a_person_has_set_is_what_lost_points_are_counted_from(course: Course):
    standing = Standing(2.0, 3.0, 0.0, {"check_pool2d": 2.0}, frozenset({"check_pool2d"}))
    broken = Verdict("check_pool2d", 3, (TestVerdict("test_a", "", 3, "failed", "it differs"),))
    result = dataclasses.replace(_graded("ada", verdicts=[broken]), standing=standing)
    console = Console(file=io.StringIO(), width=200)
    console.print(summary.cohort_table(course.exercise(NAME), [result]))
    said = console.file.getvalue()
    assert "-1: set by hand" in said
    assert "it differs" not in said


def test_explain_says_what_the_gradebook_has_and_why():
    console = Console(file=io.StringIO(), width=200)
    standing = Standing(9.5, 22.0, 9.5, {"check_pool2d": 1.0}, frozenset({"check_pool2d"}))
    explain(_graded("ada").record, console, standing=standing)
    assert "3 of 3 automatic points" in console.file.getvalue()
    assert "gradebook: 9.5 of 22 (late -9.5; set by hand: check_pool2d 1)" in console.file.getvalue()


def test_what_a_person_has_scored_needs_nobody(course: Course):
    about = {"an answer was found": "explain_pooling", "another one was found": "explain_misprint"}
    others = ["another one was found", "the cell explain_pooling or another has a file that was left out"]
    result = _graded("ada", review=["an answer was found", *others], about=about)
    assert needs.needs(result) == ["an answer was found", *others]
    standing = Standing(3.0, 3.0, 0.0, {}, scored_by_hand=frozenset({"explain_pooling"}))
    assert needs.needs(dataclasses.replace(result, standing=standing)) == others


def test_an_older_grade_is_shown_and_called_so(course: Course):
    standing = Standing(2.0, 3.0, 0.0, {"check_pool2d": 2.0})
    result = Outcome("dan", NAME, "failed", None, "disk full", standing)
    assert summary.outcome(result) == "2/3, failed, old grade"
    assert summary.outcome(dataclasses.replace(result, standing=None)) == "failed"
