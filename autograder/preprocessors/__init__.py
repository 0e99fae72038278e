"""What plugs into nbgrader: set in `nbgrader_config.py`, so that all of nbgrader's commands use it."""

from autograder.preprocessors.clean_feedback import CleanFeedback
from autograder.preprocessors.grade_submission import GradeSubmission
from autograder.preprocessors.marking_scheme import AddMarkingScheme
from autograder.preprocessors.read_submission import SubmissionExporter
from autograder.preprocessors.repair_submission import RepairSubmission

__all__ = ["AddMarkingScheme", "CleanFeedback", "GradeSubmission", "RepairSubmission", "SubmissionExporter"]
