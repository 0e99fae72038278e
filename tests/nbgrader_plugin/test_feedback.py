"""The page that a student reads: tasks by name, what cost points, what is not graded yet, what else happened."""

import re
from datetime import datetime

import course_folder
import nbformat
import pytest
from course_folder import NAME
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.grading import feedback as verdict_outputs
from autograder.grading.incidents import Incident
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.nbgrader_plugin import feedback, gradebook, overview

STUDENT = "<i>ada</i>"
SECRET = "a detail for the instructor"


def _marks(name, points=0.0, *, solution=False):
    marks = {"grade_id": name, "grade": bool(points), "solution": solution, "locked": not solution, "task": False}
    return {"nbgrader": marks | {"schema_version": 3} | ({"points": points} if points else {})}


def _code(name, source, points=0.0, *, solution=False):
    return new_code_cell(source, id=name, metadata=_marks(name, points, solution=solution))


SOLUTION = "### BEGIN SOLUTION\nPooling forgets.\n### END SOLUTION"
SOURCE = new_notebook(
    cells=[
        new_markdown_cell("# 9. A small exercise", id="title"),
        new_markdown_cell("## Task 1: `add` (1 point)\n\nAdd.", id="task_add"),
        _code("add", "def add(a, b): return a + b", solution=True),
        _code("check_add", "add(1, 2)", 1.0),
        new_markdown_cell("## Task 2: losses (4 points)", id="task_losses"),
        _code("loss", "def loss(): pass", solution=True),
        _code("check_loss", "loss()", 2.0),
        new_markdown_cell("### Which is smallest?", id="task_smallest"),
        _code("check_smallest", "loss()", 2.0),
        new_markdown_cell("## Question A: why? (3 points, marked by hand)", id="question_a"),
        new_markdown_cell(SOLUTION, id="explain", metadata=_marks("explain", 3.0, solution=True)),
        new_markdown_cell("## Question B: and then?", id="question_b"),
        new_markdown_cell(SOLUTION, id="then", metadata=_marks("then", 2.0, solution=True)),
    ],
    metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
)

