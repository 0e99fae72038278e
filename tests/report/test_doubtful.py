"""What is said of a hidden test that may be wrong, from records made by hand."""

import shutil

import numpy as np
import pytest
from course_folder import HIDDEN_TESTS, NAME, ROOT, hand_in, make, run
from report.handmade import CELL, ask, cohort, record

from autograder.grading import answers_file
from autograder.nbgrader_plugin.standing import Standing
from autograder.report import cohort as cohorts
from autograder.report import page, words
from autograder.report.cohort import Cohort
from autograder.report.doubtful import doubtful, ranking

PLAIN = "def pool2d(maps, size, stride=None, mode='max'):\n    return maps.max()"
SINGLE = "def pool2d(maps, size, stride=None, mode='max'):\n    return maps.max().astype('float32')"
WHY = "expected float64, got float32"


@pytest.fixture
def of_types(tmp_path) -> Cohort:
    """Eighteen students with the same answers, of whom every third loses a test that asks for a type."""
    records = []
    for number in range(18):
        single = number % 3 == 0
        one = record(f"s{number:02}", {"test_type": WHY if single else "", "test_value": ""})
        ask(one, "pool2d(maps, 2)", np.arange(4, dtype="float32" if single else "float64"))
        records.append(one)
    found = cohort(tmp_path, *records)
    for each in records:
        hand_in(found.course, each.student, {"pool2d": SINGLE if each.student in _losers(found) else PLAIN})
        each.save(found.course.root)
    return found


def _losers(found: Cohort) -> list[str]:
    return [name for name, row in zip(found.students, found.passed, strict=True) if 0 in row]


def test_a_test_that_tells_the_same_answers_apart_is_doubted(of_types):
    (found,) = doubtful(of_types)
    assert (found.test.grade_id, found.test.name) == (CELL, "test_type")
    assert (
        "6 of the 18 who tried it lost it, 2 of them among the 6 strongest; of these, a usual test fails 0."
        in found.why
    )
    assert "6 of them gave the same answers as students who passed it" in found.why
    assert "6 of the 6 who lost it write `astype`; of the 12 who passed it 0 do." in found.why
    assert set(found.students) < set(_losers(of_types))
    assert found.command == f"autograder regrade {NAME} --dry-run"


def test_other_answers_are_no_reason(of_types):
    for number, each in enumerate(of_types.records):
        if each.student in _losers(of_types):
            each.questions.clear()
            ask(each, "pool2d(maps, 2)", np.arange(4) + number + 1)
            each.save(of_types.course.root)
    evidence = next(each for each in ranking(of_types) if of_types.tests[each.column].name == "test_type")
    assert evidence.same == 0


def test_an_answer_that_is_gone_is_no_error(of_types):
    for path in (of_types.course.root / "records").rglob(answers_file.FILE):
        path.unlink()
    assert all(each.same == 0 for each in ranking(of_types))


def test_a_test_that_all_lose_for_one_reason_is_doubted(tmp_path):
    reasons = {"test_wrong": "f(2): expected 3, got 4", "test_value": ""}
    found = cohort(tmp_path, *[record(f"s{number:02}", reasons) for number in range(12)])
    (doubt,) = doubtful(found)
    assert doubt.test.name == "test_wrong"
    assert "All 12 who tried it lost it, 12 of them for the same reason." in doubt.why
    assert [test.name for test in page.report(found).never_lost] == ["test_other", "test_value"]


def test_a_task_that_nobody_tried_is_no_doubt(tmp_path):
    reasons = {"test_a": "pool2d is not implemented yet", "test_b": "pool2d is not implemented yet"}
    assert not doubtful(cohort(tmp_path, *[record(f"s{number:02}", reasons) for number in range(12)]))


def test_the_share_of_the_points_in_other_exercises(tmp_path, monkeypatch):
    found = cohort(tmp_path, *[record(name, {"test_a": ""}) for name in ("ada", "bob", "cy")])
    shutil.copytree(ROOT / "source" / "mnist_convnet", tmp_path / "source" / "mnist_convnet")
    cells = found.course.exercise("mnist_convnet").graded_cells
    half = {name: points / 2 for name, points in cells.items()}
    grades = {
        "ada": Standing(0, 0, 5.0, half),
        "bob": Standing(0, 0, 0.0, dict.fromkeys(cells)),
        "eve": Standing(0, 0, 0, half),
    }
    monkeypatch.setattr(cohorts, "standings", lambda course, other: grades if other.name == "mnist_convnet" else {})
    assert found.elsewhere.shape == (3, 1)
    assert found.elsewhere[0, 0] == 0.5
    assert np.isnan(found.elsewhere[1:]).all()


def test_words_of_too_few_say_nothing(of_types):
    assert words.what_sets_apart(of_types, CELL, _losers(of_types)[:2], ["s01", "s02", "s04"]) == ""


OF_A_TYPE = '''

@pytest.mark.graded("check_pool2d", points=0.25)
def test_of_a_type(submission):
    """Pooled whole numbers are whole numbers, which the text does not ask for."""
    value = np.asarray(submission.call("pool2d", np.arange(72).reshape(6, 6, 2), 2))
    expect.true(value.dtype.kind == "i", f"expected whole numbers, got {value.dtype}")
'''
WINDOWS = """def pool2d(maps, size, stride=None, mode="max"):
    stride = stride or size
    rows, columns = [range(0, side - size + 1, stride) for side in maps.shape[:2]]
    pooled = {"max": np.max, "average": np.mean}[mode]
    found = [[pooled(maps[i : i + size, j : j + size], axis=(0, 1)) for j in columns] for i in rows]
    return np.array(found)"""


@pytest.mark.slow
def test_a_wrong_test_is_named_in_the_report_on_a_graded_cohort(tmp_path):
    whole, wrong = {"pool2d": WINDOWS}, {"parameter_count": "def parameter_count(*args, **options):\n    return 1"}
    handed_in = {f"s{number:02}": whole if number % 3 else {} for number in range(10)}
    cohort = handed_in | {"weak": wrong | whole, "weaker": wrong}
    make(tmp_path, cohort)
    shutil.copytree(ROOT / "autograder" / "hidden_tests", tmp_path / HIDDEN_TESTS)
    path = tmp_path / HIDDEN_TESTS / NAME / "test_pool2d.py"
    path.write_text(path.read_text().replace("points=0.5", "points=0.25", 1) + OF_A_TYPE)

    run(tmp_path, "grade", NAME, "--jobs", "1")
    said = " ".join(run(tmp_path, "report", NAME).split())

    assert "Hidden tests that may be wrong test_of_a_type: 5 of the 12 who tried it lost it" in said
    assert "5 of them gave the same answers as students who passed it" in said
    assert said.count("who tried it lost it") == 1
