"""What a grade depends on: a change of it makes an unchanged submission be graded again."""

import pytest
from course_folder import ROOT

from autograder import hidden_tests as package
from autograder.course import Course
from autograder.grading import graded_with
from autograder.grading.settings import GradingSettings
from autograder.sandbox.limits import Limits


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
    before = graded_with.everything(exercise, GradingSettings())
    (hidden_tests / file).write_text("changed = True")
    assert (graded_with.everything(exercise, GradingSettings()) != before) == matters


@pytest.mark.parametrize(
    "other",
    [{"seed": 1}, {"limits": Limits(memory_bytes=1 << 30)}, {"threads": 2}],
    ids=lambda other: next(iter(other)),
)
def test_settings_count(course, other):
    exercise = course.exercise("convolution_by_hand")
    assert graded_with.everything(exercise, GradingSettings(**other)) != graded_with.everything(
        exercise, GradingSettings()
    )


def test_a_grading_with_all_cells_suffices_for_one_with_the_needed_ones(course):
    exercise = course.exercise("convolution_by_hand")
    all_cells, needed = (
        graded_with.everything(exercise, GradingSettings(only_needed=only_needed)) for only_needed in (False, True)
    )
    assert graded_with.suffices(all_cells, needed)
    assert not graded_with.suffices(needed, all_cells)
    assert not graded_with.suffices({**all_cells, "source": "other"}, needed)
    assert graded_with.by_cell(exercise, all_cells) == graded_with.by_cell(exercise, needed)


def _course(root, *lines: str) -> Course:
    (root / "nbgrader_config.py").write_text("\n".join(((ROOT / "nbgrader_config.py").read_text(), *lines)))
    if not (root / "source").exists():
        (root / "source").symlink_to(ROOT / "source")
    return Course.load(root)


@pytest.mark.parametrize(
    ("line", "matters"),
    [
        ("c.AssignLatePenalties.plugin_class = 'late.Penalty'", True),
        ("c.IgnorePattern.pattern = 'warning'", True),
        ("c.LateSubmissionPlugin.penalty_method = 'zero'", True),
        ("c.AssignLatePenalties.plugin_class = 'late.Penalty'\nc.Penalty.share = 0.5", True),
        ("c.Course.timezone = 'Europe/Berlin'", True),
        ("c.Exchange.root = '/srv/exchange'", False),
        ("# a comment", False),
    ],
)
def test_a_change_in_the_configuration_counts_if_a_step_of_the_autograding_reads_it(tmp_path, line, matters):
    before = graded_with.everything(_course(tmp_path).exercise("convolution_by_hand"), GradingSettings())
    after = graded_with.everything(_course(tmp_path, line).exercise("convolution_by_hand"), GradingSettings())
    assert (before != after) == matters


@pytest.mark.parametrize(
    "file",
    ["grading/grade.py", "submissions/repair.py", "kernels/manager.py", "judging/plugin.py", "questions/agent.py"],
)
def test_the_graders_own_code_counts(file):
    assert any((graded_with.PACKAGE / file) in graded_with.code_files(name) for name in graded_with.CODE)
