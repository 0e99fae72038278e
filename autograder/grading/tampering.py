"""What in a submission looks like an attempt to gain points or to reach what is hidden, with the evidence.

For the instructor to look at; it never changes a score. An honest notebook may hold any of these, and a dishonest
one none: what an attempt could gain is kept away by the walls, not by this list.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from autograder.course import id_of
from autograder.grading.record import GradingRecord
from autograder.questions.agent import MIME_TYPE
from autograder.submissions.match import is_open

MAX_EVIDENCE = 120  # characters of one line
MAX_LINES = 20  # of one kind in one submission

_TRACES = {
    "names the grader or its files": r"\bautograder\b|hidden_tests|\bgradebook\b",
    "reads other folders": r"(?<![\w/])\.\.(?=[/\\'\"])|\b(source|solutions|submitted|autograded)/",
    "reads the system's files": r"/proc\b|/etc/(shadow|passwd)|/dev/shm|/tmp\b",
    "speaks to Jupyter itself": r"user_expressions|iopub_socket|shell_stream|publish_display_data|create_comm",
    "changes Python or IPython": (
        r"\bbuiltins\.\w+ *=[^=]|setattr\( *builtins|sys\.modules\[.*\] *=[^=]|displayhook *=|display_formatter\.\w+ *="
        r"|ast_transformers|input_transformers|events\.register"
    ),
    "looks into frames or foreign objects": r"_getframe|inspect\.(stack|currentframe)|gc\.get_(objects|referrers)",
    "answers comparisons itself": r"def __(eq|array_ufunc|array_function|instancecheck)__",
    "sends signals or ends the process": r"\bos\.(kill|killpg|_exit|abort)\b",
    "starts processes": r"\bos\.fork\b|start_new_session|os\.setsid",
    "calls the system itself": r"\bctypes\b|memfd_create|resource\.prlimit|os\.(setpriority|sched_\w+)|os\.symlink",
    "uses the network": r"\bsocket\.|urlopen|requests\.(get|post)",
}
_REFUSALS = ("PermissionError", "Operation not permitted")
_BROKEN_MESSAGES = ("was damaged", "what is no message", "what is no answer")


def traces(notebook: NotebookNode, record: GradingRecord, folder: Path | None) -> list[str]:
    """What looks like an attempt, a sentence each.

    Args:
        notebook: repaired and executed, with the outputs of the student's process.
        record: of this grading.
        folder: with the student's further files.
    """
    return [*_in_code(notebook), *_in_outputs(notebook), *_in_messages(record), *_in_files(folder)]


def _in_code(notebook: NotebookNode) -> Iterator[str]:
    for what, pattern in _TRACES.items():
        found = [
            f"{_name(cell)}, line {number} {what}: {_cut(line)}"
            for cell in notebook.cells
            if cell.cell_type == "code" and (is_open(cell) or not id_of(cell))
            for number, line in enumerate(cell.source.splitlines(), start=1)
            if re.search(pattern, line)
        ]
        yield from found[:MAX_LINES]
        if len(found) > MAX_LINES:
            yield f"{len(found) - MAX_LINES} further lines: {what}"


def _in_outputs(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if MIME_TYPE in output.get("data", {}):
                yield f"{_name(cell)} displays what only the grader's questions are answered with ({MIME_TYPE})"
            error = f"{output.get('ename')}: {output.get('evalue')}"
            if output.output_type == "error" and any(refusal in error for refusal in _REFUSALS):
                yield f"{_name(cell)} was refused something: {_cut(error)}"


def _in_messages(record: GradingRecord) -> Iterator[str]:
    problems = [f"cell {cell['id']}: {cell['problem']}" for cell in record.cells]
    problems += [f"{question['text']}: {question['problem']}" for question in record.questions]
    for problem in (*problems, *record.limits):
        if any(text in problem for text in _BROKEN_MESSAGES):
            yield _cut(problem)


def _in_files(folder: Path | None) -> Iterator[str]:
    for parent, folders, names in os.walk(folder) if folder else ():
        for name in sorted((*folders, *names)):
            path = Path(parent, name)
            if path.is_symlink():
                yield f"a link was handed in: {path.relative_to(folder)} -> {_cut(os.readlink(path))}"
            elif _hides_a_module(path):
                yield f"a further file takes the name of a module: {path.relative_to(folder)}"


def _hides_a_module(path: Path) -> bool:
    is_module = path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())
    return is_module and (path.stem in sys.stdlib_module_names or path.stem in _PACKAGES)


_PACKAGES = frozenset(
    ("autograder", "convnets", "IPython", "ipykernel", "keras", "matplotlib", "numpy", "pytest", "sitecustomize")
) | {"sklearn", "tensorflow"}


def _name(cell: NotebookNode) -> str:
    return f"the cell {id_of(cell) or cell.get('id', '')}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_EVIDENCE else f"{text[:MAX_EVIDENCE]}..."
