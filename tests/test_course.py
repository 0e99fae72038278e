"""The course folder: one command at a time works on it."""

import subprocess
import sys

import pytest
from course_folder import ROOT

from autograder.course import WORK_FOLDER, Course
from autograder.errors import CourseBusy, CourseError

HOLDS = """
import sys, time
from autograder.course import Course
with Course.load().locked():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    return Course.load(tmp_path)


@pytest.fixture
def other(course):
    """Another process that holds the course folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS], cwd=course.root, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_command_is_told_who_works_on_the_folder(course, other):
    with pytest.raises(CourseBusy, match=f"process {other.pid}: .*wait until it has ended"), course.locked():
        pass


@pytest.mark.parametrize("command", ["grade", "regrade", "build"])
def test_commands_end_with_one_line_while_another_works(course, other, command):
    (course.root / "source").symlink_to(ROOT / "source")
    (course.root / "gradebook.db").touch()
    arguments = [sys.executable, "-m", "autograder", command, "convolution_by_hand"]
    done = subprocess.run(arguments, cwd=course.root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "another command is working on" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (course.root / "records").exists()


def test_a_killed_command_does_not_keep_the_folder(course, other):
    other.kill()
    other.wait()
    with course.locked():
        assert (course.root / WORK_FOLDER / "running").read_text()
    assert not (course.root / WORK_FOLDER / "running").exists()


def test_a_command_that_fails_does_not_keep_the_folder(course):
    with pytest.raises(RuntimeError), course.locked():
        raise RuntimeError
    with course.locked():
        pass


def test_outside_of_a_course_the_error_says_what_to_do(tmp_path):
    with pytest.raises(CourseError, match="change to the course folder"):
        Course.load(tmp_path / "elsewhere")


def test_an_unknown_exercise_lists_the_known_ones(course):
    with pytest.raises(CourseError, match="the exercises are: none"):
        course.exercise("no_such_exercise")


@pytest.mark.parametrize("line", ["from autograder.preprocessors import RepairSubmission", "c.X.y = 1 / 0", "def f(:"])
def test_a_configuration_that_cannot_be_loaded_is_named_with_the_reason(tmp_path, line):
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n")
    with pytest.raises(CourseError, match=r"nbgrader_config.py cannot be loaded \(.*copy the one"):
        Course.load(tmp_path)


@pytest.mark.parametrize("line", ["", "c.Course.timezone = 'UTC'", "c.Course.timezone = 'Europe/Berlin'"])
def test_the_time_zone_is_that_of_the_configuration(tmp_path, line):
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{line}")
    assert str(Course.load(tmp_path).timezone) == ("Europe/Berlin" if "Berlin" in line else "UTC")


@pytest.mark.parametrize("value", ["'CET+1'", "'Europe/Berlino'", "'../etc/passwd'", "''", "1", "None"])
def test_a_wrong_time_zone_is_named(tmp_path, value):
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\nc.Course.timezone = {value}")
    with pytest.raises(CourseError, match=r"c\.Course\.timezone = .* is not a time zone"):
        Course.load(tmp_path)
