"""The hidden tests: one pytest file an exercise, `test_<exercise>.py`.

Each test carries `@pytest.mark.graded(grade_id, points=...)` and looks at a submission through the fixture
`submission` only. See `docs/hidden-tests.md`. Where the environment variable AUTOGRADER_HIDDEN_TESTS names a folder,
such as one that is not in a public repository, they and their thresholds are taken from there.
"""

import os
from pathlib import Path

VARIABLE = "AUTOGRADER_HIDDEN_TESTS"
FOLDER = Path(os.environ.get(VARIABLE) or Path(__file__).parent).resolve()


def path_of(exercise: str) -> Path:
    """The file with the hidden tests of an exercise (it need not exist)."""
    return FOLDER / f"test_{exercise}.py"
