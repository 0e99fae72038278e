"""The outputs of a graded notebook: verdicts below graded cells, and nothing harmful below the others."""

import json
from collections.abc import Mapping

import nbformat
from nbformat import NotebookNode

from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading import feedback
from autograder.grading.harmless import make_harmless
from autograder.grading.pictures import Pictures
from autograder.grading.record import GradingRecord
from autograder.grading.written_pictures import WrittenPictures
from autograder.judging.verdict import Verdict
from autograder.submissions.match import is_open


def write(notebook: NotebookNode, exercise: Exercise, record: GradingRecord, files: Mapping[str, bytes]) -> None:
    """Put the verdicts of a record into the graded cells, and make what students wrote and displayed harmless.

    Args:
        files: the supporting files, by relative path: pictures among them are set into the texts that show them.
    """
    verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
    given = {cell.source for cell in exercise.released.cells}
    pictures = WrittenPictures(Pictures(files))
    above = "the top"
    for cell in notebook.cells:
        name = id_of(cell)
        if is_graded(cell):
            missing = Verdict(name, float(cell.metadata.nbgrader.points), problem="no verdict")
            cell.outputs = feedback.outputs(verdicts.get(name, missing), record.limits_in(name))
            cell.execution_count = None
        elif cell.cell_type == "code":
            make_harmless(cell)
        elif cell.source not in given or (is_open(cell) and "attachments" in cell):
            place = name or f"a text of the student's own below {above}"
            pictures.show(cell, place, is_blank=cell.source in given)
        above = name or above
    if exercise.manual_cells:
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        code += [content.decode(errors="replace") for name, content in files.items() if name.endswith(".py")]
        pictures.note_unnamed(code, exercise.name)
    record.review += [line for line in pictures.review if line not in record.review]
    _make_writable(notebook)


def _make_writable(notebook: NotebookNode) -> None:
    """Replace halves of surrogate pairs: a kernel or the name of a file can hold them, and no file can."""
    text = json.dumps(notebook, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        notebook.update(nbformat.from_dict(json.loads(text.encode("utf-8", "replace"))))
