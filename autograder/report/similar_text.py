"""Written answers that have long runs of words in common.

Words are compared as they stand. A run that the notebook, the model answer or more than a quarter of the cohort has
too, such as a quotation of the question, does not count.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from copydetect.utils import find_fingerprint_overlap, get_copied_slices, get_document_fingerprints

from autograder.report.similar_evidence import COMMON, FEW

RUN = 5  # words
LONG = 25  # words: a shorter answer says nothing
MANY = 15  # words in common
SHARE = 0.3  # of the shorter answer
MAX_CHARACTERS = 20_000  # of an answer

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Answer:
    """A written answer; only its first `MAX_CHARACTERS` are compared."""

    text: str

    @cached_property
    def words(self) -> tuple[tuple[str, int], ...]:
        """Each word, in small letters, and its line, from 1."""
        lines = self.text[:MAX_CHARACTERS].lower().split("\n")
        return tuple((word, number) for number, line in enumerate(lines, 1) for word in _WORD.findall(line))

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Where each run of words begins, by its hash."""
        return get_document_fingerprints(tuple(word for word, _ in self.words), RUN, 1)[1]


@dataclass(frozen=True)
class CommonText:
    """What two answers have in common: its share of the shorter one, and its lines in both, from 1."""

    share: float
    left_lines: tuple[int, ...]
    right_lines: tuple[int, ...]


def common_text(answers: Sequence[Answer], known: Set[int]) -> dict[tuple[int, int], CommonText]:
    """The pairs of answers to one question that have much in common, by their indices.

    Args:
        answers: of each student.
        known: the runs of words that do not count.
    """
    long = [index for index, answer in enumerate(answers) if len(answer.words) >= LONG]
    counts = Counter(run for index in long for run in answers[index].places)
    most = max(FEW, COMMON * len(answers))
    rare = {index: {run for run in answers[index].places if counts[run] <= most} - known for index in long}
    holders: dict[int, list[int]] = {}
    for index, runs in rare.items():
        for run in runs:
            holders.setdefault(run, []).append(index)
    pairs = {(a, b) for each in holders.values() for i, a in enumerate(each) for b in each[i + 1 :]}
    found = {(a, b): _compare(answers[a], answers[b], rare[a], rare[b]) for a, b in sorted(pairs)}
    return {pair: common for pair, common in found.items() if common is not None}


def _compare(left: Answer, right: Answer, rare_left: set[int], rare_right: set[int]) -> CommonText | None:
    places = find_fingerprint_overlap(rare_left, rare_right, left.places, right.places)
    words, lines = [], []
    for answer, starts in zip((left, right), places, strict=True):
        slices = get_copied_slices(starts, RUN).astype(int)
        covered = np.concatenate([np.arange(start, end) for start, end in slices.T])
        words.append(len(covered))
        lines.append(tuple(sorted({answer.words[place][1] for place in covered})))
    share = min(min(words) / min(len(left.words), len(right.words)), 1.0)
    return CommonText(share, *lines) if min(words) >= MANY and share >= SHARE else None
