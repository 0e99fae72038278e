"""What an instructor reads after grading again: whose grade changes and why, and whose notebook has to run."""

from collections.abc import Sequence

from autograder.cohorts.plain import count, name, plain
from autograder.cohorts.regrade import Regraded
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord

MAX_WHY = 5  # lines for one student


def lines(results: Sequence[Regraded]) -> list[str]:
    """For each submission with something to say a line, and below it the changes and the reasons."""
    return [line for result in results for line in _lines_of(result)]


def _lines_of(result: Regraded) -> list[str]:
    changes = result.changes
    if not changes and not result.why and result.status == "replayed" and not result.last_failed:
        return []
    said = [f"[bold]{name(result.student)}[/], automatic points: {plain(headline(result))}"]
    said += [f"    [yellow]{plain(line)}[/]" for line in result.why[:MAX_WHY]]
    if len(result.why) > MAX_WHY:
        said.append(f"    [yellow]and {len(result.why) - MAX_WHY} more[/]")
    for change in changes:
        said.append(f"    [cyan]{plain(change.grade_id)}[/] {plain(change.test)}".rstrip())
        said.append(f"        was: {plain(change.before or 'not there')}")
        said.append(f"        now: {plain(change.after or 'not there')}")
    return said


def headline(result: Regraded) -> str:
    """What became of one submission, in a few words."""
    before, after = _total(result.old), f"{_total(result.new)}{_notes(result)}"
    if result.status == "failed":
        return f"{before}, grading failed"
    if result.last_failed:  # the old grade is not that of what was handed in last: nothing to compare with
        old = before if result.old is None else f"{before} is an old grade"
        now = "would be executed again" if result.status == "to execute" else f"regraded: {after}"
        return f"{old}, the last grading failed; {now}"
    if result.status == "to execute":
        return f"{before}, would be executed again"
    if before != _total(result.new):
        return f"{before} -> {after}"
    return after if _is_ungradable(result) else f"{before}, as before{_notes(result)}"


def _notes(result: Regraded) -> str:
    nothing = ", nothing could be graded" if _is_ungradable(result) else ""
    return nothing + (" (executed again)" if result.status == "executed" else "")


def _is_ungradable(result: Regraded) -> bool:
    return result.new is not None and result.new.status == "ungradable"


def _total(record: GradingRecord | None) -> str:
    return "not graded" if record is None else f"{points(record.score)}/{points(record.maximum)}"


def summary(results: Sequence[Regraded], dry_run: bool) -> str:
    """One line with the numbers."""
    moved = sum(_total(result.old) != _total(result.new) for result in results if result.new is not None)
    executed = sum(result.status in ("executed", "to execute") for result in results)
    words = ("would change", "would be executed") if dry_run else ("changed", "executed")
    failed = sum(result.status == "failed" for result in results)
    text = f"{count(len(results), 'submission')}: {count(moved, 'grade')} {words[0]}, {executed} {words[1]}"
    return text + (f", {failed} failed" if failed else "") + ("; nothing was written" if dry_run else "")
