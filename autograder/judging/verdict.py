"""Verdicts: what the hidden tests say of one graded cell."""

import math
from typing import Literal

import msgspec

TestOutcome = Literal["passed", "failed", "error"]


class TestVerdict(msgspec.Struct, frozen=True):
    """What one hidden test says.

    Attributes:
        test: name of the hidden test.
        claim: first line of its docstring, what it tests.
        points: what it is worth.
        outcome: "passed"; "failed" by what the student did; "error" if the hidden test itself broke.
        reason: why points were lost, for the student; "" if passed.
        raised: the error of the student's code that is the reason, such as "NameError: name 'x' is not defined".
        cause: what that error comes from, for the student, as far as the notebook shows it.
        detail: more for the instructor (a traceback of student or test); never shown to students.
        measured: measured values by the name of their threshold, such as {"accuracy": 0.97}.
        seconds: how long the test took, answers included.
    """

    test: str
    claim: str
    points: float
    outcome: TestOutcome
    reason: str = ""
    detail: str = ""
    measured: dict[str, float] = {}
    seconds: float = 0.0
    raised: str = ""
    cause: str = ""

    @property
    def earned(self) -> float:
        """Points that it gives."""
        return self.points if self.outcome == "passed" else 0.0


class Verdict(msgspec.Struct, frozen=True):
    """What all hidden tests of one graded cell say; without any test it is worth 0 points (fail closed).

    Attributes:
        grade_id: the graded cell.
        maximum: its points.
        tests: a verdict for each hidden test.
        problem: why there is no complete verdict ("" if there is one): then nothing is earned.
        broken: whether the reason is that the hidden tests themselves broke.
        detail: more for the instructor (what the process of the hidden tests wrote last); never shown to students.
    """

    grade_id: str
    maximum: float
    tests: tuple[TestVerdict, ...] = ()
    problem: str = ""
    broken: bool = False
    detail: str = ""

    @property
    def score(self) -> float:
        """Points earned, between 0 and `maximum`."""
        if self.problem or not self.tests:
            return 0.0
        # Rounded once: 0.7 + 0.1 + 0.2 is less than 1 if it is added step by step.
        return min(max(math.fsum(test.earned for test in self.tests), 0.0), self.maximum)

    @property
    def needs_instructor(self) -> bool:
        """Whether something broke that is not the student's doing."""
        return bool(self.problem) or any(test.outcome == "error" for test in self.tests)

    @property
    def reasons(self) -> list[str]:
        """Why points were lost, each reason once."""
        if self.problem:
            return [self.problem]
        lost: dict[str, str] = {}
        for test, text in zip(self.tests, self.explanations, strict=True):
            if test.outcome != "passed":
                lost.setdefault(test.reason, text)
        return list(lost.values())

    @property
    def explanations(self) -> list[str]:
        """For each test its reason and the cause, "" if it passed; a cause that several tests have is said once."""
        said, found = {""}, []
        for test in self.tests:
            found.append(test.reason if test.cause in said else f"{test.reason}. Cause: {test.cause}")
            said.add(test.cause)
        return found


TestVerdict.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test class
