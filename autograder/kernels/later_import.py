"""Imports Keras and TensorFlow when code first uses them, not when it names them: that takes seconds.

A notebook that imports Keras for its visible checks alone never pays for it where these are not executed.
"""

import contextlib
import importlib
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

NAMES = ("keras", "tensorflow")


class _Later(ModuleType):
    """Stands for a module until something is asked of it.

    Not `importlib.util.LazyLoader`: TensorFlow and Keras import each other, and one that is half loaded would be used.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(_imported(self.__name__), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("__"):  # what the import system notes of a module
            super().__setattr__(name, value)
        else:
            setattr(_imported(self.__name__), name, value)

    def __dir__(self) -> list[str]:
        return dir(_imported(self.__name__))


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        real = PathFinder.find_spec(fullname, path, target) if fullname in NAMES else None
        if real is None:
            return None
        spec = ModuleSpec(fullname, self, origin=real.origin)
        spec.has_location = True  # code that looks through all modules asks for `__file__`
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__class__ = _Later


_FINDER = _Finder()
_LOCK = threading.RLock()


def install() -> None:
    """From now on in this process, importing one of NAMES takes no time, and its first use imports all of them."""
    sys.meta_path.insert(0, _FINDER)


def _imported(name: str) -> ModuleType:
    with _LOCK:  # two threads that import both at once would wait for each other
        if _FINDER in sys.meta_path:
            sys.meta_path.remove(_FINDER)
            for each in NAMES:
                if isinstance(sys.modules.get(each), _Later):
                    del sys.modules[each]
            with _silence():
                # What is seeded before a question reached Python and NumPy only.
                importlib.import_module("tensorflow").random.set_seed(0)
                importlib.import_module("keras")
    return importlib.import_module(name)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Drop what TensorFlow's libraries log while they are loaded: it would stand below the student's cell."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
