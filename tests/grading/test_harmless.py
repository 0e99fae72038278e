"""What students display and write cannot act in the instructor's browser: formgrader and feedback show it in a page."""

import re

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.grading.harmless import make_harmless

PNG = "iVBORw0KGgo="
SCRIPT = "<script>steal()</script>"
HANDLER = "<img src=x onerror=steal()>"


def page(*cells) -> str:
    for cell in cells:
        make_harmless(cell)
    body, _ = HTMLExporter(template_name="classic").from_notebook_node(new_notebook(cells=list(cells)))
    return body


def shows(data: dict, **metadata) -> str:
    return page(new_code_cell("1", outputs=[new_output("display_data", data, metadata=metadata)]))


def acts(html: str) -> bool:
    """Whether a browser would run what the student calls `steal`: in a tag, a script, or a link of a formula."""
    links = re.findall(r"<a href=\"([^\"]*steal[^\"]*)|\\href\{([^}]*steal[^}]*)\}", html)
    links += re.findall(r"<img src=\"([^\"]*steal[^\"]*)()\"", html)
    in_links = any(re.sub(r"[\t\r\n]", "", first or second).lower().startswith(_SCHEMES) for first, second in links)
    others = re.sub(r"(href|src)=\"[^\"]*\"", "", html)
    return in_links or bool(re.search(r"<[A-Za-z][^>]*steal[^>]*>|<script>steal", others))


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


@pytest.mark.parametrize(
    "source",
    [
        SCRIPT,
        HANDLER,
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
def test_no_text_acts(source):
    assert not acts(page(new_markdown_cell(source)))


@pytest.mark.parametrize(
    "source", [HANDLER, "[click](javascript:steal())", "<javascript:steal()>", r"$\href{javascript:steal()}{x}$"]
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
    "source", ["a < b, x<y", "> quoted", "H<sub>2</sub>O<br>", "`a<b`", "<https://example.org>", "$n<k$"]
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
