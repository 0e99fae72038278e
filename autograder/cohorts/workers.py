"""Grades submissions on several cores or machines, with Dask: workers execute, the process that asked writes.

So what was graded is in the gradebook whatever happens to workers, scheduler or this process.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, LocalCluster, WorkerPlugin, as_completed, fire_and_forget
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from autograder.cohorts import remote
from autograder.errors import CourseError
from autograder.exercise import Exercise
from autograder.grading import graded_with
from autograder.grading.grade import Graded
from autograder.grading.grader import grader_for
from autograder.grading.settings import GradingSettings
from autograder.judging.messages import HiddenTest
from autograder.submissions.submission import Submission

AHEAD = 2  # submissions on their way for each worker: one that runs, one that waits there
STARTING_SECONDS = 30

# Dask keeps the last 1,000 messages, for its own developers: each holds a submission, and together they are gigabytes.
dask.config.set({"distributed.admin.low-level-log-length": 10})

_log = logging.getLogger(__name__)


class _CloseGraders(WorkerPlugin):
    name = "autograder"
    idempotent = True  # a second command on the same workers must not end what the first has started

    def teardown(self, worker: Any) -> None:
        remote.close()


@contextmanager
def local(count: int, exercise: Exercise, settings: GradingSettings, course_root: Path) -> Iterator[Client]:
    """Workers on this machine, each a process with one thread; they end with the context.

    They start at once what they need for this exercise, see `remote.start`. They are forked, so they have imported
    what this process has, and share the server of its hidden tests.
    """
    grader_for(settings).hidden_tests.start(exercise.name)
    scratch = str(grader_for(settings).scratch)  # removed by the next command if this one is killed
    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "fork"}),
        LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            memory_limit=None,  # the kernels have limits of their own
            local_directory=scratch,
            scheduler_kwargs={"local_directory": scratch},
            dashboard_address="127.0.0.1:0",  # any port that is free; with None, Dask warns if its own is not
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        client.register_plugin(_CloseGraders())
        portable = exercise.portable()
        for worker in _workers(client):
            arguments = (portable, settings, str(course_root))
            starting = client.submit(remote.start, *arguments, workers=[worker], pure=False)
            starting.add_done_callback(_log_failure)
            fire_and_forget(starting)
        yield client


@contextmanager
def at(scheduler: str, patience: float = STARTING_SECONDS) -> Iterator[Client]:
    """The workers of a running Dask cluster.

    Args:
        scheduler: its address.
        patience: seconds to wait for an answer, and for a worker.

    Raises:
        CourseError: if nobody answers there, or there is no worker.
    """
    try:
        client = Client(scheduler, timeout=patience)
    except (OSError, ValueError) as error:
        raise CourseError(f"there is no Dask scheduler at {scheduler}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise CourseError(f"the scheduler at {scheduler} has no workers: start some with dask worker") from None
        client.register_plugin(_CloseGraders())
        yield client


class Workers:
    """An `Executor` that grades submissions on all workers of a cluster.

    Args:
        client: see `local` and `at`.
    """

    def __init__(self, client: Client, exercise: Exercise, settings: GradingSettings):
        self._client = client
        self._exercise = exercise
        self._settings = settings

    def collect(self, exercise: str) -> Sequence[HiddenTest]:
        """List the hidden tests of an exercise, on a worker."""
        collected: Sequence[HiddenTest] = self._client.submit(
            remote.collect, exercise, self._settings, pure=False
        ).result()
        return collected

    def run(self, submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Callable[[], Graded]]]:
        """Submissions as they are done; the first are sent at once.

        Raises:
            CourseError: if the scheduler is lost.
        """
        here = graded_with.everything(self._exercise, self._settings)
        portable, alone = self._exercise.portable(), grader_for(self._settings)
        waiting, running, sent = iter(submissions), as_completed(), dict[Any, Submission]()

        def send_next() -> Iterator[Submission]:
            """Send submissions until one is on its way; those that cannot be executed are done at once."""
            for each in waiting:
                if each.problem:
                    yield each
                    continue
                future = self._client.submit(remote.grade, each, portable, self._settings, pure=False, retries=2)
                sent[future.key] = each
                running.add(future)
                return

        def without_points(each: Submission) -> tuple[Submission, Callable[[], Graded]]:
            return each, lambda: alone.grade(each, self._exercise)

        def received(done: Iterable[Submission]) -> Iterator[tuple[Submission, Callable[[], Graded]]]:
            try:
                yield from map(without_points, done)
                while sent:
                    future = next(running)
                    yield sent.pop(future.key), lambda future=future: _result(future, here)  # type: ignore[misc]
                    yield from map(without_points, send_next())
            except CommClosedError as error:
                raise _scheduler_lost() from error

        try:
            return received([each for _ in range(AHEAD * max(1, len(_workers(self._client)))) for each in send_next()])
        except CommClosedError as error:
            raise _scheduler_lost() from error


def _log_failure(future: "Future[Any]") -> None:
    if future.status == "error":
        _log.error("a worker could not be prepared: %s", future.exception(), exc_info=future.exception())


class WorkersDied(RuntimeError):
    """The workers that executed a submission died."""


def _workers(client: Client) -> list[str]:
    return list(client.scheduler_info(n_workers=-1)["workers"])


def _result(future: "Future[Any]", here: dict[str, str]) -> Graded:
    """What a worker sent back.

    Raises:
        CourseError: if the worker has another version of the package, the exercise or the data, or the scheduler is
            lost.
        WorkersDied: if each worker that tried it died.
    """
    if future.cancelled():
        raise _scheduler_lost()
    try:
        graded: Graded = future.result()
    except KilledWorker as error:
        raise WorkersDied("the workers that executed it died, one after the other") from error
    except (CommClosedError, TimeoutError) as error:
        raise _scheduler_lost() from error
    there = graded.record.graded_with
    # A worker does not know the course's configuration, which only the writing depends on.
    different = sorted(name for name in here if here[name] != there.get(name) and name != "configuration")
    if different:
        raise CourseError(
            f"a worker uses a different {', '.join(different).replace('_', ' ')} from this machine: install the same "
            "package and packages there, and set CONVNETS_DATA alike"
        )
    graded.record.graded_with = here
    return graded


def _scheduler_lost() -> CourseError:
    return CourseError(
        "the connection to the scheduler is lost: what was graded so far is in the gradebook; "
        "the same command continues from there"
    )
