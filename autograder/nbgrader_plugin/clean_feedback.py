"""nbgrader's feedback step: leaves out what is for the instructor or for nbgrader only."""

from typing import Any

import nbformat
from nbconvert.utils.base import NbConvertBase
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from autograder.exercise import is_graded
from autograder.nbgrader_plugin.marking_scheme import TAG


class CleanFeedback(NbGraderPreprocessor):
    """Takes out the marking schemes, and the bare score below each verdict: the score stands above the cell."""

    # nbconvert sets this for each preprocessor when it makes HTML. nbgrader's base class has it, but cannot be set.
    display_data_priority = List(NbConvertBase.display_data_priority.default_value).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Take them out of a copy of the graded notebook."""
        nb = nbformat.from_dict(nb)
        nb.cells = [cell for cell in nb.cells if TAG not in cell.metadata.get("tags", [])]
        for cell in nb.cells:
            if is_graded(cell):
                cell.outputs = [output for output in cell.outputs if output.output_type != "execute_result"]
        return nb, resources
