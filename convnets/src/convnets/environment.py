"""Whether this Python has what the notebooks need; if not, one line says what to do."""

import shlex
import sys
from importlib import metadata

from packaging.requirements import Requirement

DISTRIBUTION = "convnets-exercises"


class EnvironmentProblem(ImportError):
    """A package is missing or too old. The message says which, and how to install it."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: one line instead of a traceback."""
        return [f"\x1b[31mNot ready:\x1b[0m {self}"]


def require() -> None:
    """Compare the installed packages with what this package needs; it imports none of them.

    Raises:
        EnvironmentProblem: if one is missing or too old.
    """
    try:
        needed = [Requirement(text) for text in metadata.requires(DISTRIBUTION) or []]
    except metadata.PackageNotFoundError:  # the folder was copied, not installed: nothing is known
        return
    found = {
        f"{one.name}{one.specifier}": problem for one in needed if not one.marker and (problem := _problem_of(one))
    }
    if found:
        command = shlex.join([sys.executable, "-m", "pip", "install", *found])
        raise EnvironmentProblem(f"{'; '.join(found.values())}. Install it, then restart the kernel: {command}")


def _problem_of(needed: Requirement) -> str:
    try:
        version = metadata.version(needed.name)
    except metadata.PackageNotFoundError:
        return f"{needed.name} is not installed"
    if needed.specifier.contains(version, prereleases=True):
        return ""
    return f"{needed.name} {version} is installed, and the notebooks need {needed.name}{needed.specifier}"
