"""The pictures of a written answer are in the page that the marker and the student see, or it says why not."""

import base64
import re
import time

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.grading.pictures import Pictures
from autograder.grading.written_pictures import MAX_CHARACTERS, MAX_NAMED, WrittenPictures

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
PNG = base64.b64decode(PIXEL)
GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
FILES = {"sketch.png": PNG, "my sketch.png": PNG, "images/Übung.gif": GIF, "scan.pdf": b"%PDF", "halves.py": b""}
ATTACHED = {"image.png": {"image/png": PIXEL}, "a sketch.png": {"image/png": PIXEL}}


def show(source: str, files=FILES, **cell) -> tuple[str, list[str]]:
    """The body of the page that is made of a text, and what a person has to look at."""
    written = WrittenPictures(Pictures(files))
    answer = new_markdown_cell(source, **cell)
    written.show(answer, "explain")
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=[answer]))
    return html[html.index("<body") :], written.review


def pictures_in(html: str) -> list[str]:
    return re.findall(r"<img[^>]* src=\"([^\"]*)\"", html)


@pytest.mark.parametrize(
    "source",
    [
        f"A sketch.\n\n![sketch](data:image/png;base64,{PIXEL})",
        f"![sketch](<data:image/png;base64,{PIXEL}> 'title')",
        f"![a\n\tb](data:image/png;charset=utf-8;base64,{PIXEL})",
        f"![x][1]\n\n[1]: data:image/png;base64,{PIXEL}",
        f"![image1]\n\n[image1]: <data:image/png;base64,{PIXEL}>",
        f'<img src="data:image/png;base64,{PIXEL}" width="300">',
        f"text <IMG\n alt='a > b'\n SRC='data:image/png;base64,{PIXEL[:40]}\n{PIXEL[40:]}'/> text",
        f'<div align="center">\n  <img src="data:image/png;base64,{PIXEL}">\n\n</div>',
        f"<!-- hidden -->\n<p>![x](data:image/png;base64,{PIXEL})</p>",
        f"[![x](data:image/png;base64,{PIXEL})](https://example.org)",
        f"[a link](data:image/png;base64,{PIXEL * 3})",
        "![](sketch.png)",
        "![a sketch](./sketch.png 'title')",
        "![a sketch](my%20sketch.png) in a sentence",
        "![a sketch](<my sketch.png>)",
        "![a sketch](my sketch.png)",
        "![a sketch][1]\n\n[1]: SKETCH.PNG",
        "> ![a\n> sketch](sketch.png)\n> quoted",
        "1. first\n\n   ![a sketch](sketch.png)\n2. second",
        "| a |\n|---|\n| ![a sketch](sketch.png) |",
        "<img src=sketch.png>",
        "<table><tr><td><img src='sketch.png'></td></tr></table>",
        "`![](sketch.png)` is code, ![](sketch.png) is not",
        "$a$ ![](sketch.png) $b$",
        "see sketch.png",
        "[my drawing](sketch.png)",
        "```\nnever closed, see sketch.png",
        "![image.png](attachment:image.png)",
        "![](attachment:a%20sketch.png)",
        "![](<attachment:a sketch.png>)",
        "![](attachment:a sketch.png)",
        "![](attachment:sketch.png)",
    ],
)
def test_a_picture_is_shown_once_however_it_was_handed_in(source):
    html, review = show(source, attachments=ATTACHED)
    if PIXEL * 3 not in source:
        assert pictures_in(html) == [f"data:image/png;base64,{PIXEL}"]
    else:
        assert len(pictures_in(html)) == 1
    assert review == []
    assert "is not shown" not in html


def test_several_pictures_keep_their_places():
    html, review = show("first ![](sketch.png) second ![](images/%C3%9Cbung.gif) third ![](sketch.png) fourth")
    kinds = re.findall(r"first|second|third|fourth|image/\w+", html)
    assert kinds == ["first", "image/png", "second", "image/gif", "third", "image/png", "fourth"]
    assert review == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("![](gone.png)", "the picture gone.png is not shown, because it was not handed in: ask the student"),
        ("<img src='gone.png'>", "gone.png is not shown, because it was not handed in"),
        ("![x](attachment:gone.png)", "gone.png is not shown, because it was not handed in"),
        ("![x][1]\n\n[1]: gone.png", "gone.png is not shown, because it was not handed in"),
        ("<img src='x.png' onerror='steal()'>", "x.png is not shown, because it was not handed in"),
        ("![](scan.pdf)", "scan.pdf is not shown, because a page does not show PDF files: see what was handed in"),
        ("I drew it: scan.pdf", "scan.pdf is not shown, because a page does not show PDF files"),
        ("![](data:image/svg+xml;base64,PHN2Zz4=)", "(image/svg+xml in the text) is not shown, because it is an SVG"),
        (
            f"![](data:image/png;base64,{PIXEL[:-40]})",
            "(image/png in the text) is not shown, because it is not a whole",
        ),
    ],
)
def test_a_picture_that_cannot_be_shown_is_named_to_a_person_and_in_its_place(source, reason):
    html, review = show(source)
    assert pictures_in(html) == []
    assert len(review) == 1
    assert review[0].startswith("explain: ")
    assert reason in review[0]
    assert "is not shown" in html or "scan.pdf" in html


