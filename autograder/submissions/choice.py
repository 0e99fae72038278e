"""Chooses, of several notebooks of an exercise, the one to grade.

The notebook under its right name is graded. There are two exceptions. It cannot be read, is missing, or belongs to
another exercise; or it is just as it was handed out, and exactly one other version is worked on. Then the only other
version is what a person would take, so it is graded, and a person is told. Where several could be meant, none of them
is chosen.
"""

from autograder.submissions.handed_in import HandedIn
from autograder.submissions.version import Version

MAX_NAMES = 10  # names of files in a message


def choose(versions: list[Version], exercise: str) -> tuple[Version | None, list[str], str]:
    """Choose the notebook to grade.

    Args:
        versions: the notebooks of the exercise.
        exercise: its name.

    Returns:
        The notebook; what a person has to look at, a sentence each; and, if several could be meant, what to do.
    """
    named = [version for version in versions if version.file.name == f"{exercise}.ipynb" and not version.file.archive]
    alike = [version for version in versions if _is_named(version.file, exercise)]
    right = named[0] if named else alike[0] if len(alike) == 1 else None
    if right is not None and right.worked_on:
        return right, [], ""
    distinct = _distinct([version for version in versions if version.worked_on])
    if len(distinct) == 1:
        review = (
            [
                f"{right.file.place} {'is as it was handed out' if right.is_blank else 'has no solution'}, "
                f"and {distinct[0].file.place} is worked on: "
                "the second one was graded; check that it is the right one"
            ]
            if right
            else []
        )
        return distinct[0], review, ""
    if right is not None or not distinct:
        return right or (versions[0] if versions else None), [], ""
    places = ", ".join(version.file.place for version in versions[:MAX_NAMES])
    problem = (
        f"there is no {exercise}.ipynb, and several notebooks could be it ({places}): "
        "ask the student which one is right, rename it, and grade again"
    )
    return None, [], problem


def _distinct(versions: list[Version]) -> list[Version]:
    return [each for i, each in enumerate(versions) if all(each.differ(other) for other in versions[:i])]


def _is_named(file: HandedIn, exercise: str) -> bool:
    """Whether a file has the right name but for case, folder and what an e-mail program or browser appends."""
    name = file.name.rpartition("/")[2].lower()
    return name == exercise.lower() or name.startswith(f"{exercise.lower()}.")
