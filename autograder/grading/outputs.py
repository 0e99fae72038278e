"""The outputs of a graded notebook: verdicts below graded cells, and nothing harmful below the others."""

import json

import nbformat
from nbformat import NotebookNode

from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading import feedback
from autograder.grading.harmless import make_harmless
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import Verdict


def write(notebook: NotebookNode, exercise: Exercise, record: GradingRecord) -> None:
    """Put the verdicts of a record into the graded cells, and make what students wrote and displayed harmless."""
    verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
    given = {cell.source for cell in exercise.released.cells}
    for cell in notebook.cells:
        if is_graded(cell):
            missing = Verdict(id_of(cell), float(cell.metadata.nbgrader.points), problem="no verdict")
            cell.outputs = feedback.outputs(verdicts.get(id_of(cell), missing), record.limits_in(id_of(cell)))
            cell.execution_count = None
        elif cell.cell_type == "code" or cell.source not in given:
            make_harmless(cell)
    _make_writable(notebook)


def _make_writable(notebook: NotebookNode) -> None:
    """Replace halves of surrogate pairs: a kernel or the name of a file can hold them, and no file can."""
    text = json.dumps(notebook, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        notebook.update(nbformat.from_dict(json.loads(text.encode("utf-8", "replace"))))
