"""What students get: a folder with all that they need, and with nothing of the instructor's."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from course_folder import ROOT

from autograder.authoring import build, bundle
from autograder.course import Course
from autograder.errors import CourseError
from convnets.update import GIVEN

URL = "https://github.com/lecturer/convnets-course"
LONG = 60  # characters


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of what a bundle is made of."""
    root = tmp_path_factory.mktemp("a course")
    for name in ("source", "release", "solutions", "convnets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course.load(root)


@pytest.fixture(scope="module")
def made(course):
    return bundle.make(course, bundle.Repository(URL))


def _contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_notebooks_are_in_the_order_of_the_lecture(made, course):
    folders = sorted(path.name for path in made.iterdir() if re.match(r"\d_", path.name))

    assert [name[2:] for name in folders] == list(bundle.numbered(course))
    assert len(folders) == len(course.exercises)
    start = (made / "00_start_here.ipynb").read_text()
    readme = (made / "README.md").read_text()
    for name in folders:
        path = f"{name}/{name[2:]}.ipynb"
        assert (made / path).exists()
        assert f"({path})" in start
        assert f"({path})" in readme


def test_the_same_input_gives_the_same_bytes(made, course):
    first, archive = _contents(made), bundle.zipped(made).read_bytes()
    old_mask = os.umask(0o077)
    try:
        again = bundle.make(course, bundle.Repository(URL))
    finally:
        os.umask(old_mask)

    assert _contents(again) == first
    assert bundle.zipped(again).read_bytes() == archive


def test_the_zip_file_holds_the_folder(made):
    with zipfile.ZipFile(bundle.zipped(made)) as archive:
        assert {name.removeprefix("student/"): archive.read(name) for name in archive.namelist()} == _contents(made)


def test_another_package_has_another_version(made, course):
    wheel = next(made.glob("*.whl")).name
    module = course.root / "convnets" / "src" / "convnets" / "check.py"
    before = module.read_text()
    try:
        module.write_text(before + "\n")
        changed = bundle.make(course, bundle.Repository(URL))
        assert next(changed.glob("*.whl")).name != wheel
    finally:
        module.write_text(before)
        bundle.make(course, bundle.Repository(URL))


def test_each_notebook_has_a_badge_and_installs_the_package(made):
    for path in made.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        place = path.relative_to(made).as_posix()
        assert (
            f"colab.research.google.com/github/lecturer/convnets-course/blob/main/{place}" in notebook.cells[0].source
        )
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        assert f"convnets-exercises @ git+{URL}@main#subdirectory=package" in first.source
        nbformat.validate(notebook)


def test_a_bundle_for_an_lms_has_no_badge(course):
    try:
        folder = bundle.make(course)
        for path in folder.rglob("*.ipynb"):
            assert "colab.research" not in path.read_text()
            assert "git+" not in path.read_text()
    finally:
        bundle.make(course, bundle.Repository(URL))


@pytest.mark.parametrize("url", ["github.com/a/b", "https://github.com", "https://github.com/a b", "http://x.org/a"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(CourseError, match="expected the web address of a repository"):
        bundle.Repository(url)


def test_a_stale_release_is_refused_and_the_old_bundle_stays(made, course):
    before = _contents(made)
    path = build.release_path(course, course.exercise("mnist_convnet"))
    text = path.read_text()
    try:
        path.write_text(text.replace("digits", "digit"))
        with pytest.raises(CourseError, match=r"release/mnist_convnet.*autograder build"):
            bundle.make(course)
    finally:
        path.write_text(text)
    assert _contents(made) == before


def test_a_folder_that_is_something_else_is_left_alone(course):
    folder = course.root / bundle.FOLDER
    kept = folder.rename(course.root / "kept")
    folder.mkdir()
    (folder / "thesis.txt").write_text("months of work")
    try:
        with pytest.raises(CourseError, match="holds something else than a bundle"):
            bundle.make(course)
        assert (folder / "thesis.txt").read_text() == "months of work"
    finally:
        shutil.rmtree(folder)
        kept.rename(folder)


def test_a_repository_in_the_folder_is_kept(made, course):
    (made / ".git").mkdir()
    (made / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    try:
        again = bundle.make(course, bundle.Repository(URL))
        assert (again / ".git" / "HEAD").exists()
        with zipfile.ZipFile(bundle.zipped(again)) as archive:
            assert not any(".git/" in name for name in archive.namelist())
    finally:
        shutil.rmtree(made / ".git")


# Nothing of the instructor's.


def _of_the_instructor():
    """Files that no student may have: hidden tests, thresholds, solutions, the grader, its tests."""
    found = [
        path for name in ("autograder", "solutions", "tests", "benchmarks", "docs") for path in _code_in(ROOT / name)
    ]
    return [path for path in found if bundle.FILES not in path.parents and path.stat().st_size]


def _code_in(folder):
    return [
        path
        for path in folder.rglob("*")
        if path.suffix in (".py", ".ipynb", ".json", ".md") and "__pycache__" not in path.parts
    ]


def _texts(folder):
    """All that students can read in a folder, also in wheels, without JSON's escapes."""
    texts = []
    for path in folder.rglob("*"):
        if path.suffix == ".ipynb":
            texts += ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"]]
        elif path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        elif path.is_file():
            texts.append(path.read_text("utf-8", "ignore"))
    return "\n".join(texts)


def _secrets(course):
    """Parts of solutions and model answers, each with its exercise, that no given cell shows.

    A line or three lines in a row, if long: a short one, such as a usual layer, stands elsewhere by chance.
    """
    found = {}
    for name in course.exercises:
        exercise = course.exercise(name)
        given = _stripped("\n".join(cell.source for cell in exercise.released.cells))
        for cell in exercise.source.cells:
            for region in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, re.DOTALL):
                lines = _stripped(region).splitlines()
                parts = lines + ["\n".join(lines[index : index + 3]) for index in range(len(lines) - 2)]
                found |= {part: name for part in parts if len(part) >= LONG and part not in given}
    return found


def _stripped(text):
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _hidden_test_names():
    folder = ROOT / "autograder" / "hidden_tests"
    return {
        name for path in folder.rglob("*.py") for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }


def assert_nothing_of_the_instructor(folder, course):
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    secret = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in _of_the_instructor()}
    same = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    assert not {str(secret[key]) for key in secret.keys() & same.keys()}
    texts = _stripped(_texts(folder))
    assert [name for name in _hidden_test_names() if name in texts] == []
    assert {part: name for part, name in _secrets(course).items() if part in texts} == {}
    assert not [path for path in files if "hidden_tests" in path.parts or "autograder" in path.parts]


def test_nothing_of_the_instructor_is_in_the_bundle(made, course):
    assert len(_secrets(course)) > 300
    assert len(_hidden_test_names()) > 100
    assert_nothing_of_the_instructor(made, course)


def test_the_search_finds_what_is_hidden(made, course, tmp_path):
    """The test above can fail."""
    for place, text in (
        ("a.txt", next(iter(_secrets(course)))),
        ("b.md", f"see {next(iter(_hidden_test_names()))}"),
        ("c.py", next(path for path in _of_the_instructor() if path.suffix == ".py").read_text()),
    ):
        folder = tmp_path / place
        folder.mkdir()
        (folder / place).write_text(text)
        with pytest.raises(AssertionError):
            assert_nothing_of_the_instructor(folder, course)


# In an empty environment.


@pytest.fixture(scope="module")
def student(made, tmp_path_factory):
    """A student's folder, with spaces and umlauts in its path, after the first command of the README; and HOME."""
    root = tmp_path_factory.mktemp("Übung 3")
    home = root / "home"
    home.mkdir()
    folder = root / "meine Übungen"
    shutil.copytree(made, folder)
    keep = {"PATH", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "PIP_INDEX_URL", "PIP_CONFIG_FILE"}
    environment = {name: value for name, value in os.environ.items() if name in keep}
    environment |= {"HOME": str(home), "CONVNETS_DATA": "sample", "LANG": "C.UTF-8"}
    command = re.search(r"^    (python3 .*)$", (folder / "README.md").read_text(), re.MULTILINE)[1]
    command = command.replace("python3 ", f"{sys._base_executable} ", 1).replace("pip install", "pip install --quiet")
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
    if "No matching distribution" in done.stderr or "Temporary failure in name resolution" in done.stderr:
        pytest.skip("there is no connection to a package index")
    assert done.returncode == 0, done.stderr
    return folder, environment


def _run(student, *command, folder="."):
    """A command of the student's Python, in one of the student's folders."""
    root, environment = student
    python = str(root / ".venv" / "bin" / "python")
    return subprocess.run([python, *command], cwd=root / folder, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_installing_brings_nothing_of_the_instructor(student, course):
    code = "import convnets, importlib.util as u; print(u.find_spec('autograder')); print(convnets.__file__)"

    done = _run(student, "-c", code, folder="1_convolution_by_hand")

    spec, package = done.stdout.splitlines()
    assert spec == "None"
    assert Path(package).is_relative_to(student[0] / ".venv")
    assert_nothing_of_the_instructor(Path(package).parent, course)


@pytest.mark.slow
@pytest.mark.parametrize("name", Course.load(ROOT).exercises)
def test_the_notebooks_of_the_bundle_run_with_solutions_in_them(student, course, name):
    """The reference's cells in a student's notebook, executed in the student's environment: all checks pass."""
    place = bundle.numbered(course)[name]
    notebook = nbformat.read(student[0] / place / f"{name}.ipynb", as_version=4)
    solved = {cell.id: cell.source for cell in build.solution_version(course.exercise(name)).cells}
    for cell in notebook.cells:
        cell.source = solved.get(cell.id, cell.source)
    (student[0] / place / "solved.ipynb").write_text(build.as_text(notebook))

    convert = ("-m", "jupyter", "nbconvert", "--execute", "--to", "notebook", "--output", "done", "solved.ipynb")
    done = _run(student, *convert, folder=place)

    assert done.returncode == 0, done.stderr[-3000:]
    assert (student[0] / place / "done.ipynb").exists()


@pytest.mark.slow
def test_an_update_keeps_the_work_of_a_student(student, made):
    folder = student[0]
    path = folder / "1_convolution_by_hand" / "convolution_by_hand.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "output_size")
    cell.source = "def output_size(*args):\n    return 'my own work'"
    path.write_text(build.as_text(notebook))

    done = _run(student, "-m", "convnets.update", str(bundle.zipped(made)))

    assert done.returncode == 0, done.stderr
    assert "my own work" in path.read_text()
    assert "convolution_by_hand.ipynb: 1 cell of yours" in done.stdout
    assert list(folder.glob("before-update-*/1_convolution_by_hand/convolution_by_hand.ipynb"))
    assert json.loads((folder / GIVEN).read_text())
