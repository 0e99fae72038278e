"""The sheets as a page to print: for each student one side with the questions, one with what did happen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from autograder.cohorts.plain import printable
from autograder.exercise import Exercise
from autograder.grading.feedback import points
from autograder.nbgrader_plugin.overview import task_names
from autograder.report.text import code, cut, sentence
from autograder.viva.choose import Asked
from autograder.viva.excerpt import Line, excerpt

TEMPLATES = Path(__file__).with_name("templates")
MESSAGE = 260  # characters of what a check says


@dataclass(frozen=True)
class Question:
    """One question, as both sides of a sheet show it.

    Attributes:
        task: its name.
        lines: the place in the student's code.
        cost: what the change costs, in a few words.
        answer: what did happen, a paragraph each: who says it, and the text.
        ask: what to ask next, "" if nothing.
    """

    task: str
    lines: Sequence[Line]
    cost: str
    answer: Sequence[tuple[str, Markup]]
    ask: str


@dataclass(frozen=True)
class Sheet:
    """What is printed for one student.

    Attributes:
        student: id.
        questions: up to five.
        note: why there are fewer, "" if there are not.
    """

    student: str
    questions: Sequence[Question]
    note: str


def sheet(exercise: Exercise, student: str, asked: Sequence[Asked], wanted: int) -> Sheet:
    """The sheet of a student.

    Args:
        wanted: how many questions there should be.
    """
    names = task_names(exercise)
    note = ""
    if len(asked) < wanted:
        note = "The solved tasks of this submission give no more questions." if asked else "No task is solved."
    return Sheet(printable(student), [_question(each, names) for each in asked], note)


def page(exercise: Exercise, sheets: Sequence[Sheet]) -> str:
    """All sheets as one HTML page without scripts, which loads nothing."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    environment.globals["css"] = Markup((TEMPLATES / "sheet.css").read_text())
    return environment.get_template("sheet.html.j2").render(exercise=exercise, sheets=sheets)


def _question(asked: Asked, names: Mapping[str, tuple[str, str]]) -> Question:
    heading, part = names.get(asked.graded[0], (asked.cell, ""))
    outcome = asked.outcome
    answer: list[tuple[str, Markup]] = []
    if outcome.cell_fails:
        answer.append(("The cell itself", _said(outcome.cell_fails)))
    if outcome.visible:
        answer.append(("The check in the notebook fails", _said(outcome.visible)))
    elif not outcome.cell_fails:
        answer.append(("The check in the notebook passes", Markup("")))
    if outcome.hidden:
        failing, reason = len(outcome.hidden), outcome.hidden[0][1]
        count = f"{failing} of {outcome.tests} hidden tests {'fails' if failing == 1 else 'fail'}"
        claim = outcome.hidden[0][0].removeprefix("test_").replace("_", " ")
        answer.append((count, Markup("{}: {}").format(claim, _said(reason))))
    else:
        answer.append((f"All {outcome.tests} hidden tests pass", Markup("")))
    ask = ""
    if outcome.changes_nothing:
        answer = [("Nothing changes", escape(_nothing(asked)))]
        ask = "" if asked.why else "For which input would it matter?"
    elif not outcome.visible and not outcome.cell_fails:
        ask = "Why does the check in the notebook not notice? What would a check have to ask?"
    cost = f"{points(outcome.lost)} {'point' if outcome.lost == 1 else 'points'}" if outcome.lost else "nothing"
    task = f"{heading}: {part}" if part else heading
    return Question(task, excerpt(asked.original, asked.source), f"costs {cost}", answer, ask)


def _said(message: str) -> Markup:
    """What a check says, without the places of objects in memory."""
    return code(cut(re.sub(r" at 0x[0-9a-f]+", "", message), MESSAGE))


def _nothing(asked: Asked) -> str:
    if asked.why:
        return sentence(asked.why)
    outcome = asked.outcome
    return (
        f"the check and all {outcome.tests} hidden tests pass, with exactly the same {outcome.asked} answers: no value "
        "that they look at depends on it."
    )
