"""Lets nbgrader read whatever students hand in."""

import shutil
import tempfile
import weakref
from fnmatch import fnmatchcase
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course
from autograder.nbgrader_plugin import stand_in


class SubmissionExporter(NotebookExporter):
    """Has `nbgrader autograde` convert a sound stand-in of each submission (`autograder.nbgrader_plugin.stand_in`).

    nbgrader makes its exporter after it has looked for submissions and before it reads them, and nothing else that
    a configuration can name at that time. `autograder grade` has made the stand-ins by itself.
    """

    def __init__(self, *args: object, **keywords: object):
        super().__init__(*args, **keywords)
        if isinstance(self.parent, Autograde) and not _has_stand_ins(self.parent.coursedir):
            folder = _lay_out_all(self.parent.coursedir)
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.parent.coursedir = _elsewhere(self.parent.coursedir, folder)
            self.parent.init_notebooks()


def _has_stand_ins(directory: CourseDirectory) -> bool:
    return Path(directory.submitted_directory).parts[0] == stand_in.FOLDER


def _lay_out_all(directory: CourseDirectory) -> Path:
    course = Course.load(Path(directory.root))
    exercise = course.exercise(directory.assignment_id)
    parent = course.root / stand_in.FOLDER
    parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="nbgrader-", dir=parent))
    for student in course.students(exercise.name):
        if fnmatchcase(student, directory.student_id):
            stand_in.lay_out(course, exercise, student, folder)
    return folder


def _elsewhere(directory: CourseDirectory, submitted: Path) -> CourseDirectory:
    """The same course with another `submitted/`; the formgrader goes on with its own."""
    settings = {name: getattr(directory, name) for name in directory.trait_names(config=True)}
    settings["submitted_directory"] = str(submitted.relative_to(directory.root))
    return CourseDirectory(parent=directory.parent, **settings)
