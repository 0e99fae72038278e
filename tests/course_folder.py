"""Course folders with a small cohort: how tests make one, grade it, and read what was graded."""

import dataclasses
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path

import nbformat
from click.testing import CliRunner
from msgspec.structs import replace
from nbformat import NotebookNode

from autograder import hidden_tests
from autograder.authoring.affected import with_only_needed
from autograder.authoring.variants import with_solutions
from autograder.cli import main
from autograder.course import Course
from autograder.exercise import Exercise, id_of
from autograder.grading.grader import Grader, grader_for
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import GradeSubmission
from autograder.submissions import submission as submissions

ROOT = Path(__file__).resolve().parents[1]
NAME = "convolution_by_hand"
NO_NOTEBOOK = "no notebook"
HIDDEN_TESTS = "hidden_tests"

# What a student hands in: the cells that differ from those of the reference, the text of the notebook's file, or a
# function that writes files into the student's folder, given the notebook of the reference solution.
HandIn = Callable[[Path, NotebookNode], None]
Submission = Mapping[str, str] | str | HandIn


def make(
    root: Path, submissions: Mapping[str, Submission], *, settings: str = "", source: NotebookNode | None = None
) -> Course:
    """Make a course folder with one exercise.

    Args:
        root: an empty folder.
        submissions: what each student hands in.
        settings: lines to add to `nbgrader_config.py`.
        source: the source notebook (default: this repository's).
    """
    config = (ROOT / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(f"{config}\n{settings}" if settings else config)
    path = root / "source" / NAME / f"{NAME}.ipynb"
    if source is None:
        shutil.copytree(ROOT / "source" / NAME, path.parent)
    else:
        path.parent.mkdir(parents=True)
        nbformat.write(source, path)
    course = Course.load(root)
    for student, submission in submissions.items():
        hand_in(course, student, submission)
    return course


def hand_in(course: Course, student: str, submission: Submission) -> None:
    """Hand in a submission; a notebook replaces the one that the student handed in before."""
    exercise = course.exercise(NAME)
    folder = course.folder("submitted", student, NAME)
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(submission, str):
        (folder / f"{NAME}.ipynb").write_text(submission)
    elif isinstance(submission, Mapping):
        nbformat.write(with_solutions(exercise, dict(submission)), folder / f"{NAME}.ipynb")
    else:
        submission(folder, with_solutions(exercise, {}))


def solution(grade_id: str) -> str:
    """The reference solution of one task."""
    notebook = with_solutions(Course.load(ROOT).exercise(NAME), {})
    return next(cell.source for cell in notebook.cells if id_of(cell) == grade_id)


def graded(
    grader: Grader,
    exercise: Exercise,
    cells: Mapping[str, str] | None,
    only: frozenset[str] = frozenset(),
    reference: GradingRecord | None = None,
    tests: frozenset[str] = frozenset(),
) -> GradingRecord:
    """Grade the reference with some cells replaced; execute only what the hidden tests need.

    Args:
        grader: see the fixture.
        exercise: which exercise.
        cells: new source texts by grade_id; None for the notebook as students get it.
        only: if not empty, only the hidden tests of these graded cells run.
        reference: the reference's record: cells that the hidden tests in `only` do not need are not executed.
        tests: if not empty, only the hidden tests with these names run.
    """
    handed_in = exercise.released if cells is None else with_solutions(exercise, dict(cells))
    solution = submissions.of_notebook(handed_in, exercise)
    if reference:
        solution = dataclasses.replace(solution, notebook=with_only_needed(solution.notebook, reference, only))
    settings = grader.settings
    grader.settings = replace(settings, only=only, tests=tests)
    try:
        return grader.grade(solution, exercise).record
    finally:
        grader.settings = settings


def run(root: Path, *arguments: str, code: int = 0) -> str:
    """Run `autograder` in a course folder, in this process; returns what it printed.

    Commands in one process share a grader: the processes that fork kernels and run hidden tests start once.
    """
    with chdir(root), _hidden_tests_of(root):
        result = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(main, arguments, catch_exceptions=False)
    said = result.stdout + result.stderr
    assert result.exit_code == code, said
    return said


@contextmanager
def _hidden_tests_of(root: Path) -> Iterator[None]:
    """Take the hidden tests that lie in a course folder, if there are any, instead of this repository's."""
    folder = root / HIDDEN_TESTS
    if not folder.exists():
        yield
        return
    grader = grader_for(GradeSubmission(config=Course.load(root).config).settings())
    usual, environment = hidden_tests.FOLDER, dict(os.environ)
    hidden_tests.FOLDER = folder.resolve()
    os.environ[hidden_tests.VARIABLE] = str(folder)
    grader.hidden_tests.close()  # the next job starts it again, with these hidden tests
    try:
        yield
    finally:
        grader.hidden_tests.close()
        hidden_tests.FOLDER = usual
        os.environ.pop(hidden_tests.VARIABLE)
        os.environ.update(environment)


def started(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `autograder` in a course folder as a process, and a process group, of its own; all it says is one text."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=root,
        env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def scores(root: Path) -> set[tuple[str, str, float]]:
    """Student, graded cell and points, as they stand in nbgrader's gradebook."""
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return set(
            gradebook.execute(
                "select assignment.student_id, cell.name, grade.auto_score from grade"
                " join base_cell cell on cell.id = grade.cell_id"
                " join submitted_notebook notebook on notebook.id = grade.notebook_id"
                " join submitted_assignment assignment on assignment.id = notebook.assignment_id"
            )
        )


def by_hand(root: Path) -> set[tuple[str, str]]:
    """Student and cell for each grade that a person has to give, as they stand in nbgrader's gradebook."""
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return set(
            gradebook.execute(
                "select assignment.student_id, cell.name from grade"
                " join base_cell cell on cell.id = grade.cell_id"
                " join submitted_notebook notebook on notebook.id = grade.notebook_id"
                " join submitted_assignment assignment on assignment.id = notebook.assignment_id"
                " where grade.needs_manual_grade"
            )
        )


def verdicts(root: Path, student: str) -> list:
    """All verdicts of a grading record, without how long they took."""
    found = GradingRecord.load(root, NAME, student).verdicts
    return [replace(each, tests=tuple(replace(test, seconds=0) for test in each.tests)) for each in found]


def write_verdicts(path: Path, record: GradingRecord) -> None:
    """Write what a grading record comes to, without what changes from run to run: for `diff`, see `--verdicts`."""
    data = {
        "problem": record.problem,
        "repairs": record.repairs,
        "verdicts": [
            {
                "cell": verdict.grade_id,
                "problem": verdict.problem,
                "score": verdict.score,
                "tests": [[test.test, test.outcome, test.points, test.reason] for test in verdict.tests],
            }
            for verdict in record.verdicts
        ],
    }
    path.write_text(json.dumps(data, indent=1))
