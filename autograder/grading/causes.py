"""Why the student's code raised an error while hidden tests asked it: followed to the cell that failed first.

A cell that stops leaves the names below its error undefined, and other cells, whose task may be another one, miss them.
What is found is added to the reasons. It changes no points.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib.util import find_spec

from msgspec.structs import replace
from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of
from autograder.grading.record import GradingRecord
from autograder.judging.verdict import Verdict

# What an exercise may need beside Python's own modules, as it is imported.
COURSE_PACKAGES = ("numpy", "keras", "tensorflow", "matplotlib", "sklearn", "PIL")
MAX_ERROR = 300  # characters
MAX_LINE = 60

_MISSING_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
_MISSING_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
_INSTALLS = re.compile(r"^\s*[%!].*\b(?:pip3?|conda|mamba|uv)\b.*\binstall\b", re.MULTILINE)
_IPYTHON_FILE = re.compile(r" \(\S+\.py, line (\d+)\)$")  # the file that IPython makes of a cell


def error_of(cell: NotebookNode) -> str:
    """The error that stopped an executed cell, such as "ValueError: too many"; "" if its outputs show none."""
    for output in cell.outputs:
        if output.output_type == "error":
            text = f"{output.get('ename')}: {output.get('evalue')}"
            text = " ".join("".join(each if each.isprintable() else " " for each in text).split())
            return _IPYTHON_FILE.sub(r" (line \1)", text)[:MAX_ERROR]
    return ""


def explained(
    verdict: Verdict, cells: Sequence[NotebookNode], record: GradingRecord, put_back: Mapping[str, str]
) -> Verdict:
    """A verdict whose reasons name what the errors of the student's code come from.

    Args:
        cells: of the notebook that is executed.
        record: with how the cells above the graded cell were executed, and what was asked.
        put_back: see `autograder.submissions.submission.Submission`.
    """
    if not any(test.raised for test in verdict.tests):
        return verdict
    causes = _Causes(verdict.grade_id, cells, record, put_back)
    return replace(verdict, tests=tuple(replace(test, cause=causes.of_answer(test.raised)) for test in verdict.tests))


class _Causes:
    """Finds causes of errors in the answers about one graded cell."""

    def __init__(
        self, grade_id: str, cells: Sequence[NotebookNode], record: GradingRecord, put_back: Mapping[str, str]
    ):
        position = next((index for index, cell in enumerate(cells) if id_of(cell) == grade_id), len(cells))
        self._before = [cell for cell in cells[:position] if cell.cell_type == "code"]
        self._after = [cell for cell in cells[position:] if cell.cell_type == "code"]
        self._runs = {run.id: run for run in record.cells}
        self._limits_in = record.limits_in
        self._asked_for = sorted(
            {name for asked in record.questions if asked.grade_id == grade_id for name in asked.takes}
        )
        self._put_back = put_back

    def of_answer(self, error: str) -> str:
        """The cause of an error that a question ended with, "" if nothing is known of it."""
        if error.startswith("NotImplementedError"):  # from the released cell, if the solution is in one that failed
            return next(filter(None, map(self._failed, self._asked_for)), "")
        return self._of_error(error, ())

    def _of_error(self, error: str, followed: tuple[str, ...]) -> str:
        if found := _MISSING_NAME.match(error):
            return "" if found[1] in followed else self._of_name(found[1], followed)
        if found := _MISSING_MODULE.match(error):
            return self._of_module(found[1])
        if error.startswith("FileNotFoundError"):
            return "files that the notebook reads have to be handed in beside it and opened by their name alone"
        return ""

    def _of_name(self, name: str, followed: tuple[str, ...]) -> str:
        failed = self._failed(name, followed)
        if failed or any(name in _defined(cell) for cell in self._before):
            return failed
        for grade_id, source in self._put_back.items():
            if name in _defined_in(source):
                return f"{name} was defined in the locked cell {grade_id} as handed in, and this cell was put back"
        for cell in self._after:
            if name in _defined(cell):
                return f"{_shown(cell)}, which defines {name}, comes later"
        everything = sorted(frozenset().union(*map(_defined, self._before)))
        by_lower_case = {other.lower(): other for other in everything}
        similar = [by_lower_case[each] for each in get_close_matches(name.lower(), by_lower_case, 1, 0.8)]
        spelled = f"; is {similar[0]} meant?" if similar else ": run all cells in a new kernel to see this error"
        return f"no cell defines or imports {name}{spelled}"

    def _failed(self, name: str, followed: tuple[str, ...] = ()) -> str:
        """How the last cell that would define a name failed, and why; "" if it did not."""
        for cell in reversed(self._before):
            defined = _defined(cell)
            run = self._runs.get(cell.get("id", ""))
            if run is not None and run.status == "ok":
                if name in defined:
                    return ""
                continue
            if name not in defined and names.ANY not in defined:
                continue
            if run is None:
                return f"{_shown(cell)}, which defines {name}, was not executed"
            if (found := _MISSING_NAME.match(run.error)) and found[1] == name:
                continue  # it changes what it does not define
            how = {
                "error": f"stopped with {run.error}",
                "timeout": f"was {' and '.join(self._limits_in(run.id)) or 'stopped'}",
                "lost": f"was not completed: {run.problem}",
            }[run.status]
            cause = self._of_error(run.error, (*followed, name))
            return f"{_shown(cell)}, which defines {name}, {how}{f': {cause}' if cause else ''}"
        return ""

    def _of_module(self, name: str) -> str:
        package = name.partition(".")[0]
        if package != name and find_spec(package):
            return f"the package {package} that the course uses has no {name}"
        cause = f"{package} is neither a package of the course ({', '.join(COURSE_PACKAGES)}) nor a file handed in"
        if any(_INSTALLS.search(cell.source) for cell in [*self._before, *self._after]):
            cause += ", and a cell cannot install it: there is no network in grading"
        return cause


def _shown(cell: NotebookNode) -> str:
    if id_of(cell):
        return f"the cell {id_of(cell)}"
    first = next(_code_lines(cell.source), "")
    return f'the added cell {cell.get("id", "")} ("{first[:MAX_LINE]}{"..." if len(first) > MAX_LINE else ""}")'


def _code_lines(source: str) -> Iterator[str]:
    stripped = (line.strip() for line in source.splitlines())
    return (line for line in stripped if line and not line.startswith("#"))


def _defined(cell: NotebookNode) -> frozenset[str]:
    return _defined_in(cell.source)


def _defined_in(source: str) -> frozenset[str]:
    """The names that code defines, or seems to define if it is not valid Python."""
    try:
        return names.of_cell(source).defined
    except SyntaxError:
        imported = re.findall(r"^(?:import|from)\b.*?(\w+)\s*$", source, re.MULTILINE)
        assigned = re.findall(r"^(\w+) *=(?!=)", source, re.MULTILINE)
        return names.definitions(source) | frozenset(imported) | frozenset(assigned)
