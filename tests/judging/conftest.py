"""Changes of hidden tests, and which verdicts do not stand after them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import hidden_tests
from autograder.judging.dependencies import hashes


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str]]:
    """A function: the graded cells whose verdicts do not stand after a change of a file in a folder of hidden tests."""
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)

    def compare(file: str, old: str, new: str, exercise: str = "sizes") -> set[str]:
        path = tmp_path / file
        text = path.read_text() if path.exists() else ""
        assert old in text
        before = hashes(exercise, {})
        path.write_text(text.replace(old, new))
        after = hashes(exercise, {})
        return {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}

    return compare
