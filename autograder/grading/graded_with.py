"""What a grade depends on besides the submission: hashes of code and data, versions, settings, configuration.

If all of it is as it was, and the submission too, a grading would give what it gave: the submission is unchanged.
"""

import hashlib
import importlib.metadata
import platform
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from traitlets.utils.importstring import import_item

import convnets
from autograder import hidden_tests
from autograder.exercise import Exercise
from autograder.grading import course_code
from autograder.grading.settings import GradingSettings
from autograder.judging import dependencies, thresholds

VERSIONS = (
    *("ipykernel", "ipython", "jupyter-client", "keras", "matplotlib", "nbclient", "nbgrader", "numpy", "pytest"),
    *("scikit-learn", "tensorflow"),
)
PACKAGE = Path(__file__).resolve().parents[1]

# The grader's own code, by what depends on it. Answers depend on what executes, verdicts also on questions and judging,
# the graded notebook and nbgrader's gradebook on all of it. Other rooms decide nothing about a grade.
CODE = {
    "execution": (
        *("sandbox/*.py", "kernels/*.py", "questions/agent.py", "names.py", "exercise.py", "submissions/files.py"),
        *("grading/live_kernel.py", "grading/kernel_session.py", "grading/notebook_client.py", "grading/grade.py"),
        *("grading/needed_cells.py", "grading/data.py", "grading/grader.py", "grading/settings.py"),
    ),
    "questions": ("questions/*.py",),
    "judging": ("judging/*.py",),
    "grader": ("submissions/*.py", "grading/*.py", "nbgrader_plugin/*.py", "course.py", "exercise.py", "errors.py"),
}
NEEDED, ALL = "only needed cells", "all cells"
# What does not matter to a single verdict, and the hidden tests, which are told apart by graded cell.
_JUDGES_NOTHING = frozenset(("configuration", "executed", "grader", "hidden_tests", "nbgrader", "source"))


def everything(exercise: Exercise, settings: GradingSettings) -> dict[str, str]:
    """What a grade depends on, by name."""
    return {
        **_code(),
        "configuration": _configuration(exercise),
        "convnets": _hash_of(Path(convnets.__file__).parent.rglob("*.py")),
        "data_source": exercise.data_source,
        "hidden_tests": _hash_of([*hidden_tests.test_paths(exercise.name), *hidden_tests.helper_paths(exercise.name)]),
        "executed": NEEDED if settings.only_needed else ALL,
        "settings": repr(msgspec.structs.replace(settings, only_needed=True)),
        "source": hashlib.sha256(exercise.text.encode()).hexdigest()[:16],
        "thresholds": _hash_of([thresholds.path_of(exercise.name)]),
        **_versions(),
    }


def suffices(found: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a grading with `found` has all that one with `wanted` would have: the same, or more cells executed."""
    if found.get("executed") == ALL:
        wanted = {**wanted, "executed": ALL}
    return found == wanted


def by_cell(exercise: Exercise, graded_with: Mapping[str, str]) -> dict[str, str]:
    """For each graded cell a hash of what its verdict depends on besides the answers; see `judging.dependencies`."""
    common = {name: value for name, value in graded_with.items() if name not in _JUDGES_NOTHING}
    return dependencies.hashes(exercise.name, common)


def code(name: str) -> str:
    """A hash of one part of the grader's own code; see CODE."""
    return _code()[name]


@cache
def _code() -> dict[str, str]:
    return {name: _hash_of(code_files(name)) for name in CODE}


def code_files(name: str) -> list[Path]:
    """The files that one entry of CODE stands for."""
    return [path for pattern in CODE[name] for path in PACKAGE.glob(pattern)]


@cache
def _versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: importlib.metadata.version(name) for name in VERSIONS}


@lru_cache(maxsize=8)  # what is imported stays as it is, whatever happens to its file
def _configuration(exercise: Exercise) -> str:
    """A hash of what the course says of autograding: preprocessors, penalties, their settings, code of its own."""
    config = exercise.config
    autograding = config.get("Autograde", {})
    steps = [*_listed(autograding, "sanitize_preprocessors"), *_listed(autograding, "autograde_preprocessors")]
    hooks = [autograding[name] for name in ("pre_convert_hook", "post_convert_hook") if name in autograding]
    plugins = [_found(each) for each in (*steps, *hooks, config.get("AssignLatePenalties", {}).get("plugin_class"))]
    names = {"Autograde", "BaseConverter", "NbGraderPreprocessor", "BasePlugin", "LateSubmissionPlugin"}
    names.add("Course")  # its time zone
    names |= {each.__name__ for plugin in plugins for each in (plugin.__mro__ if isinstance(plugin, type) else ())}
    names |= {plugin.rpartition(".")[2] for plugin in plugins if isinstance(plugin, str)}
    names.discard("GradeSubmission")  # these are the settings
    text = stable({name: config[name] for name in sorted(names) if name in config}) + course_code.hash_of(plugins)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _found(plugin: object) -> object:
    """What a name in the configuration stands for; the name itself if that cannot be imported."""
    try:
        return import_item(plugin) if isinstance(plugin, str) else plugin
    except Exception:  # it is a program of the instructor's; nbgrader says what is wrong when it needs it
        return plugin


def _listed(section: Mapping[str, object], name: str) -> list[object]:
    value = section.get(name, [])
    return list(value) if isinstance(value, list | tuple) else []


def stable(value: object) -> str:
    """A text that is the same in each process, for classes and functions too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {stable(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(stable, value)) + "]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__name__)}"
    return repr(value)


def _hash_of(paths: Iterable[Path]) -> str:
    """A hash of the names and the content of the files that are there."""
    return _hash(tuple(sorted((path, path.stat().st_mtime_ns if path.exists() else 0) for path in paths)))


@lru_cache(maxsize=32)
def _hash(files: tuple[tuple[Path, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted((path.name, path.read_bytes() if path.exists() else b"") for path, _ in files):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
