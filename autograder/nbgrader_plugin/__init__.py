"""The only room that knows nbgrader's converters and gradebook. `nbgrader_config.py` names what plugs into them."""

from autograder.nbgrader_plugin.clean_feedback import CleanFeedback
from autograder.nbgrader_plugin.exporter import SubmissionExporter
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.nbgrader_plugin.marking_scheme import AddMarkingScheme

__all__ = ["AddMarkingScheme", "CleanFeedback", "GradeSubmission", "SubmissionExporter"]
