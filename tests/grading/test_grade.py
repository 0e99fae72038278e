"""The way of one submission: each cell is executed, each graded cell judged, whatever executes."""

import asyncio

import pytest

from autograder.exercise import id_of, is_graded
from autograder.grading.grade import grade, without_execution
from autograder.grading.incidents import Incident
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Answer, Question
from autograder.submissions.submission import Submission

NAME = "convolution_by_hand"


class Played:
    """An execution that notes what is asked of it."""

    def __init__(self, known: tuple[str, ...] = ()):
        self.events: list[str] = []
        self._known = known

    async def start(self, notebook):
        self.events.append("start")

    async def execute(self, index, cell):
        self.events.append(f"execute {cell.id}")
        cell.outputs = []
        return CellRun(cell.id, "ok", 0.1, incidents=(Incident("limit", "too much output"),))

    def verdict(self, grade_id, maximum, record):
        return Verdict(grade_id, maximum, problem="known") if grade_id in self._known else None

    def enter(self, grade_id):
        self.events.append(f"enter {grade_id}")

    async def answer(self, question):
        return Answer(b"message")

    async def close(self):
        self.events.append("close")

    def complete(self, record):
        self.events.append("complete")


async def _judge(grade_id, maximum, ask):
    await ask(Question.make("f(x)", {"x": 1}, text="f(1)", seed=0, timeout=1.0))
    return Verdict(grade_id, maximum, (TestVerdict("test_f", "it works", maximum, "passed"),))


@pytest.fixture
def exercise(course):
    return course.exercise(NAME)


def _graded(exercise, execution, judge=_judge):
    submission = Submission(NAME, "ada", exercise.released)
    return asyncio.run(grade(submission, exercise, execution, judge, GradingRecord(NAME, "ada")))


def test_each_code_cell_is_executed_and_each_graded_cell_judged_after_it(exercise):
    execution = Played()
    record = _graded(exercise, execution).record
    code = [cell for cell in exercise.released.cells if cell.cell_type == "code"]
    expected = ["start"]
    for cell in code:
        expected += [f"execute {cell.id}", *([f"enter {id_of(cell)}"] if is_graded(cell) else [])]
    assert execution.events == [*expected, "close", "complete"]
    assert [run.id for run in record.cells] == [cell.id for cell in code]
    assert [asked.grade_id for asked in record.questions] == list(exercise.graded_cells)
    assert record.score == record.maximum == sum(exercise.graded_cells.values())


def test_a_verdict_that_is_known_asks_nothing(exercise):
    first = next(iter(exercise.graded_cells))
    execution = Played(known=(first,))
    record = _graded(exercise, execution).record
    assert f"enter {first}" not in execution.events
    assert first not in {asked.grade_id for asked in record.questions}
    assert record.verdicts[0].problem == "known"


def test_what_was_started_is_closed_when_judging_fails(exercise):
    async def fail(grade_id, maximum, ask):
        raise OSError("no space left on device")

    execution = Played()
    with pytest.raises(OSError, match="space"):
        _graded(exercise, execution, fail)
    assert execution.events[-1] == "close"


def test_incidents_are_noted_with_their_place(exercise):
    record = _graded(exercise, Played()).record
    first = record.cells[0].id
    assert record.limits[0] == f"cell {first}: too much output"
    assert record.limits_in(first) == ["too much output"]


def test_the_submission_stays_as_it_was(exercise):
    before = exercise.released.copy()
    graded = _graded(exercise, Played())
    assert exercise.released == before
    assert graded.notebook is not exercise.released


def test_the_verdicts_are_the_outputs_of_the_graded_cells(exercise):
    notebook = _graded(exercise, Played()).notebook
    for cell in notebook.cells:
        if is_graded(cell):
            assert "it works" in cell.outputs[0].data["text/plain"]


def test_what_cannot_be_executed_gets_no_points_and_the_reason(exercise):
    submission = Submission(NAME, "ada", exercise.released, problem="it is empty")
    graded = without_execution(submission, exercise, GradingRecord(NAME, "ada"))
    assert (graded.record.status, graded.record.score) == ("ungradable", 0)
    assert all("it is empty" in verdict.problem for verdict in graded.record.verdicts)
    assert graded.record.maximum == sum(exercise.graded_cells.values())
