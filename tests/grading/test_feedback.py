"""What stands in a graded cell: nbgrader reads exactly the score from it, and a student the reasons."""

import math

import nbformat
import pytest
from msgspec.structs import replace
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from autograder.grading import feedback
from autograder.judging.verdict import TestVerdict, Verdict


def _test(points=1.0, outcome="passed", reason=""):
    return TestVerdict("test_a", "Pooling floors", points, outcome, reason, "a secret detail")


HOSTILE = "f() raised </div><script>alert(1)</script>\x1b[31m\0\n& 100.0"
VERDICTS = {
    "full": Verdict("check", 3.0, (_test(1), _test(2))),
    "part": Verdict("check", 3.0, (_test(1), _test(2, "failed", "expected 5, got 6"))),
    "uneven": Verdict("check", 1.0, (_test(1 / 3), _test(2 / 3, "failed"))),
    "tiny": Verdict("check", 1.0, (_test(1e-9), _test(1, "failed"))),
    "nothing": Verdict("check", 3.0, (_test(3, "failed", "f is not defined"),)),
    "broken": Verdict("check", 3.0, (_test(1), _test(2, "error", "not your fault"))),
    "no verdict": Verdict("check", 3.0, problem="the kernel died"),
    "no tests": Verdict("check", 3.0),
    "too many points": Verdict("check", 3.0, (_test(5),)),
    "negative": Verdict("check", 3.0, (_test(-5),)),
    "cause": Verdict(
        "check", 3.0, (replace(_test(3, "failed", "f is not defined"), cause="its cell stopped with E: <script>"),)
    ),
    "worthless": Verdict("check", 0.0, (_test(0),)),
    "hostile": Verdict(
        "check", 3.0, (_test(3, "failed", "f() raised </div><script>alert(1)</script>\x1b[31m\0\n& 100.0"),)
    ),
}


def _cell(verdict: Verdict):
    flags = {"grade_id": "check", "grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    metadata = {"nbgrader": flags | {"points": verdict.maximum}}
    return new_code_cell("check(1)", id="check", metadata=metadata, outputs=feedback.outputs(verdict))


@pytest.mark.parametrize("name", VERDICTS)
def test_nbgrader_reads_exactly_the_score(name):
    verdict = VERDICTS[name]
    score, maximum = determine_grade(_cell(verdict))
    assert (score, maximum) == (verdict.score, verdict.maximum)
    assert 0 <= score <= maximum
    assert math.isfinite(score)


def test_nbgrader_would_give_full_points_without_these_outputs():
    cell = _cell(VERDICTS["nothing"])
    cell.outputs = []
    assert determine_grade(cell) == (3, 3)


@pytest.mark.parametrize("name", VERDICTS)
def test_the_outputs_are_a_valid_notebook_after_a_round_trip(name):
    notebook = new_notebook(cells=[_cell(VERDICTS[name])])
    again = nbformat.reads(nbformat.writes(notebook), as_version=4)
    nbformat.validate(again)
    assert determine_grade(again.cells[0])[0] == VERDICTS[name].score


def test_text_and_html_say_why_points_were_lost():
    text = feedback.as_text(VERDICTS["part"])
    assert text.splitlines() == [
        "1 of 3 points",
        "  + Pooling floors (1 of 1)",
        "  - Pooling floors (0 of 2)",
        "      expected 5, got 6",
    ]
    html = feedback.outputs(VERDICTS["part"])[0].data["text/html"]
    for part in ("1 of 3 points", "Pooling floors", "expected 5, got 6", "0 of 2"):
        assert part in html
    assert "the kernel died" in feedback.as_text(VERDICTS["no verdict"])
    assert "the kernel died" in feedback.outputs(VERDICTS["no verdict"])[0].data["text/html"]


def test_a_students_text_is_no_markup():
    html = feedback.outputs(VERDICTS["hostile"])[0].data["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    cause = feedback.outputs(VERDICTS["cause"])[0].data
    assert "f is not defined. Cause: its cell stopped with E: <script>" in cause["text/plain"]
    assert "f is not defined. Cause: its cell stopped with E: &lt;script&gt;" in cause["text/html"]


@pytest.mark.parametrize("name", VERDICTS)
def test_details_for_the_instructor_stay_out(name):
    assert "secret" not in str(feedback.outputs(VERDICTS[name]))


@pytest.mark.parametrize(
    ("number", "text"), [(2.0, "2"), (1.5, "1.5"), (0.0, "0"), (1 / 3, "0.333333"), (100.0, "100")]
)
def test_points_are_written_without_superfluous_decimals(number, text):
    assert feedback.points(number) == text


def test_a_limit_that_struck_in_the_visible_check_is_named():
    shown, _ = feedback.outputs(VERDICTS["part"], ["stopped after 10 s <script>"])
    assert "stopped after 10 s" in shown.data["text/plain"]
    assert "stopped after 10 s &lt;script&gt;" in shown.data["text/html"]
