"""nbgrader's sanitizing step: sets the student's solutions into the released notebook."""

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader_plugin import stand_in
from autograder.nbgrader_plugin.course_of import course_of, exercise_of
from autograder.submissions import read as intake
from autograder.submissions.repair import Repaired, repair

NOTES = "autograder"  # key in the notebook's metadata, for GradeSubmission; a student's own never gets this far


class RepairSubmission(NbGraderPreprocessor):
    """Replaces the notebook by the released one with the student's solutions in it (`autograder.submissions`).

    It reads the file in `submitted/` itself, since what nbgrader hands over is a stand-in.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        exercise = exercise_of(self, resources)
        student = resources["nbgrader"]["student"]
        folder = course_of(self).folder("submitted", student, exercise.name)
        submitted = intake.read(folder, exercise.name)
        _, no_time = stand_in.time_of(folder)
        if submitted.notebook is None:
            result = Repaired(nbformat.from_dict(exercise.released), problem=submitted.problem)
        else:
            result = repair(submitted.notebook, exercise.released, exercise.name)
        result.notebook.metadata[NOTES] = {
            "repairs": submitted.repairs + result.repairs + ([no_time] if no_time else []),
            "suspicious": result.suspicious,
            "problem": result.problem,
            "submitted_sha256": submitted.sha256,
        }
        return result.notebook, resources
