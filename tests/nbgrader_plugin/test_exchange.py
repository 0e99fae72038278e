"""nbgrader's exchange, all the way: from the release of an exercise to the feedback that a student fetches."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import course_folder
import pytest
from course_folder import NAME

from autograder.course import Course
from autograder.nbgrader_plugin import feedback, stand_in

pytestmark = pytest.mark.slow
BROKEN = "{ this is not a notebook"  # 0 points, so nothing is executed


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose exercise was released to students, handed in by them, collected and graded, with feedback."""
    root = tmp_path_factory.mktemp("course")
    (root / "exchange").mkdir(mode=0o777)
    (root / "exchange").chmod(0o777)  # nbgrader insists that everybody can write to it
    settings = f"c.Exchange.root = {str(root / 'exchange')!r}\nc.Exchange.cache = {str(root / 'cache')!r}\n"
    course = course_folder.make(root, {}, settings=settings)
    _nbgrader(root, "generate_assignment", NAME)
    _nbgrader(root, "release_assignment", NAME)
    for student in ("ada", "bob"):
        at_home = _at_home(course, student)
        _nbgrader(at_home, "fetch_assignment", NAME)
        (at_home / NAME / f"{NAME}.ipynb").write_text(BROKEN)
        _nbgrader(at_home, "submit", NAME, f"--student={student}")
    _nbgrader(root, "collect", NAME)
    course_folder.run(root, "grade", NAME, "--jobs", "1", code=1)
    course_folder.run(root, "feedback", NAME)
    return course


def _at_home(course: Course, student: str) -> Path:
    """A student's own folder, with their own cache of what they handed in."""
    folder = course.root / "home" / student
    if not folder.exists():
        folder.mkdir(parents=True)
        settings = [
            "c = get_config()",
            f"c.CourseDirectory.course_id = {course.directory().course_id!r}",
            f"c.Exchange.root = {str(course.root / 'exchange')!r}",
            f"c.Exchange.cache = {str(folder / 'cache')!r}",
        ]
        (folder / "nbgrader_config.py").write_text("\n".join(settings))
    return folder


def _nbgrader(folder: Path, *arguments: str, code: int = 0) -> str:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)
    assert result.returncode == code, result.stderr[-3000:]
    return result.stderr


def _fetched(course: Course, student: str) -> list[str]:
    """The pages of feedback that a student has after fetching them."""
    at_home = _at_home(course, student)
    _nbgrader(at_home, "fetch_feedback", NAME, f"--student={student}")
    return [page.read_text() for page in sorted((at_home / NAME / "feedback").rglob("*.html"))]


def test_a_student_fetches_the_feedback_that_was_made(course):
    _nbgrader(course.root, "release_feedback", NAME)
    for student in ("ada", "bob"):
        secret = (course.folder("submitted", student, NAME) / stand_in.SECRET).read_text()
        # nbgrader.utils.notebook_hash, written out
        name = hashlib.md5(f"{secret}{NAME}".encode(), usedforsecurity=False).hexdigest()
        page = feedback.page_of(course, NAME, student).read_text()
        released = course.root / "exchange" / course.directory().course_id / "feedback" / f"{name}.html"
        assert released.read_text() == page
        assert _fetched(course, student) == [page]


@pytest.fixture
def collected_by_hand(course: Course) -> Iterator[Path]:
    """The folder of a submission that did not come through the exchange."""
    course_folder.hand_in(course, "carl", BROKEN)
    yield course.folder("submitted", "carl", NAME)
    for folder in ("submitted", "autograded", "feedback"):
        shutil.rmtree(course.folder(folder, "carl", NAME))


@pytest.mark.parametrize("there", ["timestamp.txt", stand_in.SECRET])
def test_what_did_not_come_through_the_exchange_stops_the_release_unless_it_is_left_out(
    course, collected_by_hand, there
):
    """nbgrader's doing, as docs/cohorts.md says."""
    (collected_by_hand / there).write_text("2026-11-20 22:30:00 UTC")
    course_folder.run(course.root, "grade", NAME, "--jobs", "1", code=1)
    course_folder.run(course.root, "feedback", NAME)
    said = _nbgrader(course.root, "release_feedback", NAME, code=1)
    assert "FileNotFoundError" in said
    assert f"feedback/carl/{NAME}/" in said
    said = _nbgrader(course.root, "release_feedback", NAME, "--CourseDirectory.student_id_exclude=carl")
    assert all(f"Releasing feedback for student '{student}'" in said for student in ("ada", "bob"))
