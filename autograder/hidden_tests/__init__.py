"""The hidden tests: one pytest file an exercise, `test_<exercise>.py`.

Each test carries `@pytest.mark.graded(grade_id, points=...)` and looks at a submission through the fixture
`submission` only. See `docs/hidden-tests.md`.
"""

from pathlib import Path

FOLDER = Path(__file__).parent


def path_of(exercise: str) -> Path:
    """The file with the hidden tests of an exercise (it need not exist)."""
    return FOLDER / f"test_{exercise}.py"
