"""What a student's cell displays and says, without anything active in the instructor's browser.

The formgrader and the feedback show outputs and texts as parts of a page: a script in one of them could press the
formgrader's buttons with the instructor's rights.
"""

import base64
import re

import bleach
from nbformat import NotebookNode

_PICTURES = ("image/png", "image/jpeg")
_TAGS = frozenset((
    "b", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "small",
    "span", "strong", "sub", "sup", "u", "ul",
    "caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
_ATTRIBUTES = {"*": ["align"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"]}

# Markdown passes HTML and links of all kinds on. A space of no width in them makes text of them, and is not seen.
_KEPT = r"(?!/?(?:b|br|em|i|sub|sup|strong|u) *>)(?!https?://[^ \"'<>]+>)"
_TAG = re.compile(rf"<(?=[A-Za-z/!?]){_KEPT}")  # where a ">" follows
# At the beginning of a block a tag needs no end: it would take the end of a tag of the page that follows.
_OPEN_TAG = re.compile(rf"((?:^|\r)(?:[ \t\v\f>*+:-]|\d+[.)])*)<(?=[A-Za-z/!?]){_KEPT}", re.MULTILINE)
_SCRIPT = r"(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t|d\s*a\s*t\s*a"
_LINK = re.compile(rf"({_SCRIPT})(?=\s*\\?:)|(&)(?=#|(?:colon|tab|newline);)", re.IGNORECASE)
_ATTACHMENT = re.compile(r"attachment:([^\s()<>\"]*)")
_BLANKS = re.compile(r"(?<![ \t])[ \t]{200,}+")  # nbconvert would need seconds for 40,000 of them
_NAME = re.compile(r"[\w.-]+", re.ASCII)


def make_harmless(cell: NotebookNode) -> None:
    """Leave of a cell text, pictures, and HTML that only formats."""
    if cell.cell_type != "code":
        source = _LINK.sub("\\g<0>\u200b", without_tags(_BLANKS.sub(" " * 200, cell.source)))
        cell.source = _ATTACHMENT.sub(lambda found: _known(found, cell.get("attachments", {})), source)
        return
    for output in cell.outputs:
        if output.output_type in ("display_data", "execute_result"):
            data = {kind: _harmless(kind, value) for kind, value in output.data.items()}
            output.data = NotebookNode({kind: value for kind, value in data.items() if value is not None})
            output.metadata = NotebookNode()


def without_tags(text: str) -> str:
    """A text in Markdown with text instead of all tags but some that only format."""
    end = text.rfind(">") + 1  # a pattern would look for it again from each tag
    return _OPEN_TAG.sub("\\1<\u200b", _TAG.sub("<\u200b", text[:end]) + text[end:])


def _known(found: re.Match[str], attachments: dict[str, object]) -> str:
    """nbconvert ends with an error at an attachment that it does not find, and it finds plain names only."""
    name = found[1]
    return found[0] if name in attachments and _NAME.fullmatch(name) else f"missing-attachment:{name}"


def _harmless(kind: str, value: object) -> str | None:
    """The data of one MIME type as it may be shown; None to leave it out."""
    text = "".join(value) if isinstance(value, list) else value
    if not isinstance(text, str):
        return None
    if kind == "text/plain":
        return text
    if kind == "text/html":
        return bleach.clean(text, tags=_TAGS, attributes=_ATTRIBUTES, strip=True)
    if kind in _PICTURES:
        try:
            base64.b64decode(text.replace("\n", ""), validate=True)
        except ValueError:  # no base64, or not even ASCII
            return None
        return text
    return None
