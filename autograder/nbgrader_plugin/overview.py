"""What stands on top of the feedback: each task by its name, its points, why points were lost, what happened else."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedNotebook

from autograder.course import Course
from autograder.errors import RecordUnusable
from autograder.exercise import Exercise, id_of
from autograder.grading.record import GradingRecord

CHARACTERS = 300  # of a reason or comment in the overview; its place in the page has all of it
TIME = "%Y-%m-%d %H:%M"

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.MULTILINE)
_POINTS = re.compile(r"\s*\([^()]*\bpoints?\b[^()]*\)$")
_ASK = re.compile(r"[:;,]? *ask the student\b.*$", re.DOTALL)  # a sentence for the instructor


@dataclass(frozen=True)
class Line:
    """A sentence, and the id of what it is about in the page ("" if it is about no place)."""

    text: str
    anchor: str = ""


@dataclass
class Task:
    """One graded cell.

    Attributes:
        name: the heading of its section, without the points.
        part: which of several graded cells of the section, "" if it is the only one.
        anchor: its id in the page.
        score: None if nobody has graded it yet.
        maximum: points that it can give.
        notes: what else is to be known about the score.
        reasons: why points were lost, a line each.
        comments: of the instructor.
    """

    name: str
    part: str
    anchor: str
    score: float | None
    maximum: float
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    comments: list[Line] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether it has all points."""
        return self.score is not None and self.score >= self.maximum


@dataclass
class Overview:
    """What a student wants to know first.

    Attributes:
        title: of the exercise.
        student: whose it is.
        tasks: in the notebook's order.
        score: what counts, less the penalty.
        maximum: of what is graded.
        waiting: points of what nobody has graded yet.
        penalty: for handing in late.
        times: when it was handed in and due, "" if not known.
        problem: why nothing could be graded, else "".
        repairs: what was repaired.
        limits: which limits were exceeded.
        has_formulas: whether the notebook has formulas.
    """

    title: str
    student: str
    tasks: list[Task] = field(default_factory=list)
    score: float = 0.0
    maximum: float = 0.0
    waiting: float = 0.0
    penalty: float = 0.0
    times: str = ""
    problem: str = ""
    repairs: list[str] = field(default_factory=list)
    limits: list[Line] = field(default_factory=list)
    has_formulas: bool = False

    def task(self, anchor: str) -> Task | None:
        """The task of a graded cell."""
        return next((task for task in self.tasks if task.anchor == anchor), None)


def of(course: Course, book: Gradebook, exercise: Exercise, student: str) -> Overview:
    """The overview of a student's grade, from the gradebook and the grading record."""
    found = Overview(exercise.title, student)
    found.has_formulas = any("$" in cell.source for cell in exercise.source.cells if cell.cell_type == "markdown")
    record: GradingRecord | None = None
    with suppress(FileNotFoundError, RecordUnusable):  # then the page has no reasons, but the scores
        record = GradingRecord.load(course.root, exercise.name, student)
    if record:
        found.problem = _for_students(record.problem)
        found.repairs = [_for_students(text) for text in record.repairs]
        found.limits = [Line(str(each), each.cell) for each in record.incidents if each.kind == "limit"]
    try:
        submission = book.find_submission(exercise.name, student)
    except MissingEntry:
        return found
    for notebook in submission.notebooks:
        found.tasks += _tasks(exercise, notebook, task_names(exercise), _reasons(record))
        found.penalty += notebook.late_submission_penalty or 0.0
    if found.problem:  # it says why there are no points, whatever the single tasks say
        for task in found.tasks:
            task.notes.clear()
    found.times = _times(course, submission.timestamp, submission.duedate)
    graded = [task for task in found.tasks if task.score is not None]
    found.score = max(0.0, sum(task.score or 0.0 for task in graded) - found.penalty)
    found.maximum = sum(task.maximum for task in graded)
    found.waiting = sum(task.maximum for task in found.tasks if task.score is None)
    return found


