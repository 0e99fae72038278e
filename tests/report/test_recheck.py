"""Submissions that are executed again: which ones, and what is said of a hidden test that depends on the seed."""

import shutil

import pytest
from course_folder import HIDDEN_TESTS, NAME, ROOT, make, run
from report.handmade import CELL, cohort, record

from autograder.judging.verdict import TestVerdict, Verdict
from autograder.report import recheck

BY_CHANCE = '''

@pytest.mark.graded("check_output_size", points=0.5)
def test_by_chance(submission):
    """It passes with the usual seed only."""
    expect.true(submission.seed == 0, "the seed is another one")
'''


def test_the_best_and_the_weakest_and_some_between_are_chosen(tmp_path):
    scores = {"a": 0, "b": 2, "c": 3, "d": 1, "e": 3}
    records = []
    for student, score in scores.items():
        reasons = {f"test_{number}": "" if number < score else "it differs" for number in range(3)}
        records.append(record(student, reasons))
    nothing = [Verdict(CELL, 3.0, (TestVerdict("test_0", "", 3.0, "failed"),))]
    found = cohort(tmp_path, *records, record("nothing", {}, verdicts=nothing))
    assert recheck.chosen(found, 1) == ["c"]
    assert recheck.chosen(found, 3) == ["c", "b", "a"]
    assert recheck.chosen(found, 99) == ["c", "e", "b", "d", "a"]


def test_changed_verdicts_are_told_by_test(tmp_path):
    found = cohort(tmp_path, *[record(name, {"test_a": "", "test_b": ""}) for name in ("ada", "bob", "cy")])
    test = next(test for test in found.tests if test.name == "test_b")
    results = [recheck.Again("ada", {(test.grade_id, "test_b"): "passed, then failed"}), recheck.Again("bob", {})]
    (said,) = recheck.unstable(found, [*results, recheck.Again("cy", {}, "another one was handed in")])
    assert said.test is test
    assert "it changed for 1 of 2 submissions: ada (passed, then failed)." in said.why
    assert not recheck.unstable(found, results[1:])
    assert recheck.summary(results).endswith("2 submissions; the verdicts on 1 of them are others.")
    assert recheck.summary(results[1:]).endswith("1 submission; all verdicts are the same.")


@pytest.mark.slow
def test_a_hidden_test_that_depends_on_the_seed_is_found(tmp_path):
    make(tmp_path, {"ada": {}, "bob": {}})
    shutil.copytree(ROOT / "autograder" / "hidden_tests", tmp_path / HIDDEN_TESTS)
    path = tmp_path / HIDDEN_TESTS / NAME / "test_output_size.py"
    path.write_text(path.read_text().replace("points=1", "points=0.5", 1) + BY_CHANCE)
    run(tmp_path, "grade", NAME, "--jobs", "1")
    before = {file: file.read_bytes() for file in (tmp_path / "records").rglob("*") if file.is_file()}
    said = run(tmp_path, "report", NAME, "--recheck", "2")
    assert "test_by_chance: Its verdict depends on chance or on the machine" in said
    assert "changed for 2 of 2 submissions" in " ".join(said.split())
    assert before == {file: file.read_bytes() for file in (tmp_path / "records").rglob("*") if file.is_file()}
