"""Settings of the course. The names are nbgrader's; `nbgrader --help-all` explains each."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from autograder.nbgrader_plugin import (
    AddMarkingScheme,
    CleanFeedback,
    FeedbackExporter,
    FormgraderPage,
    GradeSubmission,
    QuotedCsv,
    SubmissionExporter,
)

c = get_config()  # noqa: F821  given by nbgrader

c.CourseDirectory.course_id = "convnets"

# The time zone of a timestamp.txt that names none. The second is that of the formgrader's times and due dates.
# c.Course.timezone = "Europe/Berlin"  # UTC, unless it is set
# c.NbGraderAPI.timezone = "Europe/Berlin"

# What a student finds instead of a solution.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("replace this line with your solution")'}
c.ClearSolutions.text_stub = "*Your answer here.*"

# How a submission is graded. nbgrader reads a sanitized copy (SubmissionExporter). GradeSubmission loads what the
# student handed in, in whatever state it is, repairs it, executes it in a sandboxed kernel, and judges it outside that
# kernel.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    GradeSubmission,
    OverwriteKernelspec,
    OverwriteCells,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    AddMarkingScheme,
    CheckCellMetadata,
]

# Resource limits per submission. These are the defaults; `nbgrader autograde --help-all` explains all of them.
# c.GradeSubmission.cell_timeout = 300  # seconds
# c.GradeSubmission.notebook_timeout = 1800
# c.GradeSubmission.memory_mib = 4096
# c.GradeSubmission.threads = 1
# c.GradeSubmission.sandbox = "auto"  # every layer available; or "landlock", "bubblewrap", "none"
# c.GradeSubmission.only_needed = True  # False: execute also what no grade depends on, as --all-cells does

# For `nbgrader validate` and the Validate button: training takes longer than nbgrader's 30 seconds.
c.Execute.timeout = 300

# FeedbackExporter makes feedback that is older than the grade again.
c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = [GetGrades, CleanFeedback, CSSHTMLHeaderPreprocessor]

# In the formgrader, long lines wrap, and graded cells have the names of their tasks.
c.HTMLExporter.preprocessors = [FormgraderPage]

# `nbgrader export` quotes ids with commas, as in "doe, jane".
c.ExportApp.plugin_class = QuotedCsv
