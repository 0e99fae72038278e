"""How submissions are graded: limits, sandbox, seed, and what is executed."""

import msgspec

from autograder.sandbox import Limits


class GradingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How submissions are graded.

    Attributes:
        cell_timeout: seconds for one cell.
        answer_timeout: seconds for one answer, also where a hidden test would wait longer.
        notebook_timeout: seconds for all cells and answers of a notebook.
        output_bytes: how much output is kept, of all cells together.
        seed: what Python, NumPy and Keras are seeded with before each question.
        only_needed: leave out the cells that no grade depends on: illustrations, which then show what the student
            handed in, and visible checks.
        only: if not empty, only the hidden tests of these graded cells run.
        tests: if not empty, only the hidden tests with these names run.
        calibrating: measure thresholds instead of applying them.
        limits: what the kernel of one submission may use.
        sandbox: "auto", "landlock", "bubblewrap" or "none".
        threads: threads of TensorFlow in one kernel.
    """

    cell_timeout: float = 300.0
    answer_timeout: float = 300.0
    notebook_timeout: float = 1800.0
    output_bytes: int = 20 << 20
    seed: int = 0
    only_needed: bool = True
    only: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    calibrating: bool = False
    limits: Limits = Limits()
    sandbox: str = "auto"
    threads: int = 1
