"""Where a text shows pictures: in Markdown and HTML, and nowhere in code."""

import pytest

from autograder.grading.picture_references import References, plain, shown_in


def replaced(text: str) -> tuple[str, list[str]]:
    found = []

    def by(source: str, alternative: str) -> str:
        found.append(source)
        return f"<{len(found)}>"

    references = References(text)
    references.write_html_as_markdown()
    references.replace(by)
    return references.text, found


@pytest.mark.parametrize(
    ("text", "new", "sources"),
    [
        ("![](a.png)", "<1>", ["a.png"]),
        ("x ![a [b] c](a(1).png 'title') y", "x <1> y", ["a(1).png"]),
        ("`![](a.png)` ![](a.png)", "`![](a.png)` <1>", ["a.png"]),
        ("![](a.png) ![](b.png) ![](a.png)", "<1> <2> <3>", ["a.png", "b.png", "a.png"]),
        ("```\n![](a.png)\n```", "```\n![](a.png)\n```", []),
        ("    ![](a.png)", "    ![](a.png)", []),
        ("> ![a\n> b](a.png) c\n\n![](b.png)", "> <1> c\n\n<2>", ["a.png", "b.png"]),
        ("![a][b]\n\n[b]: <a b.png>", "<1>\n\n[b]: <a b.png>", ["a b.png"]),
        ("\\![](a.png)", "\\![](a.png)", []),
        ("<img src='a b.png'> and <IMG SRC=b.png/>", "<1> and <2>", ["a b.png", "b.png/"]),
        ("<img src=a.png src=b.png>", "<1>", ["a.png"]),
        ("<img alt='no source'>", "<img alt='no source'>", []),
        ("![](data:image/png;base64,AA==)", "<1>", ["data:image/png;base64,AA=="]),
        ("<img src='data:image/png;base64,AA\nAA'>", "<1>", ["data:image/png;base64,AAAA"]),
        ("![](embedded-picture:7)", "<1>", [""]),
    ],
)
def test_each_image_is_replaced_in_its_place(text, new, sources):
    assert replaced(text) == (new, sources)


def test_data_in_no_image_is_shortened_and_kept():
    address = f"data:image/png;base64,{'A' * 400}"
    references = References(f"`{address}` and data:image/png;base64,AA==")
    assert references.left_over() == [address]
    assert references.text == "`data:image/png;base64,AAAAAAAA... (422 characters)` and data:image/png;base64,AA=="


def test_nbconvert_says_what_a_page_shows():
    assert shown_in("![](a.png) `![](b.png)` ![x][1]\n\n[1]: https://example.org/c.png", {}) == {
        "a.png",
        "https://example.org/c.png",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a_b.png", "a_b.png"), ("](x) <b>*c*</b>\n`d`", "x b c /b d"), ("_e_", "e"), ("ü" * 200, "ü" * 100)],
)
def test_a_plain_text_has_no_marks(text, expected):
    assert plain(text) == expected
