"""Chooses the questions for one student: several tasks, several kinds of change, each answerable in a minute."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading.record import GradingRecord
from autograder.grading.settings import GradingSettings
from autograder.mutation import equivalents, mutants
from autograder.mutation.judged import asking
from autograder.mutation.mutants import Mutant
from autograder.submissions.submission import Submission
from autograder.viva.executed import Outcome, executed

QUESTIONS = 5
MOST_EXECUTED = 30  # changes, of one student
MOST_TRIED = 4  # of a task in one round
MOST_CHARACTERS = 20_000  # of a cell
MOST_LINES = 3  # that a change may touch: more is not seen at a glance


class Asked(msgspec.Struct, frozen=True):
    """One question: a change of a student's cell, and what came of it.

    Attributes:
        cell: grade_id of the changed cell.
        graded: grade_ids of the graded cells of the task.
        operator: the kind of change.
        original, source: the cell without and with the change.
        outcome: what happened.
        why: why nothing happened, if that is known.
    """

    cell: str
    graded: tuple[str, ...]
    operator: str
    original: str
    source: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True)
class _Task:
    """A solved task: its cell, the graded cells that judge it, and the changes that are left to try."""

    cell: str
    graded: frozenset[str]
    left: list[Mutant]


Execute = Callable[[Mutant, frozenset[str]], Outcome]


def questions(
    exercise: Exercise, settings: GradingSettings, submission: Submission, record: GradingRecord, seed: int
) -> tuple[Asked, ...]:
    """The questions for a student, in the order of the notebook; fewer than five if the solution gives no more.

    Args:
        submission: what the student handed in.
        record: of its grading.
        seed: another number gives other questions.
    """
    rng = random.Random(f"{exercise.name} {submission.student} {seed}")
    tasks = _tasks(exercise, submission, record, rng)
    places = {task.cell: place for place, task in enumerate(tasks)}

    def execute(mutant: Mutant, only: frozenset[str]) -> Outcome:
        return executed(exercise, settings, submission, record, mutant, only)

    reasons = {(each.cell, each.change): each.reason for each in equivalents.read(exercise.name)}
    rng.shuffle(tasks)
    found = list(_chosen(tasks, execute, reasons))
    return tuple(sorted(found, key=lambda each: (places[each.cell], each.source)))


def _tasks(exercise: Exercise, submission: Submission, record: GradingRecord, rng: random.Random) -> list[_Task]:
    """The student's tasks that have points, those with all points first, with their changes in random order."""
    cells = submission.notebook.cells
    checks = [cell.source for cell in cells if is_graded(cell)]
    verdicts = {verdict.grade_id: verdict for verdict in record.verdicts}
    found = []
    for cell in cells:
        flags = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not flags.get("solution") or flags.get("grade"):
            continue
        graded = frozenset(asking(cell.source, record)) & verdicts.keys()
        if not graded or not any(verdicts[name].score for name in graded):
            continue
        if len(cell.source) > MOST_CHARACTERS:
            continue
        try:
            possible = mutants.of_cell(id_of(cell), cell.source, checks)
        except (SyntaxError, ValueError, RecursionError):  # with a magic command, for example
            continue
        usable = [mutant for mutant in possible if mutant.plain and len(mutant.change.splitlines()) <= MOST_LINES]
        full = all(verdicts[name].score >= verdicts[name].maximum for name in graded)
        found.append((full, _Task(id_of(cell), graded, _mixed(usable, rng))))
    whole = [task for full, task in found if full and task.left]
    return whole or [task for _, task in found if task.left]


def _mixed(changes: Sequence[Mutant], rng: random.Random) -> list[Mutant]:
    """Changes in random order, in which the kinds take turns."""
    kinds: dict[str, list[Mutant]] = {}
    for mutant in rng.sample(list(changes), len(changes)):
        kinds.setdefault(mutant.operator, []).append(mutant)
    turns = [(turn, rng.random(), mutant) for of_kind in kinds.values() for turn, mutant in enumerate(of_kind)]
    return [mutant for *_, mutant in sorted(turns, key=lambda each: each[:2])]


def _chosen(tasks: Sequence[_Task], execute: Execute, reasons: dict[tuple[str, str], str]) -> Iterator[Asked]:
    """One question for each task, then a second one, until there are enough."""
    kinds: set[str] = set()
    lines: set[tuple[str, str]] = set()
    special: set[str] = set()
    executed_so_far = count = 0
    for round_ in range(QUESTIONS):
        for task in tasks:
            for _ in range(MOST_TRIED):
                mutant = _next(task, kinds, lines, another_kind=round_ == 0)
                if mutant is None or count == QUESTIONS or executed_so_far == MOST_EXECUTED:
                    break
                executed_so_far += 1
                outcome = execute(mutant, task.graded)
                why = reasons.get((mutant.cell, mutant.change), "")
                kind = _special(outcome, why)
                if kind in special or kind == "unexplained":
                    continue
                special |= {kind} - {""}
                kinds.add(mutant.operator)
                lines.add((mutant.cell, _line(mutant)))
                count += 1
                graded = tuple(sorted(task.graded))
                yield Asked(mutant.cell, graded, mutant.operator, mutant.original, mutant.source, outcome, why)
                break


def _next(task: _Task, kinds: set[str], lines: set[tuple[str, str]], *, another_kind: bool) -> Mutant | None:
    """The next change of a task: on a line that no question is about, and at first of a kind that none is of."""
    for index, mutant in enumerate(task.left):
        if (task.cell, _line(mutant)) in lines or (another_kind and mutant.operator in kinds):
            continue
        return task.left.pop(index)
    return None if not another_kind else _next(task, kinds, lines, another_kind=False)


def _special(outcome: Outcome, why: str) -> str:
    """What a sheet has at most once: a crash, and a change that changes nothing; never one that nobody can explain."""
    if outcome.changes_nothing:
        same = outcome.asked and outcome.answers == outcome.asked
        return "nothing" if why or same else "unexplained"
    said = (outcome.cell_fails, outcome.visible, *(reason for _, reason in outcome.hidden))
    return "crash" if all("Error" in each or "did not answer" in each for each in said if each) else ""


def _line(mutant: Mutant) -> str:
    return next((line for line in mutant.change.splitlines() if line.startswith("-")), mutant.change)
