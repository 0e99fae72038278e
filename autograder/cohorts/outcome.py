"""What became of one submission of a cohort."""

from dataclasses import dataclass
from typing import Literal

from autograder.grading.record import GradingRecord

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
        manual: automatically graded cells whose score a person has set: it was kept, and has to be reviewed.
    """

    student: str
    exercise: str
    status: Status
    record: GradingRecord | None
    problem: str = ""
    manual: tuple[str, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Whether nothing could be graded, or something went wrong."""
        return self.status in ("ungradable", "failed") or bool(self.problem)
