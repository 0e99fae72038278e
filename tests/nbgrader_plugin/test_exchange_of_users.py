"""nbgrader's exchange as on a JupyterHub: instructor and students are different users of one system.

The users are known in a file system of their own, which bubblewrap makes: nothing of this machine is changed. Only root
can become another user, so the tests are skipped for everybody else.
"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import course_folder
import nbformat
import pytest
from course_folder import NAME, ROOT

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.grading.record import GradingRecord

USERS = {"instructor": 61_001, "ada": 61_002, "bob": 61_003}
MISSING = [name for name in ("bwrap", "setpriv") if not shutil.which(name)]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can act for several users"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (bubblewrap, util-linux)"),
]
PRIVATE = "words of {}, for nobody else"


@dataclass(frozen=True)
class Hub:
    """A system with users.

    Attributes:
        root: holds a home folder for each user, the exchange, and the settings that all share.
    """

    root: Path

    def home(self, user: str) -> Path:
        return self.root / "home" / user

    @property
    def course(self) -> Path:
        return self.home("instructor") / "convnets"

    def nbgrader(self, user: str, *arguments: str) -> str:
        """What a command said that a user gave: the instructor in the course folder, a student at home."""
        folder = self.course if user == "instructor" else self.home(user)
        return self.run(user, folder, sys.executable, "-m", "nbgrader", *arguments)

    def run(self, user: str, folder: Path, *command: str) -> str:
        environment = {
            "HOME": str(self.home(user)),
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "JUPYTER_CONFIG_PATH": str(self.root / "etc"),
            "CONVNETS_DATA": os.environ["CONVNETS_DATA"],
            "LANG": "C.UTF-8",
        }
        ids = ["--reuid", str(USERS[user]), "--regid", str(USERS[user]), "--clear-groups"]
        line = [*self._system(), "setpriv", *ids, "--", *command]
        done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, f"{user}: {' '.join(command)}\n{done.stdout}{done.stderr[-3000:]}"
        return done.stdout + done.stderr

    def _system(self) -> list[str]:
        """This system with the users, and with Python's installation where a closed folder keeps it from them."""
        line = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(self.root / "passwd"), "/etc/passwd"]
        needed = sorted({Path(each).resolve() for each in (sys.base_prefix, sys.prefix, ROOT)})
        closed = {path: each for path in needed for each in path.parents if not each.stat().st_mode & stat.S_IXOTH}
        for folder in sorted(set(closed.values())):
            line += ["--tmpfs", str(folder)]
        for path, top in closed.items():
            for folder in reversed(path.parents):
                if folder.is_relative_to(top) and folder != top:
                    line += ["--perms", "0755", "--dir", str(folder)]
            line += ["--ro-bind", str(path), str(path)]
        return line


@pytest.fixture
def hub() -> Iterator[Hub]:
    # Not in pytest's folder, which nobody else may enter.
    hub = Hub(Path(tempfile.mkdtemp(prefix="hub-")).resolve())
    try:
        hub.root.chmod(0o755)
        (hub.root / "exchange").mkdir()
        (hub.root / "exchange").chmod(0o777)  # as docs/jupyterhub.md says
        users = [f"{name}:x:{number}:{number}::{hub.home(name)}:/bin/sh" for name, number in USERS.items()]
        (hub.root / "passwd").write_text("\n".join(["root:x:0:0::/root:/bin/sh", *users, ""]))
        (hub.root / "etc").mkdir()
        (hub.root / "etc" / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = 'convnets'\n"
            f"c.Exchange.root = {str(hub.root / 'exchange')!r}\n"
        )
        for name in USERS:
            hub.home(name).mkdir(parents=True)
        hub.course.mkdir()
        course_folder.make(hub.course, {})
        for name, number in USERS.items():
            hub.home(name).chmod(0o700)
            for path in [hub.home(name), *hub.home(name).rglob("*")]:
                os.chown(path, number, number)
        yield hub
    finally:
        shutil.rmtree(hub.root)


