"""A digit of your own: from an image file, or drawn by a few lines of code."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIDE = 28  # of an image of MNIST, in pixels
BOX = 20  # the larger side of a digit in it
PAPER = 40  # gray levels up to this one are no ink
SEVEN = [(60, 70), (190, 55), (105, 230)]  # corners of a line, on a sheet of 280x280


def drawn(line: list[tuple[int, int]] = SEVEN, pen: int = 14) -> np.ndarray:
    """A digit that consists of one line.

    Args:
        line: corners (x, y) of the line, on a sheet of 280x280 pixels.
        pen: width of the line, in the same pixels.

    Returns:
        Integers (uint8) of shape (28, 28): 0 is paper, 255 is ink.
    """
    sheet = Image.new("L", (10 * SIDE, 10 * SIDE), "white")
    ImageDraw.Draw(sheet).line(line, fill="black", width=pen, joint="curve")
    return _as_ink(sheet)


def read(path: str | Path) -> np.ndarray:
    """A digit from an image file of any size: one digit, a dark pen on light paper or the other way round.

    Returns:
        Integers (uint8) of shape (28, 28): 0 is paper, 255 is ink.
    """
    picture = Image.open(path).convert("RGBA")
    sheet = Image.new("RGBA", picture.size, "white")  # what is transparent is paper
    return _as_ink(Image.alpha_composite(sheet, picture).convert("L"))


def as_in_mnist(image: np.ndarray) -> np.ndarray:
    """The digit as MNIST's authors prepared theirs: in a box of 20x20 pixels, its center of mass in the middle.

    Args:
        image: integers of shape (height, width): 0 is paper, 255 is ink.

    Returns:
        Integers (uint8) of shape (28, 28).
    """
    ink = image > PAPER
    if not ink.any():
        return np.zeros((SIDE, SIDE), "uint8")
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cut = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(cut.shape)
    height, width = (max(1, round(side * scale)) for side in cut.shape)
    small = np.asarray(Image.fromarray(cut).resize((width, height), Image.Resampling.BICUBIC), "float64")
    middle = [np.average(np.arange(side), weights=small.sum(axis=1 - axis)) for axis, side in enumerate(small.shape)]
    top, left = (
        int(np.clip(round((SIDE - 1) / 2 - at), 0, SIDE - side)) for at, side in zip(middle, small.shape, strict=True)
    )
    framed = np.zeros((SIDE, SIDE), "uint8")
    framed[top : top + height, left : left + width] = small
    return framed


def _as_ink(picture: Image.Image) -> np.ndarray:
    """A gray picture as 28x28 levels of ink: what most of its border is counts as paper."""
    side = max(picture.size)
    levels = np.asarray(picture)
    border = np.concatenate([levels[0], levels[-1], levels[:, 0], levels[:, -1]])
    paper = int(np.median(border))
    square = Image.new("L", (side, side), paper)
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    small = np.asarray(square.resize((SIDE, SIDE), Image.Resampling.BOX))
    return small if paper < 128 else 255 - small
