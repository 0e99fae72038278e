"""A download of Moodle, collected by `nbgrader zip_collect` with the settings in docs/cohorts.md, and graded."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import course_folder
import nbformat
import pytest
from course_folder import NAME, ROOT

from autograder.authoring import build
from autograder.authoring.variants import with_solutions
from autograder.course import Course

SETTINGS = re.search(
    r"^    c\.FileNameCollectorPlugin\.named_regexp.*?^$", (ROOT / "docs" / "cohorts.md").read_text(), re.M | re.S
)
# The prefixes are Moodle's: the full name, in which "_" became " ", and the participant id.
ADA, BOB, CARL = "Ada Lovelace_1001", "Björn Müller-O'Neill_1002", "Carl (de) la Cruz_1003"


def _settings() -> str:
    return "\n".join(line.removeprefix("    ") for line in SETTINGS[0].splitlines())


def _collected(root: Path, files: dict[str, str | bytes]) -> tuple[Course, str]:
    """A course that has collected an archive with these files, and what nbgrader said."""
    course = course_folder.make(root, {}, settings=f"{_settings()}")
    release = build.release_path(course, course.exercise(NAME))
    release.parent.mkdir(parents=True)
    release.write_text(nbformat.writes(course.exercise(NAME).released))  # by its name nbgrader knows the right ones
    archive = root / "downloaded" / NAME / "archive" / "DL-Exercise 1-4711.zip"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(_zip(files))
    return course, _nbgrader(root, "zip_collect", NAME)


def _zip(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def _nbgrader(root: Path, *arguments: str) -> str:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def _handed_in(course: Course) -> set[str]:
    root = course.root / "submitted"
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


FORMS = {"with folders": "_assignsubmission_file/", "of Moodle 4.0": "_assignsubmission_file_/",
         "without folders": "_assignsubmission_file_"}  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [pytest.param(FORMS[each], id=each, marks=pytest.mark.slow if number else ()) for number, each in enumerate(FORMS)],
)
def test_each_form_of_the_archive_is_collected(tmp_path, form):
    own = _zip({f"homework/{NAME}.ipynb": "{}", f"old/{NAME}.ipynb": "{}"})
    files = {
        f"{ADA}{form}{NAME}.ipynb": "{}",
        f"{BOB}{form}{NAME} (1).ipynb": "{}",
        f"{BOB}{form}helpers.py": "",
        f"{CARL}{form}own.zip": own,
        f"{ADA}_assignsubmission_onlinetext/onlinetext.html": "an answer",
    }
    course, said = _collected(tmp_path, files)
    assert _handed_in(course) == {
        f"1001/{NAME}/{NAME}.ipynb",
        f"1002/{NAME}/{NAME} (1).ipynb",
        f"1002/{NAME}/helpers.py",
        f"1003/{NAME}/own/homework/{NAME}.ipynb",
        f"1003/{NAME}/own/old/{NAME}.ipynb",
    }
    assert "5 files collected, 2 files skipped" in said  # the online text, and the archive that was unpacked


@pytest.mark.slow
def test_what_was_collected_is_graded(tmp_path):
    exercise = Course.load(ROOT).exercise(NAME)
    wrong = with_solutions(exercise, {"pool2d": "def pool2d(*arguments, **settings):\n    return None"})
    form = FORMS["with folders"]
    files = {
        f"{ADA}{form}{NAME}.ipynb": nbformat.writes(with_solutions(exercise, {})),
        f"{BOB}{form}homework/{NAME} (1).ipynb": nbformat.writes(wrong),
        f"{CARL}{form}{NAME}.ipynb": nbformat.writes(exercise.released),
    }
    course, said = _collected(tmp_path, files)
    assert "3 files collected" in said
    _nbgrader(tmp_path, "generate_assignment", NAME, "--force")
    _nbgrader(tmp_path, "autograde", NAME)
    points = exercise.graded_cells
    scores = {student: {} for student in ("1001", "1002", "1003")}
    for student, cell, score in course_folder.scores(course.root):
        if cell in points:
            scores[student][cell] = score
    assert scores == {
        "1001": points,
        "1002": points | {"check_pool2d": 0.0},
        "1003": dict.fromkeys(points, 0.0),
    }
