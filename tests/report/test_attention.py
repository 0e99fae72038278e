"""Who needs a person, and who has been looked at already."""

import dataclasses

from report.handmade import CELL, cohort, record

from autograder.nbgrader_plugin.standing import Standing
from autograder.report.attention import attention
from autograder.report.findings import Findings

PASS = {"a": "", "b": ""}


def _needs(root, standing: Standing | None = None, **changes):
    """The cases of each kind, of one submission."""
    root.mkdir(exist_ok=True)
    found = cohort(root, record("ada", PASS, **changes))
    outcomes = [dataclasses.replace(each, standing=standing) for each in found.outcomes]
    needs = attention(dataclasses.replace(found, outcomes=outcomes), Findings())
    return {need.title: [case.text for case in need.cases] for need in needs}


def test_an_answer_that_a_person_has_scored_has_been_looked_at(tmp_path):
    review = {
        "review": ["an answer was found elsewhere"],
        "about": {"an answer was found elsewhere": "explain_pooling"},
    }
    scored = Standing(3.0, 3.0, 0.0, {"explain_misprint": 1.0, "explain_pooling": 1.0})
    assert _needs(tmp_path / "waiting", scored, **review) == {"To look at": ["an answer was found elsewhere"]}
    looked_at = dataclasses.replace(scored, scored_by_hand=frozenset({"explain_pooling"}))
    assert _needs(tmp_path / "done", looked_at, **review) == {}


def test_scores_of_a_person_that_were_graded_again_are_named(tmp_path):
    marks = {"explain_misprint": 1.0, "explain_pooling": 1.0}
    standing = Standing(3.0, 3.0, 0.0, marks, flagged=(CELL, "explain_pooling"))
    assert _needs(tmp_path, standing) == {
        "Manual scores to review": [
            "Task 5: pooling has a score of yours",
            "Question B: why pooling has a changed answer",
        ]
    }


def test_few_written_answers_are_named_and_many_counted(tmp_path):
    standing = Standing(3.0, 3.0, 0.0, {"explain_misprint": None, "explain_pooling": 1.0})
    assert _needs(tmp_path, standing) == {
        "Written answers to mark": ["1 of 1 answer to Question A: find the misprints (ada)"]
    }


def test_another_submission_since_is_not_graded_yet(tmp_path):
    standing = Standing(3.0, 3.0, 0.0, {"explain_misprint": 1.0, "explain_pooling": 1.0})
    folder = tmp_path / "submitted" / "ada" / "convolution_by_hand"
    folder.mkdir(parents=True)
    (folder / "convolution_by_hand.ipynb").write_text("another one")
    assert _needs(tmp_path, standing, fingerprint="of the first") == {
        "Not graded yet": ["another submission was handed in since"]
    }
