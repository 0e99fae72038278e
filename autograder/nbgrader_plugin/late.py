"""The late penalty that a submission has to have: it depends on a person's scores too, which come after the grading."""

import logging
from collections.abc import Mapping

from nbgrader.api import MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course import Course
from autograder.nbgrader_plugin import gradebook

_log = logging.getLogger(__name__)


def penalties(course: Course, exercise: str) -> Mapping[str, float]:
    """For each student with a submission the penalty that nbgrader would now assign; empty if the course has none."""
    if AssignLatePenalties not in course.config.Autograde.get("autograde_preprocessors", []):
        return {}
    with gradebook.opened(course) as book:
        try:
            submissions = book.find_assignment(exercise).submissions
        except MissingEntry:
            return {}
        try:
            step = AssignLatePenalties(config=course.config, log=_log)
            step.init_plugin()
            return {each.student_id: _penalty(step, each) for each in submissions}
        except Exception:  # the plugin is a program of the instructor's; nbgrader says what is wrong when it needs it
            _log.exception("the late penalties cannot be computed")
            return {}


def _penalty(step: AssignLatePenalties, submission: SubmittedAssignment) -> float:
    seconds = submission.total_seconds_late
    if seconds <= 0:
        return 0.0
    total = 0.0
    for notebook in submission.notebooks:
        penalty = step.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, seconds)
        total += 0.0 if penalty is None else step._check_late_penalty(notebook, penalty)
    return total
