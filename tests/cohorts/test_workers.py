"""A cohort on several workers: the same grades as in one process, whatever happens to workers and scheduler."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import course_folder
import psutil
import pytest
from course_folder import NAME, ROOT

from autograder.cohorts import workers
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.record import GradingRecord
from autograder.kernels import fork_server
from autograder.nbgrader_plugin import GradeSubmission, set_aside

ENDLESS = {"output_size": "import time\ntime.sleep(200)"}
SUBMISSIONS = {
    "ada": {},
    "bob": {"output_size": "def output_size(*arguments, **keywords):\n    return 0"},
    "cleo": {"pool2d": "import os\ndef pool2d(*arguments, **keywords):\n    os._exit(1)"},
    "dan": course_folder.NO_NOTEBOOK,
    "eve": {"conv2d": "print(open('note.txt').read())\n" + "def conv2d(*arguments, **keywords):\n    return None"},
}


@pytest.fixture
def course(tmp_path):
    course_folder.make(tmp_path, SUBMISSIONS)
    (tmp_path / "submitted" / "eve" / NAME / "note.txt").write_text("from a supporting file")
    (tmp_path / "submitted" / "eve" / NAME / "link.txt").symlink_to("note.txt")  # is left out
    for number in range(1001):  # more than are taken, which is noted
        (tmp_path / "submitted" / "eve" / NAME / f"z{number}.txt").touch()
    return tmp_path


@pytest.mark.slow
def test_workers_give_the_same_grades_as_one_process(course, tmp_path_factory):
    alone = tmp_path_factory.mktemp("alone")
    shutil.copytree(course, alone, dirs_exist_ok=True, symlinks=True)
    said = course_folder.run(course, "grade", NAME, "--jobs", "2", code=1)
    course_folder.run(alone, "grade", NAME, "--jobs", "1", code=1)
    assert [name for name in SUBMISSIONS if name in said] == list(SUBMISSIONS)
    assert course_folder.scores(course) == course_folder.scores(alone)
    for student in SUBMISSIONS:
        assert course_folder.verdicts(course, student) == course_folder.verdicts(alone, student)
        ours, theirs = (GradingRecord.load(root, NAME, student) for root in (course, alone))
        names = ("problem", "repairs", "review", "suspicious", "limits", "sandbox", "code_fingerprint", "graded_with")
        for name in names:
            assert getattr(ours, name) == getattr(theirs, name), (student, name)
    graded = (course / "autograded" / "eve" / NAME / f"{NAME}.ipynb").read_text()
    assert "from a supporting file" in graded
    assert any("left out" in line for line in GradingRecord.load(course, NAME, "eve").review)
    # What was graded by workers counts as graded.
    again = course_folder.run(course, "grade", NAME, "--jobs", "2", code=1)
    assert again.count("unchanged") >= len(SUBMISSIONS)


def _wait_for(what, seconds: float = 120.0):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)
    return found


def _executes(worker: subprocess.Popen) -> bool:
    """Whether a worker executes a submission: it has started the hidden tests, and then what forks the kernel."""
    return len(psutil.Process(worker.pid).children()) > 1


@pytest.fixture
def cluster():
    """A scheduler with two workers, as on machines of their own; gives its address and the worker processes."""
    environment = os.environ | {"COLUMNS": "200"}
    programs = [[sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]]
    scheduler = subprocess.Popen(programs[0], stderr=subprocess.PIPE, text=True, env=environment)
    address = ""
    for line in scheduler.stderr:
        if "Scheduler at:" in line:
            address = line.split()[-1]
            break
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    running = [subprocess.Popen([*worker, "--no-nanny"], stderr=subprocess.DEVNULL, env=environment) for _ in range(2)]
    yield address, scheduler, running
    for process in (*running, scheduler):
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_a_retry(tmp_path, cluster):
    address, _, running = cluster
    course_folder.make(tmp_path, {"ada": {}, "bob": {}, "cleo": {}})
    process = course_folder.started(tmp_path, "grade", NAME, "--scheduler", address)
    _wait_for(lambda: _executes(running[0]))
    running[0].kill()
    said, _ = process.communicate(timeout=400)
    assert process.returncode == 0, said
    points = sum(score for _, name, score in course_folder.scores(tmp_path) if name.startswith("check_"))
    assert points == 3 * GradingRecord.load(tmp_path, NAME, "cleo").maximum


def _is_written(root: Path, student: str) -> bool:
    """Whether a grade is written and stays: the record is, and so is what comes after it."""
    written = (root / "records" / NAME / student / "record.json").exists()
    return written and not (root / set_aside.FOLDER).exists()


@pytest.mark.slow
def test_without_its_scheduler_it_stops_and_keeps_what_was_graded(tmp_path, cluster):
    address, scheduler, _ = cluster
    course_folder.make(tmp_path, {"ada": {}, "bob": ENDLESS, "cleo": ENDLESS})
    process = course_folder.started(tmp_path, "grade", NAME, "--scheduler", address)
    _wait_for(lambda: _is_written(tmp_path, "ada"))
    scheduler.kill()
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "the same command continues from there" in " ".join(said.split())
    assert {student for student, *_ in course_folder.scores(tmp_path)} == {"ada"}


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_graded_and_ends_all_processes(tmp_path):
    course_folder.make(tmp_path, {"ada": {}, "bob": ENDLESS, "cleo": ENDLESS})
    process = course_folder.started(tmp_path, "grade", NAME, "--jobs", "2")
    _wait_for(lambda: _is_written(tmp_path, "ada"))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command continues from there" in " ".join(said.split())
    assert {student for student, *_ in course_folder.scores(tmp_path)} == {"ada"}
    with pytest.raises(ProcessLookupError):
        _wait_for(lambda: os.killpg(process.pid, 0) and False, 15)


def _fork_servers() -> set[int]:
    """The processes below this one that kernels are forked from."""
    found = set()
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            found |= {each.pid} if fork_server.__name__ in each.cmdline() else set()
    return found


def test_a_worker_starts_at_once_what_kernels_are_forked_from(tmp_path):
    course = Course.load(ROOT)
    before, settings = _fork_servers(), GradeSubmission(config=course.config).settings()
    with workers.local(1, course.exercise(NAME), settings, tmp_path):
        _wait_for(lambda: _fork_servers() - before)


def test_what_a_worker_imports_compiles_no_grammar():
    program = "import sys, autograder.cohorts.workers; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_an_address_where_nobody_answers_is_a_mistake_of_the_users():
    with pytest.raises(CourseError, match="no Dask scheduler"), workers.at("tcp://127.0.0.1:9", patience=0.5):
        pass