def task_names(exercise: Exercise) -> dict[str, tuple[str, str]]:
    """For each graded cell the heading of its section, and which of the section's graded cells it is.

    The second is "" if there is only one. Sections are those of the first two levels of headings, if there are any.
    """
    headings: dict[str, tuple[int, str]] = {}
    section, number = exercise.name, 0
    deepest = 2 if _has_sections(exercise) else 6
    graded = exercise.graded_cells | exercise.manual_cells
    for cell in exercise.source.cells:
        if cell.cell_type == "markdown" and not id_of(cell):
            for level, text in _HEADING.findall(cell.source):
                if len(level) <= deepest:
                    section, number = text, number + 1
        if id_of(cell) in graded:
            headings[id_of(cell)] = number, _name(section)
    places = [number for number, _ in headings.values()]
    return {
        name: (heading, name.removeprefix("check_") if places.count(number) > 1 else "")
        for name, (number, heading) in headings.items()
    }


def _has_sections(exercise: Exercise) -> bool:
    texts = "\n".join(cell.source for cell in exercise.source.cells if cell.cell_type == "markdown")
    return any(len(level) == 2 for level, _ in _HEADING.findall(texts))


def _name(heading: str) -> str:
    return _POINTS.sub("", _plain(heading))


def _plain(markdown: str) -> str:
    return re.sub(r"[`*]", "", markdown)


def _tasks(
    exercise: Exercise,
    notebook: SubmittedNotebook,
    names: Mapping[str, tuple[str, str]],
    reasons: Mapping[str, Sequence[str]],
) -> list[Task]:
    grades = {grade.name: grade for grade in notebook.grades}
    comments = {each.name: each.manual_comment for each in notebook.comments if each.manual_comment}
    tasks: list[Task] = []
    waiting: list[Line] = []  # comments on a solution stand in front of the cell that grades it
    for cell in exercise.source.cells:
        name = id_of(cell)
        if name in comments:
            waiting.append(Line(_one_line(_plain(comments[name])), f"comment-{name}"))
        if name in grades:
            task = _task(grades.pop(name), names.get(name, (name, "")), name in exercise.manual_cells)
            task.reasons = [] if task.is_full else [_one_line(reason) for reason in reasons.get(name, [])]
            task.comments, waiting = waiting, []
            tasks.append(task)
    if tasks:
        tasks[-1].comments += waiting
    # The exercise has changed since: cells that it no longer has still count.
    return tasks + [_task(grade, (name, ""), False) for name, grade in grades.items()]


def _task(grade: Grade, name: tuple[str, str], is_manual: bool) -> Task:
    scored = grade.auto_score is not None or grade.manual_score is not None
    task = Task(*name, anchor=grade.name, score=grade.score if scored else None, maximum=grade.max_score)
    if grade.manual_score is not None and grade.needs_manual_grade:
        task.notes.append("will be looked at again")
    elif grade.manual_score is not None and not is_manual:
        task.notes.append("set by your instructor")
    elif is_manual and grade.manual_score is None and scored:
        task.notes.append("not answered")
    if grade.extra_credit:
        task.notes.append(f"{grade.extra_credit:g} extra")
    return task


def _reasons(record: GradingRecord | None) -> dict[str, list[str]]:
    """Why points were lost, by graded cell; where nothing could be graded, the overview says it once."""
    if record is None or record.problem:
        return {}
    return {verdict.grade_id: verdict.reasons for verdict in record.verdicts if verdict.score < verdict.maximum}


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CHARACTERS else f"{line[: CHARACTERS - 4]} ..."


def _for_students(sentence: str) -> str:
    """A sentence of the record without its advice to the instructor."""
    return _ASK.sub("", sentence)


def _times(course: Course, handed_in: datetime | None, due: datetime | None) -> str:
    """Times of the gradebook, which are in UTC, in the course's time zone."""
    if handed_in is None:
        return ""
    zone = course.timezone
    times = [time.replace(tzinfo=UTC).astimezone(zone).strftime(TIME) for time in (handed_in, due) if time]
    return f"Handed in {', due '.join(times)} ({zone})"
