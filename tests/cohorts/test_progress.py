"""What an instructor sees while a cohort is graded."""

import io

from rich.console import Console

from autograder.cohorts.progress import CohortProgress

NAME = "convolution_by_hand"


def _shown(*, terminal: bool) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=120, no_color=True)
    with CohortProgress(console, NAME, 3) as progress:
        progress.started("ada")
        progress.finished("ada", "19/19, graded")
        progress.finished("bob [1]", "0/19, nothing could be graded", failed=True)
        progress.finished("cleo", "18/19, needs you", review=True)
    return file.getvalue()


def test_without_a_terminal_there_is_a_line_for_each_submission():
    assert _shown(terminal=False).splitlines() == [
        "1/3 ada: 19/19, graded",
        "2/3 bob [1]: 0/19, nothing could be graded",
        "3/3 cleo: 18/19, needs you",
    ]


def test_a_terminal_shows_a_bar_with_counts():
    shown = _shown(terminal=True)
    assert "3/3" in shown
    assert "1 failed, 1 to review" in shown
    assert "ada: 19/19" not in shown
