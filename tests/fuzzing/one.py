"""One seed: a notebook is made, handed in, read, repaired, graded, recorded, and perhaps written; then checked."""

import asyncio
import copy
import json
import random
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring.variants import with_solutions
from autograder.course import CONFIG_FILE, Course
from autograder.exercise import Exercise, id_of, is_graded
from autograder.grading.grade import Graded, grade, without_execution
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import autograde, feedback, gradebook
from autograder.submissions import submission
from fuzzing import files, trees, values
from fuzzing.stand_ins import Judge, StandIn

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ("convolution_by_hand", "mnist_convnet", "regularizers", "text_convnet")
STUDENTS = 7
WRITTEN_EVERY = 20  # nbgrader takes longer than all the rest
_TOKEN = re.compile(r"owntext\d+x")


class Violated(Exception):
    """A submission was handled without an error, and wrongly."""


@dataclass
class Done:
    """What became of one seed.

    Attributes:
        made: what was done to the notebook, in order.
        status: of the record.
        problem: why nothing could be graded.
        written: whether nbgrader wrote it, and its feedback.
        lost: places of own text that is neither in the graded notebook nor named for a person.
    """

    made: list[str] = field(default_factory=list)
    status: str = ""
    problem: str = ""
    written: bool = False
    lost: list[str] = field(default_factory=list)


class Bench:
    """A course folder in which one seed after the other is tried.

    Args:
        root: an empty folder.
    """

    def __init__(self, root: Path):
        for name in EXERCISES:
            shutil.copytree(ROOT / "source" / name, root / "source" / name)
        shutil.copyfile(ROOT / CONFIG_FILE, root / CONFIG_FILE)
        self.course = Course.load(root)
        self._exercises = {name: self.course.exercise(name) for name in EXERCISES}
        for exercise in self._exercises.values():
            gradebook.register(self.course, exercise)
        self._bases: list[tuple[Exercise, dict[str, Any]]] = []
        for name, exercise in self._exercises.items():
            executed = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)
            outputs = {cell.id: cell.get("outputs") for cell in executed.cells}
            solved = with_solutions(exercise, {})
            for cell in solved.cells:
                if cell.cell_type == "code":
                    cell.outputs = outputs.get(cell.id) or []
            self._bases += [
                (exercise, json.loads(nbformat.writes(each))) for each in (solved, solved, exercise.released)
            ]

    def run(self, seed: int, done: Done | None = None) -> Done:
        """Make the notebook of a seed and handle it as a submission.

        Args:
            done: is filled in, also if there is an error.

        Raises:
            Violated: if a promise is broken. Any other exception breaks one, too.
        """
        rng, done = random.Random(seed), done or Done()
        exercise, base = rng.choice(self._bases)
        tree = copy.deepcopy(base)
        _write_own(rng, tree)
        for mutation in rng.choices(trees.ALL, k=rng.choice((0, 1, 1, 2, 3, 6))):
            mutation(rng, tree)
            done.made.append(mutation.__name__)
        change = rng.choice(files.BYTES)
        done.made.append(change.__name__)
        student = f"student{seed % STUDENTS}"
        folder = self.course.folder("submitted", student, exercise.name)
        shutil.rmtree(folder, ignore_errors=True)
        done.made += files.lay_out(rng, folder, exercise.name, change(rng, _as_bytes(rng, tree)))

        handed_in = submission.load(self.course, exercise, student)
        record = GradingRecord(
            exercise=exercise.name,
            student=student,
            fingerprint=handed_in.fingerprint,
            code_fingerprint=handed_in.code_fingerprint,
            repairs=list(handed_in.repairs),
            review=list(handed_in.review),
            suspicious=list(handed_in.suspicious),
        )
        if handed_in.problem:
            graded = without_execution(handed_in, exercise, record)
        else:
            graded = asyncio.run(grade(handed_in, exercise, StandIn(rng), Judge(rng), record))
        done.status, done.problem = graded.record.status, graded.record.problem
        _check_notebook(graded, exercise)
        _check_record(graded, exercise, self.course.root)
        if change is files.same and not handed_in.problem:
            done.lost = _lost(tree, graded, handed_in)
        if seed % WRITTEN_EVERY == 0:
            self._write(exercise, graded)
            done.written = True
        return done

    def _write(self, exercise: Exercise, graded: Graded) -> None:
        student = graded.record.student
        autograde.write(self.course, exercise, graded)
        path = self.course.folder("autograded", student, exercise.name) / f"{exercise.name}.ipynb"
        nbformat.validate(nbformat.read(path, as_version=4))
        scores = gradebook.automatic_scores(self.course, exercise.name)[student]
        for verdict in graded.record.verdicts:
            _expect(scores[verdict.grade_id] == verdict.score, f"the gradebook has {scores}")
        _expect(feedback.write(self.course, exercise.name, student).stat().st_size > 0, "no feedback")


