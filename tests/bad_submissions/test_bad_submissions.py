"""The corpus of bad submissions, through the real pipelines: what each gets, and what it must not do."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import course_folder
import msgspec
import nbformat
import pytest
from course_folder import ROOT

from autograder.course import Course
from autograder.exercise import is_illustration
from autograder.grading.record import GradingRecord, folder_of
from autograder.sandbox import available_sandbox
from bad_submissions import BY_NBGRADER, CORPUS, QUICK, WAITING, named, table
from bad_submissions.case import NAME, TASKS, Case, HandIn
from bad_submissions.hidden_things import LEAK
from bad_submissions.resources import MARKER

CONTROL = "zz_the_last_one"  # an honest submission that is graded after all the others
VICTIM = "victim"
SETTINGS = """
c.GradeSubmission.cell_timeout = {cell_seconds}
c.GradeSubmission.answer_timeout = {answer_seconds}
c.GradeSubmission.notebook_timeout = 120
c.GradeSubmission.output_mib = 1
c.GradeSubmission.memory_mib = 2048
c.GradeSubmission.processes = 24
c.GradeSubmission.file_mib = 20
c.GradeSubmission.disk_mib = 150
c.GradeSubmission.open_files = 256
c.GradeSubmission.sandbox = {sandbox!r}
"""


@dataclass(frozen=True)
class Cohort:
    """Bad submissions that are graded together, and how.

    Attributes:
        cases: the submissions.
        command: "autograder" or "nbgrader".
        jobs: workers of `autograder grade`.
        cell_seconds, answer_seconds: time limits. They are far above what any cell needs that is not stopped by
            them, also on a busy machine: what fills a disk or a memory has to meet that limit first, and a kernel
            that printed without end answers only when the grader has read all of it.
        sandbox: which.
    """

    cases: list[Case]
    command: str = "autograder"
    jobs: int = 1
    cell_seconds: float = 10
    answer_seconds: float = 4
    sandbox: str = "auto"


def make_course(root: Path, cohort: Cohort) -> Course:
    """A course with one exercise, without its plots, and a folder in `submitted/` for each case."""
    source = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    source.cells = [cell for cell in source.cells if not is_illustration(cell)]
    source.cells.append(nbformat.v4.new_markdown_cell(f"{LEAK} of the source", id="secret"))
    submissions = {case.name: _without_leak(case.hand_in) for case in cohort.cases}
    submissions |= dict.fromkeys((VICTIM, CONTROL), _without_leak(_honest))
    settings = SETTINGS.format(**vars(cohort))
    course = course_folder.make(root, submissions, settings=settings, source=source)
    (root / "submitted" / VICTIM / NAME / "answer.txt").write_text(f"{LEAK} of another student")
    return course


def _honest(folder: Path, reference: nbformat.NotebookNode) -> None:
    (folder / f"{NAME}.ipynb").write_text(nbformat.writes(reference))


def _without_leak(hand_in: HandIn) -> HandIn:
    """The same submission, made of a reference solution without the cell that nobody may read."""

    def hand_in_both(folder: Path, reference: nbformat.NotebookNode) -> None:
        reference.cells = [cell for cell in reference.cells if LEAK not in cell.source]
        hand_in(folder, reference)

    return hand_in_both


def wanted(case: Case, course: Course) -> dict[str, float]:
    """Points of each graded cell."""
    points = course.exercise(NAME).graded_cells
    return {f"check_{task}": 0.0 if task in case.lost else points[f"check_{task}"] for task in TASKS}


def scores(course: Course) -> dict[str, dict[str, float]]:
    """Points of each automatically graded cell of each student, as they stand in nbgrader's gradebook."""
    found: dict[str, dict[str, float]] = {}
    for student, name, score in course_folder.scores(course.root):
        if name.startswith("check_"):
            found.setdefault(student, {})[name] = score
    return found


