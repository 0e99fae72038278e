"""The sample data instead of MNIST: scikit-learn's real 8x8 digits, scaled up to MNIST's frame."""

import importlib.util
from pathlib import Path

import numpy as np

SEED = 14
FRAME = 28  # height and width of an MNIST image, in pixels
SCAN = 8  # height and width of scikit-learn's digits, in pixels
INK = 16  # darkest value of scikit-learn's digits
TEST_DIGITS = 497
COPIES = 8  # placements of each training digit in the frame
HEIGHTS = (17.0, 22.0)  # MNIST's digits fit a box of 20 pixels; ours vary around it
WIDTHS = (15.0, 21.0)
LARGEST_SHIFT = 1.5  # pixels, in each direction


def sample_digits() -> dict[str, np.ndarray]:
    """Digits that look and load like MNIST, always the same.

    1,797 digits written by 13 people come with scikit-learn (test part of the UCI set "Optical Recognition of
    Handwritten Digits", Alpaydin and Kaynak 1998). The digits are split first, then placed in the frame with a
    random size and position: each test digit once, each training digit `COPIES` times. No test digit is in the
    training part in any placement.

    Returns:
        `x_train` (10400, 28, 28), `y_train` (10400,), `x_test` (497, 28, 28) and `y_test` (497,), all uint8.
    """
    scans, labels = _read_scans()
    scans = scans.reshape(-1, SCAN, SCAN) / INK
    rng = np.random.default_rng(SEED)
    order = rng.permutation(len(scans))
    test, train = order[:TEST_DIGITS], np.tile(order[TEST_DIGITS:], COPIES)
    train = rng.permutation(train)
    return {
        "x_train": place_in_frame(scans[train], rng),
        "y_train": labels[train],
        "x_test": place_in_frame(scans[test], rng),
        "y_test": labels[test],
    }


def _read_scans() -> tuple[np.ndarray, np.ndarray]:
    """The table of `sklearn.datasets.load_digits`. Read without scikit-learn, whose import alone takes seconds."""
    package = importlib.util.find_spec("sklearn")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("The sample digits are part of scikit-learn. Install it: pip install scikit-learn")
    table = np.loadtxt(Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz", delimiter=",")
    return table[:, :-1], table[:, -1].astype("uint8")


def place_in_frame(scans: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Scales each scan to a random size and sets it near the middle of a black frame.

    Args:
        scans: (n, 8, 8) floats from 0 (paper) to 1 (ink).
        rng: where the sizes and positions come from.

    Returns:
        (n, 28, 28) uint8, 255 is ink.
    """
    vertical = _interpolation(len(scans), HEIGHTS, rng)
    horizontal = _interpolation(len(scans), WIDTHS, rng)
    images = vertical @ scans @ horizontal.transpose(0, 2, 1)
    return np.rint(np.clip(images, 0.0, 1.0) * 255).astype("uint8")


def _interpolation(count: int, sizes: tuple[float, float], rng: np.random.Generator) -> np.ndarray:
    """`count` matrices (28, 8) that stretch a line of 8 values to a random length at a random position."""
    pixels_per_value = rng.uniform(*sizes, size=(count, 1, 1)) / SCAN
    middle = (FRAME - 1) / 2 + rng.uniform(-LARGEST_SHIFT, LARGEST_SHIFT, size=(count, 1, 1))
    frame_positions = np.arange(FRAME)[None, :, None]
    scan_positions = (frame_positions - middle) / pixels_per_value + (SCAN - 1) / 2
    return _cubic(scan_positions - np.arange(SCAN))


def _cubic(distance: np.ndarray) -> np.ndarray:
    """Weight of a value at this distance in cubic interpolation (Keys 1981, a = -0.5): smooth, sharp edges."""
    d = np.abs(distance)
    near = (1.5 * d - 2.5) * d * d + 1
    far = ((-0.5 * d + 2.5) * d - 4) * d + 2
    return np.where(d <= 1, near, np.where(d < 2, far, 0.0))
