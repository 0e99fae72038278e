"""Writes a graded submission: the notebook into `autograded/`, the scores into nbgrader's gradebook."""

import logging
import shutil
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from traitlets import Instance

from autograder.course import WORK_FOLDER, Course
from autograder.errors import ConverterFailed, CourseError, GradebookUnavailable, RecordUnusable
from autograder.exercise import Exercise
from autograder.grading.grade import Graded
from autograder.grading.record import GradingRecord, folder_of
from autograder.nbgrader_plugin import gradebook, stand_in
from autograder.nbgrader_plugin.convert import convert
from autograder.nbgrader_plugin.grade_submission import GradeSubmission
from autograder.nbgrader_plugin.manual_scores import keep_what_was_reviewed
from autograder.nbgrader_plugin.set_aside import put_back_on_failure
from autograder.submissions import timestamp

_log = logging.getLogger(__name__)


class WriteGraded(Autograde):
    """nbgrader's autograding of one submission that is graded already.

    Registration, timestamps, late penalties, permissions and all other preprocessors of the course are nbgrader's.
    """

    graded = Instance(NotebookNode)
    course_folder = Instance(Course)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Register the submission, and forget the time of an earlier one if this one has none."""
        super().init_assignment(assignment_id, student_id)
        if not Path(self._format_source(assignment_id, student_id), timestamp.FILE).exists():
            gradebook.forget_time(self.course_folder, assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert the graded notebook; the file that nbgrader found is a stand-in."""
        self.exporter._preprocessors = []
        self.exporter.optimistic_validation = True  # once, after the last step
        for step in self.autograde_preprocessors:
            if step is not GradeSubmission:
                self.exporter.register_preprocessor(step)
        resources = self.init_single_notebook_resources(notebook_filename)
        output, resources = self.exporter.from_notebook_node(self.graded, resources=resources)
        self.write_single_notebook(output, resources)


def write(course: Course, exercise: Exercise, graded: Graded) -> None:
    """Write a graded submission, all of it or nothing: record, notebook, scores.

    Raises:
        CourseError: if the course does not grade with `GradeSubmission`.
        ConverterFailed: if nbgrader fails; the gradebook then still holds the old grade.
        GradebookUnavailable: if another program has locked the gradebook, or its server cannot be reached.
        OSError: if something cannot be written.
    """
    if GradeSubmission not in course.config.Autograde.get("autograde_preprocessors", []):
        raise CourseError(
            "nbgrader_config.py does not name GradeSubmission in c.Autograde.autograde_preprocessors: "
            "these submissions are not graded with records"
        )
    student = graded.record.student
    replaced = [folder_of(course.root, exercise.name, student), course.folder("autograded", student, exercise.name)]
    submitted = course.root / WORK_FOLDER / "submitted"
    try:
        with (
            keep_what_was_reviewed(course, exercise, student),
            put_back_on_failure(course.root, replaced),
        ):
            stand_in.lay_out(course, exercise, student, submitted)
            graded.record.save(course.root)
            convert(
                WriteGraded,
                course,
                exercise.name,
                student,
                submitted_directory=str(submitted.relative_to(course.root)),
                exporter_class=NotebookExporter,
                graded=graded.notebook,
                course_folder=course,
            )
            if not (replaced[1] / f"{exercise.name}.ipynb").is_file():
                raise ConverterFailed(f"nbgrader skipped {student}: is something in its configuration in the way?")
    except GradebookUnavailable:  # nothing can be put back into it now; the next command sees that it has other scores
        raise
    except BaseException:  # KeyboardInterrupt too
        _put_back_scores(course, exercise, student)
        raise
    finally:
        shutil.rmtree(submitted, ignore_errors=True)


def _put_back_scores(course: Course, exercise: Exercise, student: str) -> None:
    """nbgrader may have saved new scores before it failed: save those of the record that was put back."""
    try:
        record = GradingRecord.load(course.root, exercise.name, student)
    except (FileNotFoundError, RecordUnusable):
        return
    scores = {verdict.grade_id: verdict.score for verdict in record.verdicts}
    try:
        gradebook.set_automatic_scores(course, exercise.name, student, scores)
    except Exception:  # it may be the disk that has failed; the first error is the one to report
        _log.exception("the old scores of %s in %s could not be put back", student, exercise.name)