def mistakes(course: Course, cases: list[Case]) -> list[str]:
    """What is not as the cases say: a line each."""
    found = scores(course)
    by_hand = course_folder.by_hand(course.root)
    lines = []
    for case in cases:
        if not folder_of(course.root, NAME, case.name).exists():
            lines.append(f"{case.name}: no record")
            continue
        record = GradingRecord.load(course.root, NAME, case.name)
        said = [*record.limits, json.dumps(msgspec.to_builtins(record), ensure_ascii=False)]
        text = "\n".join(said)
        got, want = found.get(case.name, {}), wanted(case, course)
        if got != want:
            differences = {name: (got.get(name), want[name]) for name in want if got.get(name) != want[name]}
            lines.append(f"{case.name}: got and wanted {differences}; record: {_reasons(record)}")
        asked = {name for student, name in by_hand if student == case.name}
        if case.by_hand is not None and asked != set(case.by_hand):
            lines.append(f"{case.name}: a person is asked to grade {sorted(asked)}, wanted {case.by_hand}")
        if case.quiet and (record.review or record.suspicious or record.limits):
            lines.append(f"{case.name}: a person has to look, in vain: {_reasons(record)} {record.suspicious}")
        lines += [
            f"{case.name}: the record lacks {each!r}: {_reasons(record)}" for each in case.said if each not in text
        ]
        graded = course.folder("autograded", case.name, NAME) / f"{NAME}.ipynb"
        shown = text + "".join(_outputs(graded))
        limits = [incident.text for incident in record.incidents if incident.kind == "limit"]
        feedback = "".join(_outputs(graded))
        lines += [
            f"{case.name}: the limit {limit!r} is not in the feedback" for limit in limits if limit not in feedback
        ]
        lines += [f"{case.name}: {silent!r} is in what it printed" for silent in case.silent if silent in shown]
        if LEAK in shown:
            lines.append(f"{case.name}: it has read what is hidden")
    for student in (VICTIM, CONTROL):
        if found.get(student) != course.exercise(NAME).graded_cells:
            lines.append(f"{student}: an honest submission beside them got {found.get(student)}")
    return lines


def _reasons(record: GradingRecord) -> str:
    lost = [reason for verdict in record.verdicts for reason in verdict.reasons]
    cells = [(run.id, run.status, run.problem) for run in record.cells if run.status != "ok"]
    return str({"lost": lost[:3], "cells": cells, "problem": record.problem, "repairs": record.repairs,
                "review": record.review, "limits": record.limits})[:900]  # fmt: skip


def _outputs(path: Path) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [str(output) for cell in notebook.cells for output in cell.get("outputs", ())]