def _solve(hub: Hub, student: str, **solutions: str) -> None:
    """Write solutions into the notebook that a student has fetched, as the student."""
    notebook = with_solutions(Course.load(ROOT).exercise(NAME), solutions)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(PRIVATE.format(student), id="own"))
    path = hub.root / f"of_{student}.ipynb"
    nbformat.write(notebook, path)
    os.chown(path, USERS[student], USERS[student])
    path.chmod(0o600)
    hub.run(student, hub.home(student), "cp", str(path), str(hub.home(student) / NAME / f"{NAME}.ipynb"))
    path.unlink()


# Prints the path of each file below a folder that this user can read and in which a text stands.
SEARCH = """
import pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*"):
    try:
        if path.is_file() and sys.argv[2].encode() in path.read_bytes():
            print(path)
    except OSError:
        pass
"""


def _found(hub: Hub, user: str, text: str) -> list[Path]:
    """The files in which a user finds a text, wherever it is."""
    said = hub.run(user, hub.home(user), sys.executable, "-c", SEARCH, str(hub.root), text)
    return [Path(line) for line in said.splitlines()]


def _scores(hub: Hub) -> dict[str, dict[str, float]]:
    """The points of each automatically graded cell, by student."""
    automatic = Course.load(ROOT).exercise(NAME).graded_cells
    found: dict[str, dict[str, float]] = {}
    for student, cell, score in course_folder.scores(hub.course):
        if cell in automatic:
            found.setdefault(student, {})[cell] = score
    return found


def test_from_the_release_to_the_feedback_and_no_student_reads_what_is_another_ones(hub):
    hub.nbgrader("instructor", "generate_assignment", NAME)
    hub.nbgrader("instructor", "release_assignment", NAME)
    for student in ("ada", "bob"):
        assert f"convnets {NAME}" in hub.nbgrader(student, "list")
        hub.nbgrader(student, "fetch_assignment", NAME)
    assert _found(hub, "ada", "### BEGIN SOLUTION") == []
    _solve(hub, "ada")
    _solve(hub, "bob", pool2d="def pool2d(feature_maps, pool_size, stride=None, mode='max'):\n    return None")
    for student in ("ada", "bob"):
        hub.nbgrader(student, "submit", NAME)
        assert f"convnets {student} {NAME}" in hub.nbgrader(student, "list", "--cached")

    inbound = hub.nbgrader("instructor", "list", "--inbound")
    assert all(f"convnets {student} {NAME}" in inbound for student in ("ada", "bob"))
    collected = hub.nbgrader("instructor", "collect", NAME)
    assert "Processing 2 submissions" in collected
    assert "cheating" not in collected  # each submission is owned by its student
    hub.nbgrader("instructor", "autograde", NAME)
    points = Course.load(ROOT).exercise(NAME).graded_cells
    assert _scores(hub) == {"ada": points, "bob": points | {"check_pool2d": 0.0}}

    hub.nbgrader("instructor", "generate_feedback", NAME)
    hub.nbgrader("instructor", "release_feedback", NAME)
    for student, other in (("ada", "bob"), ("bob", "ada")):
        assert "feedback ready to be fetched" in hub.nbgrader(student, "list", "--cached")
        hub.nbgrader(student, "fetch_feedback", NAME)
        (page,) = (hub.home(student) / NAME / "feedback").rglob("*.html")
        assert page in _found(hub, student, PRIVATE.format(student))
        assert _found(hub, student, PRIVATE.format(other)) == []
    # Bob hands in again, without an answer. The feedback that lies in his folder now is not taken for one.
    _solve(hub, "bob", explain_pooling="*Your answer here.*")
    hub.nbgrader("bob", "submit", NAME)
    assert "Updating submission: bob" in hub.nbgrader("instructor", "collect", NAME, "--update")
    hub.nbgrader("instructor", "autograde", NAME)
    assert _scores(hub) == {"ada": points, "bob": points}
    assert GradingRecord.load(hub.course, NAME, "bob").review == []
    hub.nbgrader("instructor", "generate_feedback", NAME)
    hub.nbgrader("instructor", "release_feedback", NAME)
    hub.nbgrader("bob", "fetch_feedback", NAME)
    assert len([*(hub.home("bob") / NAME / "feedback").rglob("*.html")]) == 2
    assert {path.relative_to(hub.course).parts[0] for path in _found(hub, "instructor", PRIVATE.format("bob"))
            if path.is_relative_to(hub.course)} >= {"submitted", "autograded", "feedback"}  # fmt: skip
