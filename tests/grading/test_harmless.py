"""What students display and write cannot act in the instructor's browser: formgrader and feedback show it in a page."""

import re
import time
from html.parser import HTMLParser

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.grading.harmless import make_harmless
from autograder.grading.pictures import Pictures
from autograder.grading.written_pictures import WrittenPictures

PNG = "iVBORw0KGgo="
SCRIPT = "<script>steal()</script>"
HANDLER = "<img src=x onerror=steal()>"


def page(*cells, shown: bool = True) -> str:
    for cell in cells:
        if cell.cell_type == "code" or not shown:
            make_harmless(cell)
        else:
            WrittenPictures(Pictures({})).show(cell, "explain")
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=list(cells)))
    return body


def shows(data: dict, **metadata) -> str:
    return page(new_code_cell("1", outputs=[new_output("display_data", data, metadata=metadata)]))


def acts(html: str) -> bool:
    """Whether a browser would run what the student calls `steal`: in a tag, a script, or a link of a formula."""
    page = _Page()
    page.feed(html)
    return page.acts or any(map(_is_script, re.findall(r"\\href\{([^}]*steal[^}]*)\}", html)))


def _is_script(address: str) -> bool:
    return re.sub(r"[\t\r\n]", "", address).strip().lower().startswith(_SCHEMES)


class _Page(HTMLParser):
    acts = False

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if "steal" in name or (name not in ("alt", "href", "src", "title") and "steal" in (value or "")):
                self.acts = True
            if name in ("href", "src") and "steal" in (value or "") and _is_script(value):
                self.acts = True

    def handle_data(self, data):
        self.acts = self.acts or (self.cdata_elem == "script" and "steal" in data)


_SCHEMES = ("javascript:", "vbscript:", "data:")


@pytest.mark.parametrize(
    "data",
    [
        {"text/html": SCRIPT},
        {"text/html": HANDLER},
        {"text/html": f"<table><tr><td onclick='steal()'>{HANDLER}</td></tr></table>"},
        {"text/html": "<iframe srcdoc='<script>steal()</script>'></iframe>"},
        {"text/html": "<a href='javascript:steal()'>click</a>"},
        {"text/html": [SCRIPT, HANDLER]},
        {"application/javascript": "steal()"},
        {"text/markdown": SCRIPT},
        {"text/latex": SCRIPT},
        {"image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>"},
        {"image/png": f'{PNG}"><script>steal()</script>'},
        {"text/plain": SCRIPT},
        {"application/vnd.jupyter.widget-view+json": {"model_id": SCRIPT}},
    ],
    ids=str,
)
def test_no_output_acts(data):
    assert not acts(shows(data))


@pytest.mark.parametrize(
    "metadata",
    [
        {"image/png": {"width": '1"><script>steal()</script>'}},
        {"filenames": {"image/png": '"><script>steal()</script>'}},
    ],
)
def test_no_metadata_of_an_output_act(metadata):
    assert not acts(shows({"image/png": PNG}, **metadata))


