"""One notebook of an exercise among those that a student handed in: what in it is worked on."""

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.exercise import id_of
from autograder.submissions.handed_in import HandedIn
from autograder.submissions.match import choose, is_open, match
from autograder.submissions.parse import Parsed


@dataclass(frozen=True, eq=False)
class Version:
    """A notebook that comes from the released one.

    Attributes:
        file: where it lies.
        parsed: what it holds.
        solutions: the text of each cell that students write in, by the index of the released cell; those only that
            are there.
        worked_on: whether one of them is not as it was handed out.
        is_whole: whether it has at least half of the cells that nbgrader knows.
    """

    file: HandedIn
    parsed: Parsed
    solutions: dict[int, str]
    worked_on: bool
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
        worked_on = any(text not in ("", released.cells[original].source.strip()) for original, text in texts.items())
        known = [original for original, cell in enumerate(released.cells) if id_of(cell)]
        there = [original for original in known if original in copies]
        return cls(file, parsed, texts, worked_on, 2 * len(there) >= len(known))

    def differences(self, other: "Version") -> int:
        """How many of the cells that students write in have other texts."""
        indices = self.solutions.keys() | other.solutions.keys()
        return sum(self.solutions.get(index) != other.solutions.get(index) for index in indices)
