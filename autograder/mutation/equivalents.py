"""The mutants of an exercise that are right by its text, each with the reason, in a file that people review.

`autograder/hidden_tests/<exercise>/equivalent_mutants.toml`. An entry names a change by its lines, so it stays valid
when other lines of the cell change; one that fits no mutant any more, or a mutant that is caught, is an error.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from autograder import hidden_tests
from autograder.errors import CourseError
from autograder.mutation.mutants import Mutant

FILE = "equivalent_mutants.toml"
_QUOTES = "'''"  # a literal string: nothing in it is escaped


class Equivalent(msgspec.Struct, frozen=True):
    """One entry of the file.

    Attributes:
        cell: grade_id of the changed cell.
        change: the changed lines, see `Mutant.change`.
        reason: why a solution with this change is right.
    """

    cell: str
    change: str
    reason: str


def path_of(exercise: str) -> Path:
    """The file of an exercise."""
    return hidden_tests.FOLDER / exercise / FILE


def read(exercise: str) -> list[Equivalent]:
    """The entries of an exercise; none if there is no file.

    Raises:
        CourseError: if the file is malformed.
    """
    path = path_of(exercise)
    if not path.exists():
        return []
    try:
        found = msgspec.convert(tomllib.loads(path.read_text()), dict[str, list[Equivalent]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CourseError(f"{path}: {error}") from error
    return [msgspec.structs.replace(each, change=each.change.strip("\n")) for each in found.get("mutant", [])]


def add(exercise: str, mutant: Mutant, reason: str) -> Path:
    """Add an entry to the file of an exercise.

    Raises:
        CourseError: if the entry would not be read as it is meant.
    """
    path = path_of(exercise)
    reason = " ".join(reason.split()).replace("\\", "\\\\").replace('"', '\\"')
    entry = f'[[mutant]]\ncell = "{mutant.cell}"\nchange = {_QUOTES}\n{mutant.change}\n{_QUOTES}\nreason = "{reason}"\n'
    text = f"{path.read_text()}\n{entry}" if path.exists() else entry
    before = read(exercise)
    path.write_text(text)
    if read(exercise)[:-1] != before:
        raise CourseError(f"{path}: the new entry is not read as it was written: correct it by hand")
    return path


def listed(entries: Iterable[Equivalent], mutants: Iterable[Mutant]) -> dict[str, Equivalent]:
    """The entry of each listed mutant, by the mutant's name."""
    known = {(entry.cell, entry.change): entry for entry in entries}
    found = ((mutant, known.get((mutant.cell, mutant.change))) for mutant in mutants)
    return {mutant.name: entry for mutant, entry in found if entry is not None}


def mistakes(entries: Iterable[Equivalent], mutants: Iterable[Mutant], caught: Mapping[str, bool]) -> list[str]:
    """What is wrong with the file, a sentence each.

    Args:
        mutants: all of the exercise.
        caught: whether hidden tests catch a mutant, by name, of those that were graded.
    """
    found = []
    of_entry: dict[Equivalent, list[str]] = {entry: [] for entry in entries}
    for name, entry in listed(of_entry, mutants).items():
        of_entry[entry].append(name)
    for entry, names in of_entry.items():
        shown = entry.change.replace("\n", " | ")
        graded = [caught[name] for name in names if name in caught]
        if not names:
            found.append(f"{entry.cell}: no mutant makes this change any more: {shown}")
        elif graded and all(graded):
            found.append(f"{entry.cell}: listed as equivalent, but caught ({', '.join(names)}): {shown}")
    return found
