"""nbgrader's executing step: runs the notebook in a locked-in kernel, and the hidden tests beside it."""

from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Float, Int

from autograder.grading.execution import ExecutionSettings
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import failure
from autograder.nbgrader_plugin.course_of import course_of, exercise_of
from autograder.nbgrader_plugin.repair_submission import NOTES
from autograder.sandbox import Limits


class GradeSubmission(NbGraderPreprocessor):
    """Takes the place of nbgrader's `Execute`: the verdict is reached outside the student's process."""

    cell_timeout = Float(300, help="Seconds that one cell of a submission may run.").tag(config=True)
    answer_timeout = Float(300, help="Seconds that one answer to a hidden test may take.").tag(config=True)
    notebook_timeout = Float(1800, help="Seconds that all cells and answers of a submission may take.").tag(config=True)
    output_mib = Int(20, help="Output (MiB) that is kept, of all cells of a submission.").tag(config=True)
    memory_mib = Int(4096, help="Memory (MiB) that the kernel of a submission may take.").tag(config=True)
    processes = Int(64, help="Processes of a submission at a time.").tag(config=True)
    file_mib = Int(200, help="Size (MiB) of one file that a submission writes.").tag(config=True)
    disk_mib = Int(1024, help="Size (MiB) of all files together that a submission writes.").tag(config=True)
    open_files = Int(1024, help="Files that a process of a submission has open at a time.").tag(config=True)
    threads = Int(1, help="Threads of TensorFlow in the kernel of a submission.").tag(config=True)
    only_needed = Bool(
        False,
        help="Execute only the cells that grades depend on; plots and long trainings are shown as they were handed in.",
    ).tag(config=True)
    seed = Int(0, help="Seed of Python, NumPy and Keras before each question to a submission.").tag(config=True)
    sandbox = Enum(
        ["auto", "landlock", "bubblewrap", "none"],
        "auto",
        help="Walls around students' code: 'auto' takes all that this machine has, and refuses to grade without any.",
    ).tag(config=True)

    _graders: dict[tuple, Grader] = {}  # noqa: RUF012  one for all conversions of this process, by its settings

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        course, exercise = course_of(self), exercise_of(self, resources)
        student = resources["nbgrader"]["student"]
        record = GradingRecord(exercise.name, student, **nb.metadata.pop(NOTES))
        folder = course.folder("submitted", student, exercise.name)
        try:
            self.grader().grade(nb, exercise, record, Path(folder))
            record.save(course.root)
        except Exception as error:
            failure.note(course, exercise.name, student, f"{type(error).__name__}: {error}")
            raise
        for line in [*record.repairs, *([record.problem] if record.problem else [])]:
            self.log.warning("%s: %s", student, line)
        return nb, resources

    def grader(self) -> Grader:
        """The grader with these settings; it lives until the process ends."""
        settings = self.settings()
        key = tuple(settings.values())
        if key not in self._graders:
            self._graders[key] = Grader(**settings)
        return self._graders[key]

    def settings(self) -> dict:
        """What `Grader` is made with."""
        execution = ExecutionSettings(
            cell_timeout=self.cell_timeout,
            answer_timeout=self.answer_timeout,
            notebook_timeout=self.notebook_timeout,
            output_bytes=self.output_mib << 20,
            seed=self.seed,
            only_needed=self.only_needed,
        )
        limits = Limits(
            memory_bytes=self.memory_mib << 20,
            file_bytes=self.file_mib << 20,
            processes=self.processes,
            disk_bytes=self.disk_mib << 20,
            open_files=self.open_files,
        )
        return {"execution": execution, "sandbox": self.sandbox, "limits": limits, "threads": self.threads}
