"""What plugs into nbgrader: set in `nbgrader_config.py`, so that all of nbgrader's commands use it."""

from autograder.preprocessors.grade_submission import GradeSubmission
from autograder.preprocessors.marking_scheme import AddMarkingScheme, RemoveMarkingScheme
from autograder.preprocessors.read_submission import SubmissionExporter
from autograder.preprocessors.repair_submission import RepairSubmission

__all__ = ["AddMarkingScheme", "GradeSubmission", "RemoveMarkingScheme", "RepairSubmission", "SubmissionExporter"]
