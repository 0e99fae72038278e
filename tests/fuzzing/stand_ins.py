"""What stands in for the kernel and for the hidden tests: each says what the seed decides."""

import random

from nbformat import NotebookNode

from autograder.grading import incidents
from autograder.grading.grade import Ask
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Answer, Question
from fuzzing import outputs
from fuzzing.values import TEXTS, text


class StandIn:
    """An `Execution` without a kernel."""

    def __init__(self, rng: random.Random):
        self._rng = rng

    async def start(self, notebook: NotebookNode) -> None:
        """Some notebooks are executed, others keep their outputs."""
        self._executes = self._rng.random() < 0.7
        if self._rng.random() < 0.2:
            notebook.metadata.language_info = NotebookNode(name="python", version="3")

    async def execute(self, index: int, cell: NotebookNode) -> CellRun | None:
        """Any outputs, and any end."""
        if not self._executes:
            return None
        cell.outputs = [outputs.sent(self._rng) for _ in range(self._rng.randrange(3))]
        cell.execution_count = index
        found = (incidents.limit(self._text()), incidents.malformed(self._text()))
        status = self._rng.choice(("ok", "ok", "ok", "error", "timeout", "lost"))
        return CellRun(
            cell.get("id", ""),
            status,
            0.1,
            problem=self._text() if status == "lost" else "",
            error=self._text() if status == "error" else "",
            incidents=found[: self._rng.randrange(3)],
        )

    def verdict(self, grade_id: str, maximum: float, record: GradingRecord) -> Verdict | None:
        """Sometimes the time is over."""
        return Verdict(grade_id, maximum, problem="not graded: too late") if self._rng.random() < 0.1 else None

    def enter(self, grade_id: str) -> None:
        """Nothing depends on it."""

    async def answer(self, question: Question) -> Answer:
        """Any bytes, or none."""
        if self._rng.random() < 0.3:
            return Answer(None, self._text(), 0.1, limit=self._text(), malformed=self._rng.random() < 0.5)
        return Answer(self._rng.randbytes(self._rng.randrange(200)), seconds=0.1)

    async def close(self) -> None:
        """Nothing was started."""

    def complete(self, record: GradingRecord) -> None:
        """Nothing is known."""

    def _text(self) -> str:
        """What can come in a message: valid Unicode."""
        return text(self._rng).encode("utf-8", "replace").decode()


class Judge:
    """A `Judge` without hidden tests."""

    def __init__(self, rng: random.Random):
        self._rng = rng

    async def __call__(self, grade_id: str, maximum: float, ask: Ask) -> Verdict:
        """Some questions, and any verdict, also one of too many points."""
        rng = self._rng
        for number in range(rng.randrange(3)):
            await ask(Question.make("f(x)", {"x": number}, text=f"f({rng.choice(TEXTS)})", seed=0, timeout=1))
        if rng.random() < 0.1:
            return Verdict(grade_id, maximum, problem="no verdict", broken=True, detail="x")
        share = rng.choice((0.5, 1.0, 3.0)) * maximum / 2
        reasons = [rng.choice(TEXTS).encode("utf-8", "replace").decode() for _ in range(2)]
        outcomes = [rng.choice(("passed", "failed", "error")) for _ in range(2)]
        tests = [
            TestVerdict(f"test_{number}", "It works.", share, outcome, "" if outcome == "passed" else reason, reason)
            for number, (outcome, reason) in enumerate(zip(outcomes, reasons, strict=True))
        ]
        return Verdict(grade_id, maximum, tuple(tests))
