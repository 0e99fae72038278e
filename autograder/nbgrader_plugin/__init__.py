"""The only room that knows nbgrader's converters and gradebook. `nbgrader_config.py` names what plugs into them."""

from autograder.nbgrader_plugin import literal_paths, metadata_schema
from autograder.nbgrader_plugin.clean_feedback import CleanFeedback
from autograder.nbgrader_plugin.export import QuotedCsv
from autograder.nbgrader_plugin.exporter import SubmissionExporter
from autograder.nbgrader_plugin.feedback import FeedbackExporter
from autograder.nbgrader_plugin.formgrader_page import FormgraderPage
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.nbgrader_plugin.marking_scheme import AddMarkingScheme

__all__ = [
    "AddMarkingScheme",
    "CleanFeedback",
    "FeedbackExporter",
    "FormgraderPage",
    "GradeSubmission",
    "QuotedCsv",
    "SubmissionExporter",
]

literal_paths.use()
metadata_schema.use()