@pytest.mark.parametrize(
    "source",
    [
        "![a plot](https://example.org/plot.png)",
        "<img src='https://example.org/plot.png' alt='a plot'>",
        "![a plot][1]\n\n[1]: https://example.org/plot.png",
        "<!-- ![a plot](https://example.org/plot.png) -->",
        "<div>\n![a plot](https://example.org/plot.png)\n</div>",
    ],
)
def test_a_picture_from_elsewhere_is_not_loaded_but_linked(source):
    html, review = show(source)
    assert pictures_in(html) == []
    assert '<a href="https://example.org/plot.png">a plot</a> (a picture from elsewhere, which was not loaded)' in html
    assert review == []


@pytest.mark.parametrize(
    "source",
    [
        "![x](https&colon;//example.org/x.png)",
        "![x](\\https://example.org/x.png)",
        "![x](\thttps://example.org/x.png)",
        "![x](//example.org/x.png)",
        "![x](\\\\\\\\example.org\\x.png)",
        "![x](<https://example.org/x y.png>)",
        "$![x](https://example.org/x.png)$",
        "a\n: ![x](https://example.org/x.png)",
        "~~![x](https://example.org/x.png)~~",
        "![![x](https://example.org/x.png)](https://example.org/y.png)",
        "`` ` ![x](https://example.org/x.png)",
        "\\begin{a}`\\end{a} ![x](https://example.org/x.png) `",
        "$`$ ![x](https://example.org/x.png) `",
        "$$\n```\n$$\n![x](https://example.org/x.png)\n```\n",
        f"![x](https://example.org/{'a' * MAX_CHARACTERS})",
        "<img src='https://example.org/x.png'" + " " * MAX_CHARACTERS + ">",
    ],
)
def test_no_text_has_the_page_load_anything(source):
    html, _ = show(source)
    assert [source for source in pictures_in(html) if not source.startswith("data:image/png")] == []


@pytest.mark.parametrize("source", ["a < b, ![", "no picture", "`![](x.png)`", "*a* $x![$", "x[0] != y![1]", "data: 3"])
def test_a_text_without_pictures_stays_as_it_is(source):
    written, answer = WrittenPictures(Pictures({})), new_markdown_cell(source)
    written.show(answer, "explain")
    assert answer.source.replace("\u200b", "") == source
    assert "attachments" not in answer
    assert written.review == []


def test_an_attachment_is_an_answer_where_nothing_else_was_written():
    answer = new_markdown_cell("*Your answer here.*", attachments={"a.png": {"image/png": PIXEL}})
    WrittenPictures(Pictures({})).show(answer, "explain", is_blank=True)
    assert answer.source == "*Your answer here.*\n\n![a.png](attachment:picture-1.png)"


def test_an_attachment_that_a_text_no_longer_shows_is_left_out():
    html, review = show("an answer", attachments=ATTACHED)
    assert pictures_in(html) == []
    assert review == []


def test_a_person_is_not_told_of_hundreds_of_pictures():
    _, review = show("\n".join(f"![](gone-{number}.png)" for number in range(300)))
    assert len(review) == MAX_NAMED + 1
    assert review[-1] == "explain: more than 5 pictures are not shown: see what was handed in"


def test_thousands_of_pictures_take_no_time_and_are_named_once():
    start = time.process_time()
    assert len(show("![a](gone.png)" * 3000)[1]) == 1
    assert len(show("![a](gone.png)" * 250)[1]) == 1
    assert time.process_time() - start < 5


def unnamed(files: dict[str, bytes], *texts: str, code: str = "") -> list[str]:
    written = WrittenPictures(Pictures(files))
    for text in texts:
        written.show(new_markdown_cell(text), "explain")
    written.note_unnamed([code], "exercise")
    return written.review


def test_a_picture_or_document_that_nothing_names_is_for_a_person():
    (sentence,) = unnamed({"answers.heic": b"x", "photo.JPG": PNG, "halves.py": b"", "data.csv": b""}, "see my sheet")
    assert sentence == (
        "no text and no code names answers.heic, photo.JPG: see in what was handed in whether it belongs to an answer"
    )
    assert "and 95 more" in unnamed({f"{number}.png": PNG for number in range(100)})[0]


def test_files_that_code_uses_and_a_print_of_the_notebook_are_not():
    files = {"plot.png": PNG, "photos/cat.jpg": PNG, "exercise.pdf": b"%PDF", "sketch.png": PNG}
    code = "plt.savefig('plot.png')\nfor path in Path('photos').glob('*'): ..."
    assert unnamed(files, "![](sketch.png)", code=code) == []
