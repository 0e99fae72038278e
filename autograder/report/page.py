"""The page of a cohort: one HTML file without scripts, which needs nothing from elsewhere."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import jinja2
import numpy as np
from markupsafe import Markup

from autograder.cohorts.plain import count, in_one_line, printable
from autograder.course import REPORTS
from autograder.errors import CourseError
from autograder.grading import timing
from autograder.grading.feedback import points
from autograder.nbgrader_plugin.gradebook import without_submission
from autograder.report import items, plots
from autograder.report.attention import Need, attention
from autograder.report.cohort import Cohort, HiddenTest, is_untried
from autograder.report.findings import Doubtful, Findings
from autograder.report.misconceptions import Misconception, commonest, misconceptions
from autograder.report.points import Distribution, Task, by_difficulty, distribution, tasks
from autograder.report.similar import Pair
from autograder.report.students import Student, students
from autograder.report.text import code, cut, sentence

SIDES = 30  # pairs that are shown side by side
TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class TestOf:
    """A hidden test, in the cohort.

    Attributes:
        test: which.
        item: its statistics.
        lost: students who lost it, those who have not tried the task included.
        untried: of these.
        reasons: why the others lost it.
        doubtful: why it may be wrong, None if nothing says so.
    """

    test: HiddenTest
    item: items.Item
    lost: int
    untried: int
    reasons: Sequence[Misconception]
    doubtful: Doubtful | None


@dataclass(frozen=True)
class Report:
    """All that the page shows.

    Attributes:
        title: of the exercise.
        exercise: its name.
        made: when, in the course's time zone.
        needs: see `attention`.
        submissions: how many there are.
        missing: students of the gradebook who handed nothing in.
        late: how many were late.
        distribution, tasks: see `autograder.report.points`.
        tests: of each graded cell.
        commonest: misconceptions.
        reliability: Cronbach's alpha.
        students: in alphabetical order.
        pairs, doubtful, executed_again: see `autograder.report.findings`.
        minutes: of work for the whole cohort.
        data: "real" or "sample", or both.
        anchors: for each student the id in the page.
    """

    title: str
    exercise: str
    made: str
    needs: Sequence[Need]
    submissions: int
    missing: Sequence[str]
    late: int
    distribution: Distribution
    tasks: Sequence[Task]
    tests: Mapping[str, Sequence[TestOf]]
    commonest: Sequence[Misconception]
    reliability: items.Reliability
    students: Sequence[Student]
    pairs: Sequence[Pair]
    doubtful: Sequence[Doubtful]
    executed_again: str
    minutes: float
    data: str
    anchors: Mapping[str, str]

    @property
    def never_lost(self) -> list[HiddenTest]:
        """The hidden tests that all passed who tried: they tell nothing of this cohort."""
        tried = [each for tests in self.tests.values() for each in tests if each.item.known > each.untried]
        return [each.test for each in tried if each.lost == each.untried]

    @property
    def ungradable(self) -> int:
        """Submissions that could not be graded."""
        return sum(bool(student.problem) for student in self.students)


def report(cohort: Cohort, findings: Findings | None = None) -> Report:
    """Everything that a lecturer wants to know of a cohort."""
    findings = findings or Findings()
    found = misconceptions(cohort)
    spent = timing.in_all(cohort.records)
    names = [outcome.student for outcome in cohort.outcomes]
    return Report(
        title=cohort.exercise.title,
        exercise=cohort.exercise.name,
        made=datetime.now(cohort.course.timezone).strftime("%Y-%m-%d %H:%M %Z"),
        needs=attention(cohort, findings),
        submissions=len(names) + len(cohort.unreadable),
        missing=_missing(cohort),
        late=sum(bool(outcome.counts.penalty) for outcome in cohort.outcomes),
        distribution=distribution(cohort),
        tasks=tasks(cohort),
        tests=_tests(cohort, found, findings.doubtful),
        commonest=commonest(found),
        reliability=items.reliability(_of_those_who_tried(cohort)),
        students=students(cohort),
        pairs=findings.pairs,
        doubtful=findings.doubtful,
        executed_again=findings.executed_again,
        minutes=(spent.own + spent.overhead) / 60,
        data=" and ".join(sorted({record.data_source for record in cohort.records} - {""})),
        anchors={name: f"student-{number}" for number, name in enumerate(names, start=1)},
    )


def _missing(cohort: Cohort) -> list[str]:
    handed_in = {*cohort.course.students(cohort.exercise.name), *cohort.unreadable}
    handed_in |= {outcome.student for outcome in cohort.outcomes}
    return [name for name in without_submission(cohort.course, cohort.exercise.name) if name not in handed_in]


def _of_those_who_tried(cohort: Cohort) -> np.ndarray:
    """The table without students who handed in what was released: they say nothing of the tests."""
    return cohort.passed[cohort.tried.any(axis=1)] if cohort.tests else cohort.passed


def _tests(
    cohort: Cohort, found: Mapping[HiddenTest, Sequence[Misconception]], doubtful: Sequence[Doubtful]
) -> dict[str, list[TestOf]]:
    doubts = {each.test: each for each in doubtful}
    tests: dict[str, list[TestOf]] = {cell: [] for cell in cohort.exercise.graded_cells}
    for test, item in zip(cohort.tests, items.items(_of_those_who_tried(cohort)), strict=True):
        failed = [said[test] for said in cohort.verdicts if test in said and said[test].outcome == "failed"]
        untried = sum(map(is_untried, failed))
        tests[test.grade_id].append(TestOf(test, item, len(failed), untried, found[test], doubts.get(test)))
    return tests


def render(found: Report) -> str:
    """The page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": points,
        "cut": cut,
        "code": code,
        "shown": printable,
        "line": lambda text: printable(in_one_line(text)),
        "count": count,
        "rough": lambda value: points(round(value, 2)),
        "sentence": sentence,
    }
    text = environment.get_template("page.html.j2").render(
        report=found,
        css=Markup((TEMPLATES / "page.css").read_text(encoding="utf-8")),
        histogram=Markup(plots.histogram(found.distribution)),
        difficulty=Markup(plots.difficulty(found.tasks)),
        hardest=by_difficulty(found.tasks)[:1],
        items=items,
        sides=SIDES,
    )
    return text.strip() + "\n"


def write(root: Path, found: Report) -> Path:
    """Write the page into `reports/` of a course folder, all of it or nothing; returns where it is.

    Raises:
        CourseError: if it cannot be written: the older page stays.
    """
    text = render(found)
    path = root / REPORTS / f"{found.exercise}.html"
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}): free the disk, or the file, and try again"
        ) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return path
