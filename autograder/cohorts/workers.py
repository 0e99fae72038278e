"""Grades a cohort on several cores or machines, with Dask: workers execute, this process writes the grades.

Grades are written one after the other, as soon as they come back, through nbgrader's own autograding. So what was
graded is in the gradebook whatever happens to workers, scheduler or this process.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from distributed import Client, Future, LocalCluster, WorkerPlugin, as_completed, fire_and_forget
from distributed.comm import CommClosedError
from distributed.scheduler import KilledWorker

from autograder.cohorts import grade as cohort
from autograder.cohorts import remote as executed
from autograder.cohorts.grade import Graded
from autograder.cohorts.remote import Booking, Executed, Task
from autograder.course import Course, CourseError, Exercise
from autograder.judging.plugin import HiddenTest
from autograder.nbgrader_plugin import GradeSubmission
from autograder.submissions import read as intake
from autograder.submissions.repair import repair

AHEAD = 2  # submissions on their way for each worker: one that runs, one that waits there
STARTING_SECONDS = 30


class _CloseGraders(WorkerPlugin):
    name = "autograder"

    def teardown(self, worker) -> None:
        executed.close()


@contextmanager
def local(count: int, exercise: Exercise, settings: dict) -> Iterator[Client]:
    """Workers on this machine, each a process with one thread; they end with the context.

    They start at once what they need for this exercise, see `executed.warm_up`.
    """
    with (
        LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            memory_limit=None,  # the kernels have limits of their own
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        client.register_plugin(_CloseGraders())
        source = exercise.path.read_text(encoding="utf-8")
        for worker in client.scheduler_info()["workers"]:
            warm = client.submit(executed.warm_up, exercise.name, source, settings, workers=[worker], pure=False)
            fire_and_forget(warm)
        yield client


@contextmanager
def at(scheduler: str, patience: float = STARTING_SECONDS) -> Iterator[Client]:
    """The workers of a running Dask cluster.

    Raises:
        CourseError: if nobody answers there, or there is no worker.
    """
    try:
        client = Client(scheduler, timeout=patience)
    except (OSError, ValueError) as error:
        raise CourseError(f"no Dask scheduler at {scheduler}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise CourseError(f"the scheduler at {scheduler} has no workers: start some with dask worker") from None
        client.register_plugin(_CloseGraders())
        yield client


def collect(client: Client, settings: dict, exercise: str) -> tuple[HiddenTest, ...]:
    """List the hidden tests of an exercise, on a worker."""
    return client.submit(executed.collect, exercise, settings, pure=False).result()


def grade(
    client: Client,
    course: Course,
    exercise: Exercise,
    students: Sequence[str],
    *,
    started: Callable[[str], None] = lambda student: None,
) -> Iterator[Graded]:
    """Grade submissions on all workers of a cluster; the results come as they are ready.

    Args:
        students, started: see `cohort.grade`.

    Raises:
        CourseError: if a worker has another version of the package, the exercise or the data, or the scheduler is lost.
    """
    settings = GradeSubmission(config=course.config).settings()
    booking = Booking(**settings)
    booked = cohort.graded_by(course, booking)
    graded_with = booking.graded_with(exercise)
    waiting = deque(students)
    running = as_completed()
    names: dict[str, str] = {}

    def submit_next() -> Iterator[Graded]:
        """Submit until one is on its way; what cannot be executed is done at once."""
        while waiting:
            student = waiting.popleft()
            started(student)
            task = task_of(course, exercise, student, settings)
            if task is None:
                yield cohort.grade_one(course, exercise, student)  # nothing to execute: 0 points and a reason
                continue
            future = client.submit(executed.execute, task, pure=False, retries=2)
            names[future.key] = student
            running.add(future)
            return

    try:
        for _ in range(AHEAD * max(1, len(client.scheduler_info()["workers"]))):
            yield from submit_next()
        while names:
            future = next(running)
            student = names.pop(future.key)
            yield _book(future, booked, booking, exercise, student, graded_with)
            yield from submit_next()
    except CommClosedError as error:
        raise _scheduler_lost() from error
    finally:
        booking.close()


def task_of(course: Course, exercise: Exercise, student: str, settings: dict) -> Task | None:
    """What a worker needs; None if the submission cannot be executed."""
    folder = course.folder("submitted", student, exercise.name)
    submitted = intake.read(folder, exercise.name)
    if submitted.notebook is None:
        return None
    repaired = repair(submitted.notebook, exercise.released, exercise.name)
    if repaired.problem:
        return None
    source = exercise.path.read_text(encoding="utf-8")
    return Task(exercise.name, source, student, repaired.notebook, *executed.files_of(folder), settings)


def _book(
    future: Future, booked: Course, booking: Booking, exercise: Exercise, student: str, graded_with: dict[str, str]
) -> Graded:
    if future.cancelled():
        raise _scheduler_lost()
    try:
        done: Executed = future.result()
    except KilledWorker:
        return cohort.failed(booked, exercise, student, "the workers that executed it died, one after the other")
    except (CommClosedError, TimeoutError) as error:
        raise _scheduler_lost() from error
    except Exception as error:  # whatever goes wrong on a worker costs its submission, no other
        return cohort.failed(booked, exercise, student, f"on a worker: {type(error).__name__}: {error}")
    _check_same(graded_with, done)
    booking.take(done)
    return cohort.grade_one(booked, exercise, student)


def _check_same(here: dict[str, str], done: Executed) -> None:
    there = done.graded_with
    different = sorted(name for name in here if here[name] != there.get(name))
    if different:
        raise CourseError(
            f"a worker grades with other {', '.join(different).replace('_', ' ')} than this machine: install the same "
            "package and packages there, and set CONVNETS_DATA alike"
        )


def _scheduler_lost() -> CourseError:
    return CourseError(
        "the connection to the scheduler is lost: what was graded so far is in the gradebook; "
        "the same command goes on from there"
    )
