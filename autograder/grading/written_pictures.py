"""Has the pictures of a written answer reach the marker and the student, in whichever way they were handed in.

Each picture that may be shown becomes an attachment of its cell: formgrader and feedback show attachments, and need no
file beside the notebook. Everything else is named in its place, and to a person if it has to be looked at.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from nbformat import NotebookNode

from autograder.grading import pictures
from autograder.grading.harmless import make_harmless, without_tags
from autograder.grading.picture_references import References, plain, shown_in
from autograder.grading.pictures import ATTACHMENT, Elsewhere, NotShown, Picture, Pictures

MAX_NAMED = 5
MAX_PICTURES = 300  # that one text shows
MAX_CHARACTERS = 50_000  # of one text, without the data of pictures in it
WHERE = "what was handed in"


class WrittenPictures:
    """The pictures in the written answers of one submission.

    Args:
        files: the supporting files, by relative path.

    Attributes:
        review: what a person has to look at, a sentence each with the place.
    """

    def __init__(self, available: Pictures):
        self.review: list[str] = []
        self._available = available
        self._named: set[str] = set()

    def show(self, cell: NotebookNode, place: str, *, is_blank: bool = False) -> None:
        """Make a text harmless that a student wrote, and the pictures in it attachments of the cell.

        Args:
            cell: not a code cell.
            place: what to call it.
            is_blank: whether the text is the released one, so that attachments are all that was added.
        """
        page = _Page(self._available, cell, place)
        page.fill(is_blank=is_blank or not cell.source.strip())
        self.review += [line for line in page.review if line not in self.review]
        self._named |= page.named

    def note_unnamed(self, code: Iterable[str], exercise: str) -> None:
        """Have a person look at pictures and documents that neither a text nor any code names.

        Args:
            code: the student's code.
            exercise: its name; a print of the notebook is no answer.
        """
        written = "\n".join(code)
        unnamed = []
        for name in self._available.files:
            path = PurePosixPath(name)
            if name in self._named or not is_part_of_an_answer(name) or path.stem == exercise:
                continue
            if not any(part in written for part in path.parts):
                unnamed.append(plain(name))
        if unnamed:
            more = f" and {len(unnamed) - MAX_NAMED} more" if len(unnamed) > MAX_NAMED else ""
            self.review.append(
                f"no text and no code names {', '.join(unnamed[:MAX_NAMED])}{more}: "
                f"see in {WHERE} whether it belongs to an answer"
            )


def is_part_of_an_answer(name: str) -> bool:
    """Whether this is a file that a written answer may show or consist of."""
    return PurePosixPath(name).suffix.lower() in pictures.PICTURES | pictures.OTHERS


class _Page:
    """One cell."""

    def __init__(self, available: Pictures, cell: NotebookNode, place: str):
        self.review: list[str] = []
        self.named: set[str] = set()
        self._available = available
        self._cell = cell
        self._place = place
        given = cell.pop("attachments", None)
        self._given = given if isinstance(given, dict) else {}
        self._attachments: dict[str, dict[str, str]] = {}

    def fill(self, *, is_blank: bool) -> None:
        references = References(self._cell.source)
        shown = references.text.count("![") + references.text.lower().count("<img")
        if is_long := len(references.text) > MAX_CHARACTERS or shown > MAX_PICTURES:  # parsers would need minutes
            if shown:
                limits = f"{MAX_CHARACTERS:,} characters or has more than {MAX_PICTURES} pictures"
                self._note(f"it is longer than {limits}: see {WHERE} which pictures it shows")
            references.text = without_tags(references.text)
        else:
            references.replace(self._in_place)
            references.write_html_as_markdown()
            references.text = without_tags(references.text)
            references.replace(self._in_place)  # what was inside of HTML
        below = [*self._mentioned(references.text), *(self._unmentioned() if is_blank else [])]
        below += [picture for source in references.left_over() for picture in self._below(source)]
        every = [f"![]({ATTACHMENT}{name})" for name in self._attachments]
        neutral = references.text.replace("![", "!\u200b[")
        attempts = [[references.text, *below], [neutral, *every], [*every, neutral]]
        for attempt in attempts[is_long:]:
            self._set("\n\n".join(attempt))
            if is_long or self._shows_what_it_should():
                return
        # Nothing that a student wrote may have a page load what it should not: then it is shown as it was typed.
        self._note(f"it is shown as it was typed, without its pictures: see {WHERE}")
        self._set("\n".join(f"    {line}" for line in references.text.splitlines()))

    def _shows_what_it_should(self) -> bool:
        if "![" not in self._cell.source:
            return not self._attachments
        return shown_in(self._cell.source, self._attachments) == {ATTACHMENT + name for name in self._attachments}

    def _note(self, line: str) -> None:
        if f"{self._place}: {line}" in self.review:
            return
        if len(self.review) < MAX_NAMED:
            self.review.append(f"{self._place}: {line}")
        elif len(self.review) == MAX_NAMED:
            self.review.append(f"{self._place}: more than {MAX_NAMED} pictures are not shown: see {WHERE}")

    def _set(self, text: str) -> None:
        self._cell.source = text
        if self._attachments:
            self._cell.attachments = self._attachments
        make_harmless(self._cell)

    def _in_place(self, source: str, alternative: str) -> str:
        if source.removeprefix(ATTACHMENT) in self._attachments:
            return f"![{plain(alternative)}]({source})"
        found = pictures.attachment_named(source, self._given)
        self.named.add(ATTACHMENT + found if found else self._available.file_named(source.removeprefix(ATTACHMENT)))
        try:
            return self._attach(self._available.get(source, self._given), alternative)
        except Elsewhere:
            address = quote(source, safe="/:?#@!$&*+,;=%~")
            return f"[{plain(alternative) or 'picture'}]({address}) (a picture from elsewhere, which was not loaded)"
        except NotShown as error:
            name = _name(source)
            self._refuse(name, error)
            return f"(the picture {name} is not shown: {error})"

    def _mentioned(self, text: str) -> list[str]:
        """Files and attachments that the text names otherwise: in a link, in a sentence, with a space in an address."""
        below = []
        spoken = pictures.normal(unquote(text))
        files = [name for name in self._available.files if is_part_of_an_answer(name)]
        called = {name: _last_part(name) for name in [*files, *(ATTACHMENT + name for name in self._given)]}
        for name in sorted(called, key=lambda name: -len(called[name])):  # "my sketch.png" is not "sketch.png"
            if name in self.named:
                continue
            spoken, times = re.subn(rf"(?<!\w){re.escape(called[name])}(?!\w)", "", spoken)
            if times:
                self.named.add(name)
                below += self._below(name)
        return below

    def _unmentioned(self) -> list[str]:
        left = [ATTACHMENT + name for name in self._given if ATTACHMENT + name not in self.named]
        return [picture for name in left for picture in self._below(name)]

    def _below(self, name: str) -> list[str]:
        try:
            return [self._attach(self._available.get(name, self._given), _name(name))]
        except Elsewhere:  # the file has a strange name
            return []
        except NotShown as error:
            self._refuse(_name(name), error)
            return []

    def _attach(self, picture: Picture, alternative: str) -> str:
        names = {bundle[kind]: name for name, bundle in self._attachments.items() for kind in bundle}
        name = names.get(picture.data, "")
        if not name:
            self._available.spend(picture)
            number = len(self._attachments) + 1
            while (name := f"picture-{number}.{picture.extension}") in self._given:
                number += 1
            self._attachments[name] = {picture.kind: picture.data}
        return f"![{plain(alternative)}]({ATTACHMENT}{name})"

    def _refuse(self, name: str, error: NotShown) -> None:
        advice = f"see {WHERE}" if error.handed_in else "ask the student for it"
        self._note(f"the picture {name} is not shown, because {error}: {advice}")


def _last_part(name: str) -> str:
    return pictures.normal(unquote(PurePosixPath(name.removeprefix(ATTACHMENT)).name))


def _name(source: str) -> str:
    """What a picture is called in a sentence."""
    if source[:5].lower() == "data:":
        return f"({plain(source[5:].partition(';')[0].partition(',')[0])} in the text)"
    return plain(unquote(source.removeprefix(ATTACHMENT))) or "without a name"
