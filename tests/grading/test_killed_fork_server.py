"""A fork server that something else on the machine kills costs no points."""

import asyncio

import psutil
import pytest
from course_folder import NAME, graded, solution

from autograder.errors import ForkServerError
from autograder.grading.kernel_session import KernelSession
from autograder.kernels import fork_servers

SLOW = "import time\ntime.sleep(3)\n"
TASK = "check_output_size"


def _kill_servers() -> None:
    for server in fork_servers._shared.values():
        if server.alive:
            process = psutil.Process(server.pid)  # or bubblewrap around it
            for each in [process, *process.children()]:
                each.kill()


@pytest.fixture
def kills(monkeypatch):
    """How often the fork server is still to be killed while the slow cell runs."""
    left = [0]
    execute = KernelSession.execute

    async def and_kill(self, cell, index, timeout):
        if cell.source.startswith(SLOW) and left[0]:
            left[0] -= 1
            asyncio.get_running_loop().call_later(1, _kill_servers)
        return await execute(self, cell, index, timeout)

    monkeypatch.setattr(KernelSession, "execute", and_kill)
    return left


@pytest.mark.slow
def test_the_submission_is_executed_again(grader, course, kills):
    kills[0] = 1
    record = graded(grader, course.exercise(NAME), {"output_size": SLOW + solution("output_size")}, frozenset([TASK]))
    (verdict,) = [each for each in record.verdicts if each.grade_id == TASK]
    assert kills == [0]
    assert verdict.score == verdict.maximum
    assert {cell.status for cell in record.cells} <= {"ok", "error"}


@pytest.mark.slow
def test_it_is_not_executed_without_end(grader, course, kills):
    kills[0] = 5
    with pytest.raises(ForkServerError, match="killed"):
        graded(grader, course.exercise(NAME), {"output_size": SLOW + solution("output_size")}, frozenset([TASK]))
