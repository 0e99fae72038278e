"""A grader that takes the answers from a grading record: it has no kernel and never runs a student's code.

Where the code that judges a graded cell is the same too, the verdict is taken from the record as well.
"""

from dataclasses import dataclass
from pathlib import Path

import nbformat
from msgspec.structs import asdict
from nbformat import NotebookNode

from autograder.course import Course, Exercise
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord, RecordUnsound
from autograder.judging.process import HiddenTestProcess, HiddenTestsBroken, Job, Result
from autograder.judging.verdict import Verdict
from autograder.questions.question import Asked
from autograder.questions.recorded_answers import NewQuestion, RecordedAnswers

# What a grade depends on and an answer does not. All else has to be as it was, also what is added later.
ANSWERS_DO_NOT_DEPEND_ON = frozenset(("hidden_tests", "thresholds", "source", "questions", "verdicts", "nbgrader"))


@dataclass(frozen=True)
class Recorded:
    """An earlier grading that can stand for a new execution.

    Attributes:
        record: with its answers.
        notebook: as it lies in `autograded/`.
    """

    record: GradingRecord
    notebook: NotebookNode

    @classmethod
    def load(cls, course: Course, exercise: Exercise, student: str) -> "Recorded":
        """Read what an earlier grading has left.

        Raises:
            RecordUnsound: if the record or the graded notebook is missing or damaged.
        """
        record = GradingRecord.load_with_answers(course.root, exercise.name, student)
        path = course.folder("autograded", student, exercise.name) / f"{exercise.name}.ipynb"
        try:
            notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))  # without the schema, which takes long
            cells = notebook.cells
            if not all(isinstance(cell.source, str) and cell.cell_type and "metadata" in cell for cell in cells):
                raise ValueError
        except FileNotFoundError:
            raise RecordUnsound("the graded notebook is missing in autograded/") from None
        except (OSError, ValueError, AttributeError, TypeError):
            raise RecordUnsound("the graded notebook in autograded/ is damaged") from None
        return cls(record, notebook)


class NotInRecord(Exception):
    """A hidden test asks what the record does not answer.

    Attributes:
        questions: which.
    """

    def __init__(self, questions: tuple[NewQuestion, ...]):
        super().__init__(f"{len(questions)} questions that the record does not answer")
        self.questions = questions


