"""The data that a student's kernel may read: that of the grader, and nothing else."""

import os
from pathlib import Path

from autograder import hidden_tests
from autograder.errors import CourseError
from autograder.exercise import Exercise
from convnets.datasets import sources


def data_for_kernel(exercise: Exercise) -> tuple[list[Path], dict[str, str]]:
    """What a kernel may read, and which environment it gets, so that it loads the data that the grader loads.

    The kernel has no network, so what Keras would download is downloaded here.

    Raises:
        CourseError: if students' code could read the hidden tests there.
    """
    folder = os.environ.get(sources.VARIABLE)
    if folder and folder != sources.SAMPLE:
        path = Path(folder).resolve()
        if hidden_tests.FOLDER.is_relative_to(path):
            raise CourseError(f"the hidden tests lie in {path}, which students' code may read as data: move them")
        return [path], {sources.VARIABLE: str(path)}
    found = [sources.locate(name) for name in exercise.datasets]
    if not found or any(chosen == sources.SAMPLE for chosen, _ in found):
        return [], {sources.VARIABLE: sources.SAMPLE}
    home = Path(os.environ.get("KERAS_HOME", "~/.keras")).expanduser()
    return [home / "datasets", home / "models"], {"KERAS_HOME": str(home)}
