"""`nbgrader export` into the form of an LMS: `--exporter autograder.lms.export.Moodle --assignment NAME`."""

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Unicode

from autograder.course import Course
from autograder.errors import CourseError
from autograder.lms import grades, returned


class _Lms(ExportPlugin):
    """What all of them share; the files are those of `autograder return`."""

    system = ""
    listed = Unicode("", help="Moodle's grading worksheet or Canvas' gradebook (CSV)").tag(config=True)
    column = Unicode("", help="Canvas: a part of the assignment's name").tag(config=True)
    scale = Bool(False, help="turn points into those of the LMS, if its maximum is another one").tag(config=True)
    unmarked = Bool(False, help="also grades in which a written answer is not marked yet").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the files for one exercise, the one named by `--assignment`, into `returned/<exercise>/`."""
        try:
            names = [str(name) for name in self.assignment]
            if len(names) != 1:
                raise CourseError("name one exercise, such as --assignment mnist_convnet")
            course = Course.load()
            given = grades.load(course, course.exercise(names[0]), self.unmarked)
            listed = Path(self.listed) if self.listed else None
            made = returned.write(given, self.system, listed, self.column, self.scale)
        except CourseError as error:
            self.log.error(str(error))
            raise SystemExit(1) from None
        for note in made.notes:
            self.log.warning(note)
        for path in made.files:
            self.log.info("Made %s", path)


class Moodle(_Lms):
    """Moodle's grading worksheet and feedback."""

    system = "moodle"


class Canvas(_Lms):
    """Canvas' gradebook and feedback."""

    system = "canvas"


class OpenOLAT(_Lms):
    """OpenOLAT's bulk assessment and feedback."""

    system = "openolat"


class Ilias(_Lms):
    """ILIAS' multi-feedback."""

    system = "ilias"
