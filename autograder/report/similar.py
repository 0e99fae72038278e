"""Pairs of submissions that are closer than independent ones are.

This is no proof: common teachers, work in pairs, the web and language models make similar code too. A person has to
look at both, and to talk with both. Nothing that students wrote is executed or imported.
"""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from autograder.exercise import Exercise, id_of, without_marks
from autograder.report import similar_evidence, similar_text
from autograder.report.cohort import Cohort
from autograder.report.similar_evidence import Shared
from autograder.report.similar_text import Answer, CommonText
from autograder.report.similar_tokens import Statement, statements

EXPECTED = 0.2  # pairs of independent solutions that may be reported in a cohort
MAX_SHOWN = 10_000  # characters of a cell
SIMILAR = 0.3  # of what is particular in two submissions, or in two cells: they are alike

LEAST_COPIED = 100  # characters of own text in two submissions with the same text

Solutions = Mapping[str, str]  # what a student wrote, by grade_id


@dataclass(frozen=True)
class Fragment:
    """A cell that two submissions share, for a view side by side.

    Attributes:
        cell: its grade_id.
        left, right: its text in the first and in the second submission, as handed in; the beginning of a huge cell.
        left_lines, right_lines: the lines that say something: few others have them; from 1.
        score: the share of what is particular in the cell that both have, 0 to 1; of a text, the share of its words.
        is_text: whether it is a written answer.
    """

    cell: str
    left: str = field(repr=False)
    right: str = field(repr=False)
    left_lines: tuple[int, ...]
    right_lines: tuple[int, ...]
    score: float
    is_text: bool = False


@dataclass(frozen=True)
class Pair:
    """Two submissions that are closer than independent ones are.

    Attributes:
        first, second: the students, in alphabetical order.
        score: the share of what is particular in their code that both have, 0 to 1; if only their written answers are
            alike, the largest share of an answer.
        fragments: the cells that are alike, in the notebook's order.
        expected: how many pairs in this cohort would come as close by their code if all worked independently; None if
            only their written answers are alike.
    """

    first: str
    second: str
    score: float
    fragments: tuple[Fragment, ...]
    expected: float | None


@dataclass(frozen=True, eq=False)
class Background:
    """What says nothing of a student: the released notebook and the solution in `source/`.

    Attributes:
        code: the cells of code in which all may have something in common.
        texts: the same for texts.
        code_cells, text_cells: the grade_ids of the cells that students fill in.
    """

    code: tuple[str, ...]
    texts: tuple[str, ...]
    code_cells: tuple[str, ...]
    text_cells: tuple[str, ...]

    @classmethod
    def of(cls, exercise: Exercise) -> "Background":
        """What everybody has in an exercise."""
        cells = [*exercise.released.cells, *exercise.source.cells]
        own = [each for each in exercise.source.cells if each.metadata.get("nbgrader", {}).get("solution")]
        return cls(
            tuple(cell.source for cell in cells if cell.cell_type == "code"),
            tuple(cell.source for cell in cells),
            tuple(id_of(cell) for cell in own if cell.cell_type == "code"),
            tuple(id_of(cell) for cell in own if cell.cell_type != "code"),
        )

    @cached_property
    def given(self) -> frozenset[str]:
        """Names that no student chooses: imported modules, and functions that the exercise asks for."""
        return frozenset(name for source in self.code for name in _defined(source))

    @cached_property
    def fragments(self) -> frozenset[int]:
        """The fragments of all its code."""
        cells = (statements(source, self.given) for source in self.code)
        return frozenset().union(*map(similar_evidence.fragments_in, cells))

    @cached_property
    def runs(self) -> frozenset[int]:
        """The runs of words in all its texts."""
        return frozenset(run for text in self.texts for run in Answer(text).places)


def similar_pairs(cohort: Cohort) -> list[Pair]:
    """The pairs of a cohort that a person should look at: by their code, most similar first, then by written answers.

    The solution cells are compared as they were handed in; a submission that cannot be read is left out.
    """
    return pairs_of(cohort.solutions, Background.of(cohort.exercise))


