"""Lets nbgrader read any file that a student hands in."""

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook

from autograder.intake import read_file


class SubmissionExporter(NotebookExporter):
    """Reads a notebook even if it is broken: then it is an empty one, and `RepairSubmission` says why."""

    def from_filename(self, filename: str, resources: dict | None = None, **kw: object) -> tuple:
        """Convert the notebook in a file; nbgrader's own exporter would stop the cohort at the first broken one."""
        submitted = read_file(filename)
        return self.from_notebook_node(submitted.notebook or new_notebook(), resources=resources, **kw)
