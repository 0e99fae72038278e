"""Writes `docs/marking-guide.md`: each written question with its model answer, marking scheme and sample answers."""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course import Course
from autograder.exercise import Exercise, id_of, without_marks

PATH = "docs/marking-guide.md"
SCHEME = re.compile(r"^\*\*Marking scheme\*\* \((\d+) points?, about (\d+) minutes?\)$", re.MULTILINE)
SAMPLE = re.compile(r"^\*\*Sample answer, ([\d½¼¾.]+) of (\d+) points?\*\*$", re.MULTILINE)
MIN_SAMPLES = 2

_INTRODUCTION = """# Marking guide

What markers need for the written questions: the question, a model answer, the marking scheme, and sample answers with
their marks. `autograder build` writes this page from `source/`; nothing of it is in the release. While you mark in the
formgrader, the scheme stands below each answer.

The minutes are estimates for one answer by a marker who has read the scheme.
"""


@dataclass(frozen=True)
class Question:
    """A written question.

    Attributes:
        exercise: whose.
        grade_id: of its answer cell.
        heading: its heading in the notebook, without the points.
        text: what is asked, in Markdown.
        solution: model answer, marking scheme and sample answers, in Markdown.
    """

    exercise: Exercise
    grade_id: str
    heading: str
    text: str
    solution: str

    @property
    def points(self) -> float:
        """Points of its answer cell."""
        return self.exercise.manual_cells[self.grade_id]

    @property
    def minutes(self) -> int:
        """How long marking one answer takes; 0 if its scheme does not say so."""
        found = SCHEME.search(self.solution)
        return int(found[2]) if found else 0


def questions(exercise: Exercise) -> list[Question]:
    """The written questions of an exercise, in its order."""
    found, heading = [], NotebookNode(source="")
    for cell in exercise.source.cells:
        if id_of(cell) in exercise.manual_cells:
            title, _, text = heading.source.partition("\n")
            title = re.sub(r" \([^()]*by hand\)$", "", title.lstrip("# "))
            found.append(Question(exercise, id_of(cell), title, text.strip(), without_marks(cell.source).strip()))
        elif cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = cell
    return found


def mistakes(exercise: Exercise) -> list[str]:
    """What a marker would miss: points and minutes of a scheme, sample answers."""
    found = []
    for question in questions(exercise):
        place = f"{exercise.name}: {question.grade_id}"
        scheme = SCHEME.search(question.solution)
        if scheme is None:
            found.append(f"{place}: no line '**Marking scheme** (N points, about M minutes)'")
        elif float(scheme[1]) != question.points:
            found.append(f"{place}: its marking scheme has {scheme[1]} points, its cell {question.points:g}")
        samples = SAMPLE.findall(question.solution)
        if len(samples) < MIN_SAMPLES:
            found.append(
                f"{place}: {len(samples)} sample answers ('**Sample answer, N of M points**'), not {MIN_SAMPLES}"
            )
        if any(float(maximum) != question.points for _, maximum in samples):
            found.append(f"{place}: a sample answer is not marked out of {question.points:g} points")
    return found


def page(course: Course) -> str:
    """The text of the guide."""
    exercises = sorted((course.exercise(name) for name in course.exercises), key=lambda exercise: exercise.title)
    parts, rows, minutes = [], ["| question | points | minutes |", "|---|---|---|"], 0
    for exercise in exercises:
        parts.append(f"## {exercise.title}")
        for question in questions(exercise):
            minutes += question.minutes
            rows.append(f"| {exercise.title}: {question.heading} | {question.points:g} | {question.minutes or '?'} |")
            text = _lowered(f"{question.text}\n\n#### Model answer\n\n{question.solution}")
            parts.append(f"### {question.heading} ({question.points:g} points)\n\n{text}")
    rows.append(f"| all, for one student | | {minutes} |")
    return "\n\n".join([_INTRODUCTION.strip(), "\n".join(rows), *parts]) + "\n"


def _lowered(text: str) -> str:
    """Headings inside of a question, two levels lower than those of the page."""
    return re.sub(r"^(#{1,3}) ", r"##\1 ", text, flags=re.MULTILINE)
