"""The short form of the report, for the terminal."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding

from autograder.cohorts.plain import count, name, plain
from autograder.cohorts.suspicions import suspicions
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord
from autograder.report.attention import Need
from autograder.report.page import Report, TestOf

SHOWN = 3  # names, or hidden tests


def short(report: Report, records: list[GradingRecord], path: Path) -> Group:
    """What is suspicious, who needs a person, how the cohort did, and where the page is.

    Args:
        records: all that can be read.
        path: of the page, as it is to be shown.
    """
    noticed = any(record.suspicious or record.limits for record in records)
    parts: list[RenderableType] = [suspicions(records), ""] if noticed else []
    parts.append("[bold]Who needs you[/]")
    parts += [_indented(_need(need)) for need in report.needs] or [_indented("nobody")]
    parts += ["", "[bold]How the class did[/]", _indented(_distribution(report))]
    hardest = _hardest(report)
    if hardest:
        parts += ["", "[bold]Hardest hidden tests[/]"]
        parts += [_indented(f"{each.item.difficulty:.0%} passed: {plain(each.test.claim)}") for each in hardest]
    if report.executed_again:
        parts += ["", plain(report.executed_again)]
    if report.doubtful:
        parts += ["", "[bold]Hidden tests that may be wrong[/]"]
        parts += [_indented(f"{each.test.name}: {plain(each.why)} {each.command}") for each in report.doubtful]
    if report.pairs:
        parts += ["", "[bold]Very similar submissions[/] (no proof)"]
        parts += [
            _indented(f"{name(each.first)} and {name(each.second)}, {each.score:.0%}") for each in report.pairs[:SHOWN]
        ]
        if len(report.pairs) > SHOWN:
            parts.append(_indented(f"and {len(report.pairs) - SHOWN} more"))
    return Group(*parts, "", f"The whole report: {plain(str(path))}")


def _indented(line: str) -> Padding:
    return Padding(line, (0, 0, 0, 4))


def _need(need: Need) -> str:
    students = need.students
    more = f" and {len(students) - SHOWN} more" if len(students) > SHOWN else ""
    whose = f": {', '.join(map(name, students[:SHOWN]))}{more}" if students else ""
    number = len(students) or len(need.cases)
    return f"{number} {need.short.replace('(s)', '' if number == 1 else 's')}{whose}"


def _distribution(report: Report) -> str:
    found = report.distribution
    parts = [count(report.submissions, "submission")]
    if report.ungradable:
        parts.append(f"{report.ungradable} could not be graded")
    if report.missing:
        parts.append(f"{len(report.missing)} handed nothing in")
    if found.scores:
        low, middle, high = (points(round(value, 2)) for value in found.quartiles)
        without = " without written answers" if found.without_written else ""
        parts.append(f"median {middle} of {points(found.maximum)} points{without}, quartiles {low} and {high}")
    return "; ".join(parts)


def _hardest(report: Report) -> list[TestOf]:
    lost = [(test.item.difficulty, test) for tests in report.tests.values() for test in tests]
    hard = [(share, test) for share, test in lost if share is not None and share < 1]
    return [test for _, test in sorted(hard, key=lambda each: each[0])[:SHOWN]]
