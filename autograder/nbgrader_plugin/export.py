"""Writes the grades to a CSV file that every program reads, whatever names and ids hold."""

import csv
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class QuotedCsv(ExportPlugin):
    """`nbgrader export`, with nbgrader's columns; ids with commas, quotes or line ends are quoted, as RFC 4180 has it.

    An id that begins with `=`, `+`, `-` or `@` is written as it is: a spreadsheet may take it for a formula, but
    whatever is put before it would make it another id, and scores would not find their way back into the LMS. Import
    such a file as text.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write all grades, or those of the students and exercises that were named, to `--to` or `grades.csv`."""
        target = Path(self.to or "grades.csv")
        students, exercises = set(map(str, self.student)), set(map(str, self.assignment))
        self.log.info("Exporting grades to %s", target)
        with target.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                if exercises and assignment.name not in exercises:
                    continue
                for student in gradebook.students:
                    if not students or student.id in students:
                        writer.writerow(_row(gradebook, assignment, student))


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[object]:
    """One grade; a student who has not handed in has 0 points, as in nbgrader."""
    time, raw, penalty = None, 0.0, 0.0
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        pass
    else:
        time, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty
    person = [student.id, student.last_name, student.first_name, student.email]
    scores = [raw, penalty, max(0.0, raw - penalty), assignment.max_score]
    return [assignment.name, assignment.duedate, time, *person, *scores]
