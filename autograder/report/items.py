"""Item statistics of hidden tests: difficulty, corrected item-total correlation, Cronbach's alpha.

Each hidden test is an item that is worth 1 if passed and 0 if not, whatever points it gives. Sources: L. Crocker and
J. Algina, Introduction to Classical and Modern Test Theory (1986), chapters 7 and 14; L. J. Cronbach, Coefficient alpha
and the internal structure of tests, Psychometrika 16 (1951), which for such items is Kuder and Richardson's formula 20.
"""

from dataclasses import dataclass

import numpy as np

FEWEST = 10  # students: with fewer, one of them decides on a correlation
ROUGH = 30  # with fewer, the standard error of a correlation is about 0.2 or more
COMMON = (
    0.5  # share of the students for whom an item has to be known, to count towards alpha and the others' correlations
)


@dataclass(frozen=True)
class Item:
    """The statistics of one hidden test.

    Attributes:
        known: students for whom the test says something.
        difficulty: share of them who passed, None if there are none.
        correlation: corrected item-total correlation, None if it says nothing: too few students, or no variance.
    """

    known: int
    difficulty: float | None
    correlation: float | None


@dataclass(frozen=True)
class Reliability:
    """How well the items of an exercise agree.

    Attributes:
        alpha: Cronbach's alpha, None if it says nothing.
        students, items: that it is computed from.
        why_not: why there is no alpha, else "".
    """

    alpha: float | None
    students: int
    items: int
    why_not: str = ""


def items(passed: np.ndarray) -> list[Item]:
    """The statistics of each item.

    Args:
        passed: students x items: 1 for passed, 0 for failed, NaN for unknown.

    The correlation of an item is Pearson's with the score on the other items, which is the share of them that the
    student passed: without unknown values, that is their sum but for a factor. Items that are unknown for many are none
    of the others.
    """
    return [_item(passed, column) for column in range(passed.shape[1])]


def _item(passed: np.ndarray, column: int) -> Item:
    values = passed[:, column]
    known = ~np.isnan(values)
    others = passed[:, _common(passed) & (np.arange(passed.shape[1]) != column)]
    difficulty = float(values[known].mean()) if known.any() else None
    rows = known & ~np.isnan(others).all(axis=1)
    if rows.sum() < FEWEST:
        return Item(int(known.sum()), difficulty, None)
    return Item(int(known.sum()), difficulty, _correlation(values[rows], np.nanmean(others[rows], axis=1)))


def _correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum() / scale) if scale > 1e-12 else None


def reliability(passed: np.ndarray) -> Reliability:
    """Cronbach's alpha of students x items: k / (k - 1) * (1 - sum of the items' variances / variance of the sum).

    Items that are unknown for many (a hidden test that was added since), and then students for whom one is unknown,
    are left out.
    """
    if passed.size:
        passed = passed[:, _common(passed)]
        passed = passed[~np.isnan(passed).any(axis=1)]
    students, count = passed.shape
    if count < 2:
        return Reliability(None, students, count, "it needs two hidden tests")
    if students < FEWEST:
        return Reliability(None, students, count, f"it needs {FEWEST} students")
    whole = float(passed.sum(axis=1).var(ddof=1))
    if whole < 1e-12:
        return Reliability(None, students, count, "all students passed the same number of hidden tests")
    parts = float(passed.var(axis=0, ddof=1).sum())
    return Reliability(count / (count - 1) * (1 - parts / whole), students, count)


def _common(passed: np.ndarray) -> np.ndarray:
    """For each item whether it is known for enough students; that of a table without students is common."""
    return (~np.isnan(passed)).mean(axis=0) >= COMMON if len(passed) else np.ones(passed.shape[1], bool)
