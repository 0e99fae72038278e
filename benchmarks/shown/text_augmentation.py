"""Few and many reviews with and without augmentation, and without protection, as the notebook has it."""

import contextlib
import io
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course import Course
from autograder.exercise import id_of
from convnets import datasets

CLAIM = (
    "With few reviews (150, of the sample data 100) random deletion raises the accuracy by several points, and eight "
    "pairs can tell that from noise. With 1,500 there is no gain; real reviews lose a little. Without protection real "
    "reviews keep half of the gain, the sample reviews nothing of it. Each seed does what one notebook does, with "
    "other splits."
)
GIVEN = ("words", "experiment")  # cells


def measure(functions: dict[str, Any], seed: int) -> dict[str, float]:
    """The table of the notebook, with other reviews for training and validation for each seed."""
    names = dict(functions)
    names["data"] = datasets.imdb(num_words=10_000, verbose=False)
    names["word_index"] = datasets.imdb_word_index()
    exercise = Course.load(Path(__file__).parent).exercise("text_augmentation")
    cells = {id_of(cell): cell.source for cell in exercise.source.cells}
    with contextlib.redirect_stdout(io.StringIO()):
        for name in GIVEN:
            exec(compile(cells[name], f"<{name}>", "exec"), names)
        few, many, settings = names["few"], names["many"], names["settings"]
        seeds = {size: [100 * seed + number for number in numbers] for size, numbers in names["seeds_for"].items()}
        kinds = {
            "few reviews": names["compare"](f"{few} reviews", few, seeds[few], settings),
            "many reviews": names["compare"](f"{many} reviews", many, seeds[many], settings),
            "few reviews, nothing protected": names["compare"](
                "nothing protected", few, seeds[few], settings | {"protected": set()}
            ),
        }
        names["chosen"] = f"{few} reviews"
        exec(compile(cells["use_test_reviews"], "<use_test_reviews>", "exec"), names)
        kinds["few reviews, test"] = names["test_results"]
    figures = {}
    for kind, results in kinds.items():
        [found] = names["augmentation_gain"](results).values()
        figures[f"{kind}: accuracy without"] = np.mean([run["accuracy"] for run in results if not run["augmented"]])
        figures[f"{kind}: gain in points"] = found["gain"]
        figures[f"{kind}: its standard error"] = found["error"]
    return figures
