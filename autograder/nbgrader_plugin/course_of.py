"""Which course and exercise a preprocessor of nbgrader works for."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor

from autograder.course import Course
from autograder.exercise import Exercise


def course_of(preprocessor: Preprocessor) -> Course:
    """The course folder of the nbgrader converter that runs this preprocessor; else that of the working directory."""
    converter = getattr(preprocessor.parent, "parent", None)
    directory = getattr(converter, "coursedir", None)
    return _load(Path(directory.root) if directory is not None else Path.cwd())


def exercise_of(preprocessor: Preprocessor, resources: dict[str, Any]) -> Exercise:
    """The exercise that is converted."""
    name = resources["nbgrader"]["assignment"]
    course = course_of(preprocessor)
    path = course.folder("source", ".", name) / f"{name}.ipynb"
    return _exercise(name, path, path.stat().st_mtime_ns, course)


@lru_cache(maxsize=8)
def _load(root: Path) -> Course:
    return Course.load(root)


@lru_cache(maxsize=32)
def _exercise(name: str, path: Path, changed: int, course: Course) -> Exercise:
    return course.exercise(name)
