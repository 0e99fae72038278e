"""Written answers that do not stand in their cells: what may be the answer is put there, and a person is told.

nbgrader gives no points for an answer cell that is as it was handed out, and asks nobody. So where such a cell, or one
that is missing, may have its answer elsewhere, the text is quoted in the cell: then nbgrader asks a person to grade it.
A needless look costs a minute, a lost answer costs all its points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from nbformat import NotebookNode

from autograder.exercise import id_of
from autograder.submissions import prose
from autograder.submissions.locked_cells import added_lines
from autograder.submissions.match import is_open

MIN_WORDS = 5  # of a text outside the question's section in a cell that was not the student's own
MIN_WORDS_OF_CODE = 12  # of comments outside the question's section
MIN_LETTERS = 5  # of a word that tells what a text is about
MAX_QUOTED = 20_000  # characters in one answer cell
MAX_PLACES = 6  # in one sentence
MAX_DOCUMENTS = 10

DOCUMENTS = frozenset((".txt", ".md", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".tex", ".html", ".pages", ".ipynb")) | {
    ".png",
    ".jpg",
    ".jpeg",
    ".heic",
    ".webp",
    ".svg",
}


@dataclass(frozen=True)
class Fragment:
    """A text of the student's own that may be an answer.

    Attributes:
        position: index of the released cell that it stands in or follows; -1 at the top.
        place: where it stands, for messages.
        text: in Markdown.
        attachments: pictures in it.
        anywhere: whether it may answer a question of another section too.
    """

    position: int
    place: str
    text: str
    attachments: dict[str, object]
    anywhere: bool


def documents(names: Sequence[str]) -> list[str]:
    """Those supporting files that may hold written answers."""
    return [name for name in names if PurePosixPath(name).suffix.lower() in DOCUMENTS]


def is_question(cell: NotebookNode) -> bool:
    """Whether this is the cell of a written answer, which a person grades."""
    return cell.cell_type == "markdown" and is_open(cell)


def complete(
    cells: Sequence[NotebookNode],
    released: NotebookNode,
    submitted: NotebookNode,
    matches: dict[int, int],
    beside: Sequence[str] = (),
) -> list[str]:
    """Put texts that may be answers into those answer cells that have none.

    Args:
        cells: the released cells with the student's answers in them; changed in place.
        released: the notebook as it was handed out.
        submitted: what the student handed in.
        matches: which submitted cell comes from which released one.
        beside: names of documents that were handed in beside the notebook.

    Returns:
        What a person has to look at, a sentence for each such cell.
    """
    questions = [index for index, cell in enumerate(cells) if is_question(cell)]
    open_questions = [index for index in questions if _is_unanswered(cells[index], released.cells[index])]
    if not open_questions:
        return []
    fragments = _fragments(submitted, released, matches)
    sections = {index: _section(released, index) for index in questions}
    review = []
    for index in open_questions:
        others = {position for other in open_questions if other != index for position in sections[other]}
        found = [each for each in fragments if each.position in sections[index]]
        found += [each for each in fragments if each.anywhere and each.position not in sections[index] | others]
        found = found or [each for each in fragments if each.anywhere]
        answered = [other for other in questions if other not in open_questions]
        found += _in_other_answers(index, answered, cells, sections, released)
        missing = index not in matches.values()
        if found or missing or beside:
            review.append(_fill(cells[index], found, beside, missing))
    return review


def _is_unanswered(cell: NotebookNode, released: NotebookNode) -> bool:
    return cell.source.strip() in ("", released.source.strip())


def _section(released: NotebookNode, index: int) -> set[int]:
    """The indices of the cells from the heading above a cell to the next heading."""
    headings = [i for i, cell in enumerate(released.cells) if cell.cell_type == "markdown" and cell.source[:1] == "#"]
    start = max((heading for heading in headings if heading <= index), default=0)
    end = min((heading for heading in headings if heading > index), default=len(released.cells))
    return set(range(start, end))


def _fragments(submitted: NotebookNode, released: NotebookNode, matches: dict[int, int]) -> list[Fragment]:
    found, position = [], -1
    for index, cell in enumerate(submitted.cells):
        attachments = _attachments(cell)
        if index not in matches:
            text = prose.of_cell(cell)
            anywhere = cell.cell_type != "code" or prose.words(text) >= MIN_WORDS_OF_CODE
            place = (
                f"in a new cell below {name_of(released.cells[position])}" if position >= 0 else "in a new first cell"
            )
        else:
            position = matches[index]
            original = released.cells[position]
            if is_question(original):
                continue
            text, anywhere = _added_text(cell, original)
            place = f"in the cell {name_of(original)}"
        if prose.words(text) or attachments:
            found.append(Fragment(position, place, text.strip(), attachments, anywhere))
    return found


def _added_text(cell: NotebookNode, original: NotebookNode) -> tuple[str, bool]:
    """What a student wrote into a released cell, and whether it may answer any question."""
    lines = "\n".join(added_lines(cell.source, original.source))
    if cell.cell_type != "code" or original.cell_type != "code":
        if is_open(original):
            return "", False
        return lines, prose.words(lines) >= MIN_WORDS
    if is_open(original):
        old = prose.of_code(original.source, outermost=True).splitlines()
        new = [line for line in prose.of_code(cell.source, outermost=True).splitlines() if line not in old]
        return "\n".join(new), prose.words("\n".join(new)) >= MIN_WORDS_OF_CODE
    old = prose.of_code(original.source).splitlines()
    new = [line for line in prose.of_code(cell.source).splitlines() if line not in old]
    return "\n".join(new), prose.words("\n".join(new)) >= MIN_WORDS


def _in_other_answers(
    index: int,
    answered: Sequence[int],
    cells: Sequence[NotebookNode],
    sections: dict[int, set[int]],
    released: NotebookNode,
) -> list[Fragment]:
    """Answers of other questions that may hold the one of this question too."""
    found = []
    for other in answered:
        text = cells[other].source
        texts = [_text_of(released, sections[each] - {each}) for each in (index, other)]
        if _may_answer(text, texts[0], texts[1], id_of(cells[index])):
            found.append(Fragment(other, f"in the cell {id_of(cells[other])}", text, _attachments(cells[other]), False))
    return found


def _may_answer(text: str, question: str, own_question: str, grade_id: str) -> bool:
    """Whether the answer of another question names this question, has two parts, or is about this question."""
    label = re.match(r"#+ *(\w+ +\w)\b", question)
    named = [re.escape(grade_id), *([re.escape(label[1])] if label else [])]
    if label:
        named.append(rf"^\W*{re.escape(label[1][-1])}\W*[:.)]")
    if re.search("|".join(rf"(?:{each})" for each in named), text, re.IGNORECASE | re.MULTILINE):
        return True
    if len(re.findall(r"^ *1[.)]", text, re.MULTILINE)) > 1 or re.search(
        r"^(#+ |---+ *$|\*\*\*+ *$)", text, re.MULTILINE
    ):
        return True
    about, about_other = _vocabulary(question), _vocabulary(own_question)
    for paragraph in re.split(r"\n\s*\n", text):
        said = _vocabulary(paragraph)
        if len(said & about - about_other) >= max(2, len(said & about_other - about) + 1):
            return True
    return False


def _vocabulary(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= MIN_LETTERS}


def _text_of(released: NotebookNode, indices: set[int]) -> str:
    cells = [released.cells[index] for index in sorted(indices)]
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def _fill(cell: NotebookNode, found: Sequence[Fragment], beside: Sequence[str], missing: bool) -> str:
    """Quote what was found in an answer cell; say so in a sentence."""
    state = "was missing in what was handed in" if missing else "was left as it was handed out"
    if not found and not beside:
        cell.source = f"*This cell {state}, and nothing that looks like its answer was found.*"
        return f"the cell {id_of(cell)} is missing; nothing that looks like its answer was found"
    parts = [f"*This cell {state}. What the student wrote elsewhere, and may be the answer:*"]
    room = MAX_QUOTED
    for number, fragment in enumerate(found):
        text, attachments = _renamed(fragment, f"quoted-{number}-")
        quoted = "\n".join(f"> {line}".rstrip() for line in text[: max(room, 0)].splitlines())
        parts += [f"*{fragment.place[0].upper()}{fragment.place[1:]}:*", quoted]
        room -= len(text)
        if attachments:
            cell.attachments = {**cell.get("attachments", {}), **attachments}
    if room < 0:
        parts.append("*(It is longer; all of it stands there.)*")
    named = ", ".join(beside[:MAX_DOCUMENTS]) + (", ..." if len(beside) > MAX_DOCUMENTS else "")
    if beside:
        parts.append(f"*Handed in beside the notebook:* {named}")
    cell.source = "\n\n".join(parts)
    places = list(dict.fromkeys(fragment.place for fragment in found))
    places = places[:MAX_PLACES] + ([f"at {len(places) - MAX_PLACES} more places"] if len(places) > MAX_PLACES else [])
    places += [f"in the files beside the notebook: {named}"] if beside else []
    verb = "is missing" if missing else "was left as it was handed out"
    return f"the cell {id_of(cell)} {verb}; what may be its answer stands {', '.join(places)}: grade it by hand"


def _renamed(fragment: Fragment, prefix: str) -> tuple[str, dict[str, object]]:
    """A text with its pictures, under names that no other text uses; a picture that it does not show is shown below."""
    text, attachments = fragment.text, {}
    for name, bundle in fragment.attachments.items():
        attachments[prefix + name] = bundle
        if f"attachment:{name}" in text:
            text = text.replace(f"attachment:{name}", f"attachment:{prefix}{name}")
        else:
            text += f"\n\n![{name}](attachment:{prefix}{name})"
    return text, attachments


def _attachments(cell: NotebookNode) -> dict[str, object]:
    attachments = cell.get("attachments")
    return {**attachments} if cell.cell_type != "code" and attachments and are_images(attachments) else {}


def are_images(attachments: object) -> bool:
    """Whether these are attachments as nbformat knows them: for each name the data by MIME type, in base64."""
    bundles = attachments.values() if isinstance(attachments, dict) else [None]
    return all(isinstance(bundle, dict) and {type(data) for data in bundle.values()} <= {str} for bundle in bundles)


def name_of(cell: NotebookNode) -> str:
    """What to call a released cell in a message."""
    return id_of(cell) or str(cell.get("id", ""))
