"""How the steps of nbgrader's autograding use the gradebook while a cohort is graded.

nbgrader's `OverwriteCells` and `SaveAutoGrades` ask for one cell, grade or comment after the other, and save each by
itself, which waits for the disk. While `kept` lasts, a step reads them all at once, and all that it changes is saved
together, at its end.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, TypeVar

import nbgrader.converters.autograde
import nbgrader.preprocessors.latesubmissions
import nbgrader.preprocessors.overwritecells
import nbgrader.preprocessors.overwritekernelspec
import nbgrader.preprocessors.saveautogrades
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import Query, Session

from autograder.nbgrader_plugin.kept_gradebook import KeptGradebook, engines_kept

_STEPS: tuple[ModuleType, ...] = (
    nbgrader.converters.autograde,
    nbgrader.preprocessors.latesubmissions,
    nbgrader.preprocessors.overwritecells,
    nbgrader.preprocessors.overwritekernelspec,
    nbgrader.preprocessors.saveautogrades,
)
_T = TypeVar("_T")


@contextmanager
def kept() -> Iterator[None]:
    """Keep the gradebook open, and have the steps use it as described above, until the context ends."""
    before = [module.Gradebook for module in _STEPS]
    with engines_kept():
        for module in _STEPS:
            module.Gradebook = _StepGradebook  # type: ignore[attr-defined]
        try:
            yield
        finally:
            for module, gradebook in zip(_STEPS, before, strict=True):
                module.Gradebook = gradebook  # type: ignore[attr-defined]


class _CommitAtTheEnd(Session):
    """A session in which a commit is final only at the end of the step."""

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self._is_changed = False
        self._written: set[object] = set()

    def flush(self, objects: Any = None) -> None:
        self._written |= set(self.dirty) | set(self.new)
        super().flush(objects)

    def commit(self) -> None:
        """Expire what may now read otherwise: all but grades and comments that are as they were."""
        self.flush()
        for each in self:
            if each in self._written or not isinstance(each, Grade | Comment):
                self.expire(each)
        self._written.clear()
        self._is_changed = True

    def rollback(self) -> None:
        super().rollback()
        self._written.clear()
        self._is_changed = False

    def commit_all(self) -> None:
        if self._is_changed:
            super().commit()


class _StepGradebook(KeptGradebook):
    """What a step takes for nbgrader's `Gradebook`. It changes nothing, or all that it has to."""

    session = _CommitAtTheEnd

    def __init__(self, *arguments: Any, **settings: Any):
        super().__init__(*arguments, **settings)
        self._found: dict[tuple[str, ...], dict[str, Any]] = {}

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        if exc_type is not None:
            with contextlib.suppress(Exception):  # the first error is the one to report
                self.db().rollback()
        self.close()

    def close(self) -> None:
        try:
            if isinstance(session := self.db(), _CommitAtTheEnd):  # it always is, while `kept` lasts
                session.commit_all()
        finally:
            super().close()

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        found = self._all(("source", notebook, assignment), lambda: self._of_notebook(SourceCell, notebook, assignment))
        return found.get(name) or super().find_source_cell(name, notebook, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> GradeCell:
        found = self._all(("graded", notebook, assignment), lambda: self._of_notebook(GradeCell, notebook, assignment))
        return found.get(name) or super().find_graded_cell(name, notebook, assignment)

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        found = self._all(
            ("grades", notebook, assignment, student),
            lambda: self._of_student(Grade, GradeCell, notebook, assignment, student),
        )
        return found.get(grade_cell) or super().find_grade(grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        found = self._all(
            ("comments", notebook, assignment, student),
            lambda: self._of_student(Comment, SolutionCell, notebook, assignment, student),
        )
        return found.get(solution_cell) or super().find_comment(solution_cell, notebook, assignment, student)

    def _all(self, key: tuple[str, ...], rows: Callable[[], Iterable[tuple[str, Any]]]) -> dict[str, Any]:
        """By name what a query finds; read once in a step."""
        if key not in self._found:
            self._found[key] = {name: each for name, each in rows()}
        return self._found[key]

    def _of_notebook(self, kind: type[SourceCell] | type[GradeCell], notebook: str, assignment: str) -> "Query[Any]":
        found = (
            self.db.query(kind.name, kind)
            .join(Notebook, Notebook.id == kind.notebook_id)
            .join(Assignment, Assignment.id == Notebook.assignment_id)
        )
        return _of_exercise(found, notebook, assignment)

    def _of_student(
        self, kind: type[Grade] | type[Comment], cell: type[BaseCell], notebook: str, assignment: str, student: str
    ) -> "Query[Any]":
        found = (
            self.db.query(cell.name, kind)
            .join(cell, cell.id == kind.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(SubmittedAssignment.student_id == student)
        )
        return _of_exercise(found, notebook, assignment)


def _of_exercise(query: "Query[Any]", notebook: str, assignment: str) -> "Query[Any]":
    return query.filter(Notebook.name == notebook, Assignment.name == assignment)
