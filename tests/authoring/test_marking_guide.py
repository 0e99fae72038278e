"""The marking guide holds each written question with its scheme; what a marker would miss is named."""

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from autograder.authoring import marking_guide
from autograder.exercise import Exercise

SOLUTION = """### BEGIN SOLUTION
Because of this.

**Marking scheme** (2 points, about 3 minutes)
- 1 point: this.
- 1 point: that.

**Sample answer, 2 of 2 points**
> This, and that.

**Sample answer, ½ of 2 points**
> Hm.
### END SOLUTION"""


def _exercise(tmp_path, solution=SOLUTION) -> Exercise:
    flags = {"grade_id": "why", "grade": True, "solution": True, "locked": False, "points": 2, "schema_version": 3}
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# 1. Tiny", id="title"),
            new_markdown_cell("## Question A: why? (2 points, marked by hand)\nSay why.", id="question"),
            new_markdown_cell(solution, id="why", metadata={"nbgrader": flags}),
        ]
    )
    path = tmp_path / "tiny.ipynb"
    nbformat.write(notebook, path)
    return Exercise("tiny", path, path.read_text(), Config())


def test_a_question_is_what_stands_under_its_heading(tmp_path):
    (question,) = marking_guide.questions(_exercise(tmp_path))
    assert (question.heading, question.text, question.points, question.minutes) == (
        "Question A: why?",
        "Say why.",
        2,
        3,
    )
    assert "BEGIN SOLUTION" not in question.solution


def test_a_complete_solution_has_no_mistake(tmp_path):
    assert marking_guide.mistakes(_exercise(tmp_path)) == []


def test_what_a_marker_would_miss_is_named(tmp_path):
    bare = SOLUTION.replace(" (2 points, about 3 minutes)", "").replace("½ of 2", "half of 2")
    assert marking_guide.mistakes(_exercise(tmp_path, bare)) == [
        "tiny: why: no line '**Marking scheme** (N points, about M minutes)'",
        "tiny: why: 1 sample answers ('**Sample answer, N of M points**'), not 2",
    ]
    wrong = SOLUTION.replace("(2 points, about", "(3 points, about").replace("2 of 2", "3 of 3")
    assert marking_guide.mistakes(_exercise(tmp_path, wrong)) == [
        "tiny: why: its marking scheme has 3 points, its cell 2",
        "tiny: why: a sample answer is not marked out of 2 points",
    ]


def test_the_page_has_all_questions_of_the_course(course):
    page = marking_guide.page(course)
    for name in course.exercises:
        for question in marking_guide.questions(course.exercise(name)):
            assert f"### {question.heading} ({question.points:g} points)" in page
    assert "BEGIN SOLUTION" not in page
