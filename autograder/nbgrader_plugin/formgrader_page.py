"""The formgrader's page of a submission: long lines wrap, pictures fit, graded cells have the names of their tasks."""

import re
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from autograder.course import Course
from autograder.errors import CourseError
from autograder.nbgrader_plugin.overview import task_names

# Pictures have a red border and run out of the page otherwise.
_STYLE = """
pre { white-space: pre-wrap !important; overflow-wrap: anywhere; }
#notebook img { max-width: 100%; height: auto; border: 0; }
.nbgrader-label::before { margin-right: 1em; font-weight: bold; }
"""


class FormgraderPage(Preprocessor):
    """Adds a style to the page, in a cell of its own: nbgrader's template cannot be replaced."""

    enabled = True

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the style, if it is the formgrader that converts."""
        if "submission_id" in resources:
            style = _STYLE + _names(Path(resources["metadata"]["path"]), resources["assignment_id"])
            nb.cells.insert(0, new_markdown_cell(f"<style>{style}</style>"))
        return nb, resources


def _names(folder: Path, exercise: str) -> str:
    """Rules that write the name of its task in front of the label of each graded cell."""
    try:
        names = task_names(Course.load(folder).exercise(exercise))
    except CourseError:  # the exercise is no longer in source/
        return ""
    return "".join(map(_name, names, (name for name, _ in names.values())))


def _name(cell: str, name: str) -> str:
    label = f'.nbgrader_cell:has(.score[id="{_escaped(cell)}"]) .nbgrader-label::before'
    return f'{label} {{ content: "{_escaped(name)}"; }}\n'


def _escaped(text: str) -> str:
    """A text as it stands in a string of CSS."""
    return re.sub(r"[^A-Za-z0-9 _]", lambda found: f"\\{ord(found[0]):x} ", text)
