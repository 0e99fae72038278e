"""Has nbgrader find folders whose names hold brackets or stars: `[DLNLP] course`, `jane [she]`.

nbgrader looks for folders with `glob.glob`, and gives it whole paths. So a bracket in the name of the course folder or
in a student's id is read as a pattern, and nothing matches it. Worse, `*.ipynb` is then not among the files that it
leaves out when it copies, and the instructor's notebooks would get into the feedback. There is no setting for this: the
modules of nbgrader that look for folders get another `glob`.
"""

import glob
import os
from types import ModuleType, SimpleNamespace
from typing import Any

import nbgrader.apps.api
import nbgrader.converters.base
import nbgrader.exchange.default.release_feedback
import nbgrader.utils


def find(pattern: str, **settings: Any) -> list[str]:
    """What `glob.glob` finds, except that a part of the path that is there as it stands is no pattern.

    `*` alone always is one.
    """
    if settings:
        return glob.glob(pattern, **settings)
    found = [os.sep if os.path.isabs(pattern) else ""]
    for part in pattern.split(os.sep)[1 if os.path.isabs(pattern) else 0 :]:
        found = [path for folder in found for path in _in(folder, part)]
    return found


def _in(folder: str, part: str) -> list[str]:
    path = os.path.join(folder, part)
    if part != "*" and os.path.lexists(path):
        return [path]
    return glob.glob(os.path.join(glob.escape(folder), part))


def use() -> None:
    """Have the modules of nbgrader that call `glob.glob` call this one."""
    for module in _MODULES:
        module.glob = _GLOB  # type: ignore[attr-defined]


_GLOB = SimpleNamespace(**vars(glob) | {"glob": find})
_MODULES: tuple[ModuleType, ...] = (
    nbgrader.apps.api,
    nbgrader.converters.base,
    nbgrader.exchange.default.release_feedback,
    nbgrader.utils,
)