def pairs_of(solutions: Mapping[str, Solutions], background: Background) -> list[Pair]:
    """The pairs among solutions that a person should look at, most similar first.

    Two have to share so much that independent solutions hardly ever do, and a good part of what they do not share with
    everybody: students with the same habits share a little in all tasks.

    Args:
        solutions: of each student.
        background: what says nothing.
    """
    if len(solutions) < 2:
        return []
    students = sorted(solutions)
    tasks = [
        _Task.of(name, [solutions[student].get(name, "") for student in students], background)
        for name in background.code_cells
    ]
    texts = {
        name: similar_text.common_text(
            [Answer(solutions[student].get(name, "")) for student in students], background.runs
        )
        for name in background.text_cells
    }
    expected = similar_evidence.expected_pairs([task.shared.evidence for task in tasks])
    expected = np.broadcast_to(expected, (len(students), len(students)))
    score = similar_evidence.share_of(
        sum((task.shared.weight for task in tasks), np.zeros(expected.shape)),
        sum((task.shared.total for task in tasks), np.zeros(len(students))),
    )
    copies = _copies([solutions[student] for student in students], background)
    close = {(int(a), int(b)) for a, b in np.argwhere((expected <= EXPECTED) & (score >= SIMILAR)) if a < b}
    found: list[Pair] = []
    for a, b in close.union(copies, *texts.values()):
        names = students[a], students[b]
        if (a, b) in copies:
            found.append(Pair(*names, 1.0, tuple(_whole(name, copies[a, b][name]) for name in copies[a, b]), 0.0))
            continue
        both = [task.fragment(a, b) for task in tasks if (a, b) in close and task.share[a, b] >= SIMILAR]
        for name, common in texts.items():
            if (a, b) in common:
                left, right = (solutions[student].get(name, "") for student in names)
                both.append(_text(name, left, right, common[a, b]))
        share = float(score[a, b]) if (a, b) in close else max(each.score for each in both)
        found.append(Pair(*names, share, tuple(both), float(expected[a, b]) if (a, b) in close else None))
    return sorted(found, key=lambda pair: (pair.expected is None, -pair.score, pair.first, pair.second))


def _copies(solutions: Sequence[Solutions], background: Background) -> dict[tuple[int, int], Solutions]:
    """Who handed in the same text in all cells, with the cells that neither the release nor the reference has.

    Of several with the same text, each is a pair with the first.
    """
    given = {"", *(_bare(without_marks(text)) for text in (*background.code, *background.texts))}
    names = (*background.code_cells, *background.text_cells)
    first: dict[tuple[str, ...], int] = {}
    found: dict[tuple[int, int], Solutions] = {}
    for index, solution in enumerate(solutions):
        own = {name: solution.get(name, "") for name in names if _bare(solution.get(name, "")) not in given}
        if sum(len(_bare(text)) for text in own.values()) >= LEAST_COPIED:
            whole = tuple(_bare(solution.get(name, "")) for name in names)
            if first.setdefault(whole, index) != index:
                found[first[whole], index] = own
    return found


def _bare(text: str) -> str:
    return "".join(text.split())


def _whole(name: str, text: str) -> Fragment:
    lines = tuple(range(1, text[:MAX_SHOWN].count("\n") + 2))
    return Fragment(name, text[:MAX_SHOWN], text[:MAX_SHOWN], lines, lines, 1.0)


@dataclass(frozen=True, eq=False)
class _Task:
    """One solution cell of all students."""

    name: str
    sources: Sequence[str]
    cells: Sequence[Collection[Statement]]
    weights: Mapping[int, float]
    shared: Shared

    @classmethod
    def of(cls, name: str, sources: Sequence[str], background: Background) -> "_Task":
        found = {source: statements(source, background.given) for source in set(sources)}
        cells = [found[source] for source in sources]
        own: list[Set[int]] = [similar_evidence.fragments_in(cell) - background.fragments for cell in cells]
        weights = similar_evidence.weights_of(own)
        return cls(name, sources, cells, weights, similar_evidence.shared(own, weights))

    @cached_property
    def share(self) -> np.ndarray:
        return similar_evidence.share_of(self.shared.weight, self.shared.total)

    def fragment(self, a: int, b: int) -> Fragment:
        left, right = (
            [(each, similar_evidence.fragments_of(each) & self.weights.keys()) for each in self.cells[student]]
            for student in (a, b)
        )
        both = set().union(*(each for _, each in left)) & set().union(*(each for _, each in right))
        left_lines, right_lines = (
            tuple(sorted({n for each, own in side if own & both for n in range(each.first, each.last + 1)}))
            for side in (left, right)
        )
        texts = self.sources[a][:MAX_SHOWN], self.sources[b][:MAX_SHOWN]
        return Fragment(self.name, *texts, left_lines, right_lines, float(self.share[a, b]))


def _text(name: str, left: str, right: str, common: CommonText) -> Fragment:
    texts = left[:MAX_SHOWN], right[:MAX_SHOWN]
    return Fragment(name, *texts, common.left_lines, common.right_lines, common.share, is_text=True)


def _defined(source: str) -> Iterator[str]:
    """The modules that the instructor's code imports, and the functions and classes that it defines."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name
