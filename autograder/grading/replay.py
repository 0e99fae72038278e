"""Takes the execution of a submission from its grading record: no kernel, and never a student's code.

Where the code that judges a graded cell is the same too, the verdict is taken from the record as well.
"""

import json
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

from autograder.course import Course
from autograder.errors import RecordUnusable
from autograder.exercise import Exercise
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Asked, Question
from autograder.questions.recorded_answers import NewQuestion, RecordedAnswers

# What a grade depends on and an answer does not. Everything else has to be as it was, also what is added later.
ANSWERS_DO_NOT_DEPEND_ON = frozenset(
    ("configuration", "executed", "grader", "hidden_tests", "judging", "nbgrader", "questions", "source", "thresholds")
)


@dataclass(frozen=True, eq=False)
class Recorded:
    """An earlier grading that can replace a new execution.

    Attributes:
        record: with its answers.
        notebook: the graded notebook in `autograded/`.
    """

    record: GradingRecord
    notebook: NotebookNode

    @classmethod
    def load(cls, course: Course, exercise: Exercise, student: str) -> "Recorded":
        """Read what an earlier grading has left.

        Raises:
            RecordUnusable: if the record or the graded notebook is missing or damaged.
        """
        record = GradingRecord.load_with_answers(course.root, exercise.name, student)
        path = course.folder("autograded", student, exercise.name) / f"{exercise.name}.ipynb"
        try:
            # nbformat checks the schema and converts each line of text, which takes twice as long as all else here.
            notebook = rejoin_lines(json.loads(path.read_bytes(), object_hook=NotebookNode))
            cells = notebook.cells
            if not all(isinstance(cell.source, str) and cell.cell_type and "metadata" in cell for cell in cells):
                raise ValueError
        except FileNotFoundError:
            raise RecordUnusable("the graded notebook is missing in autograded/") from None
        except (OSError, ValueError, AttributeError, TypeError):
            raise RecordUnusable("the graded notebook in autograded/ is damaged") from None
        return cls(record, notebook)


class NewQuestions(RecordUnusable):
    """A hidden test asks what the record does not answer.

    Attributes:
        questions: which.
    """

    def __init__(self, questions: tuple[NewQuestion, ...]):
        super().__init__(f"{len(questions)} questions that the record does not answer")
        self.questions = questions


class Replay:
    """An `Execution` that replays the record of an earlier one.

    Args:
        recorded: the earlier grading.
        fingerprint, code_fingerprint, graded_with, judged_by: of the new grading, see `GradingRecord`.

    Raises:
        RecordUnusable: if the recorded answers do not belong to this submission.
    """

    def __init__(
        self,
        recorded: Recorded,
        fingerprint: str,
        code_fingerprint: str,
        graded_with: dict[str, str],
        judged_by: dict[str, str],
    ):
        self._old = recorded.record
        self._notebook = recorded.notebook
        _check_answers_belong(self._old, fingerprint, code_fingerprint, graded_with)
        self._stands = _standing(self._old, judged_by)
        self._outputs = {cell.get("id"): cell for cell in self._notebook.cells if cell.cell_type == "code"}
        self._runs = {run.id: run for run in self._old.cells}
        judged_again = [asked for asked in self._old.questions if asked.grade_id not in self._stands]
        self._answers = RecordedAnswers(judged_again, self._old.answers)

    async def start(self, notebook: NotebookNode) -> None:
        """Take what the notebook's metadata says of the kernel."""
        if "language_info" in self._notebook.metadata:
            notebook.metadata.language_info = self._notebook.metadata.language_info

    async def execute(self, index: int, cell: NotebookNode) -> CellRun | None:
        """Give a cell the outputs that it had when it was executed."""
        old = self._outputs.get(cell.get("id"))
        if old is None or old.source != cell.source:
            raise RecordUnusable("the graded notebook in autograded/ is not the one of the record")
        cell.outputs, cell.execution_count = old.get("outputs", []), old.get("execution_count")
        return self._runs.get(cell.get("id", ""))

    def verdict(self, grade_id: str, maximum: float, record: GradingRecord) -> Verdict | None:
        """The recorded verdict, if the same code would judge the same answers."""
        old = self._stands.get(grade_id)
        if old is None:
            return None
        for asked in self._old.questions:
            if asked.grade_id == grade_id:
                _keep(asked, self._old, record)
        return Verdict(grade_id, maximum, old.tests)

    def enter(self, grade_id: str) -> None:
        """Questions are about this graded cell."""
        self._answers.enter(grade_id)

    async def answer(self, question: Question) -> Answer:
        """The recorded answer."""
        return self._answers.ask(question)

    async def close(self) -> None:
        """Nothing was started."""

    def complete(self, record: GradingRecord) -> None:
        """Note how the submission was executed then.

        Raises:
            NewQuestions: if a hidden test asked what the record does not answer.
            RecordUnusable: if there is no verdict.
        """
        _, new = self._answers.finish()
        if new:
            raise NewQuestions(new)
        for verdict in record.verdicts:
            if verdict.broken:
                raise RecordUnusable(f"no verdict from the recorded answers: {verdict.problem}")
        old = self._old
        record.sandbox, record.starting, record.seconds = old.sandbox, old.starting, old.seconds
        record.incidents = old.incidents
        record.graded_with["executed"] = old.graded_with["executed"]
        record.suspicious += [line for line in old.suspicious if line not in record.suspicious]


def _keep(asked: Asked, old: GradingRecord, record: GradingRecord) -> None:
    record.questions.append(asked)
    if asked.answer:
        record.answers[asked.answer] = old.answers[asked.answer]


def _check_answers_belong(
    old: GradingRecord, fingerprint: str, code_fingerprint: str, graded_with: dict[str, str]
) -> None:
    names = (old.graded_with.keys() | graded_with.keys()) - ANSWERS_DO_NOT_DEPEND_ON
    different = sorted(name for name in names if old.graded_with.get(name) != graded_with.get(name))
    if different:
        raise RecordUnusable(f"it was graded with different {', '.join(different).replace('_', ' ')}")
    if old.code_fingerprint != code_fingerprint:
        if old.fingerprint != fingerprint:
            raise RecordUnusable("a different submission has been handed in since")
        raise RecordUnusable("the code to execute is different: the exercise or its repair have changed")
    if old.status != "graded":
        raise RecordUnusable(f"it was {old.status}")


def _standing(old: GradingRecord, judged_by: dict[str, str]) -> dict[str, Verdict]:
    """The verdicts that can stand, by graded cell.

    A question that had no answer belongs to everything that was asked before it: once one cell is judged again, the
    later cells with such a question are too.
    """
    lost = {asked.grade_id for asked in old.questions if asked.problem}
    found: dict[str, Verdict] = {}
    for verdict in old.verdicts:
        complete = len(found) == old.verdicts.index(verdict)
        if _stands(old, verdict, judged_by) and (complete or verdict.grade_id not in lost):
            found[verdict.grade_id] = verdict
    return found


def _stands(old: GradingRecord, verdict: Verdict, judged_by: dict[str, str]) -> bool:
    """Whether a verdict can stand: it is complete, and the same code would judge the same answers."""
    if verdict.needs_instructor or not verdict.tests:
        return False
    return bool(old.judged_by.get(verdict.grade_id)) and old.judged_by[verdict.grade_id] == judged_by.get(
        verdict.grade_id
    )
