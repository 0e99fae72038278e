"""Executes a student's solution with one change, and says what comes of it: visible checks, hidden tests, answers."""

from collections.abc import Iterable
from dataclasses import replace

import msgspec
import nbformat
from nbformat import NotebookNode

from autograder import names
from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading import needed_cells
from autograder.grading.grader import grader_for
from autograder.grading.record import GradingRecord
from autograder.grading.settings import GradingSettings
from autograder.mutation.mutants import Mutant
from autograder.submissions.submission import Submission


class Outcome(msgspec.Struct, frozen=True):
    """What became of a changed solution.

    Attributes:
        cell_fails: what its own cell raises when it is run, "" if nothing.
        visible: what the visible check says, "" if it passes.
        hidden: name and reason of each hidden test that fails.
        tests: how many hidden tests were run.
        lost: points that the change costs.
        answers: how many questions of the hidden tests were answered exactly as without the change.
        asked: how many questions there were.
    """

    cell_fails: str = ""
    visible: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    tests: int = 0
    lost: float = 0.0
    answers: int = 0
    asked: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether neither a check nor a hidden test notices."""
        return not self.cell_fails and not self.visible and not self.hidden


def executed(
    exercise: Exercise,
    settings: GradingSettings,
    submission: Submission,
    record: GradingRecord,
    mutant: Mutant,
    only: frozenset[str],
) -> Outcome:
    """Execute a change in the sandbox, as a submission is executed.

    Args:
        submission: the student's, without the change.
        record: of its grading.
        mutant: a change of one of its cells.
        only: the graded cells of the task.
    """
    notebook = _with_change(submission.notebook, record, mutant, only)
    grader = grader_for(settings)
    grader.settings = msgspec.structs.replace(settings, only=only)
    try:
        graded = grader.grade(replace(submission, notebook=notebook), exercise)
    finally:
        grader.settings = settings
    errors = {cell.id: _error_in(cell) for cell in graded.notebook.cells if cell.cell_type == "code"}
    changed = next(cell.id for cell in graded.notebook.cells if id_of(cell) == mutant.cell)
    verdicts = [verdict for verdict in graded.record.verdicts if verdict.grade_id in only]
    tests = [test for verdict in verdicts for test in verdict.tests]
    before = {(asked.grade_id, asked.key): asked.answer for asked in record.questions}
    after = [asked for asked in graded.record.questions if asked.grade_id in only]
    return Outcome(
        cell_fails=errors[changed],
        visible=next(filter(None, (errors[_check_id(grade_id)] for grade_id in sorted(only))), ""),
        hidden=tuple((test.test, test.reason) for test in tests if test.outcome == "failed"),
        tests=len(tests),
        lost=sum(verdict.maximum - verdict.score for verdict in verdicts),
        answers=sum(bool(each.answer) and before.get((each.grade_id, each.key)) == each.answer for each in after),
        asked=len(after),
    )


def _with_change(notebook: NotebookNode, record: GradingRecord, mutant: Mutant, only: Iterable[str]) -> NotebookNode:
    """The notebook with the change; left in it are the cells that the task needs, and its visible checks.

    Each visible check stands in a cell of its own: what it says is kept apart from what the hidden tests say.
    """
    changed = nbformat.from_dict(notebook)
    taken = {name for asked in record.questions if asked.grade_id in only for name in asked.takes}
    cells = []
    for cell in changed.cells:
        if id_of(cell) == mutant.cell:
            cell.source = mutant.source
        if is_graded(cell):
            if id_of(cell) in only:
                taken |= names.of_cell(cell.source).read
                cells.append(nbformat.v4.new_code_cell(cell.source, id=_check_id(id_of(cell))))
            cell.source = ""
        cells.append(cell)
    changed.cells = cells
    left = needed_cells.needed(cells, taken)
    for index, cell in enumerate(cells):
        if cell.cell_type == "code" and index not in left and not cell.id.startswith(_CHECK) and not is_graded(cell):
            cell.source = ""
    return changed


_CHECK = "visible-"


def _check_id(grade_id: str) -> str:
    return f"{_CHECK}{grade_id}"[:64]  # the longest that nbformat allows


def _error_in(cell: NotebookNode) -> str:
    """The message of the error in a cell's outputs, "" without one."""
    for output in cell.outputs:
        if output.output_type == "error":
            message = output.evalue if output.ename == "CheckFailed" else f"{output.ename}: {output.evalue}"
            return str(message) or str(output.ename)
    return ""
