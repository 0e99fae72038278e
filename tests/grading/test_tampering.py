"""What looked like an attempt is listed with its evidence, and honest work is not."""

import io

import nbformat
import pytest
from bad_submissions.programs import KAGGLE, MOUNT
from course_folder import ROOT
from nbformat.v4 import new_code_cell, new_notebook, new_output
from rich.console import Console

from autograder.authoring.variants import variants_of, with_solutions
from autograder.cohorts.suspicions import suspicions
from autograder.course import Course
from autograder.grading.incidents import Incident
from autograder.grading.record import GradingRecord
from autograder.grading.tampering import MAX_LINES, traces


def traces_of(*cells: nbformat.NotebookNode, **found) -> list[str]:
    return traces(new_notebook(cells=list(cells)), GradingRecord("exercise", "ada", **found))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import autograder.hidden_tests", "names the grader"),
        ("open('/proc/1/environ')", "reads the system's files"),
        ("glob('../../*')", "reads other folders"),
        ("open('../input')", "reads other folders"),
        ("open('submitted/bob/x.ipynb')", "reads other folders"),
        ("builtins.isinstance = lambda *a: True", "changes Python"),
        ("sys.modules['numpy'] = fake", "changes Python"),
        ("get_ipython().events.register('post_run_cell', f)", "changes Python"),
        ("sys._getframe(3).f_locals", "looks into frames"),
        ("def __eq__(self, other): return True", "answers comparisons"),
        ("os._exit(0)", "sends signals or ends the process"),
        ("os.fork()", "starts processes"),
        ("ctypes.CDLL(None)", "calls the system"),
        ("urllib.request.urlopen(url)", "uses the network"),
        ("kernel.shell_stream.send(b'')", "speaks to Jupyter"),
        ("kernel.shell_handlers.clear()", "speaks to Jupyter"),
    ],
)
def test_a_line_is_named_with_its_place_and_its_text(code, what):
    (trace,) = traces_of(new_code_cell(f"x = 1\n{code}", id="mine"))
    assert trace.startswith(f"the cell mine, line 2 {what}")
    assert trace.endswith(code)


def test_what_was_refused_is_named():
    refused = new_output("error", ename="PermissionError", evalue="[Errno 13] '/etc/x'", traceback=[])
    found = traces_of(new_code_cell("read()", id="a", outputs=[refused]))
    assert found == ["the cell a was refused access: PermissionError: [Errno 13] '/etc/x'"]


def test_malformed_messages_are_named_whatever_their_wording():
    incidents = [Incident("malformed", "any words", "cell a", "a"), Incident("limit", "too slow", "cell a", "a")]
    assert traces_of(incidents=incidents) == ["cell a: any words"]


def test_very_many_lines_are_cut():
    found = traces_of(new_code_cell("os.fork()\n" * (MAX_LINES + 5)))
    assert len(found) == MAX_LINES + 1
    assert found[-1].startswith("5 more lines")


def test_given_cells_are_not_looked_at():
    given = {"nbgrader": {"grade_id": "setup", "grade": False, "solution": False, "locked": True}}
    assert traces_of(new_code_cell("import ctypes", metadata=given)) == []


@pytest.mark.parametrize("code", [KAGGLE, "pd.read_csv('../input/digits/train.csv')", MOUNT])
def test_what_a_program_writes_is_no_attempt(code):
    assert traces_of(new_code_cell(code)) == []


@pytest.mark.parametrize("name", Course.load(ROOT).exercises)
def test_no_reference_or_other_solution_looks_like_an_attempt(course, name):
    exercise = course.exercise(name)
    for cells in ({}, *(variant.cells for variant in variants_of(ROOT, name))):
        assert traces(with_solutions(exercise, cells), GradingRecord(name, "ada")) == []


def test_the_report_lists_attempts_and_limits_and_says_that_no_score_changed():
    console = Console(file=io.StringIO(), width=200)
    found = GradingRecord(
        "exercise",
        "eve",
        suspicious=["[bold]tried[/]"],
        incidents=[Incident("limit", "stopped after 5 s", "cell a", "a")],
    )
    console.print(suspicions([GradingRecord("exercise", "ada"), found]))
    text = console.file.getvalue()
    assert "ada" not in text
    for part in ("eve", "[bold]tried[/]", "stopped after 5 s", "None of this has changed a score"):
        assert part in text


def test_an_empty_report_says_so():
    console = Console(file=io.StringIO(), width=200)
    console.print(suspicions([GradingRecord("exercise", "ada")]))
    assert "Nothing looks suspicious" in console.file.getvalue()
