"""Where a text in Markdown shows pictures. markdown-it parses it; what is added is the place of each image."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

# An address that holds the picture. It is set aside, because parsers would need seconds for it.
_DATA = re.compile(r"data:image/[\w.+-]*(?:;[\w.=-]+)*,[\w+/=%-]*", re.IGNORECASE | re.ASCII)
_SET_ASIDE = re.compile(r"embedded-picture:(\d{1,9})", re.ASCII)

SHOWN_CHARACTERS = 200

Replacement = Callable[[str, str], str]


class _Found(NamedTuple):
    lines: tuple[int, int]  # first and behind the last of the block that it is in
    literal: str
    number: int  # of the occurrences of the literal before it in the block: some may be in code
    source: str
    alternative: str


class References:
    """The pictures that one text shows, as HTML and as Markdown.

    Attributes:
        text: without the data of the pictures in it.
    """

    def __init__(self, text: str):
        self._sources: list[str] = []
        self._used: set[int] = set()
        self.text = _DATA.sub(lambda found: self._set_aside(found[0]), text)

    def write_html_as_markdown(self) -> None:
        """Write each `<img>` as an image of Markdown; its size is lost."""

        def as_markdown(source: str, alternative: str) -> str:
            return f"![{plain(alternative)}]({self._set_aside(source)})"  # any source, also one with spaces

        if "<img" in self.text.lower():
            self._replace(_html_images(self.text), as_markdown)

    def replace(self, by: Replacement) -> None:
        """Replace each image of Markdown.

        Args:
            by: is called with the source and the alternative text, and returns Markdown.
        """
        if "![" in self.text:
            self._replace(_markdown_images(self.text), by)

    def left_over(self) -> list[str]:
        """The long addresses with data that are in no image; the text has their beginnings from now on.

        A definition whose image was replaced stays as it is, since nobody sees it.
        """
        left = {number: source for number, source in enumerate(self._sources) if number not in self._used}

        def shown(found: re.Match[str]) -> str:
            source = left.get(int(found[1]), found[0])
            return source if len(source) <= SHOWN_CHARACTERS else f"{source[:30]}... ({len(source)} characters)"

        self.text = _SET_ASIDE.sub(shown, self.text)
        return [source for source in left.values() if len(source) > SHOWN_CHARACTERS]

    def _set_aside(self, source: str) -> str:
        self._sources.append(source)
        return f"embedded-picture:{len(self._sources) - 1}"

    def _whole(self, source: str) -> str:
        def known(found: re.Match[str]) -> str:
            number = int(found[1])
            self._used.add(number)
            return self._sources[number] if number < len(self._sources) else ""

        return _SET_ASIDE.sub(known, source)

    def _replace(self, images: Iterator[_Found], by: Replacement) -> None:
        blocks: dict[tuple[int, int], list[tuple[_Found, str]]] = defaultdict(list)
        for found in images:
            blocks[found.lines].append((found, by(self._whole(found.source), found.alternative)))
        lines = self.text.split("\n")
        for (first, end), inside in sorted(blocks.items(), reverse=True):
            block = "\n".join(lines[first:end])
            for found, new in reversed(inside):
                # In a quotation, the further lines of an image begin with its mark.
                pattern = r"\n[ \t>]*".join(map(re.escape, found.literal.split("\n")))
                places = list(re.finditer(pattern, block))[found.number : found.number + 1]
                for place in places:
                    block = block[: place.start()] + new + block[place.end() :]
            lines[first:end] = block.split("\n")
        self.text = "\n".join(lines)


def shown_in(text: str, attachments: dict[str, dict[str, str]]) -> set[str]:
    """The sources of all images that the page shows: as nbconvert finds them, which makes it."""
    renderer = _Noting(escape=False, attachments=attachments)
    MarkdownWithMath(renderer=renderer).render(text)
    return renderer.sources


def plain(text: str) -> str:
    """A text on one line without anything that Markdown or HTML could take for a mark."""
    return " ".join(re.sub(r"[^\w .,:;%+/-]|(?<!\w)_|_(?!\w)", " ", text).split())[:100]


class _Noting(IPythonRenderer):
    def __init__(self, **keywords: object):
        super().__init__(**keywords)  # type: ignore[arg-type]
        self.sources: set[str] = set()

    def image(self, text: str, url: str, title: str | None = None) -> str:
        self.sources.add(url)
        return ""


class _Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(reversed(attrs))  # a browser takes the first of two
        if tag == "img" and values.get("src"):
            source = "".join(str(values["src"]).splitlines()).strip()
            self.found.append((self.get_starttag_text() or "", source, values.get("alt") or ""))


def _html_images(text: str) -> Iterator[_Found]:
    for token in _markdown().parse(text):
        for part in [token, *(token.children or [])]:
            if part.type in ("html_block", "html_inline"):
                parser = _Images()
                parser.feed(part.content)
                for literal, source, alternative in parser.found:
                    yield _Found(_lines(token.map), literal, 0, source, alternative)


def _markdown_images(text: str) -> Iterator[_Found]:
    for token in _markdown().parse(text):
        for part in token.children or []:
            if part.type == "image":
                yield _Found(
                    _lines(token.map),
                    part.meta["literal"],
                    part.meta["number"],
                    str(part.attrs["src"]),
                    part.content,
                )


def _lines(place: list[int] | None) -> tuple[int, int]:
    first, end = place or (0, 0)
    return first, end


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline.ruler.at("image", _image_with_literal)
    # Any address, as it stands there: what it leads to is found out later.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _image_with_literal(state: StateInline, silent: bool) -> bool:
    start = state.pos
    found = image(state, silent)
    if found and not silent:
        literal = state.src[start : state.pos]
        state.tokens[-1].meta |= {"literal": literal, "number": state.src.count(literal, 0, start)}
    return found
