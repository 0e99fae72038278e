"""Grades one submission. All commands meet here; they differ only in what executes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading import causes, outputs, tampering
from autograder.grading.execution import Execution
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question
from autograder.submissions.submission import Submission

Ask = Callable[[Question], Awaitable[Answer]]
Judge = Callable[[str, float, Ask], Awaitable[Verdict]]


@dataclass(frozen=True, eq=False)
class Graded:
    """A submission that was graded, ready to be written.

    Attributes:
        notebook: with the verdicts as outputs of the graded cells.
        record: all that explains the grade.
    """

    notebook: NotebookNode = field(repr=False)
    record: GradingRecord = field(repr=False)


async def grade(
    submission: Submission, exercise: Exercise, execution: Execution, judge: Judge, record: GradingRecord
) -> Graded:
    """Execute each cell of a submission, and have the hidden tests judge each graded cell.

    Args:
        submission: it must not have a `problem`.
        execution: what executes it.
        judge: has the hidden tests judge one graded cell, with its points, by asking questions.
        record: what is found out is noted here.
    """
    notebook = nbformat.from_dict(submission.notebook)  # a deep copy
    await execution.start(notebook)
    try:
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code" and (run := await execution.execute(index, cell)):
                record.note_cell(run)
            if is_graded(cell):
                verdict = await _verdict(cell, execution, judge, record)
                record.verdicts.append(causes.explained(verdict, notebook.cells, record, submission.put_back))
    finally:
        await execution.close()
    execution.complete(record)
    record.suspicious += [line for line in tampering.traces(notebook, record) if line not in record.suspicious]
    # After the kernel is gone: nothing that a student's process does can change these outputs any more.
    outputs.write(notebook, exercise, record, submission.files)
    return Graded(notebook, record)


def without_execution(submission: Submission, exercise: Exercise, record: GradingRecord) -> Graded:
    """Give no points to a submission that cannot be executed, and say why."""
    record.status, record.problem = "ungradable", submission.problem
    record.verdicts = [
        Verdict(grade_id, maximum, problem=f"not graded: {submission.problem}")
        for grade_id, maximum in exercise.graded_cells.items()
    ]
    notebook = nbformat.from_dict(submission.notebook)  # a deep copy
    outputs.write(notebook, exercise, record, submission.files)
    return Graded(notebook, record)


async def _verdict(cell: NotebookNode, execution: Execution, judge: Judge, record: GradingRecord) -> Verdict:
    grade_id, maximum = id_of(cell), float(cell.metadata.nbgrader.points)
    known = execution.verdict(grade_id, maximum, record)
    if known is not None:
        return known
    execution.enter(grade_id)

    async def ask(question: Question) -> Answer:
        answer = await execution.answer(question)
        record.note_question(grade_id, question, answer)
        return answer

    return await judge(grade_id, maximum, ask)
