"""What `nbgrader autograde` and `nbgrader generate_feedback` say when they cannot begin."""

import logging
import sqlite3

import course_folder
import pytest
from course_folder import NAME
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException

from autograder.nbgrader_plugin import exporter, gradebook, patience
from autograder.nbgrader_plugin.feedback import FeedbackExporter


@pytest.fixture
def course(tmp_path):
    """A course with one submission."""
    return course_folder.make(tmp_path, {"ada": "no notebook"})


def _begin(course, converter):
    instance = converter(coursedir=course.directory(assignment_id=NAME, student_id="*"), config=course.config)
    instance.log = logging.getLogger(__name__)
    if converter is Autograde:
        exporter._wrapped(instance, lambda: pytest.fail("it converts"))()
    else:
        FeedbackExporter(parent=instance)


@pytest.mark.parametrize("converter", [Autograde, GenerateFeedback])
def test_a_wrong_time_zone_ends_in_one_line(course, converter, caplog):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Course.timezone = "Europe/Nowhere"\n')
    with pytest.raises(NbGraderException, match="is not a time zone of the IANA database"):
        _begin(course, converter)
    assert "is not a time zone of the IANA database" in caplog.text


@pytest.mark.parametrize("converter", [Autograde, GenerateFeedback])
def test_a_locked_gradebook_is_named_as_such(course, converter, monkeypatch):
    gradebook.register(course, course.exercise(NAME))
    monkeypatch.setattr(patience, "QUIET", 0.05)
    monkeypatch.setattr(patience.wait_for_gradebook, "__defaults__", (0.1,))
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NbGraderException, match=r"gradebook\.db is locked by another program"):
        _begin(course, converter)
    other.close()
