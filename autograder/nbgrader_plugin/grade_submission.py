"""nbgrader's executing step: loads and grades the submission in a sandboxed kernel, with the hidden tests beside it."""

import logging
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Float, Int

from autograder.grading.grader import grader_for
from autograder.grading.settings import GradingSettings
from autograder.log import log_to
from autograder.nbgrader_plugin import failure, gradebook
from autograder.nbgrader_plugin.course_of import course_of, exercise_of
from autograder.sandbox import Limits
from autograder.submissions import submission, timestamp

_LIMITS = Limits()
_DEFAULTS = GradingSettings()
_log = logging.getLogger(__name__)


class GradeSubmission(NbGraderPreprocessor):
    """Replaces nbgrader's `Execute`: the verdict is reached outside the student's process.

    It takes no notice of the notebook that nbgrader hands over, which is a stand-in.
    """

    cell_timeout = Float(_DEFAULTS.cell_timeout, help="Seconds that one cell of a submission may run.").tag(config=True)
    answer_timeout = Float(_DEFAULTS.answer_timeout, help="Seconds that one answer to a hidden test may take.").tag(
        config=True
    )
    notebook_timeout = Float(
        _DEFAULTS.notebook_timeout, help="Seconds that all cells and answers of a submission may take."
    ).tag(config=True)
    output_mib = Int(
        _DEFAULTS.output_bytes >> 20, help="Output (MiB) that is kept, of all cells of a submission together."
    ).tag(config=True)
    memory_mib = Int(_LIMITS.memory_bytes >> 20, help="Memory (MiB) that the kernel of a submission may use.").tag(
        config=True
    )
    processes = Int(_LIMITS.processes, help="Processes of a submission at a time.").tag(config=True)
    file_mib = Int(_LIMITS.file_bytes >> 20, help="Size (MiB) of one file that a submission writes.").tag(config=True)
    disk_mib = Int(_LIMITS.disk_bytes >> 20, help="Size (MiB) of all files together that a submission writes.").tag(
        config=True
    )
    open_files = Int(_LIMITS.open_files, help="Files that a process of a submission has open at a time.").tag(
        config=True
    )
    threads = Int(_DEFAULTS.threads, help="Threads of TensorFlow in the kernel of a submission.").tag(config=True)
    only_needed = Bool(
        _DEFAULTS.only_needed,
        help="Execute only the cells that grades depend on; plots and long trainings are shown as they were handed in. "
        "False: execute all cells.",
    ).tag(config=True)
    seed = Int(_DEFAULTS.seed, help="Seed of Python, NumPy and Keras before each question to a submission.").tag(
        config=True
    )
    sandbox = Enum(
        ["auto", "landlock", "bubblewrap", "none"],
        _DEFAULTS.sandbox,
        help="Sandbox around students' code: 'auto' uses every layer available, and refuses to grade without any.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Load, execute and judge the submission, and keep the grading record."""
        course, exercise = course_of(self), exercise_of(self, resources)
        student = resources["nbgrader"]["student"]
        log_to(course.root)
        try:
            graded = grader_for(self.settings()).grade(submission.load(course, exercise, student), exercise)
            graded.record.due_date = gradebook.due_dates(course, exercise.name, [student])[student]
            graded.record.save(course.root)
            if not timestamp.read(course.folder("submitted", student, exercise.name), course.timezone)[0]:
                gradebook.forget_time(course, exercise.name, student)
        except Exception as error:
            _log.exception("grading %s of %s failed", exercise.name, student)
            failure.note(course, exercise.name, student, f"{type(error).__name__}: {error}")
            raise
        record = graded.record
        for line in [*record.review, *record.repairs, *([record.problem] if record.problem else [])]:
            self.log.warning("%s: %s", student, line)
        return graded.notebook, resources

    def settings(self) -> GradingSettings:
        """The settings that the course's configuration makes of these traits."""
        return GradingSettings(
            cell_timeout=self.cell_timeout,
            answer_timeout=self.answer_timeout,
            notebook_timeout=self.notebook_timeout,
            output_bytes=self.output_mib << 20,
            seed=self.seed,
            only_needed=self.only_needed,
            limits=Limits(
                memory_bytes=self.memory_mib << 20,
                file_bytes=self.file_mib << 20,
                processes=self.processes,
                disk_bytes=self.disk_mib << 20,
                open_files=self.open_files,
            ),
            sandbox=self.sandbox,
            threads=self.threads,
        )
