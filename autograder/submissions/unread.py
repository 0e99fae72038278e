"""Work that may lie beside the graded notebook, in a file that is not graded: a script, an export, a closed archive."""

import re
from collections.abc import Mapping, Sequence, Set

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of
from autograder.submissions import kinds
from autograder.submissions.handed_in import HandedIn, is_archive, why_closed
from autograder.submissions.match import is_open, is_untouched
from autograder.submissions.parse import Parsed, parse
from autograder.submissions.version import is_of_another

MAX_LOOKED_AT = 64 << 20  # bytes of all files together
MAX_NAMES = 5  # of tasks or files in a message

_DEFINITION = r"^[ \t]*(?:(?:async +)?(?:def|class) +{0}\b|{0} *=)"


def review(notebook: NotebookNode, released: NotebookNode, files: Sequence[HandedIn]) -> list[str]:
    """What a person has to look at, a sentence each.

    Args:
        notebook: the repaired submission.
        released: the notebook as it was handed out.
        files: what was handed in besides the graded notebook and other versions of it that were named.
    """
    tasks = _without_solution(notebook, released) if files else {}
    found, beside, room = [], [], MAX_LOOKED_AT
    for file in files:
        is_notebook = file.name.lower().endswith(".ipynb")
        room -= file.size if is_notebook or tasks else 0
        if room < 0:
            break
        if not is_notebook and not tasks:
            continue
        what, parsed = _what(file, tasks, released)
        if is_notebook and parsed.reason:
            found.append(f"{file.place} {parsed.reason}: look whether it holds work that is not in the graded notebook")
        elif what:
            beside.append(f"{file.place} ({what})")
    if beside:
        verb, whose = ("has", "its") if len(tasks) == 1 else ("have", "their")
        found.append(
            f"{_listed(list(tasks))} {verb} no solution; look whether {whose} solution is in what was handed in beside "
            f"the notebook and not graded: {_listed(beside)}"
        )
    return found


def _without_solution(notebook: NotebookNode, released: NotebookNode) -> dict[str, frozenset[str]]:
    """The names that a solution should define, for each solution cell that is as it was handed out."""
    submitted = {id_of(cell): cell for cell in notebook.cells if id_of(cell)}
    cells = [cell for cell in released.cells if cell.cell_type == "code" and is_open(cell)]
    untouched = [cell for cell in cells if is_untouched(submitted[id_of(cell)], cell)]
    if not untouched:
        return {}
    own = [names.bound(cell.source) for cell in notebook.cells if cell.cell_type == "code" and not id_of(cell)]
    wanted = {id_of(cell): names.definitions(cell.source) or names.bound(cell.source) for cell in untouched}
    return {
        name: sought
        for name, sought in wanted.items()
        if sought and not any(sought <= bound or names.ANY in bound for bound in own)
    }


def _what(file: HandedIn, tasks: Mapping[str, Set[str]], released: NotebookNode) -> tuple[str, Parsed]:
    """What a file is that may hold one of these solutions, "" if it is nothing of the kind; and the file as a notebook.

    Without tasks, only whether it can be read.
    """
    if is_archive(file):
        what = kinds.export(file.name, b"") or ("an archive in an archive" if file.archive else why_closed(file))
        return (what if tasks else ""), Parsed()
    content = _content(file)
    if content is None:
        return "cannot be opened", Parsed(reason="cannot be opened")
    parsed = parse(content)
    if not tasks or (parsed.notebook is not None and is_of_another(parsed.notebook, released)):
        return "", parsed
    text, is_text = kinds.decoded(content)
    is_text = is_text and "\0" not in text and not content.startswith(b"%PDF")
    if parsed.notebook is not None:
        given = {cell.source.strip() for cell in released.cells}
        text = "\n".join(cell.source for cell in parsed.notebook.cells if cell.source.strip() not in given)
    sought = sorted(frozenset().union(*tasks.values()))
    if defined := [name for name in sought if re.search(_DEFINITION.format(re.escape(name)), text, re.MULTILINE)]:
        return f"defines {_listed(defined)}", parsed
    kind = kinds.export(file.name, content)
    named = any(re.search(rf"\b{re.escape(name)}\b", text) for name in sought)
    return (kind if named or not is_text or kind == kinds.COLAB else ""), parsed


def _content(file: HandedIn) -> bytes | None:
    try:
        return file.read()
    except OSError:
        return None


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - MAX_NAMES} more" if len(items) > MAX_NAMES else ""
    return ", ".join(items[:MAX_NAMES]) + more
