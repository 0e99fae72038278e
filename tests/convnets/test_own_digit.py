"""A digit from an image file has MNIST's form: 28x28, ink is bright, and centered if asked for."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from convnets import own_digit


def _picture(size=(300, 200), paper="white", ink="black") -> Image.Image:
    picture = Image.new("RGB", size, paper)
    ImageDraw.Draw(picture).line([(40, 30), (40, 160)], fill=ink, width=20)
    return picture


@pytest.mark.parametrize(("paper", "ink"), [("white", "black"), ("black", "white")])
def test_ink_is_bright_and_paper_is_0_whatever_the_colors_of_the_file(tmp_path, paper, ink):
    _picture(paper=paper, ink=ink).save(tmp_path / "one.png")
    image = own_digit.read(tmp_path / "one.png")
    assert image.shape == (28, 28)
    assert image.dtype == np.uint8
    assert image[0, 0] == 0
    assert image.max() > 200
    assert (image > 0).mean() < 0.1


def test_what_is_transparent_is_paper(tmp_path):
    picture = Image.new("RGBA", (280, 280), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(140, 40), (140, 240)], fill="black", width=20)
    picture.save(tmp_path / "one.png")
    image = own_digit.read(tmp_path / "one.png")
    assert image[:, 13:15].max() == 255
    assert image[0].max() == 0


def test_a_digit_as_in_mnist_fills_a_box_of_20_pixels_around_the_middle():
    image = np.zeros((28, 28), "uint8")
    image[2:10, 1:5] = 255  # small, in a corner
    centered = own_digit.as_in_mnist(image)
    rows, columns = np.nonzero(centered > 128)
    assert np.ptp(rows) + 1 == 20
    assert abs(rows.mean() - 13.5) <= 0.5
    assert abs(columns.mean() - 13.5) <= 0.5


def test_an_empty_sheet_stays_empty():
    assert own_digit.as_in_mnist(np.zeros((28, 28), "uint8")).max() == 0


def test_the_drawn_digit_lies_in_the_frame():
    image = own_digit.drawn()
    assert image.shape == (28, 28)
    assert image.max() == 255
    assert max(image[0].max(), image[-1].max(), image[:, 0].max(), image[:, -1].max()) == 0
