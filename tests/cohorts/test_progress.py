"""What an instructor sees while a cohort is graded, and at its end."""

import io

import pytest
from rich.console import Console

from autograder.cohorts import report
from autograder.cohorts.grade import Graded
from autograder.cohorts.progress import CohortProgress
from autograder.course import Course
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict

NAME = "convolution_by_hand"


def _shown(*, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=120, no_color=True)
    with CohortProgress(console, NAME, 3) as progress:
        progress.started("ada")
        progress.finished("ada", "19/19, graded")
        progress.finished("bob [1]", "0/19, nothing could be graded", failed=True)
        progress.finished("cleo", "18/19, 2 repairs", repaired=True)
    return file.getvalue()


def test_without_a_terminal_there_is_a_line_for_each_submission():
    assert _shown(terminal=False).splitlines() == [
        "1/3 ada: 19/19, graded",
        "2/3 bob [1]: 0/19, nothing could be graded",
        "3/3 cleo: 18/19, 2 repairs",
    ]


def test_a_terminal_shows_a_bar_with_counts():
    shown = _shown(terminal=True)
    assert "3/3" in shown
    assert "1 failed, 1 repaired" in shown
    assert "ada: 19/19" not in shown


def _graded(student: str, **changes: object) -> Graded:
    verdict = Verdict("check_pool2d", 3, (TestVerdict("test_a", "", 3, "passed"),))
    given = {"verdicts": [verdict], "walls": "landlock 7", "seconds": 2.0} | changes
    cells = [{"id": "check_pool2d", "status": "ok", "seconds": 1.5, "problem": ""}]
    return Graded(student, NAME, "graded", GradingRecord(NAME, student, cells=cells, **given))


@pytest.fixture
def summary(course: Course) -> str:
    results = [
        _graded("ada"),
        _graded("bob", seconds=8.0, suspicious=["it prints a score"]),
        _graded("cleo", verdicts=[Verdict("check_pool2d", 3, problem="no verdict: it broke")]),
        Graded("dan", NAME, "failed", None, "disk full: mend the cause and grade again"),
    ]
    console = Console(file=io.StringIO(), width=200)
    console.print(report.summary(course.exercise(NAME), results, 10.4))
    return console.file.getvalue()


def test_the_summary_says_where_the_time_went_and_who_needs_a_person(summary):
    assert "4 submissions in 10 s" in summary
    assert "students' cells 38%" in summary
    assert "Slowest tasks, in the median: pool2d 1.5 s" in summary
    assert "Slowest submissions: bob 8.0 s, ada 2.0 s, cleo 2.0 s" in summary
    assert f"bob: looks like an attempt to gain points, the evidence: autograder report {NAME}" in summary
    assert f"cleo: no verdict for check_pool2d, the reason: autograder explain {NAME} cleo" in summary
    assert "ada:" not in summary
