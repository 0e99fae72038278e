"""Points of a cohort, as the gradebook counts them."""

import dataclasses

import pytest
from report.handmade import CELL, OTHER, cohort, record

from autograder.nbgrader_plugin.standing import Standing
from autograder.report.points import by_difficulty, distribution, tasks

PASS, FAIL = {"a": "", "b": ""}, {"a": "it differs", "b": ""}
NOT_YET = dict.fromkeys(PASS, "pool2d is not implemented yet")
WRITTEN = {"explain_misprint": 1.0, "explain_pooling": 1.0}


def _with(found, *standings):
    pairs = zip(found.outcomes, standings, strict=True)
    return dataclasses.replace(
        found, outcomes=[dataclasses.replace(each, standing=standing) for each, standing in pairs]
    )


def test_written_answers_count_when_all_are_marked(tmp_path):
    found = cohort(tmp_path, record("ada", PASS), record("bob", FAIL))
    marked = Standing(5.0, 24.0, 1.0, {CELL: 2.0, OTHER: 2.0, **WRITTEN})
    waiting = Standing(3.0, 19.0, 0.0, {CELL: 1.0, OTHER: 2.0, "explain_misprint": None, "explain_pooling": 1.0})
    partly = distribution(_with(found, marked, waiting))
    assert (list(partly.scores), partly.maximum, partly.without_written) == ([3.0, 3.0], 19.0, True)
    whole = distribution(_with(found, marked, marked))
    assert (list(whole.scores), whole.maximum, whole.without_written) == ([5.0, 5.0], 24.0, False)


def test_a_penalty_takes_no_more_than_there_is(tmp_path):
    found = _with(cohort(tmp_path, record("ada", PASS)), Standing(0.0, 19.0, 5.0, {CELL: 2.0}))
    assert list(distribution(found).scores) == [0.0]


def test_tasks_have_scores_minutes_and_who_did_not_try(tmp_path):
    found = cohort(tmp_path, record("ada", PASS), record("bob", FAIL), record("cleo", NOT_YET))
    by_hand = Standing(3.0, 3.0, 0.0, {CELL: 1.5}, frozenset({CELL}))
    found = _with(found, found.outcomes[0].standing, found.outcomes[1].standing, by_hand)
    task = next(task for task in tasks(found) if task.grade_id == CELL)
    assert (task.scores, task.untried, task.by_hand) == ([2.0, 1.0, 1.5], ["cleo"], ["cleo"])
    assert task.share == pytest.approx(0.5)
    question = next(task for task in tasks(found) if task.is_written)
    assert (question.unmarked, question.share) == (["ada", "bob", "cleo"], None)
    assert by_difficulty(tasks(found))[0].grade_id == CELL


def test_what_could_not_be_graded_has_no_points(tmp_path):
    broken = record("bob", {}, status="ungradable", problem="no notebook", verdicts=[])
    found = distribution(cohort(tmp_path, record("ada", PASS), broken))
    assert list(found.scores) == [4.0]
