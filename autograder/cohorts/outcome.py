"""What became of one submission of a cohort."""

import sys
from dataclasses import dataclass
from typing import Literal

import msgspec

from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin.standing import Standing

Status = Literal["graded", "unchanged", "ungradable", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        student, exercise: whose.
        status: "graded"; "unchanged" (graded before, and nothing that the grade depends on has changed); "ungradable"
            (0 points, the reason is `problem`); "failed" (the grader failed: an older grade stands).
        record: the grading record; None if the grader failed.
        problem: one line with the reason and what to do, "" if all is well.
        standing: what the gradebook says; if that is not known, what the record says counts.
    """

    student: str
    exercise: str
    status: Status
    record: GradingRecord | None
    problem: str = ""
    standing: Standing | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether nothing could be graded, or something went wrong."""
        return self.status in ("ungradable", "failed") or bool(self.problem)

    @property
    def has_points(self) -> bool:
        """Whether there is a grade: that of this grading, or, if it failed, an older one."""
        return self.record is not None or (self.standing is not None and self.standing.maximum > 0)

    @property
    def counts(self) -> Standing:
        """What the gradebook says, or the record."""
        if self.standing is not None:
            return self.standing
        if self.record is None:
            return Standing(0.0, 0.0, 0.0, {})
        cells = {verdict.grade_id: verdict.score for verdict in self.record.verdicts}
        return Standing(self.record.score, self.record.maximum, 0.0, cells)


def for_outcome(record: GradingRecord) -> GradingRecord:
    """A record as an outcome holds it: all answers and questions of a large cohort would fill the memory.

    Of the questions it is kept how long they took, and in which graded cell.
    """
    questions = [
        msgspec.structs.replace(asked, grade_id=sys.intern(asked.grade_id), text="", key="", answer="", takes=())
        for asked in record.questions
    ]
    return msgspec.structs.replace(record, answers={}, questions=questions)
