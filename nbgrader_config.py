"""Settings of the course; the names are nbgrader's, `nbgrader --help-all` explains each."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
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
    GradeSubmission,
    RepairSubmission,
    SubmissionExporter,
)

c = get_config()  # noqa: F821  given by nbgrader

c.CourseDirectory.course_id = "convnets"

# What a student finds in place of a solution.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("replace this line by your solution")'}
c.ClearSolutions.text_stub = "*Your answer here.*"

# A submission is read whatever state it is in, repaired, executed in a locked-in kernel, and judged outside it.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [
    RepairSubmission,
    ClearOutput,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    GradeSubmission,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    AddMarkingScheme,
    CheckCellMetadata,
]

# What one submission may take up; "auto" takes all walls that this machine has.
c.GradeSubmission.cell_timeout = 300  # seconds
c.GradeSubmission.answer_timeout = 300
c.GradeSubmission.notebook_timeout = 1800
c.GradeSubmission.output_mib = 20
c.GradeSubmission.memory_mib = 4096
c.GradeSubmission.processes = 64
c.GradeSubmission.file_mib = 200
c.GradeSubmission.disk_mib = 1024
c.GradeSubmission.open_files = 1024
c.GradeSubmission.threads = 1
c.GradeSubmission.sandbox = "auto"
c.GradeSubmission.seed = 0

# Students' Validate button and `nbgrader validate`: training takes longer than nbgrader's 30 seconds.
c.Execute.timeout = 300

c.GenerateFeedback.preprocessors = [GetGrades, CleanFeedback, CSSHTMLHeaderPreprocessor]
