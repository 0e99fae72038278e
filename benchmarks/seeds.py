"""`python -m benchmarks.seeds FOLDER`: a cohort of reference solutions of `mnist_convnet`, each with a seed of its own.

The course folder is then graded by one command, `autograder grade mnist_convnet`, with the data that CONVNETS_DATA
names; each student must have full points.
"""

import shutil
import sys
from pathlib import Path

import nbformat

from autograder.authoring.variants import with_solutions
from autograder.course import CONFIG_FILE, Course
from autograder.exercise import id_of, without_marks

NAME = "mnist_convnet"
SEEDS = 20


def make(root: Path) -> None:
    """Make the course folder; in each submission, training and model building start from the student's seed."""
    home = Course.load(Path(__file__).parent)
    exercise = home.exercise(NAME)
    shutil.copytree(exercise.path.parent, root / "source" / NAME)
    shutil.copyfile(home.root / CONFIG_FILE, root / CONFIG_FILE)
    solutions = {id_of(cell): without_marks(cell.source) for cell in exercise.source.cells if id_of(cell)}
    for seed in range(SEEDS):
        marked = f"    keras.utils.set_random_seed({seed})\n    model.compile("
        cells = {"train": solutions["train"].replace("    model.compile(", marked)}
        assert marked in cells["train"]
        path = root / "submitted" / f"seed{seed:02d}" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(with_solutions(exercise, cells), path)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
