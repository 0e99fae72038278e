"""Written answers that do not stand in their cells: what may be the answer is put there, and a person is told.

nbgrader gives no points for an answer cell that is as it was handed out, and asks nobody. So where such a cell, or one
that is missing, may have its answer elsewhere, the text is quoted in the cell: then nbgrader asks a person to grade it.
A needless look costs a minute, a lost answer costs all its points.
"""

from collections.abc import Sequence

from nbformat import NotebookNode

from autograder.exercise import id_of
from autograder.submissions.fragments import Fragment, in_other_answers, is_question, of_student

MAX_QUOTED = 20_000  # characters in one answer cell
MAX_PLACES = 6  # in one sentence
MAX_DOCUMENTS = 10


def complete(
    cells: Sequence[NotebookNode],
    released: NotebookNode,
    submitted: NotebookNode,
    matches: dict[int, int],
    beside: Sequence[str] = (),
) -> dict[str, str]:
    """Put texts that may be answers into those answer cells that have none.

    Args:
        cells: the released cells with the student's answers in them; changed in place.
        released: the notebook as it was handed out.
        submitted: what the student handed in.
        matches: which submitted cell comes from which released one.
        beside: names of documents that were handed in beside the notebook.

    Returns:
        What a person has to look at, a sentence for each such cell, and the cell's grade_id.
    """
    questions = [index for index, cell in enumerate(cells) if is_question(cell)]
    open_questions = [index for index in questions if _is_unanswered(cells[index], released.cells[index])]
    if not open_questions:
        return {}
    fragments = of_student(submitted, released, matches)
    sections = {index: _section(released, index) for index in questions}
    review = {}
    for index in open_questions:
        others = {position for other in open_questions if other != index for position in sections[other]}
        found = [each for each in fragments if each.position in sections[index]]
        found += [each for each in fragments if each.anywhere and each.position not in sections[index] | others]
        found = found or [each for each in fragments if each.anywhere]
        answered = [other for other in questions if other not in open_questions]
        found += in_other_answers(index, answered, cells, sections, released)
        missing = index not in matches.values()
        if found or missing or beside:
            review[_fill(cells[index], found, beside, missing)] = id_of(cells[index])
    return review


def _is_unanswered(cell: NotebookNode, released: NotebookNode) -> bool:
    return cell.source.strip() in ("", released.source.strip())


def _section(released: NotebookNode, index: int) -> set[int]:
    """The indices of the cells from the heading above a cell to the next heading."""
    headings = [i for i, cell in enumerate(released.cells) if cell.cell_type == "markdown" and cell.source[:1] == "#"]
    start = max((heading for heading in headings if heading <= index), default=0)
    end = min((heading for heading in headings if heading > index), default=len(released.cells))
    return set(range(start, end))


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
