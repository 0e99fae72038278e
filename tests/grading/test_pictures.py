"""Which pictures of a submission may be shown, and which one a text means."""

import base64
import io
import os
import struct
import zlib

import pytest
from PIL import Image

from autograder.grading import pictures
from autograder.grading.pictures import Elsewhere, NotShown, Pictures


def picture(kind: str = "PNG", colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(file, kind)
    return file.getvalue()


def of_phone() -> bytes:
    """A photograph as many phones write it: a JPEG with a second picture in it."""
    file = io.BytesIO()
    first, second = Image.new("RGB", (20, 10), "red"), Image.new("RGB", (2, 1))
    first.save(file, "MPO", save_all=True, append_images=[second])
    return file.getvalue()


def bomb() -> bytes:
    """A small PNG file of very many pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def address(content: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (of_phone(), "image/jpeg"),
    ],
    ids=["png", "jpeg", "gif", "webp", "phone"],
)
def test_the_type_is_that_of_the_content_whatever_it_is_called(content, kind):
    data = base64.b64encode(content).decode()
    for source in ("a.png", address(content, "image/x"), "attachment:a"):
        found = Pictures({"a.png": content}).get(source, {"a": {"image/gif": data}})
        assert (found.kind, found.data) == (kind, data)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a whole PNG"),
        (b"<svg onload='steal()'/>", "not a whole PNG"),
        (b"<html><script>steal()</script>", "not a whole PNG"),
        (picture()[:40], "not a whole PNG"),
        (picture()[:-20] + b"steal()", "not a whole PNG"),
        (picture("BMP"), "not a whole PNG"),
        (picture("TIFF"), "not a whole PNG"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "not a whole PNG"),
        (bomb(), "more than 60,000,000 pixels"),
        (picture() + bytes(pictures.MAX_BYTES), "larger than 10 MiB"),
    ],
)
def test_everything_else_is_not_shown(content, reason):
    for source in ("a.png", address(content), "attachment:a.png"):
        attachments = {"a.png": {"image/png": base64.b64encode(content).decode()}} if source[0] == "a" else {}
        with pytest.raises(NotShown, match=reason) as error:
            Pictures({"a.png": content}).get(source, attachments if ":" in source else {})
        assert error.value.handed_in


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a.svg", "SVG drawing, which can hold scripts"),
        ("a.heic", "a page does not show HEIC files"),
        ("A.PDF", "a page does not show PDF files"),
        ("attachment:a.svg", "SVG drawing"),
        ("attachment:empty.png", "it is empty"),
        ("attachment:damaged.png", "its data is damaged"),
        ("data:image/svg+xml;base64,PHN2Zz4=", "SVG drawing"),
        ("data:image/svg+xml,%3Csvg%3E", "SVG drawing"),
        ("data:text/html;base64,PHN2Zz4=", "not a whole PNG"),
        ("data:image/png;base64,AAA!", "its data is damaged"),
        ("data:", "not a whole PNG"),
    ],
)
def test_the_reason_names_what_it_is(source, reason):
    files = {"a.svg": b"<svg/>", "a.heic": b"x", "A.PDF": b"%PDF"}
    attachments = {"a.svg": {"image/svg+xml": "<svg/>"}, "empty.png": {}, "damaged.png": {"image/png": "!"}}
    with pytest.raises(NotShown, match=reason):
        Pictures(files).get(source, attachments)


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("sketch.png", "sketch.png"),
        ("./sketch.png", "sketch.png"),
        ("SKETCH.PNG", "sketch.png"),
        ("sketch.png?raw=true", "sketch.png"),
        ("sketch.png#top", "sketch.png"),
        ("images/sketch.png", "images/sketch.png"),
        (".\\images\\sketch.png", "images/sketch.png"),
        ("my sketch.JPG", "images/my sketch.jpg"),
        ("images/my%20sketch.jpg", "images/my sketch.jpg"),
        ("C:\\Users\\ada\\Desktop\\my sketch.jpg", "images/my sketch.jpg"),
        ("file:///Users/ada/my%20sketch.jpg", "images/my sketch.jpg"),
        ("/content/images/sketch.png", "images/sketch.png"),
        ("../sketch.png", "sketch.png"),
        ("Übung.png", "U\u0308bung.png"),
        ("%C3%9Cbung.png", "U\u0308bung.png"),
        ("100%.png", "100%.png"),
        ("attachment:sketch.png", "sketch.png"),
        ("ambiguous.png", ""),
        ("b/ambiguous.png", "b/ambiguous.png"),
        ("other.png", ""),
        ("", ""),
        ("..", ""),
        ("/", ""),
    ],
)
def test_a_file_is_found_by_what_a_text_calls_it(source, file):
    names = ["sketch.png", "images/sketch.png", "images/my sketch.jpg", "U\u0308bung.png", "100%.png"]
    names += ["a/ambiguous.png", "b/ambiguous.png"]
    found = Pictures({name: picture(colour=f"#{number:06x}") for number, name in enumerate(names)})
    if not file:
        with pytest.raises(NotShown, match="was not handed in") as error:
            found.get(source, {})
        assert not error.value.handed_in
    else:
        assert base64.b64decode(found.get(source, {}).data) == picture(colour=f"#{names.index(file):06x}")


@pytest.mark.parametrize("name", ["a b.png", "a%20b.png", "Übung.png", "image.png"])
@pytest.mark.parametrize("spelt", [str, lambda name: name.replace(" ", "%20").replace("Ü", "%C3%9C")])
def test_an_attachment_is_found_by_its_name(name, spelt):
    data = base64.b64encode(picture()).decode()
    assert Pictures({}).get(f"attachment:{spelt(name)}", {name: {"image/png": data}}).data == data


@pytest.mark.parametrize("source", ["https://example.org/a.png", "HTTP://example.org/a.png", "//example.org/a.png"])
def test_nothing_is_loaded_from_elsewhere(source):
    with pytest.raises(Elsewhere):
        Pictures({"a.png": picture()}).get(source, {})


def test_all_pictures_together_have_a_limit():
    available = Pictures({})
    one = pictures.Picture("image/png", base64.b64encode(os.urandom(8 << 20)).decode())
    for _ in range(3):
        available.spend(one)
    with pytest.raises(NotShown, match="larger than 30 MiB in total"):
        available.spend(one)
