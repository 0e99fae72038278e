"""One notebook of an exercise among those that a student handed in: what in it is worked on."""

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of
from autograder.submissions import programs
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.match import choose, is_open, is_untouched, match
from autograder.submissions.parse import Parsed


@dataclass(frozen=True, eq=False)
class Version:
    """A notebook that comes from the released one.

    Attributes:
        file: where it lies.
        parsed: what it holds.
        solutions: the text of each cell that students write in, by the index of the released cell; those only that
            are there.
        own: the texts of the student's own cells that may be solutions or answers.
        worked_on: whether there is such a text, or one of the solutions is not as it was handed out.
        is_blank: whether nothing was added, not even a cell to try something out.
        is_whole: whether it has at least half of the cells that nbgrader knows.
    """

    file: HandedIn
    parsed: Parsed
    solutions: dict[int, str]
    own: frozenset[str]
    worked_on: bool
    is_blank: bool
    is_whole: bool

    @classmethod
    def of(cls, file: HandedIn, parsed: Parsed, notebook: NotebookNode, released: NotebookNode) -> "Version":
        """Compare the notebook of a parsed file with the released one."""
        matches = match(notebook, released)
        copies: dict[int, list[int]] = {}
        for index, original in matches.items():
            copies.setdefault(original, []).append(index)
        opened = {original for original in copies if is_open(released.cells[original])}
        texts = {
            original: notebook.cells[choose(notebook, copies[original], released.cells[original])].source.strip()
            for original in sorted(opened)
        }
        touched = any(
            not is_untouched(notebook.cells[choose(notebook, copies[original], released.cells[original])], cell)
            for original, cell in enumerate(released.cells)
            if original in opened
        )
        added = [
            cell
            for index, cell in enumerate(notebook.cells)
            if cell.source.strip() and _is_own(index, cell, matches, released)
        ]
        own = frozenset(cell.source.strip() for cell in added if _may_answer(cell))
        known = [original for original, cell in enumerate(released.cells) if id_of(cell)]
        there = [original for original in known if original in copies]
        return cls(
            file, parsed, texts, own, touched or bool(own), not touched and not added, 2 * len(there) >= len(known)
        )

    def differences(self, other: "Version") -> int:
        """How many of the cells that students write in have other texts."""
        indices = self.solutions.keys() | other.solutions.keys()
        return sum(self.solutions.get(index) != other.solutions.get(index) for index in indices)

    def differ(self, other: "Version") -> bool:
        """Whether the solutions or the student's own cells differ."""
        return bool(self.differences(other)) or self.own != other.own


def _is_own(index: int, cell: NotebookNode, matches: dict[int, int], released: NotebookNode) -> bool:
    """Whether a student added this cell, or wrote into a released one that is not for it."""
    if index not in matches:
        return not programs.is_given(cell)
    original = released.cells[matches[index]]
    if is_open(original) or cell.source.strip() == original.source.strip():
        return False
    return cell.cell_type != "code" or not names.definitions(cell.source) <= names.definitions(original.source)


def _may_answer(cell: NotebookNode) -> bool:
    return cell.cell_type != "code" or bool(names.definitions(cell.source))


def is_of_another(notebook: NotebookNode, released: NotebookNode) -> bool:
    """Whether most cells of a notebook that nbgrader knows are of another exercise."""
    known = {id_of(cell) for cell in released.cells}
    ids = {id_of(cell) for cell in notebook.cells} - {""}
    return len(ids - known) > len(ids & known)
