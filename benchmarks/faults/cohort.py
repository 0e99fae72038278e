"""The cohort that faults are tried on, and what its grading has to leave."""

import json
import re
import shutil
import sqlite3
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import CONFIG_FILE, WORK_FOLDER, Course
from autograder.exercise import Exercise

EXERCISE = "convolution_by_hand"
STUDENTS = 20
EDITED = ("edited0", "edited1", "edited2")  # graded, then handed in again: their old grade must not stay
KEPT_IN_WORK_FOLDER = {"lock", "grading.log"}
# What differs from one grading to the next: times, and hashes of files with a time in them.
_VARYING = re.compile(r"\b0x[0-9a-f]+\b|File \"[^\"]*\"")  # places in memory and on disk
_TIMES = frozenset(("seconds", "starting", "graded_at", "checksum", "answer"))


def make(root: Path) -> None:
    """A course folder with right, wrong, blank and broken submissions; those of EDITED are the first ones."""
    home = Course.load(Path(__file__).parent)
    exercise = home.exercise(EXERCISE)
    shutil.copytree(exercise.path.parent, root / "source" / EXERCISE)
    config = (home.root / CONFIG_FILE).read_text()
    (root / CONFIG_FILE).write_text(f"{config}\n")
    solutions: list[Mapping[str, str]] = [{}, *(variant.cells for variant in variants_of(home.root, EXERCISE))]
    names = [*EDITED, *(f"student{number:02}" for number in range(STUDENTS - len(EDITED)))]
    for name, cells in zip(names, islice(cycle(solutions), 1, STUDENTS + 1), strict=True):
        _hand_in(root, exercise, name, cells)
    _path(root, names[-1]).write_text("this is not a notebook")
    nbformat.write(exercise.released, _path(root, names[-2]))


def edit(root: Path) -> None:
    """Those of EDITED hand in the right solution."""
    exercise = Course.load(Path(__file__).parent).exercise(EXERCISE)
    for name in EDITED:
        _hand_in(root, exercise, name, {})


def _hand_in(root: Path, exercise: Exercise, student: str, cells: Mapping[str, str]) -> None:
    path = _path(root, student)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(with_solutions(exercise, dict(cells)), path)


def _path(root: Path, student: str) -> Path:
    return root / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb"


def results(root: Path) -> dict[str, dict[str, Any]]:
    """For each student what a grading has left, without times: "scores" in the gradebook, "record", "notebook"."""
    found: dict[str, dict[str, Any]] = {}
    if (root / "gradebook.db").exists():
        for student, cell, score in _scores(root):
            found.setdefault(student, {}).setdefault("scores", {})[cell] = score
    for path in root.glob(f"records/{EXERCISE}/*/record.json"):
        found.setdefault(path.parent.name, {})["record"] = _without_times(json.loads(path.read_text()))
    for path in root.glob(f"autograded/*/{EXERCISE}/{EXERCISE}.ipynb"):
        found.setdefault(path.parts[-3], {})["notebook"] = _without_times(json.loads(path.read_text()))
    return found


def _scores(root: Path) -> list[tuple[str, str, float]]:
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return gradebook.execute(
            "select assignment.student_id, cell.name, grade.auto_score from grade"
            " join base_cell cell on cell.id = grade.cell_id"
            " join submitted_notebook notebook on notebook.id = grade.notebook_id"
            " join submitted_assignment assignment on assignment.id = notebook.assignment_id"
        ).fetchall()


def _without_times(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_times(value) for key, value in data.items() if key not in _TIMES}
    if isinstance(data, str):
        return _VARYING.sub("", data)
    return [_without_times(each) for each in data] if isinstance(data, list) else data


def differences(found: Mapping[str, Mapping[str, Any]], wanted: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Whose results are others than wanted, and where the first difference is."""
    return [
        f"{student}: {place}"
        for student in sorted({*found, *wanted})
        if (place := _first_difference(found.get(student), wanted.get(student)))
    ]


def _first_difference(found: Any, wanted: Any) -> str:
    if isinstance(found, dict) and isinstance(wanted, dict):
        inside = {key: _first_difference(found.get(key), wanted.get(key)) for key in {**wanted, **found}}
        return next((f"{key}/{place}" for key, place in inside.items() if place), "")
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        places = map(_first_difference, found, wanted)
        return next((f"{number}/{place}" for number, place in enumerate(places) if place), "")
    if found == wanted:
        return ""
    one, other = str(found), str(wanted)
    same = next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, same - 20)
    return f" ...{one[start : start + 60]} instead of ...{other[start : start + 60]}"


def written_at(root: Path) -> dict[str, int]:
    """When each record was written."""
    paths = root.glob(f"records/{EXERCISE}/*/record.json")
    return {path.parent.name: path.stat().st_mtime_ns for path in paths}


def left_in(root: Path) -> list[str]:
    """What a command should have removed from the course folder."""
    work = sorted({path.name for path in (root / WORK_FOLDER).iterdir()} - KEPT_IN_WORK_FOLDER)
    return [*work, *(str(path.relative_to(root)) for path in root.glob("records/*/.new-*"))]