@pytest.mark.parametrize("shown", [True, False], ids=["with its pictures", "alone"])
@pytest.mark.parametrize(
    "source",
    [
        SCRIPT,
        HANDLER,
        "<div onmouseover=steal() x",
        "text\n   <details open ontoggle=steal() x",
        "> <div onmouseover=steal() x",
        "- > <div onmouseover=steal() x",
        "1. <div onmouseover=steal() x",
        "term\n: <div onmouseover=steal() x",
        "text\r<div onmouseover=steal() x",
        "<script\nsteal()",
        "</p onmouseover=steal() x",
        "![x](data:image/svg+xml,steal())",
        "![x](data:image/svg+xml;base64,steal())",
        "![x](DATA:text/html;base64,steal())",
        '![x](data:image/png;base64,AAAA"onerror="steal())',
        "![x](data:image/png;base64,AAAA 'onerror=\"steal()\"')",
        '![x](<data:image/png;base64,AAAA" onerror="steal()>)',
        "![x](data&colon;text/html,steal())",
        "![x](dat\na:text/html,steal())",
        "![x][r]\n\n[r]: data:text/html,steal()",
        '![x][r]\n\n[r]: <data:image/png;base64,AAAA> "\' onerror=steal()"',
        '![" onerror="steal()](data:image/png;base64,AAAA)',
        '![x](a((b)"onerror="steal())c)',
        '<img src="data:image/png;base64,AAAA" onerror="steal()">',
        '<img src="data:image/png;base64,AAAA&quot; onerror=&quot;steal()">',
        "<img src='data:image/png;base64,AAAA' alt='\" onerror=\"steal()'>",
        "<img src='x' alt='](javascript:steal())'>",
        "<img src='x' alt='<script>steal()</script>'>",
        "<img src='javascript:steal()'>",
        "<img src=x srcset=x onerror=steal()\n",
        "<!-- ![x](javascript:steal()) -->",
        "<pre><img src='` onerror=steal() `'></pre>",
        "embedded-picture:0 ![x](embedded-picture:1) <img src='embedded-picture:2' onerror=steal()>",
        "[click](embedded-picture:0)<img src='javascript:steal()'>",
        "[click](embedded-picture:0) data:image/png,steal()",
        f"a text\n\n{HANDLER}\n\nmore",
        "<IMG\nSRC=x\nONERROR=steal()>",
        "[click](javascript:steal())",
        "[click]( JaVaScRiPt:steal())",
        "[click](javascript\\:steal())",
        "[click](&#106;avascript:steal())",
        "[click](javascript&colon;steal())",
        "[click](<java\tscript:steal()>)",
        "[click][r]\n\n[r]: vbscript:steal()",
        "[click](data:text/html,steal())",
        "<javascript:steal()>",
        r"$\href{javascript:steal()}{x}$",
        "<svg/onload=steal()>",
        "<!-- --><script>steal()</script>",
        f"$a {HANDLER} b$",
        "<b onmouseover=steal()>bold</b>",
        "<https://example.org/><img src=x onerror=steal()>",
        "![x](attachment:a'onerror=steal.png)",
    ],
)
def test_no_text_acts(source, shown):
    assert not acts(page(new_markdown_cell(source), shown=shown))


@pytest.mark.parametrize(
    "attachments",
    [
        {"a.png": {"image/png": 'AAAA" onerror="steal()'}},
        {"a.png": {"text/html": "c3RlYWwoKQ=="}},
        {"a.png": {"image/svg+xml": f"<svg>{SCRIPT}</svg>", "image/png": PNG}},
        {"a.png": {'image/png" onerror="steal()': PNG}},
        {"a.png": {}},
    ],
    ids=str,
)
def test_no_attachment_acts(attachments):
    html = page(new_markdown_cell("![x](attachment:a.png)", attachments=attachments))
    assert not acts(html)
    assert "data:image/svg" not in html


@pytest.mark.parametrize(
    "source",
    [
        "<div onmouseover=steal() x",
        HANDLER,
        "[click](javascript:steal())",
        "<javascript:steal()>",
        r"$\href{javascript:steal()}{x}$",
    ],
)
def test_without_it_a_text_would_act(source):
    """The check above can fail."""
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=[new_markdown_cell(source)]))
    assert acts(body)


def test_without_it_outputs_would_act():
    cells = [
        new_markdown_cell(HANDLER),
        new_code_cell("1", outputs=[new_output("display_data", {"text/html": SCRIPT})]),
    ]
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=cells))
    assert acts(body)


def test_tables_pictures_and_text_are_shown():
    html = shows({"text/html": "<table><thead><tr><th>loss</th></tr></thead><tr><td>0.5</td></tr></table>"})
    assert "<table><thead><tr><th>loss</th></tr></thead>" in html
    assert PNG in shows({"image/png": PNG})
    assert "a &lt; b" in shows({"text/plain": "a < b"})


@pytest.mark.parametrize(
    "source",
    [
        "a < b, x<y",
        "$a\n< b$",
        "1 < 2\n\n<3 you",
        "> quoted",
        "H<sub>2</sub>O<br>",
        "`a<b`",
        "<https://example.org>",
        "$n<k$",
    ],
)
def test_an_honest_text_is_not_changed(source):
    cell = new_markdown_cell(source)
    make_harmless(cell)
    assert cell.source == source


@pytest.mark.parametrize("picture", ["é", "no base64!", "=", "\ud800"])
def test_what_is_no_picture_is_left_out(picture):
    cell = new_code_cell("1", outputs=[new_output("display_data", {"image/png": picture, "text/plain": "1"})])
    make_harmless(cell)
    assert cell.outputs[0].data == {"text/plain": "1"}


@pytest.mark.parametrize("text", ["<a" * 100_000, "<a" * 100_000 + ">", "data" + " " * 40_000])
def test_a_long_text_takes_no_time(text):
    start = time.process_time()
    assert not acts(page(new_markdown_cell(text)))
    assert time.process_time() - start < 5
