"""Runs that take minutes: each is kept in a file as soon as it is done, and not repeated."""

import json
from collections.abc import Callable
from pathlib import Path


def load(path: Path) -> dict[str, dict]:
    """The results that are there, by the name of the run."""
    return json.loads(path.read_text()) if path.exists() else {}


def once(path: Path, name: str, measure: Callable[[], dict], report: Callable[[str], None]) -> dict:
    """The result of a run: from the file, or measured and written into it.

    Args:
        path: the file; delete it to measure anew.
        name: of the run.
        measure: makes the result, a dictionary that JSON can hold.
        report: is called with one line when a run is done.
    """
    results = load(path)
    if name not in results:
        results[name] = measure()
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(results, indent=1) + "\n")
        report(f"{name}: {results[name]}")
    return results[name]


def need_real(source: str) -> None:
    """End the program if this is the sample data.

    Raises:
        SystemExit: the lecture's figures cannot be measured on it.
    """
    if source == "sample":
        raise SystemExit("the lecture's figures need the real data: set CONVNETS_DATA to the folder that has it")