REASON = "loss() of <b>two</b> images: expected 0.5, got 1.5. Likely cause: the mean is missing"
VERDICTS = {
    "check_add": Verdict("check_add", 1.0, (TestVerdict("test_add", "`add` adds", 1.0, "passed"),)),
    "check_loss": Verdict(
        "check_loss",
        2.0,
        (
            TestVerdict("test_mean", "The loss is a mean", 1.5, "failed", REASON, SECRET),
            TestVerdict("test_sign", "The loss is positive", 0.5, "passed"),
        ),
    ),
    "check_smallest": Verdict("check_smallest", 2.0, (TestVerdict("test_least", "The least", 2.0, "failed", "no"),)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course with one submission, graded as if hidden tests had run."""
    course = course_folder.make(tmp_path_factory.mktemp("course"), {}, source=SOURCE)
    exercise = course.exercise(NAME)
    gradebook.register(course, exercise)
    notebook = nbformat.from_dict(exercise.released)
    for cell in notebook.cells:
        if cell.id in VERDICTS:
            cell.outputs = verdict_outputs.outputs(VERDICTS[cell.id])
    long = new_output("stream", name="stdout", text="x" * 500)
    picture = new_output("display_data", {"image/png": "iVBORw0KGgo="})
    own = new_code_cell("print('x' * 500)", id="own-0", outputs=[long, picture], metadata={"alt": "One grey pixel"})
    notebook.cells.insert(3, own)
    folder = course.folder("autograded", STUDENT, NAME)
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
    record = GradingRecord(NAME, STUDENT, verdicts=list(VERDICTS.values()))
    record.repairs = ["the cell add was missing: it was put back", "found in <script>alert(1)</script>.ipynb"]
    record.repairs.append("half \udfff")
    record.incidents = [
        Incident("limit", "stopped after 300 s", "cell own-0", "own-0"),
        Incident("malformed", "an odd message"),
    ]
    record.suspicious = ["a suspicion"]
    record.save(course.root)
    with gradebook.opened(course) as book:
        book.add_student(STUDENT)
        book.add_submission(NAME, STUDENT)
        submission = book.find_submission(NAME, STUDENT)
        submission.timestamp = datetime(2026, 11, 21, 8, 30)
        submission.assignment.duedate = datetime(2026, 11, 20, 23, 0)
        (graded,) = submission.notebooks
        graded.late_submission_penalty = 0.5
        for grade in graded.grades:
            grade.needs_manual_grade = grade.name in ("explain", "then")
            grade.auto_score = VERDICTS[grade.name].score if grade.name in VERDICTS else None
            if grade.name == "then":
                grade.auto_score, grade.needs_manual_grade = 0.0, False
            if grade.name == "check_smallest":
                grade.manual_score = 1.5
        book.find_comment("loss", NAME, NAME, STUDENT).manual_comment = "Think of `mean`, \\n & of a <batch>."
        book.find_comment("then", NAME, NAME, STUDENT).auto_comment = "No response."
        book.db.commit()
    return course


@pytest.fixture(scope="module")
def page(made):
    return feedback.write(made, NAME, STUDENT).read_text()


def _overview(course):
    with gradebook.opened(course) as book:
        return overview.of(course, book, course.exercise(NAME), STUDENT)


def _row(page, name):
    return re.search(rf"<tr[^>]*>\s*<th scope=\"row\"><a [^>]*>{name}.*?</tr>", page, re.DOTALL)[0]


def _text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\xa0", " ").split())


def test_tasks_have_the_names_of_their_sections(made):
    names = [(task.name, task.part) for task in _overview(made).tasks]

    assert names == [
        ("Task 1: add", ""),
        ("Task 2: losses", "loss"),
        ("Task 2: losses", "smallest"),
        ("Question A: why?", ""),
        ("Question B: and then?", ""),
    ]


def test_what_nobody_has_graded_yet_is_not_zero(made, page):
    found = _overview(made)

    assert [task.score for task in found.tasks] == [1.0, 0.5, 1.5, None, 0.0]
    assert (found.score, found.maximum, found.waiting) == (2.5, 7.0, 3.0)
    assert _text(_row(page, "Question A")) == "Question A: why? not graded yet (of 3)"
    assert "0 of 2, not answered" in _text(_row(page, "Question B"))
    assert "2.5 of 7 points ; 3 more points are not graded yet" in _text(page)


def test_lost_points_have_a_reason_and_lead_to_their_place(page):
    overview, _, notebook = page.partition("<main>")

    assert 'href="#check_loss"' in overview
    assert 'id="check_loss"' in notebook
    assert "loss() of &lt;b&gt;two&lt;/b&gt; images: expected 0.5" in overview
    assert "0.5 of 2" in _text(_row(page, r"Task 2: losses \(<code>loss"))
    assert "set by your instructor" in _row(page, r"Task 2: losses \(<code>smallest")
    assert 'href="#comment-loss"' in overview
    assert 'id="comment-loss"' in notebook
    assert "&lt;batch&gt;" in overview
    assert "No response" not in overview


def test_what_happened_else_is_said_in_plain_words(page):
    text = _text(page.partition("<main>")[0])

    assert "Handed in late: 0.5 points were taken off." in text
    assert "Handed in 2026-11-21 08:30, due 2026-11-20 23:00 (UTC)" in text
    assert "the cell add was missing: it was put back" in text
    assert "cell own-0: stopped after 300 s" in text
    assert "half ?" in text  # half a character of UTF-16 cannot be written to a file
    for hidden in ("a suspicion", "an odd message", SECRET, "Pooling forgets"):
        assert hidden not in page


def test_names_of_students_and_files_are_text(page):
    assert "&lt;i&gt;ada&lt;/i&gt;" in page
    assert "<i>ada</i>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_page_has_one_first_heading_and_texts_for_pictures(page):
    assert re.findall(r"<h1.*?>(.*?)</h1>", page) == ["Feedback: 9. A small exercise"]
    assert '<html lang="en">' in page
    assert 'alt="One grey pixel"' in page
    assert "Test cell" not in page


def test_headings_are_lowered():
    html = '<h1 id="a">A</h1><header></header><H2>B</H2><h6>C</h6><hr/>'

    assert feedback.lower_headings(html) == '<h2 id="a">A</h2><header></header><h3>B</h3><h6>C</h6><hr/>'


def test_where_nothing_could_be_graded_the_page_says_so_to_the_student(made):
    record = GradingRecord.load(made.root, NAME, STUDENT)
    changed = GradingRecord(NAME, STUDENT, "ungradable", "it is not valid JSON: ask the student to hand it in again")
    changed.save(made.root)
    try:
        page = feedback.write(made, NAME, STUDENT).read_text()
    finally:
        record.save(made.root)

    assert "it is not valid JSON. Ask your instructor" in _text(page)
    assert "ask the student" not in page


@pytest.mark.parametrize("what", ["template", "record", "due date", "heading"])
def test_feedback_is_old_as_soon_as_it_would_look_otherwise(made, tmp_path, monkeypatch, what):
    feedback.write(made, NAME, STUDENT)
    assert feedback.is_current(made, NAME, STUDENT)
    if what == "template":
        (tmp_path / "page.css").write_text("body { color: red }")
        monkeypatch.setattr(feedback, "TEMPLATES", tmp_path)
    elif what == "record":
        record = GradingRecord.load(made.root, NAME, STUDENT)
        record.repairs.append("the cell loss was missing: it was put back")
        record.save(made.root)
    elif what == "due date":
        with gradebook.opened(made) as book:
            book.find_assignment(NAME).duedate = datetime(2026, 11, 22)
            book.db.commit()
    else:
        path = made.folder("source", ".", NAME) / f"{NAME}.ipynb"
        path.write_text(path.read_text().replace("Question A: why?", "Question A: what for?"))
    assert not feedback.is_current(made, NAME, STUDENT)
