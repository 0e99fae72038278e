"""With the gradebook kept open nbgrader's steps write what they write with their own: each row and each file."""

import asyncio
import random
import sqlite3
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import course_folder
import pytest
from bad_submissions import CORPUS
from course_folder import NAME
from fuzzing.stand_ins import Judge, StandIn
from nbgrader.api import Base
from nbgrader.preprocessors import saveautogrades
from sqlalchemy import Table

from autograder.course import Course
from autograder.exercise import Exercise
from autograder.grading.grade import Graded, grade, without_execution
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import autograde, gradebook, steps
from autograder.nbgrader_plugin.standing import standings
from autograder.submissions import submission
from autograder.submissions.submission import Submission

OWN_STEPS = """
import os
from pathlib import Path
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

class Late(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return min(score, total_seconds_late / 86400)

class Counted(SaveAutoGrades):
    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader", {}).get("grade"):
            found = self.found = self.gradebook.find_submission(self.assignment_id, self.student_id)
            grade = self.gradebook.find_grade(
                cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
            )
            cell.metadata["so_far"] = [found.score, grade.score, found.needs_manual_grade]
        return cell, resources

class Noted(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        with Gradebook(resources["nbgrader"]["db_url"]) as book:
            student, name = resources["nbgrader"]["student"], resources["nbgrader"]["notebook"]
            for comment in book.find_submission_notebook(name, name, student).comments:
                comment.manual_comment = f"{comment.auto_comment} of {student}"
            book.db.commit()
        return nb, resources

def hook(assignment, student, notebooks):
    with open("hooks.txt", "a") as file:
        file.write(f"{assignment} {student} {len(notebooks)}\\n")

steps = c.Autograde.autograde_preprocessors
c.Autograde.autograde_preprocessors = [Counted if each is SaveAutoGrades else each for each in steps] + [Noted]
c.AssignLatePenalties.plugin_class = Late
c.Autograde.pre_convert_hook = hook
c.Autograde.post_convert_hook = hook
c.Autograde.permissions = 640
c.CourseDirectory.groupshared = True
c.OverwriteCells.add_missing_cells = True
c.LimitOutput.max_lines = 3
"""
QUICK = CORPUS[:: len(CORPUS) // 2 + 1]


def _course(root: Path, cases, settings: str) -> Course:
    root.mkdir()
    course = course_folder.make(root, {case.name: case.hand_in for case in cases}, settings=settings)
    exercise = course.exercise(NAME)
    gradebook.register(course, exercise)
    with gradebook.opened(course) as book:
        book.find_assignment(NAME).duedate = datetime(2026, 1, 1)
        book.db.commit()
    return course


def _graded(handed_in: Submission, exercise: Exercise, seed: int) -> Graded:
    record = GradingRecord(NAME, handed_in.student, fingerprint=handed_in.fingerprint, graded_at="2026")
    if handed_in.problem:
        return without_execution(handed_in, exercise, record)
    rng = random.Random(seed)
    return asyncio.run(grade(handed_in, exercise, StandIn(rng), Judge(rng), record))


def _rows(course: Course) -> dict[str, list[str]]:
    """All rows of all tables; where one has the id of another, with that in its place."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        tables = {
            table.name: [dict(row) for row in database.execute(f'SELECT * FROM "{table.name}"')]
            for table in Base.metadata.sorted_tables
        }
    ids: dict[tuple[str, str], str] = {}
    for table in Base.metadata.sorted_tables:  # those that others name come first
        for row in tables[table.name]:
            ids[table.name, row.get("id", "")] = _named(table, row, ids)
    return {table.name: sorted(_named(table, row, ids) for row in tables[table.name]) for table in _tables()}


def _tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def _named(table: Table, row: dict, ids: dict[tuple[str, str], str]) -> str:
    plain = {}
    for column in table.columns:
        value = row[column.name]
        for key in column.foreign_keys:
            value = ids.get((key.column.table.name, value), value)
        is_random = column.name == "id" and isinstance(value, str) and len(value) == 32
        plain[column.name] = "" if is_random else value
    return repr(plain)


def _files(course: Course) -> dict[str, tuple[int, bytes]]:
    """All that was written, but for the gradebook and the log."""
    folders = ("autograded", "records", "hooks.txt")
    found = [path for name in folders for path in (course.root / name, *(course.root / name).rglob("*"))]
    return {
        path.relative_to(course.root).as_posix(): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in found
        if path.exists()
    }


def _mark(course: Course, rng: random.Random) -> None:
    """What a person does in the formgrader."""
    with gradebook.opened(course) as book:
        for each in sorted(book.find_assignment(NAME).submissions, key=lambda each: each.student_id):
            for mark in sorted(each.notebooks[0].grades, key=lambda mark: mark.name):
                if rng.random() < 0.3:
                    mark.manual_score, mark.needs_manual_grade = rng.randrange(3), rng.random() < 0.2
                    mark.extra_credit = rng.choice((None, 1.0))
        book.db.commit()


def _same(tmp_path: Path, cases, settings: str) -> None:
    plain, kept = _course(tmp_path / "plain", cases, settings), _course(tmp_path / "kept", (), settings)
    (kept.root / "submitted").symlink_to(plain.root / "submitted")  # some cases cannot be copied, such as a pipe
    exercises = {course: course.exercise(NAME) for course in (plain, kept)}
    for turn in range(2):
        for course in (plain, kept):
            with ExitStack() as stack:
                if course is kept:
                    stack.enter_context(steps.kept())
                for number, case in enumerate(cases):
                    handed_in = submission.load(course, exercises[course], case.name)
                    written = _graded(handed_in, exercises[course], seed=1000 * turn + number)
                    autograde.write(course, exercises[course], written)
                assert (saveautogrades.Gradebook is not gradebook.Gradebook) == (course is kept)
            _mark(course, random.Random(turn))
        (plain.folder("submitted", cases[turn].name, NAME) / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC")
        assert _rows(plain) == _rows(kept)
        assert _files(plain) == _files(kept)
        assert standings(plain, exercises[plain]) == standings(kept, exercises[kept])


def test_the_same_is_written(tmp_path):
    _same(tmp_path, QUICK, OWN_STEPS)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["", OWN_STEPS], ids=["default", "own steps"])
def test_the_same_is_written_of_the_whole_corpus(tmp_path, settings):
    _same(tmp_path, CORPUS, settings)
