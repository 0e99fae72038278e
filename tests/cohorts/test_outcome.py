"""What an outcome holds of a record: little, since a command keeps those of a whole cohort."""

import pickle

from autograder.cohorts.outcome import for_outcome
from autograder.grading import timing
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Answer, Question


def test_an_outcome_holds_no_questions_and_answers_but_their_times():
    record = GradingRecord(
        "exercise", "ada", verdicts=[Verdict("check_a", 1.0, (TestVerdict("t", "c", 1.0, "passed"),))]
    )
    record.note_cell(CellRun("check_a", "ok", 0.5))
    for number in range(100):
        question = Question.make(f"f({'x' * 1000}, {number})", {}, text="f" * 1000, seed=0, timeout=1.0)
        record.note_question("check_a", question, Answer(b"bytes" * number, "", 0.25))
    held = for_outcome(record)
    assert len(pickle.dumps(held)) < 10_000
    assert timing.by_task(held) == timing.by_task(record) == {"check_a": 25.5}
    assert timing.of(held) == timing.of(record)
    assert held.verdicts == record.verdicts
    assert len(record.answers) == 100  # the record itself is as it was
