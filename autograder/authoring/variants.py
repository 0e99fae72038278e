"""Wrong and alternative solutions: the reference with some cells replaced.

`tests/solutions/<exercise>/wrong/<name>.py` and `.../alternative/<name>.py`, in the py:percent format:

    \"\"\"What is wrong (or different) about it.

    caught by: test_kernel_is_not_flipped, test_bias_is_added
    \"\"\"
    # %% feature_map
    def feature_map(image, kernel): ...

The title of a code cell is the `grade_id` of the cell that it replaces.
"""

import ast
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.exercise import Exercise, id_of, without_marks

CAUGHT_BY = "caught by:"


@dataclass(frozen=True)
class Variant:
    """One wrong or alternative solution.

    Attributes:
        name: file name without suffix.
        description: what is wrong or different.
        is_wrong: whether it must lose points.
        caught_by: the hidden tests that must fail, and no others.
        cells: new source text by grade_id.
    """

    name: str
    path: Path
    description: str
    is_wrong: bool
    caught_by: tuple[str, ...]
    cells: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Variant":
        """Read a variant from its file."""
        import jupytext  # takes a tenth of a second, and grading does not need it

        text = path.read_text()
        documentation = ast.get_docstring(ast.parse(text)) or ""
        lines = documentation.splitlines()
        caught = [line.removeprefix(CAUGHT_BY) for line in lines if line.startswith(CAUGHT_BY)]
        names = tuple(name.strip() for line in caught for name in line.split(",") if name.strip())
        cells = {
            cell.metadata["title"]: cell.source
            for cell in jupytext.reads(text, fmt="py:percent").cells
            if "title" in cell.metadata
        }
        return cls(path.stem, path, lines[0] if lines else "", path.parent.name == "wrong", names, cells)


def variants_of(course_root: Path, exercise: str) -> list[Variant]:
    """All wrong and alternative solutions of an exercise, in the order of their names."""
    folder = course_root / "tests" / "solutions" / exercise
    return [Variant.read(path) for path in sorted(folder.glob("*/*.py"))]


def with_solutions(exercise: Exercise, cells: dict[str, str]) -> NotebookNode:
    """The notebook of a student who solved it like the reference but for the given cells.

    Written questions are answered by a sentence: the source holds the marking scheme beside the model answer.
    """
    notebook = nbformat.from_dict(exercise.released)
    solutions = {id_of(cell): without_marks(cell.source) for cell in exercise.source.cells if id_of(cell)}
    solutions |= dict.fromkeys(exercise.manual_cells, "This is what I found.")
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = cells.get(id_of(cell), solutions[id_of(cell)])
    return notebook


def show_outputs(notebook: NotebookNode, solved: NotebookNode) -> None:
    """Give the code cells of a notebook the outputs of the executed solution, as if a student had executed them."""
    outputs = {cell.id: cell.outputs for cell in solved.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs[cell.id]