def fingerprint(root: Path) -> dict[str, str]:
    """Hashes of all files of the course that grading has no business with, and of this repository's."""
    folders = [root / "source", root / "submitted", ROOT / "autograder", ROOT / "convnets", ROOT / "source"]
    paths = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def left_running() -> list[str]:
    """Command lines of processes that submissions have started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if MARKER in line:
            found.append(line)
    return found


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GRADERS_TOKEN": f"{LEAK} of the environment",
    }
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True, timeout=1500
    )


def grade(root: Path, cohort: Cohort, keep_verdicts: Callable[[str, GradingRecord], None]) -> None:
    """Grade a cohort by one command, and check what each submission got and what is as it was before."""
    course = make_course(root, cohort)
    before = fingerprint(root)
    if cohort.command == "autograder":
        result = run(root, "autograder", "grade", NAME, "--jobs", str(cohort.jobs))
    else:
        run(root, "nbgrader", "generate_assignment", NAME)
        result = run(root, "nbgrader", "autograde", NAME)
    print(result.stdout[-5000:], result.stderr[-5000:])
    for path in (root / "records" / NAME).glob("*/record.json"):
        student = path.parent.name
        keep_verdicts(f"bad-{cohort.command}-{cohort.sandbox}-{student}", GradingRecord.load(root, NAME, student))
    found = mistakes(course, cohort.cases)
    assert not found, f"{len(found)} mistakes\n" + "\n".join(found)
    assert fingerprint(root) == before
    assert left_running() == []


def test_the_names_of_the_cases_are_unique():
    assert len({case.name for case in CORPUS}) == len(CORPUS)


def test_the_page_in_the_docs_lists_each_case_and_what_was_measured_is_what_was_wanted():
    page = table.PAGE.read_text()
    assert page.startswith(table.HEAD)
    lines = [line for line in page.splitlines() if "| `" in line and "score wanted" not in line]
    assert len(lines) == len(CORPUS)
    for case, line in zip(CORPUS, lines, strict=True):
        kind, name, score, *measured = (each.strip() for each in line.strip("|").split("|"))
        assert (kind, name, score) == (case.kind, f"`{case.name}`", f"{table.wanted(case):g}")
        assert set(measured) <= {score, "-"}, line


REST = [case for case in CORPUS if case not in QUICK + WAITING]
NBGRADERS_REST = [case for case in BY_NBGRADER if case not in WAITING]

# Several, so that they can be shared out among test processes. Each starts the grader once, and several workers start
# it several times, which pays where submissions wait.
COHORTS = {
    "autograder-quick": Cohort(QUICK, jobs=2, cell_seconds=5, answer_seconds=3),
    "autograder-waiting": Cohort([c for c in WAITING if c not in QUICK], jobs=4, cell_seconds=3),
    "autograder-1": Cohort(REST[::2], jobs=2),
    "autograder-2": Cohort(REST[1::2], jobs=2),
    "nbgrader-waiting": Cohort([c for c in BY_NBGRADER if c in WAITING], "nbgrader", cell_seconds=3),
    "nbgrader-1": Cohort(NBGRADERS_REST[::2], "nbgrader"),
    "nbgrader-2": Cohort(NBGRADERS_REST[1::2], "nbgrader"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name.endswith("quick") else pytest.mark.slow) for name in COHORTS]
)
def test_each_bad_submission_gets_what_it_deserves(tmp_path, name, keep_verdicts):
    grade(tmp_path, COHORTS[name], keep_verdicts)
    results = os.environ.get("BAD_SUBMISSIONS_RESULTS")
    if results:
        names = {case.name for case in COHORTS[name].cases}
        got = {student: cells for student, cells in scores(Course.load(tmp_path)).items() if student in names}
        Path(results, f"{name}.json").write_text(json.dumps(got))


TELLTALE = (
    *("reads_hidden_tests_by_path", "reads_the_solutions", "reads_the_folders_above", "reads_the_gradebook"),
    *("reads_passwords", "makes_a_link", "asks_the_network", "sends_by_udp"),
    *("leaves_something_behind_a", "leaves_daemons", "takes_too_much_shared_memory"),
)
# In bubblewrap a kernel has a network of its own, where nobody listens, and processes of its own, which it may end.
HARMLESS_IN_BUBBLEWRAP = frozenset(("sends_by_udp", "kills_all_it_can"))


@pytest.mark.slow
@pytest.mark.parametrize("sandbox", ["landlock", "bubblewrap"])
def test_each_layer_of_the_sandbox_holds_alone(tmp_path, sandbox, keep_verdicts):
    """One submission tries all that tells the layers apart; the next looks for what it left."""
    if not getattr(available_sandbox("auto"), sandbox):
        pytest.skip(f"no {sandbox} on this system")

    harmless = HARMLESS_IN_BUBBLEWRAP if sandbox == "bubblewrap" else frozenset()
    telltale = named(*(name for name in TELLTALE if name not in harmless))
    others = (name for name in ("leaves_something_behind_b", "kills_all_it_can") if name not in harmless)

    def try_all(folder: Path, reference: nbformat.NotebookNode) -> None:
        for case in telltale:
            case.hand_in(folder, reference)

    said, silent = (tuple(text for case in telltale for text in getattr(case, name)) for name in ("said", "silent"))
    tries = Case("all", "a_tries_all", try_all, (), said, silent)
    grade(tmp_path, Cohort([tries, *named(*others)], sandbox=sandbox), keep_verdicts)
