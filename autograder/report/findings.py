"""What other parts of the report find out, as the page reads it: doubtful hidden tests, and similar submissions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.report.cohort import HiddenTest


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
class Fragment:
    """What two submissions have in common in one cell.

    Attributes:
        cell: its grade_id.
        left, right: the texts of the first and the second.
        left_lines, right_lines: numbers of the lines that match, from 1.
    """

    cell: str
    left: str
    right: str
    left_lines: Sequence[int] = ()
    right_lines: Sequence[int] = ()


@dataclass(frozen=True)
class Pair:
    """Two submissions that are closer than independent ones.

    Attributes:
        first, second: whose.
        score: between 0 and 1.
        fragments: where.
    """

    first: str
    second: str
    score: float
    fragments: Sequence[Fragment] = ()


@dataclass(frozen=True)
class Findings:
    """All of it."""

    doubtful: Sequence[Doubtful] = field(default_factory=tuple)
    pairs: Sequence[Pair] = field(default_factory=tuple)
