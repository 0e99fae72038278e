"""Feedback says what it was made from, so that feedback that is older than the grade is found and made again."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from autograder.course import Course
from autograder.errors import ConverterFailed
from autograder.grading import graded_with
from autograder.nbgrader_plugin import gradebook, overview, patience
from autograder.nbgrader_plugin.convert import convert, failing_as_nbgrader_does
from autograder.nbgrader_plugin.overview import Overview
from autograder.submissions import fingerprint

_MARK = re.compile(r"<!-- made from ([0-9a-f]{64}) -->\s*\Z")
_MARK_CHARACTERS = 200  # at the end of the page

TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE = "student_feedback"
_TAG = re.compile(r"<(/?)h([1-5])(?=[\s>])", re.IGNORECASE)


class FeedbackExporter(HTMLExporter):
    """Makes pages that say what they were made from, and has nbgrader make again what is older than the grade.

    Without `--force`, nbgrader keeps all feedback that is there. It makes its exporter before it decides what to make.
    For a template of your own, set `c.FeedbackExporter.template_name` and `extra_template_basedirs`.
    """

    @property
    def default_config(self) -> Config:
        """The template of this package. What nbgrader and a course set for all HTMLExporters is less specific."""
        config = Config(super().default_config)
        config.FeedbackExporter.template_name = TEMPLATE
        config.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]
        return config

    def __init__(self, *args: object, **keywords: object):
        super().__init__(*args, **keywords)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        if isinstance(converter, GenerateFeedback):
            with failing_as_nbgrader_does(converter):
                patience.wait_for_gradebook(Course.load(Path(converter.coursedir.root)))
            converter.init_destination = _removing_what_is_old(converter, converter.init_destination)

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **keywords: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert the graded notebook."""
        converter: Any = self.parent
        place = (resources or {})["nbgrader"]
        course = Course.load(Path(converter.coursedir.root))
        exercise = course.exercise(place["assignment"])
        with gradebook.opened(course) as book:
            found = overview.of(course, book, exercise, place["student"])
            mark = _made_from(course, book, found, exercise.name)
        resources = {**(resources or {}), "feedback": found}
        page, resources = super().from_notebook_node(nb, resources, **keywords)
        # Half a character of UTF-16, which JSON can hold and the overview may quote, cannot be written to a file.
        page = page.encode("utf-8", "replace").decode("utf-8")
        return f"{page}\n<!-- made from {mark} -->\n", resources

    def default_filters(self) -> Iterator[tuple[str, Callable[..., str]]]:
        """The filters of templates."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "lower_headings", lower_headings


def lower_headings(html: str) -> str:
    """HTML with each heading one level lower: the page has a heading of the first level already."""
    return _TAG.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)


def _removing_what_is_old(converter: GenerateFeedback, init: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    def init_destination(exercise: str, student: str) -> bool:
        course = Course.load(Path(converter.coursedir.root))
        folder = course.folder("feedback", student, exercise)
        if folder.exists() and not is_current(course, exercise, student):
            converter.log.info("The feedback in %s is older than the grade: it is made again", folder)
            shutil.rmtree(folder)
        return init(exercise, student)

    return init_destination


def page_of(course: Course, exercise: str, student: str) -> Path:
    """The page that a student reads."""
    return course.folder("feedback", student, exercise) / f"{exercise}.html"


def made_from(course: Course, exercise: str, student: str) -> str:
    """A hash of all that feedback shows: the graded notebook with its files, scores, comments; and of what makes it."""
    with gradebook.opened(course) as book:
        return _made_from(course, book, overview.of(course, book, course.exercise(exercise), student), exercise)


def _made_from(course: Course, book: Gradebook, found: Overview, exercise: str) -> str:
    shown: list[object] = [fingerprint.of_folder(course.folder("autograded", found.student, exercise))]
    try:
        notebooks = book.find_submission(exercise, found.student).notebooks
    except MissingEntry:
        notebooks = []
    for notebook in notebooks:
        shown.append([notebook.name, notebook.late_submission_penalty or 0.0])
        shown += sorted([grade.name, grade.score, grade.max_score] for grade in notebook.grades)
        shown += sorted([comment.name, comment.comment or ""] for comment in notebook.comments)
    shown.append(repr(found))
    shown += [graded_with.code("grader"), fingerprint.of_folder(TEMPLATES)]
    shown += [graded_with.stable(course.config.get(name, {})) for name in ("GenerateFeedback", "FeedbackExporter")]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def current(course: Course, exercise: str, students: Sequence[str]) -> set[str]:
    """Those of the students whose feedback is that of their grade."""
    there = [student for student in students if page_of(course, exercise, student).is_file()]
    if not there:
        return set()
    with gradebook.opened(course) as book:
        loaded = course.exercise(exercise)
        found = [overview.of(course, book, loaded, student) for student in there]
        marks = {each.student: _made_from(course, book, each, exercise) for each in found}
    return {student for student, mark in marks.items() if _mark_in(page_of(course, exercise, student)) == mark}


def is_current(course: Course, exercise: str, student: str) -> bool:
    """Whether there is feedback, and it is that of the grade."""
    return bool(current(course, exercise, [student]))


def _mark_in(page: Path) -> str:
    with page.open("rb") as file:
        file.seek(max(0, page.stat().st_size - _MARK_CHARACTERS))
        found = _MARK.search(file.read().decode(errors="replace"))
    return found[1] if found else ""


def write(course: Course, exercise: str, student: str) -> Path:
    """Write a student's feedback, as `nbgrader generate_feedback` does; returns the page.

    Raises:
        ConverterFailed: if nbgrader fails.
        GradebookUnavailable: if another program has locked the gradebook, or its server cannot be reached.
    """
    convert(GenerateFeedback, course, exercise, student, exporter_class=FeedbackExporter)
    path = page_of(course, exercise, student)
    if not path.is_file():
        raise ConverterFailed(f"nbgrader made no feedback for {student}: is there a graded notebook in autograded/?")
    return path
