"""What in a submission looks like an attempt to gain points or to reach what is hidden, with the evidence.

For the instructor to look at; it never changes a score. An honest notebook may hold any of these, and a dishonest
one none: the sandbox keeps away what an attempt could gain, not this list.
"""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.exercise import id_of
from autograder.grading.record import GradingRecord
from autograder.submissions.match import is_open

MAX_EVIDENCE = 120  # characters of one line
MAX_LINES = 20  # of one kind in one submission

_TRACES = {
    "names the grader or its files": r"\bautograder\b|hidden_tests|\bgradebook\b",
    "reads other folders": r"(?<![\w/])\.\.(?!/input/)(?=[/\\'\"])|\b(source|solutions|submitted|autograded)/",
    "reads the system's files": r"/proc\b|/etc/(shadow|passwd)|/dev/shm|/tmp\b",
    "speaks to Jupyter itself": (
        r"user_expressions|iopub_socket|shell_stream|shell_handlers|publish_display_data|create_comm"
    ),
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


def traces(notebook: NotebookNode, record: GradingRecord) -> list[str]:
    """What looks like an attempt, a sentence each. What files look like one is known since they were read.

    Args:
        notebook: repaired and executed, with the outputs of the student's process.
        record: of this grading.
    """
    malformed = [_cut(str(incident)) for incident in record.incidents if incident.kind == "malformed"]
    return [*_in_code(notebook), *_in_outputs(notebook), *malformed]


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
            yield f"{len(found) - MAX_LINES} more lines: {what}"


def _in_outputs(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            error = f"{output.get('ename')}: {output.get('evalue')}"
            if output.output_type == "error" and any(refusal in error for refusal in _REFUSALS):
                yield f"{_name(cell)} was refused access: {_cut(error)}"


def _name(cell: NotebookNode) -> str:
    return f"the cell {id_of(cell) or cell.get('id', '')}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_EVIDENCE else f"{text[:MAX_EVIDENCE]}..."
