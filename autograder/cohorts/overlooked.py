"""What lies in `submitted/` and is not graded, and grades whose submission is no longer there."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.cohorts.plain import in_one_line
from autograder.course import CHECKPOINTS, Course, matches
from autograder.exercise import Exercise
from autograder.grading.feedback import points
from autograder.nbgrader_plugin import gradebook
from autograder.nbgrader_plugin.standing import standings

MOST = 20  # lines

# What operating systems and Jupyter add to the name of a copy.
_COPY = re.compile(r"( \(\d+\)| - copy|-copy\d*| copy)+$", re.IGNORECASE)


def overlooked(course: Course, exercise: Exercise, pattern: str = "*") -> list[str]:
    """A sentence for each folder that may be a submission of this exercise, and for each grade without a submission.

    Args:
        pattern: only students whose names match.
    """
    found = [*_misplaced(course, exercise.name, pattern), *_withdrawn(course, exercise, pattern)]
    return found if len(found) <= MOST else [*found[:MOST], f"and {len(found) - MOST} more like these"]


def _misplaced(course: Course, exercise: str, pattern: str) -> Iterator[str]:
    root = course.folder("submitted", ".", ".").resolve()
    if course.folder("submitted", "a", "b") != root / "a" / "b" or not root.is_dir():
        return  # another directory_structure
    for path in _there(root):
        if path.name == exercise or not matches(path.name, pattern):
            continue
        if path.is_dir():
            yield from _of_student(course, path, exercise)
        elif _means(path.stem, exercise):
            yield f"{_shown(course, path)} is not graded: put it into {_place(course, 'STUDENT', exercise)}/"
    if (root / exercise).is_dir():
        inside = _place(course, "STUDENT", exercise)
        yield f"{_shown(course, root / exercise)}/ is taken for a student's folder: submissions belong into {inside}/"


def _of_student(course: Course, folder: Path, exercise: str) -> Iterator[str]:
    has_one = (folder / exercise).is_dir()
    for path in _there(folder):
        if path.name == exercise or not _means(path.stem if path.is_file() else path.name, exercise):
            continue
        shown = f"{_shown(course, path)} is not graded"
        if has_one:
            yield f"{shown}, but {exercise}/ beside it: is that the right one?"
        elif path.is_dir():
            yield f"{shown}: is it {exercise}? Then rename the folder"
        else:
            yield f"{shown}: put it into {_place(course, folder.name, exercise)}/"


def _withdrawn(course: Course, exercise: Exercise, pattern: str) -> Iterator[str]:
    there = set(course.students(exercise.name))
    known = gradebook.automatic_scores(course, exercise.name) if gradebook.exists(course) else {}
    for student in sorted(known.keys() - there):
        standing = standings(course, exercise, student)[student]
        if matches(student, pattern) and standing.maximum:
            yield (
                f"the gradebook still has {points(standing.score)} points for {in_one_line(student)}, but "
                f"{_place(course, student, exercise.name)}/ is gone. The grade is still exported: put the submission "
                "back, or set its scores to 0 in the formgrader"
            )


def _means(name: str, exercise: str) -> bool:
    """Whether a name is that of the exercise, except for case, spaces, hyphens and what is added to a copy."""

    def bare(text: str) -> str:
        return re.sub(r"[\W_]", "", _COPY.sub("", text.strip())).casefold()

    return bare(name) == bare(exercise)


def _there(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name != CHECKPOINTS)
    except OSError:
        return []


def _place(course: Course, student: str, exercise: str) -> str:
    return course.folder("submitted", student, exercise).relative_to(course.root).as_posix()


def _shown(course: Course, path: Path) -> str:
    return path.relative_to(course.root.resolve()).as_posix()
