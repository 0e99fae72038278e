"""How unlikely it is that independent solutions have so much in common.

What says nothing is taken out first: what the released code or the reference solution has too, and what more than a
quarter of the cohort writes. Of each task, the evidence of a pair is then how few others share as much with either of
the two. It adds up over the tasks. How often independent solutions reach such a sum is known from the cohort itself:
if they are independent, what two share in one task says nothing about the next one, so the distribution of the sum is
the convolution of the distributions of the tasks.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from copydetect.utils import hashed_kgrams

from autograder.report.similar_tokens import Statement

LENGTH = 6  # tokens of a fragment
COMMON = 0.25  # the share of the cohort that writes what is no longer particular
FEW = 4  # students who share something are few in any cohort
CLEARLY = 0.5  # two cells that share less of what is particular count in proportion

_STEP = 0.05  # of the evidence, where its distribution is computed
_CHUNK = 10_000  # fragments in one matrix


def fragments_of(statement: Statement) -> set[int]:
    """The statement, and all runs of tokens of a certain length in it, as hashes that this process understands."""
    return {hash(statement.tokens), *map(int, hashed_kgrams(statement.tokens, LENGTH))}


def fragments_in(statements: Collection[Statement]) -> set[int]:
    """The fragments of a cell's statements, and the cell as a whole, in whatever order its statements are."""
    whole = hash(tuple(sorted(each.tokens for each in statements)))
    return {whole}.union(*map(fragments_of, statements)) if statements else set()


def weights_of(cells: Sequence[Set[int]]) -> dict[int, float]:
    """How much each fragment says of a student: the rarer, the more; those that too many have are left out.

    Args:
        cells: the fragments of one task, for each student.
    """
    counts = Counter(fragment for each in cells for fragment in each)
    most = max(FEW, COMMON * len(cells))
    return {fragment: float(np.log(len(cells) / count)) for fragment, count in counts.items() if count <= most}


@dataclass(frozen=True, eq=False)
class Shared:
    """What the students share in one task, students x students.

    Attributes:
        weight: of the common fragments.
        total: for each student, of all fragments.
        evidence: logarithm of how many students there are for one that shares as much with either of the two.
    """

    weight: np.ndarray
    total: np.ndarray
    evidence: np.ndarray


def shared(cells: Sequence[Set[int]], weights: Mapping[int, float]) -> Shared:
    """Compare all students in one task."""
    total = np.array([sum(weights.get(fragment, 0.0) for fragment in each) for each in cells])
    common = _common(cells, weights)
    share = share_of(common, total)
    others = len(cells) - 1
    rarity = np.empty_like(share)
    for student, row in enumerate(share):
        ranked = np.sort(np.delete(row, student))
        rarity[student] = (others - np.searchsorted(ranked, row - 1e-6)) / max(others, 1)
    rarity = np.maximum(rarity, rarity.T)
    evidence = -np.log(np.clip(rarity, 1 / max(others, 1), 1)) * np.minimum(share / CLEARLY, 1)
    np.fill_diagonal(evidence, 0)
    return Shared(common, total, evidence)


def share_of(common: np.ndarray, total: np.ndarray) -> np.ndarray:
    """The weight that two have in common, by the mean of what each has (Dice's coefficient): 0 to 1."""
    return 2 * common / np.maximum(total[:, np.newaxis] + total[np.newaxis, :], 1e-9)


def expected_pairs(evidence: Sequence[np.ndarray]) -> np.ndarray:
    """For each pair, how many pairs of independent solutions would come at least so close, in this cohort.

    Each of the two is compared with all others: how likely is such a sum, if who is close in one task says nothing of
    who is in the next? The larger of the two probabilities counts.

    Args:
        evidence: students x students, for each task.
    """
    count = len(evidence[0]) if evidence else 0
    likely = np.ones((count, count))
    binned = [np.floor(each / _STEP + 1e-6).astype(int) for each in evidence]
    for student in range(count if count > 1 else 0):
        distribution = np.ones(1)
        for each in binned:
            distribution = np.convolve(distribution, np.bincount(np.delete(each[student], student)) / (count - 1))
        at_least = np.cumsum(distribution[::-1])[::-1]
        likely[student] = at_least[sum(each[student] for each in binned)]
    return np.maximum(likely, likely.T) * count * (count - 1) / 2


def _common(cells: Sequence[Set[int]], weights: Mapping[int, float]) -> np.ndarray:
    """The weight of the fragments that two students have in common, 0 for a student with themselves."""
    counts = Counter(fragment for each in cells for fragment in each if fragment in weights)
    several = [fragment for fragment, count in counts.items() if count > 1]
    common = np.zeros((len(cells), len(cells)))
    for start in range(0, len(several), _CHUNK):
        chunk = several[start : start + _CHUNK]
        has = np.array([[fragment in each for fragment in chunk] for each in cells], dtype=float)
        common += (has * np.array([weights[fragment] for fragment in chunk])) @ has.T
    np.fill_diagonal(common, 0)
    return common
