"""Imports of thousands of modules, faster: nothing of a module is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage() -> Iterator[None]:
    """Look for no garbage while a command imports what it needs, nor ever after among what it has imported.

    Python would look through all modules again and again while they are imported, and once more when it ends. That is
    half a second for nbgrader.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
