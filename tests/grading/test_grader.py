"""What a grade depends on: a change of it makes an unchanged submission be graded again."""

import pytest

from autograder import hidden_tests as package
from autograder.grading.execution import ExecutionSettings
from autograder.grading.grader import Grader
from autograder.sandbox import Limits


@pytest.fixture
def hidden_tests(tmp_path, monkeypatch):
    """A folder of hidden tests with a helper beside them, in the place of the real one."""
    (tmp_path / "test_convolution_by_hand.py").write_text("import helper")
    (tmp_path / "test_mnist_convnet.py").write_text("")
    (tmp_path / "helper.py").write_text("")
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "matters"),
    [
        ("test_convolution_by_hand.py", True),
        ("helper.py", True),
        ("new_helper.py", True),
        ("test_mnist_convnet.py", False),
    ],
)
def test_a_change_counts_if_the_hidden_tests_of_the_exercise_can_use_it(course, hidden_tests, file, matters):
    exercise = course.exercise("convolution_by_hand")
    before = Grader().graded_with(exercise)
    (hidden_tests / file).write_text("changed = True")
    assert (Grader().graded_with(exercise) != before) == matters


@pytest.mark.parametrize(
    "other",
    [{"execution": ExecutionSettings(seed=1)}, {"limits": Limits(memory_bytes=1 << 30)}, {"threads": 2}],
    ids=lambda other: next(iter(other)),
)
def test_settings_count(course, other):
    exercise = course.exercise("convolution_by_hand")
    assert Grader(**other).graded_with(exercise) != Grader().graded_with(exercise)
