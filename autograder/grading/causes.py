"""Why the student's code raised an error while hidden tests asked it: followed to the cell that failed first.

A cell that stops leaves the names below its error undefined, and other cells, whose task may be another one, miss them.
What is found is added to the reasons. It changes no points.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec

from msgspec.structs import replace
from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of
from autograder.grading.record import CellRun, GradingRecord
from autograder.judging.verdict import Verdict

# What an exercise may need beside Python's own modules, as it is imported.
COURSE_PACKAGES = ("numpy", "keras", "tensorflow", "matplotlib", "sklearn", "PIL")
MAX_ERROR = 300  # characters
MAX_LINE = 60
MAX_FOLLOWED = 100  # names
MAX_STEPS = 6  # from cell to cell; of more, the first and the last are shown

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
        self._defined = list(map(_defined, self._before))  # once: there may be thousands of cells
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
            return next(filter(None, map(self._of_name, self._asked_for)), "")
        if found := _MISSING_NAME.match(error):
            return self._of_name(found[1]) or self._nowhere(found[1])
        return self._of_error(error)

    def _of_name(self, name: str) -> str:
        """How the last cell that would define a name failed, and why; "" if it did not."""
        steps: list[str] = []
        followed: set[str] = set()
        while name not in followed and len(followed) < MAX_FOLLOWED:
            followed.add(name)
            cell, run = self._failed(name)
            if cell is None:
                steps += [self._nowhere(name)] if steps else []
                break
            error = run.error if run else ""
            steps += [f"{_shown(cell)}, which defines {name}, {self._how(run)}", self._of_error(error)]
            if found := _MISSING_NAME.match(error):
                name = found[1]
        steps = [step for step in steps if step]
        return ": ".join(steps if len(steps) <= MAX_STEPS else [*steps[:2], "...", *steps[-2:]])

    def _failed(self, name: str) -> tuple[NotebookNode | None, CellRun | None]:
        """The last cell that would define a name but did not, and how it was executed; None if there is none."""
        for cell, defined in zip(reversed(self._before), reversed(self._defined), strict=True):
            run = self._runs.get(cell.get("id", ""))
            if run is not None and run.status == "ok":
                if name in defined:
                    break
            elif name in defined or names.ANY in defined:
                missing = _MISSING_NAME.match(run.error) if run else None
                if not missing or missing[1] != name:  # else it changes what it does not define
                    return cell, run
        return None, None

    def _how(self, run: CellRun | None) -> str:
        if run is None:
            return "was not executed"
        if run.status == "timeout":
            return f"was {' and '.join(self._limits_in(run.id)) or 'stopped'}"
        return f"was not completed: {run.problem}" if run.status == "lost" else f"stopped with {run.error}"

    def _nowhere(self, name: str) -> str:
        """Why no cell that was executed defines a name; "" if one does."""
        before: set[str] = set().union(*self._defined) - {names.ANY}
        if name in before:
            return ""
        for grade_id, source in self._put_back.items():
            if name in _defined_in(source):
                return f"{name} was defined in the locked cell {grade_id} as handed in, and this cell was put back"
        for cell in self._after:
            if name in _defined(cell):
                return f"{_shown(cell)}, which defines {name}, comes later"
        by_lower_case = {other.lower(): other for other in sorted(before)}
        similar = [by_lower_case[each][:MAX_LINE] for each in get_close_matches(name.lower(), by_lower_case, 1, 0.8)]
        spelled = f"; is {similar[0]} meant?" if similar else ": run all cells in a new kernel to see this error"
        return f"no cell defines or imports {name}{spelled}"

    def _of_error(self, error: str) -> str:
        """What an error means that says itself what is missing."""
        if found := _MISSING_MODULE.match(error):
            return self._of_module(found[1])
        if error.startswith("FileNotFoundError"):
            return "files that the notebook reads have to be handed in beside it and opened by their name alone"
        return ""

    def _of_module(self, name: str) -> str:
        package = name.partition(".")[0]
        if package != name and _is_installed(package):
            return f"the package {package} that the course uses has no {name}"
        cause = f"{package} is neither a package of the course ({', '.join(COURSE_PACKAGES)}) nor a file handed in"
        if any(_INSTALLS.search(cell.source) for cell in [*self._before, *self._after]):
            cause += ", and a cell cannot install it: there is no network in grading"
        return cause


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # no name of a package
        return False


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


@lru_cache(maxsize=1024)  # a huge cell takes seconds, and is looked at for each graded cell
def _defined_in(source: str) -> frozenset[str]:
    """The names that code defines, or seems to define if it is not valid Python."""
    try:
        return names.of_cell(source).defined
    except SyntaxError:
        imported = re.findall(r"^(?:import|from)\b.*?(\w+)\s*$", source, re.MULTILINE)
        assigned = re.findall(r"^(\w+) *=(?!=)", source, re.MULTILINE)
        return names.definitions(source) | frozenset(imported) | frozenset(assigned)
