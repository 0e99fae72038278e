"""What the loaders return."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class _Described:
    """Shows shapes instead of the numbers, which would fill the screen."""

    def __repr__(self) -> str:
        shown = (f"{field.name}={_describe(getattr(self, field.name))}" for field in fields(self))
        return f"{type(self).__name__}({', '.join(shown)})"


def _describe(value: Any) -> str:
    return f"{value.dtype}{list(value.shape)}" if isinstance(value, np.ndarray) else repr(value)


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(_Described):
    """Training and test examples, and where they come from: "CONVNETS_DATA", "Keras" or "sample"."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    source: str


@dataclass(frozen=True, eq=False, repr=False)
class PhotoDataset(_Described):
    """Training and validation photos, and where they come from: "CONVNETS_DATA", "Keras" or "sample"."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    source: str
