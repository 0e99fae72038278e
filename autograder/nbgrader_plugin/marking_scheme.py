"""Shows the marking scheme of a written question in formgrader; `CleanFeedback` keeps it out of the feedback."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.exercise import id_of, without_marks
from autograder.nbgrader_plugin.course_of import exercise_of

TAG = "marking-scheme"


class AddMarkingScheme(NbGraderPreprocessor):
    """Autograding: puts the model answer and marking scheme below each cell that a person grades."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put a cell with the marking scheme below each answer."""
        exercise = exercise_of(self, resources)
        answers = {id_of(cell): cell.source for cell in exercise.source.cells if id_of(cell) in exercise.manual_cells}
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            if id_of(cell) in answers:
                text = f"**For the instructor, not in the feedback**\n\n{without_marks(answers[id_of(cell)])}"
                cells.append(new_markdown_cell(text, id=f"scheme-{id_of(cell)}"[:64], metadata={"tags": [TAG]}))
        nb.cells = cells
        return nb, resources