class Replay(Grader):
    """Grades one submission after the other as `Grader` does, except that the record answers.

    Args:
        settings: of the grading (`GradeSubmission.settings`); a record that was made with others is not taken.
        tests: the process that runs the hidden tests.
        exercise: what is graded.
    """

    def __init__(self, settings: dict, tests: HiddenTestProcess, exercise: Exercise):
        super().__init__(**settings)
        self.hidden_tests = tests
        self._cells = tuple(exercise.graded_cells)
        self._recorded: Recorded | None = None
        self._result: Result | None = None
        self._judged_again: tuple[str, ...] = ()

    def take(self, recorded: Recorded) -> None:
        """From now on, grade the submission that this is the record of."""
        self._recorded, self._result = recorded, None

    def check_walls(self) -> str:
        """What stood around the student's code when it was executed."""
        return self._recorded.record.walls

    def execute(self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, folder: Path | None) -> None:
        """Fill in what the execution of the record found out, and judge it.

        Raises:
            RecordUnsound: if the recorded answers do not belong to this.
            NotInRecord: if a hidden test asks something else.
        """
        super().execute(notebook, exercise, record, folder)
        record.seconds = self._recorded.record.seconds

    async def _execute(self, notebook: NotebookNode, exercise: Exercise, record: GradingRecord, *_: object) -> None:
        old = self._recorded.record
        _check_answers_belong(old, record)
        if self._result is None:
            self._judged_again = tuple(cell for cell in self._cells if not _stands(old, record, cell))
            self._result = await self._ask(old)
        self._take_outputs(notebook)
        record.cells, record.limits, record.starting = old.cells, old.limits, old.starting
        record.repairs += [line for line in old.repairs if line not in record.repairs]
        record.suspicious += [line for line in old.suspicious if line not in record.suspicious]
        record.questions = self._questions(old)
        answered = {question["answer"] for question in record.questions} - {""}
        record.answers = {digest: old.answers[digest] for digest in answered}
        record.verdicts = self._verdicts(exercise, old)

    async def _ask(self, old: GradingRecord) -> Result:
        cells = self._judged_again
        if not cells:
            return Result((), (), ())
        answers = RecordedAnswers(
            [Asked(**asked) for asked in old.questions if asked["grade_id"] in cells], old.answers
        )
        job = Job(old.exercise, "", old.data_source, self.execution.seed, recorded=answers, recorded_cells=cells)
        try:
            result = await self.hidden_tests.run(job, _nobody)
        except HiddenTestsBroken as error:
            raise RecordUnsound(f"no verdict from the recorded answers: {error}") from None
        if result.problems:
            raise RecordUnsound("the hidden tests could not be collected")
        if result.new:
            raise NotInRecord(result.new)
        return result

    def _take_outputs(self, notebook: NotebookNode) -> None:
        """What the student's cells displayed when they were executed."""
        graded = {cell.get("id"): cell for cell in self._recorded.notebook.cells if cell.cell_type == "code"}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                old = graded.get(cell.get("id"))
                if old is None or old.source != cell.source:
                    raise RecordUnsound("the graded notebook in autograded/ is not the one of the record")
                cell.outputs, cell.execution_count = old.get("outputs", []), old.get("execution_count")
        if "language_info" in self._recorded.notebook.metadata:
            notebook.metadata.language_info = self._recorded.notebook.metadata.language_info

    def _questions(self, old: GradingRecord) -> list[dict]:
        """What was asked, then or now, in the notebook's order of the graded cells."""
        asked: dict[str, list[dict]] = {cell: [] for cell in self._cells}
        for question in old.questions:
            if question["grade_id"] in asked and question["grade_id"] not in self._judged_again:
                asked[question["grade_id"]].append(question)
        for question in map(asdict, self._result.asked):
            asked[question["grade_id"]].append(question)
        return [question for cell in self._cells for question in asked[cell]]

    def _verdicts(self, exercise: Exercise, old: GradingRecord) -> list[Verdict]:
        grade_ids = {hidden.test: hidden.grade_id for hidden in self._result.collected}
        tests = {verdict.grade_id: list(verdict.tests) for verdict in old.verdicts}
        tests = {grade_id: found for grade_id, found in tests.items() if grade_id not in self._judged_again}
        for verdict in self._result.verdicts:
            tests.setdefault(grade_ids[verdict.test], []).append(verdict)
        return [
            Verdict(grade_id, maximum, tuple(tests[grade_id]))
            if grade_id in tests
            else Verdict(grade_id, maximum, problem="no verdict: there is no hidden test for this cell")
            for grade_id, maximum in exercise.graded_cells.items()
        ]


def _check_answers_belong(old: GradingRecord, new: GradingRecord) -> None:
    names = (old.graded_with.keys() | new.graded_with.keys()) - ANSWERS_DO_NOT_DEPEND_ON
    different = sorted(name for name in names if old.graded_with.get(name) != new.graded_with.get(name))
    if different:
        raise RecordUnsound(f"it was graded with other {', '.join(different).replace('_', ' ')}")
    if old.submitted_sha256 != new.submitted_sha256:
        raise RecordUnsound("another notebook was handed in since")
    if old.executed_sha256 != new.executed_sha256:
        raise RecordUnsound("other code would be executed: the exercise, its repair or the further files have changed")
    if old.status != "graded":
        raise RecordUnsound(f"it was {old.status}")


def _stands(old: GradingRecord, new: GradingRecord, grade_id: str) -> bool:
    """Whether a verdict can stand: it is complete, and the same code would judge the same answers."""
    verdict = next((verdict for verdict in old.verdicts if verdict.grade_id == grade_id), None)
    if verdict is None or verdict.needs_instructor or not verdict.tests:
        return False
    return bool(old.judged_by.get(grade_id)) and old.judged_by[grade_id] == new.judged_by.get(grade_id)


async def _nobody(question):
    raise RecordUnsound(f"nobody is there to answer {question.text}")
