"""A question and its answer, from the record."""

import numpy as np
import pytest
from course_folder import NAME, run
from report.handmade import CELL, ask, cohort, record

from autograder.grading import answers_file
from autograder.grading.record import folder_of
from autograder.questions.agent import Opaque
from autograder.questions.question import Answer, Question
from autograder.report import answers as module
from autograder.report.answers import answers, right_answers, value_in_short


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3, "3"),
        ("text", "'text'"),
        (None, "None"),
        (np.float32(0.5), "0.5"),
        (np.array([1, 2]), "[1, 2] (2 int64)"),
        (np.array([[1.0, np.nan], [-2, 3]]), "array 2x2 float64, -2 to 3, 1 NaN"),
        (np.full((2, 2), np.nan), "array 2x2 float64, all NaN"),
        (np.zeros((0, 3)), "array 0x3 float64"),
        (np.array([["a"]]), "array 1x1 <U1"),
        ([1, np.ones((3, 3))], "[1, array 3x3 float64, 1 to 1]"),
        (list(range(9)), "list of 9: [0, 1, 2, 3, 4, 5, ...]"),
        ({"loss": [1.5]}, "{'loss': [1.5]}"),
        (Opaque("generator", "<generator>"), "a generator"),
    ],
)
def test_values_are_short(value, shown):
    assert value_in_short(value) == shown


def test_a_wrong_answer_comes_first_beside_that_of_a_student_with_all_points(tmp_path):
    good, bad = record("ada", {"t1": "", "t2": "", "t3": ""}), record("bob", {"t1": "it differs"})
    for of, second in ((good, np.eye(3)), (bad, np.ones((3, 3)))):
        ask(of, "f(1)", 1)
        ask(of, "f(2)", second)
    found = cohort(tmp_path, good, bad)
    right = right_answers(found.course.root, found.records, CELL)
    first, second = answers(found.course.root, found.records[1], CELL, right)
    assert (first.question, first.answer, first.right, first.difference) == (
        "f(2)",
        "array 3x3 float64, 1 to 1",
        "array 3x3 float64, 0 to 1",
        "6 of 9 values differ",
    )
    assert (second.question, second.difference) == ("f(1)", "")


def test_without_a_student_with_all_points_nothing_is_compared(tmp_path):
    bad = record("bob", {"t1": "it differs"})
    ask(bad, "f(1)", 1)
    found = cohort(tmp_path, bad)
    assert right_answers(found.course.root, found.records, CELL) == {}
    assert [each.difference for each in answers(found.course.root, found.records[0], CELL, {})] == [None]


def test_errors_silence_damage_and_size_are_said(tmp_path, monkeypatch):
    of = record("ada", {"t1": "it differs"})
    question = [Question.make("f(x)", {"x": n}, text=f"f({n})", seed=0, timeout=1.0) for n in range(4)]
    of.note_question(CELL, question[0], Answer(None, "no answer within 60 s", 60.0))
    of.note_question(CELL, question[1], Answer(b"no archive", "", 0.1))
    ask(of, "f(large)", np.zeros(10_000))
    ask(of, "f(changed)", 3)
    ask(of, "f(gone)", 4)
    found = cohort(tmp_path, of)
    changed, gone = (asked.answer for asked in of.questions[3:])
    kept = {digest: message for digest, message in of.answers.items() if digest != gone}
    answers_file.write(folder_of(found.course.root, NAME, "ada"), kept | {changed: b"changed"})
    monkeypatch.setattr(module, "MOST_BYTES", 50_000)
    told = answers(found.course.root, found.records[0], CELL)
    assert all(each.is_problem for each in told)
    assert told[0].answer == "no answer within 60 s"
    assert "damaged" in told[1].answer
    assert told[2].answer == "the answer has 0.1 MiB"
    assert "was changed" in told[3].answer
    assert "has no answer" in told[4].answer


def test_a_model_is_not_rebuilt(tmp_path):
    assert value_in_short(module._model([np.ones((3, 3)), np.ones(3)])) == "model with 12 numbers in 2 arrays"


def test_long_texts_are_cut(tmp_path):
    of = record("ada", {"t1": "it differs"})
    ask(of, "f('" + "x" * 5000 + "')", "y" * 5000)
    found = cohort(tmp_path, of)
    (told,) = answers(found.course.root, found.records[0], CELL)
    assert len(told.question) <= module.QUESTION
    assert len(told.answer) <= module.ANSWER


def test_explain_shows_all_questions(tmp_path):
    of = record("ada", {"t1": "it differs"})
    for number in range(20):
        ask(of, f"f({number})", [number])
    found = cohort(tmp_path, of)
    said = run(found.course.root, "explain", NAME, "ada", "--questions")
    assert all(f"f({number}) -> [{number}] (0.1 s)" in said for number in range(20))
    assert "->" not in run(found.course.root, "explain", NAME, "ada")
