"""Lets nbgrader read any file that a student hands in."""

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook


class SubmissionExporter(NotebookExporter):
    """Takes an empty notebook for a file that cannot be read; `RepairSubmission` then finds out why.

    nbgrader's own exporter would end with an error there, and without a grade.
    """

    def from_filename(self, filename: str, resources: dict | None = None, **kw: object) -> tuple:
        """Convert the notebook in a file."""
        try:
            return super().from_filename(filename, resources=resources, **kw)
        except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
            # ValueError: no JSON, not UTF-8, not a notebook; the others: nbformat on JSON of something else.
            return self.from_notebook_node(new_notebook(), resources=resources, **kw)
