"""What other parts of the report find out, as the page reads it: doubtful hidden tests, and similar submissions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

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


class Fragment(Protocol):
    """A cell that two submissions share: see `autograder.report.similar.Fragment`."""

    @property
    def cell(self) -> str:
        """Its grade_id."""

    @property
    def left(self) -> str:
        """What the first has."""

    @property
    def right(self) -> str:
        """What the second has."""

    @property
    def left_lines(self) -> Sequence[int]:
        """The lines of the first that match, from 1."""

    @property
    def right_lines(self) -> Sequence[int]:
        """The lines of the second that match, from 1."""

    @property
    def is_text(self) -> bool:
        """Whether it is a written answer."""


class Pair(Protocol):
    """Two submissions that are closer than independent ones: see `autograder.report.similar.Pair`."""

    @property
    def first(self) -> str:
        """One student."""

    @property
    def second(self) -> str:
        """The other one."""

    @property
    def score(self) -> float:
        """How close they are, between 0 and 1."""

    @property
    def expected(self) -> float:
        """How many pairs of this cohort would come as close if all worked independently."""

    @property
    def fragments(self) -> Sequence[Fragment]:
        """Where they are close."""


@dataclass(frozen=True)
class Findings:
    """All of it."""

    doubtful: Sequence[Doubtful] = field(default_factory=tuple)
    pairs: Sequence[Pair] = field(default_factory=tuple)
