"""The grades as CSV."""

import csv

import course_folder
from course_folder import NAME
from nbgrader.plugins import CsvExportPlugin

from autograder.nbgrader_plugin import gradebook
from autograder.nbgrader_plugin.export import QuotedCsv

IDS = {"doe, jane", 'the "x"', "=cmd", "two\nlines", "ünï", "plain"}


def test_any_id_is_read_as_it_is_and_all_else_is_as_nbgrader_has_it(tmp_path):
    course = course_folder.make(tmp_path, {})
    gradebook.register(course, course.exercise(NAME))
    with gradebook.opened(course) as book:
        for student in IDS:
            book.add_student(student)
        book.update_or_create_submission(NAME, "plain", timestamp="2026-11-20 10:00 UTC")
        book.find_submission_notebook(NAME, NAME, "plain").late_submission_penalty = 2.0
        book.find_grade("check_pool2d", NAME, NAME, "plain").auto_score = 2.5
        book.db.commit()
        QuotedCsv(to=str(tmp_path / "ours.csv")).export(book)
        CsvExportPlugin(to=str(tmp_path / "theirs.csv")).export(book)
        QuotedCsv(to=str(tmp_path / "one.csv"), student=["plain"], assignment=[NAME]).export(book)
    rows = _rows(tmp_path / "ours.csv")
    assert {row["student_id"] for row in rows} == IDS
    plain = next(row for row in rows if row["student_id"] == "plain")
    assert (plain["raw_score"], plain["late_submission_penalty"], plain["score"]) == ("2.5", "2.0", "0.5")
    assert plain in _rows(tmp_path / "theirs.csv")
    assert _rows(tmp_path / "one.csv") == [plain]


def _rows(path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
