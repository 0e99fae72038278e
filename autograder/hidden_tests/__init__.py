"""The hidden tests: for each exercise a folder `<exercise>/` with `test_*.py`, or a single file `test_<exercise>.py`.

Each test carries `@pytest.mark.graded(grade_id, points=...)` and looks at a submission through the fixture
`submission` only. See `docs/hidden-tests.md`. Where the environment variable AUTOGRADER_HIDDEN_TESTS names a folder,
such as one that is not in a public repository, the tests, their helpers and their thresholds are taken from there.
"""

import os
from pathlib import Path

VARIABLE = "AUTOGRADER_HIDDEN_TESTS"
OWN_FOLDER = Path(__file__).parent.resolve()
FOLDER = Path(os.environ.get(VARIABLE) or OWN_FOLDER).resolve()

if FOLDER != OWN_FOLDER:
    # Hidden tests import the helpers that lie beside them, and the package's own if there are none.
    __path__.insert(0, str(FOLDER))


def test_paths(exercise: str) -> list[Path]:
    """The files with the hidden tests of an exercise, sorted; empty if there are none."""
    return sorted([*FOLDER.glob(f"test_{exercise}.py"), *(FOLDER / exercise).glob("test_*.py")])


def helper_paths(exercise: str) -> list[Path]:
    """All other Python files that the hidden tests of an exercise can import from `autograder.hidden_tests`, sorted."""
    shared = _helpers_in(OWN_FOLDER) | _helpers_in(FOLDER)  # of two with one name, the one in FOLDER is found
    found = {*shared.values(), *_helpers_in(FOLDER / exercise).values()}
    own_package = OWN_FOLDER / "__init__.py"
    if shared["__init__.py"].read_bytes() != own_package.read_bytes():
        found.add(own_package)  # this one is imported, and pytest imports the other
    if not (FOLDER / exercise / "__init__.py").exists():  # then this package's own helpers are found
        found |= set(_helpers_in(OWN_FOLDER / exercise).values())
    return sorted(found)


def _helpers_in(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.glob("*.py") if not path.name.startswith("test_")}


def expected_paths(exercise: str) -> str:
    """Where the hidden tests of an exercise should be, for messages."""
    return f"{FOLDER / f'test_{exercise}.py'} or {FOLDER / exercise / 'test_*.py'}"


def when_changed() -> dict[Path, int]:
    """When each file of the hidden tests was changed last."""
    return {path: path.stat().st_mtime_ns for folder in {FOLDER, OWN_FOLDER} for path in folder.rglob("*.py")}