def _write_own(rng: random.Random, tree: dict[str, Any]) -> None:
    """Write a text that is found again into some cells, and into new ones."""
    found = tree["cells"]
    for number, cell in enumerate(rng.sample(found, rng.randrange(6))):
        cell["source"] = [*cell["source"], f"\n# owntext{number}x"] if isinstance(cell["source"], list) else (
            f"{cell['source']}\n# owntext{number}x"
        )  # fmt: skip
    for number in range(10, 10 + rng.randrange(4)):
        kind = rng.choice(("code", "markdown", "raw"))
        new = {"cell_type": kind, "metadata": {}, "source": f"# owntext{number}x"}
        new |= {"outputs": [], "execution_count": None} if kind == "code" else {}
        found.insert(rng.randrange(len(found) + 1), new)
    for cell in found:
        if isinstance(cell["source"], list) and rng.random() < 0.5:
            cell["source"] = "".join(cell["source"])


def _as_bytes(rng: random.Random, tree: Mapping[str, Any]) -> bytes:
    content = json.dumps(tree, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1)))
    for placeholder, written in values.WRITTEN.items():
        content = content.replace(placeholder, written)
    return content.encode("utf-8", "surrogatepass")


def _check_notebook(graded: Graded, exercise: Exercise) -> None:
    nbformat.validate(graded.notebook)
    again = nbformat.reads(nbformat.writes(graded.notebook), as_version=4)
    nbformat.validate(again)
    json.dumps(graded.notebook, allow_nan=False)
    marked = [(id_of(cell), cell.cell_type, cell.metadata) for cell in exercise.released.cells if id_of(cell)]
    found = [(id_of(cell), cell.cell_type, cell.metadata) for cell in graded.notebook.cells if id_of(cell)]
    _expect(found == marked, f"marked cells {[name for name, *_ in found]} instead of {[name for name, *_ in marked]}")
    ids = [cell.id for cell in graded.notebook.cells]
    _expect(len(ids) == len(set(ids)), "ids are there twice")
    for cell in graded.notebook.cells:
        if is_graded(cell):
            _expect(len(cell.outputs) == 2, f"{id_of(cell)} has {len(cell.outputs)} outputs")
            score = float(cell.outputs[1].data["text/plain"])
            _expect(0 <= score <= cell.metadata.nbgrader.points, f"{id_of(cell)} has the score {score}")


def _check_record(graded: Graded, exercise: Exercise, root: Path) -> None:
    record = graded.record
    _expect([verdict.grade_id for verdict in record.verdicts] == list(exercise.graded_cells), "verdicts are missing")
    _expect(0 <= record.score <= record.maximum, f"{record.score} of {record.maximum} points")
    record.save(root)
    again = GradingRecord.load_with_answers(root, record.exercise, record.student)
    _expect(
        [each.score for each in again.verdicts] == [each.score for each in record.verdicts], "other scores are read"
    )
    if record.status == "ungradable":
        _expect(bool(record.problem) and record.score == 0, "points, or no reason")
        lines = [record.problem, *record.repairs, *record.review, *record.suspicious]
        _expect(not any("\n" in line for line in lines), f"a sentence of several lines: {lines}")
        _expect(len(record.problem) < 1000, f"a long problem: {record.problem[:300]}")


def _lost(tree: Mapping[str, Any], graded: Graded, handed_in: submission.Submission) -> list[str]:
    """Own text that nobody will see; a sentence for a person has to quote it, or to name its cell."""
    if not isinstance(tree.get("cells"), list):
        return []
    kept = "\n".join([*(cell.source for cell in graded.notebook.cells), *handed_in.review])
    lost = []
    for number, cell in enumerate(trees.cells(dict(tree)), start=1):
        source = cell.get("source")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if isinstance(source, str):
            name = (
                id_of(nbformat.from_dict({"metadata": cell["metadata"]}))
                if isinstance(cell.get("metadata"), dict)
                else ""
            )
            named = [line for line in handed_in.review if (name and name in line) or f"cell {number}" in line]
            lost += [
                f"{token} in cell {number} {name} ({cell.get('cell_type')!r:.30})"
                for token in _TOKEN.findall(source)
                if token not in kept and not named
            ]
    return lost


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Violated(otherwise)
