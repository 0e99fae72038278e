"""Code of the course that takes part in autograding counts as part of what a grade depends on."""

import importlib
import sys

import pytest
from course_folder import ROOT

from autograder.course import Course
from autograder.grading import course_code, graded_with
from autograder.grading.settings import GradingSettings

PLUGIN = """
from late_share import SHARE  # how much
from nbgrader.plugins import LateSubmissionPlugin
class Penalty(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return SHARE * score
"""


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A plugin for late penalties, and a module that it imports."""
    (tmp_path / "late_plugin.py").write_text(PLUGIN)
    (tmp_path / "late_share.py").write_text("SHARE = 0.5\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("late_plugin", "late_share"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("late_plugin").Penalty


@pytest.mark.parametrize(
    ("file", "old", "new", "matters"),
    [
        ("late_plugin.py", "SHARE * score", "score", True),
        ("late_share.py", "0.5", "0.25", True),
        ("late_plugin.py", "# how much", "# of the score", False),
    ],
)
def test_a_change_in_the_code_counts_also_in_a_module_that_it_imports(tmp_path, plugin, file, old, new, matters):
    before = course_code.hash_of([plugin])
    path = tmp_path / file
    path.write_text(path.read_text().replace(old, new))
    assert (course_code.hash_of([plugin]) != before) == matters


def test_code_of_libraries_is_left_out_since_their_versions_count():
    from nbgrader.plugins import LateSubmissionPlugin

    assert course_code.hash_of([LateSubmissionPlugin, None, "not.there"]) == ""


def test_a_class_in_the_configuration_itself_counts(tmp_path):
    def fingerprint(share: str) -> dict[str, str]:
        own = PLUGIN.replace("from late_share import SHARE", "").replace("SHARE", share)
        line = "c.AssignLatePenalties.plugin_class = Penalty"
        text = "\n".join(((ROOT / "nbgrader_config.py").read_text(), own, line))
        (tmp_path / "nbgrader_config.py").write_text(text)
        return graded_with.everything(Course.load(tmp_path).exercise("convolution_by_hand"), GradingSettings())

    (tmp_path / "source").symlink_to(ROOT / "source")
    assert fingerprint("0.5") == fingerprint("0.5")
    assert fingerprint("0.5") != fingerprint("0.25")
