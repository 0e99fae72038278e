"""What those who lose a hidden test write and others do not: a name, a keyword, an argument."""

import io
import keyword
import tokenize
from collections import Counter
from collections.abc import Sequence

from autograder.exercise import id_of, is_graded
from autograder.report.cohort import Cohort

LEAST = 3  # students on each side: fewer differ by chance
APART = 0.75  # least difference between the shares that write it


def what_sets_apart(cohort: Cohort, grade_id: str, losers: Sequence[str], passers: Sequence[str]) -> str:
    """A sentence with the word that tells best who loses a test, "" if none does.

    Args:
        grade_id: the graded cell; the cells that students fill in before it, up to the last graded cell, are compared.
        losers, passers: ids of students.
    """
    if min(len(losers), len(passers)) < LEAST:
        return ""
    cells = _cells_of(cohort, grade_id)
    of_losers, of_passers = ([_words(cohort, student, cells) for student in each] for each in (losers, passers))
    counts, others = (Counter(word for words in each for word in words) for each in (of_losers, of_passers))
    shares = {word: counts[word] / len(losers) - others[word] / len(passers) for word in counts | others}
    best = max(shares, key=lambda word: (abs(shares[word]), word), default="")
    if not best or abs(shares[best]) < APART:
        return ""
    return (
        f"{counts[best]} of the {len(losers)} who lost it write `{best}`; of the {len(passers)} who passed it "
        f"{others[best]} do."
    )


def _words(cohort: Cohort, student: str, cells: Sequence[str]) -> frozenset[str]:
    own = cohort.solutions.get(student, {})
    return frozenset().union(*(_words_in(own.get(cell, "")) for cell in cells))


def _cells_of(cohort: Cohort, grade_id: str) -> list[str]:
    """The cells of code that students fill in between the last graded cell and this one."""
    found: list[str] = []
    for cell in cohort.exercise.released.cells:
        if id_of(cell) == grade_id:
            break
        if is_graded(cell):
            found.clear()
        elif cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            found.append(id_of(cell))
    return found


def _words_in(source: str) -> set[str]:
    """The names and keywords of code; those before a mistake in it."""
    found: set[str] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME or keyword.iskeyword(token.string):
                found.add(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass
    return found
