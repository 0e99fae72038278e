"""A student's own texts in a notebook, and whether they may answer a question that has no answer in its cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.exercise import id_of
from autograder.submissions import programs, prose
from autograder.submissions.locked_cells import added_lines
from autograder.submissions.match import is_open

MIN_WORDS = 5  # of a text outside the question's section in a cell that was not the student's own
MIN_WORDS_OF_CODE = 12  # of comments outside the question's section
MIN_WORDS_AT_THE_TOP = 10  # of a text above the first task, where many write their names
MIN_LETTERS = 5  # of a word that tells what a text is about

MAX_COMPARED = 20_000  # characters of another answer that may hold this one too

# Four words in a row. It begins at the beginning of a word and never goes back: a long text takes no time.
_SENTENCE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{2,}+[ ,;]++){3}[^\W\d_]{2,}")


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


def is_question(cell: NotebookNode) -> bool:
    """Whether this is the cell of a written answer, which a person grades."""
    return cell.cell_type == "markdown" and is_open(cell)


def of_student(submitted: NotebookNode, released: NotebookNode, matches: dict[int, int]) -> list[Fragment]:
    """What a student wrote outside of the answer cells, in the order of the notebook."""
    found, position = [], -1
    first_task = next((index for index, cell in enumerate(released.cells) if is_open(cell)), 0)
    for index, cell in enumerate(submitted.cells):
        attachments = _attachments(cell)
        if index not in matches:
            text = "" if programs.is_given(cell) else programs.without_given(prose.of_cell(cell))
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
        if position < first_task - 1 and not attachments and prose.words(text) < MIN_WORDS_AT_THE_TOP:
            continue
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
    released = {line.strip("# \t") for line in original.source.splitlines()}
    if is_open(original):
        said = prose.of_code(cell.source, outermost=True) if prose.is_code(cell.source) else ""
        new = [line for line in said.splitlines() if line.strip() not in released]
        old = prose.docstrings(original.source)
        new += [line for line in prose.docstrings(cell.source) if line not in old]
        if not any(map(_SENTENCE.search, new)):  # code that is switched off
            return "", False
        return "\n".join(new), prose.words("\n".join(new)) >= MIN_WORDS_OF_CODE
    said = prose.of_code(cell.source if prose.is_code(cell.source) else lines)
    old = prose.of_code(original.source).splitlines()
    new = [line for line in said.splitlines() if line not in old and line.strip() not in released]
    return "\n".join(new), prose.words("\n".join(new)) >= MIN_WORDS


def in_other_answers(
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
    text = text[:MAX_COMPARED]
    label = re.match(r"#+ *(\w+ +\w)\b", question)
    named = [re.escape(grade_id), *([re.escape(label[1])] if label else [])]
    if label:
        named.append(rf"^[^\w\n]{{0,20}}{re.escape(label[1][-1])}[^\w\n]{{0,20}}[:.)]")
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
