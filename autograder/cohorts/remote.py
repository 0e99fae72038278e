"""A submission that was executed elsewhere: what a worker needs to execute it, and what it gives back.

A worker needs this package and the data, nothing else: it never sees the course folder or the gradebook.
"""

import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Thread

from nbformat import NotebookNode
from traitlets.config import Config

from autograder.course import Exercise
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.judging.plugin import HiddenTest
from autograder.submissions import files as student_files

# What `Grader.execute` writes into a record.
FIELDS = ("walls", "cells", "questions", "answers", "verdicts", "limits", "starting", "seconds")


@dataclass(frozen=True)
class Task:
    """One submission to execute.

    Attributes:
        exercise: name.
        source: text of the exercise's source notebook.
        student: whose.
        notebook: repaired, see `autograder.submissions.repair`.
        files: the student's further files, by relative path.
        notes: which of them were left out, a sentence each.
        settings: see `GradeSubmission.settings`.
    """

    exercise: str
    source: str
    student: str
    notebook: NotebookNode = field(repr=False)
    files: dict[str, bytes] = field(repr=False)
    notes: tuple[str, ...] = field(repr=False)
    settings: dict = field(repr=False)


@dataclass(frozen=True)
class Executed:
    """What came of it.

    Attributes:
        notebook: with outputs.
        record: what the execution found out.
        graded_with: what the worker's package, versions and data are; see `Grader.graded_with`.
    """

    notebook: NotebookNode = field(repr=False)
    record: GradingRecord = field(repr=False)
    graded_with: dict[str, str]


def files_of(folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The further files of a submission that a kernel is given, and which were left out."""
    with tempfile.TemporaryDirectory() as temporary:
        notes = student_files.copy(folder, Path(temporary))
        found = (path for path in Path(temporary).rglob("*") if path.is_file())
        return {path.relative_to(temporary).as_posix(): path.read_bytes() for path in found}, tuple(notes)


def warm_up(exercise: str, source: str, settings: dict) -> None:
    """Start what `execute` needs, before there is something to execute; returns while it is still starting."""
    grader = _grader(tuple(settings.items()))
    grader.hidden_tests.start(exercise)
    # In a thread: `collect`, which the whole cohort waits for, needs no kernel.
    Thread(target=grader.start_kernels, args=(_exercise(exercise, source),), daemon=True).start()


def collect(exercise: str, settings: dict) -> tuple[HiddenTest, ...]:
    """List the hidden tests of an exercise; see `HiddenTestProcess.collect`."""
    return _grader(tuple(settings.items())).hidden_tests.collect(exercise)


def execute(task: Task) -> Executed:
    """Execute a submission in this process's grader, and let the hidden tests judge it."""
    grader = _grader(tuple(task.settings.items()))
    exercise = _exercise(task.exercise, task.source)
    record = GradingRecord(task.exercise, task.student, data_source=exercise.data_source, repairs=list(task.notes))
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        for name, content in task.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        grader.execute(task.notebook, exercise, record, Path(folder))
    return Executed(task.notebook, record, grader.graded_with(exercise))


def close() -> None:
    """End what `execute` has started in this process."""
    for grader in _graders:
        grader.close()


_graders: list[Grader] = []


@cache
def _grader(settings: tuple) -> Grader:
    _graders.append(Grader(**dict(settings)))
    return _graders[-1]


@cache
def _exercise(name: str, source: str) -> Exercise:
    folder = tempfile.mkdtemp(prefix="exercise-", dir=_graders[-1].scratch)
    path = Path(folder, f"{name}.ipynb")
    path.write_text(source, encoding="utf-8")
    return Exercise(name, path, Config())


class Booking(Grader):
    """Grades one submission after the other as `Grader` does, except that each was executed already."""

    def take(self, executed: Executed) -> None:
        """From now on, grade this submission."""
        self._executed = executed

    def execute(self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, folder: Path | None) -> None:
        done = self._executed
        for cell, other in zip(notebook.cells, done.notebook.cells, strict=True):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = other.outputs, other.execution_count
        if "language_info" in done.notebook.metadata:
            notebook.metadata.language_info = done.notebook.metadata.language_info
        record.repairs += [line for line in done.record.repairs if line not in record.repairs]
        for name in FIELDS:
            setattr(record, name, getattr(done.record, name))
