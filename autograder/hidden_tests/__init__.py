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
    """All other Python files that the hidden tests of an exercise can import from `autograder.hidden_tests`.

    Of a file and its copy in the other folder only one is listed, so that hidden tests can be copied elsewhere.
    """
    found = {
        (path.relative_to(folder), path.read_bytes()): path
        for folder in (OWN_FOLDER, FOLDER)
        for place in (folder, folder / exercise)
        for path in place.glob("*.py")
        if not path.name.startswith("test_")
    }
    return sorted(found.values())


def expected_paths(exercise: str) -> str:
    """Where the hidden tests of an exercise should be, for messages."""
    return f"{FOLDER / f'test_{exercise}.py'} or {FOLDER / exercise / 'test_*.py'}"
