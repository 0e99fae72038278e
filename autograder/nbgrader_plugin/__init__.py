"""What plugs into nbgrader: set in `nbgrader_config.py`, so that all of nbgrader's commands use it."""

from autograder.nbgrader_plugin.clean_feedback import CleanFeedback
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.nbgrader_plugin.marking_scheme import AddMarkingScheme
from autograder.nbgrader_plugin.read_submission import SubmissionExporter
from autograder.nbgrader_plugin.repair_submission import RepairSubmission

__all__ = ["AddMarkingScheme", "CleanFeedback", "GradeSubmission", "RepairSubmission", "SubmissionExporter"]
