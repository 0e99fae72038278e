"""The table of a cohort, in wide and narrow terminals."""

import io
import re

import pytest
from rich.console import Console

from autograder.cohorts import summary
from autograder.cohorts.outcome import Outcome
from autograder.course import Course
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.nbgrader_plugin.standing import Standing

LONG = "maximilian.mustermann@students.uni.example"
IDS = (LONG, "jane [she]", "trailing ", "[bold]x[/]", ":cat:", "esc\x1b[31m", "bad\udcff")


def _table(course: Course, exercise: str, width: int, **of_record: object) -> str:
    cells = course.exercise(exercise).graded_cells
    verdicts = [
        Verdict(name, points, (TestVerdict("test_a", "", points, "failed", reason="no"),))
        for name, points in cells.items()
    ]
    results = [
        Outcome(each, exercise, "graded", GradingRecord(exercise, each, verdicts=verdicts, **of_record)) for each in IDS
    ]
    console = Console(file=io.StringIO(), width=width, emoji=False)
    console.print(summary.cohort_table(course.exercise(exercise), results))
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_total_and_tasks_are_whole_and_a_long_id_takes_several_lines(course, width):
    for exercise in course.exercises:
        cells = course.exercise(exercise).graded_cells
        table = _table(course, exercise, width).partition("Tasks:")[0]
        assert "…" not in table, exercise
        assert all(len(line) <= width for line in table.splitlines())
        row = next(line for line in table.splitlines() if line.startswith("jane"))
        assert re.search(rf"0/{sum(cells.values()):g} +({'0 +' * (len(cells) - 1)}0)( |$)", row), row
        names = "".join(line.split(" ")[0] for line in table.splitlines())
        assert LONG in names


def test_reasons_are_below_the_full_id(course):
    lines = _table(course, "convolution_by_hand", 80).partition("Why points were lost")[2].splitlines()
    assert LONG in [line.strip() for line in lines]


def test_nothing_of_an_id_is_markup_and_what_cannot_be_printed_is_escaped(course):
    table = _table(course, "convolution_by_hand", 120)
    for shown in ("jane [she]", "'trailing '", "[bold]x[/]", ":cat:", "esc\\x1b[31m", "bad\\udcff"):
        assert shown in table
    assert "\x1b" not in table


@pytest.mark.parametrize(("noted", "shown"), [({"repairs": ["ids"]}, False), ({"review": ["look"]}, True)])
def test_the_status_shows_what_needs_a_person_and_no_repairs(course, noted, shown):
    table = _table(course, "convolution_by_hand", 120, **noted)
    assert ("needs you" in table) == shown
    assert "repairs" not in table


def test_the_table_shows_what_the_gradebook_has(course):
    (first, *_) = course.exercise("convolution_by_hand").graded_cells
    record = GradingRecord("convolution_by_hand", "ada", verdicts=[Verdict(first, 3, problem="no")])
    counts = Standing(2.5, 21.5, 1.5, {first: 2.0}, by_hand=frozenset([first]))
    result = Outcome("ada", "convolution_by_hand", "unchanged", record, standing=counts)
    console = Console(file=io.StringIO(), width=120)
    console.print(summary.cohort_table(course.exercise("convolution_by_hand"), [result]))
    said = console.file.getvalue()
    assert re.search(r"ada +2\.5/21\.5 +2\* .*unchanged, late: -1\.5", said), said
    assert "* a person has set this score" in " ".join(said.split()), said
