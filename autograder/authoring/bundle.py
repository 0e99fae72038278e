"""Makes the bundle, what students download: notebooks, package, known versions and settings of JupyterLab.

Nothing of the instructor's is in it. The same input gives the same bytes.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import nbformat
from build import ProjectBuilder
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.authoring.build import as_text, pages, read, release_path
from autograder.course import Course
from autograder.errors import CourseError
from convnets.update import GIVEN, hash_of

FOLDER = "student"
PACKAGE = "package"  # where the bundle has the source of the package
DISTRIBUTION = "convnets-exercises"
FILES = Path(__file__).with_name("student_files")
LEFT_OUT = frozenset({".git", "__pycache__", ".ipynb_checkpoints"})
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


@dataclass(frozen=True)
class Repository:
    """Where the bundle will be published.

    Attributes:
        url: of the repository, such as "https://github.com/lecturer/convnets-exercises".
        branch: the branch that holds the bundle.
    """

    url: str
    branch: str = "main"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https://[\w.-]+(/[\w.~-]+)+", self.url):
            raise CourseError(
                f"expected the web address of a repository, such as https://github.com/lecturer/course; received "
                f"{self.url!r}"
            )

    @property
    def package(self) -> str:
        """What pip installs the package from."""
        return f"{DISTRIBUTION} @ git+{self.url}@{self.branch}#subdirectory={PACKAGE}"

    def badges(self, path: str) -> str:
        """Markdown of the links that open a notebook of the bundle elsewhere; "" where no service reads the host."""
        host, _, name = self.url.removeprefix("https://").partition("/")
        if host != "github.com":
            return ""
        colab = f"https://colab.research.google.com/github/{name}/blob/{self.branch}/{path}"
        kaggle = f"https://kaggle.com/kernels/welcome?src={self.url}/blob/{self.branch}/{path}"
        return (
            f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab}) "
            f"[![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)]({kaggle})"
        )


def make(course: Course, repository: Repository | None = None) -> Path:
    """Make the bundle as a folder, all of it or nothing; an older one is replaced.

    Args:
        course: whose.
        repository: where it will be published, if that is known.

    Returns:
        The folder.

    Raises:
        CourseError: if the release does not fit source/, or `student/` holds something else than a bundle.
    """
    exercises = [course.exercise(name) for name in course.exercises]
    built = [(release_path(course, each), as_text(each.released)) for each in exercises] + pages(course)
    outdated = [path for path, text in built if not path.exists() or path.read_text() != text]
    if outdated:
        paths = ", ".join(str(path.relative_to(course.root)) for path in outdated)
        raise CourseError(f"{paths}: does not fit source/; build it first with: autograder build")
    target = course.root / FOLDER
    if target.exists() and any(target.iterdir()) and not (target / GIVEN).exists():
        raise CourseError(f"{target} holds something else than a bundle: move it away")
    with tempfile.TemporaryDirectory(dir=course.root, prefix=f".{FOLDER}-") as made:
        folder = Path(made) / FOLDER
        _fill(folder, course, repository)
        _keep_git(target, folder)
        old = Path(made) / "old"
        if target.exists():
            target.rename(old)
        folder.rename(target)
    return target


def zipped(folder: Path) -> Path:
    """Put a bundle into a zip file beside it, without what git keeps; return its path."""
    path = folder.with_suffix(".zip")
    temporary = path.with_suffix(".new")
    with ZipFile(temporary, "w", ZIP_DEFLATED) as archive:
        for file in _files(folder):
            info = ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, file.read_bytes())
    temporary.replace(path)
    return path


def numbered(course: Course) -> dict[str, str]:
    """The folder of each exercise in the bundle, in the order of the course: "1_convolution_by_hand".

    The number is that of the title; an exercise without one comes last, under its own name.
    """
    found = {name: re.match(r"(\d+)\. ", course.exercise(name).title) for name in course.exercises}
    order = sorted(found, key=lambda name: (int(match[1]) if (match := found[name]) else len(found) + 1, name))
    return {name: f"{match[1]}_{name}" if (match := found[name]) else name for name in order}


def _fill(folder: Path, course: Course, repository: Repository | None) -> None:
    folders = numbered(course)
    for name, place in folders.items():
        released = release_path(course, course.exercise(name))
        for file in _files(released.parent):
            if file != released:
                _copy(file, folder / place / file.relative_to(released.parent))
        _write(folder / place / released.name, with_first_cells(read(released), repository, f"{place}/{released.name}"))
    for page, text in pages(course):
        notebook = nbformat.reads(text, as_version=4)
        for cell in notebook.cells:
            for name, place in folders.items():
                cell.source = cell.source.replace(f"]({name}/{name}.ipynb", f"]({place}/{name}.ipynb")
        _write(folder / page.name, with_first_cells(notebook, repository, page.name))
    settings = release_path(course, course.exercise(next(iter(folders)))).parent.parent / "nbgrader_config.py"
    if settings.exists():
        _copy(settings, folder / settings.name)
    for file in _files(FILES):
        if file.name != "README.md":
            _copy(file, folder / file.relative_to(FILES))
    _write(folder / GIVEN, json.dumps(_hashes(folder), indent=1) + "\n")
    wheel = _add_package(folder, course.root / "convnets")
    _write(folder / "README.md", _readme(course, folders, repository))
    _write(folder / ".gitignore", ".venv/\n.ipynb_checkpoints/\nbefore-update-*/\n")
    versions = (course.root / "convnets" / "requirements.txt").read_text()
    _write(folder / "requirements.txt", f"{versions}./{wheel}\n")


def _hashes(folder: Path) -> dict[str, list[str]]:
    """The hash of each cell as it is handed out, by the notebook's name: what differs is a student's work."""
    notebooks = {path.name: read(path) for path in _files(folder) if path.suffix == ".ipynb"}
    return {name: [hash_of(cell) for cell in notebook.cells] for name, notebook in sorted(notebooks.items())}


def with_first_cells(notebook: NotebookNode, repository: Repository | None, path: str) -> str:
    """A notebook with a first code cell that installs the package, and with the badges on top."""
    if repository:
        otherwise = f'    %pip install --quiet "{repository.package}"'
    else:
        otherwise = '    print("convnets is not installed. README.md, in the folder of the exercises, says how.")'
    install = (
        "# Installs what this notebook imports where it is missing, as in Colab. Elsewhere it does nothing.\n"
        if repository
        else "# Says so if what this notebook imports is missing.\n"
    )
    install += f"try:\n    import convnets\nexcept ModuleNotFoundError:\n{otherwise}"
    place = next((index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"), 0)
    notebook.cells.insert(place, new_code_cell(install, id="install"))
    if badges := repository.badges(path) if repository else "":
        notebook.cells.insert(0, new_markdown_cell(badges, id="badges"))
    return as_text(notebook)


def _title(text: str) -> str:
    return str(nbformat.reads(text, as_version=4).cells[0].source).partition("\n")[0].removeprefix("# ")


def _readme(course: Course, folders: dict[str, str], repository: Repository | None) -> str:
    notebooks = [f"- [{_title(text)}]({path.name})" for path, text in pages(course)]
    notebooks += [f"- [{course.exercise(name).title}]({place}/{name}.ipynb)" for name, place in folders.items()]
    if repository and repository.badges(""):
        programs = (
            "**Colab** and **Kaggle**: open a notebook through the badge at its top. Its first cell installs what is "
            "missing. Save a copy,\nand hand in the file that *Download .ipynb* gives you."
        )
    elif repository:
        programs = "**Colab** and **Kaggle**: upload a notebook. Its first cell installs what is missing."
    else:
        programs = (
            "**Colab** and **Kaggle**: upload the notebook and the `.whl` file, and install it in a cell of your own:\n"
            "`%pip install convnets_exercises-*.whl`."
        )
    programs += (
        "\n\n**VS Code**: install the extensions *Python* and *Jupyter*, open this folder, and choose `.venv` as the"
        "\nkernel of the notebook. There is no *Validate*: choose *Restart* and *Run All* instead."
    )
    text = (FILES / "README.md").read_text()
    return text.replace("{notebooks}", "\n".join(notebooks)).replace("{programs}", programs)


def _add_package(folder: Path, source: Path) -> str:
    """Put the package into the bundle, as source and as wheel; return the wheel's name.

    The version ends with a hash of the content: pip installs another version, and leaves alone the same one.
    """
    project = folder / PACKAGE
    for name in ("pyproject.toml", "README.md", "src"):
        for file in _files(source / name):
            _copy(file, project / file.relative_to(source))
    content = hashlib.sha256()
    for file in _files(project):
        content.update(f"{file.relative_to(project).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    settings = project / "pyproject.toml"
    version = rf'\g<1>+{content.hexdigest()[:8]}"'
    _write(settings, re.sub(r'^(version = "[^"+]+)"$', version, settings.read_text(), count=1, flags=re.MULTILINE))
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "source"  # building leaves files in the folder
        shutil.copytree(project, copy)
        built = Path(ProjectBuilder(copy, runner=_quietly).build("wheel", temporary))
        _copy(built, folder / built.name)
    return built.name


def _quietly(cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None) -> None:
    environment = os.environ | dict(extra_environ or {}) | {"SOURCE_DATE_EPOCH": "315532800"}  # 1980
    done = subprocess.run(cmd, cwd=cwd, env=environment, umask=0o022, capture_output=True, text=True)
    if done.returncode:
        raise CourseError(f"the package in convnets/ cannot be built:\n{done.stderr or done.stdout}")


def _files(folder: Path) -> list[Path]:
    """The files of a folder, or the file itself, in a fixed order; without what programs leave behind."""
    if folder.is_file():
        return [folder]
    found = [path for path in folder.rglob("*") if path.is_file() and not _left_out(path.relative_to(folder))]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _left_out(path: Path) -> bool:
    return any(part in LEFT_OUT or part.endswith(".egg-info") for part in path.parts)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    target.chmod(0o644)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    path.chmod(0o644)


def _keep_git(old: Path, new: Path) -> None:
    if (old / ".git").exists():
        (old / ".git").rename(new / ".git")
