"""What the report finds out beside the grades: doubtful hidden tests, and similar submissions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.report.cohort import HiddenTest
from autograder.report.similar import Pair


@dataclass(frozen=True)
class Doubtful:
    """A hidden test that may be wrong.

    Attributes:
        test: which.
        why: a sentence.
        students: whom to look at.
        command: what to do after a correction.
    """

    test: HiddenTest
    why: str
    students: Sequence[str] = ()
    command: str = ""


@dataclass(frozen=True)
class Findings:
    """All of it.

    Attributes:
        doubtful: the hidden tests that may be wrong.
        pairs: similar submissions.
        executed_again: a sentence on the submissions that were executed again, "" if none was.
    """

    doubtful: Sequence[Doubtful] = field(default_factory=tuple)
    pairs: Sequence[Pair] = field(default_factory=tuple)
    executed_again: str = ""
