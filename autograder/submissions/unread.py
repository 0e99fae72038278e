"""Work that may lie beside the graded notebook, in a file that is not graded: a script, an export, a closed archive."""

import re
from collections.abc import Mapping, Sequence, Set

from nbformat import NotebookNode

from autograder import names
from autograder.exercise import id_of
from autograder.submissions import kinds
from autograder.submissions.handed_in import HandedIn, is_archive, why_closed
from autograder.submissions.match import is_open, is_untouched
from autograder.submissions.parse import parse
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
        room -= file.size if _is_notebook(file) or tasks else 0
        if room < 0:
            break
        broken = _why_unreadable(file) if _is_notebook(file) else ""
        if broken:
            found.append(f"{file.place} {broken}: look whether it holds work that is not in the graded notebook")
        elif tasks and (what := _what(file, tasks, released)):
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
    own = [cell.source for cell in notebook.cells if cell.cell_type == "code" and not id_of(cell)]
    tasks = {}
    for cell in released.cells:
        if cell.cell_type == "code" and is_open(cell) and is_untouched(submitted[id_of(cell)], cell):
            wanted = names.definitions(cell.source) or _defined(cell.source)
            if wanted and not any(wanted <= _defined(source) or names.ANY in _defined(source) for source in own):
                tasks[id_of(cell)] = wanted
    return tasks


def _defined(source: str) -> frozenset[str]:
    try:
        return names.of_cell(source).defined
    except SyntaxError:
        return frozenset()


def _is_notebook(file: HandedIn) -> bool:
    return file.name.lower().endswith(".ipynb")


def _why_unreadable(file: HandedIn) -> str:
    content = _content(file)
    if content is None:
        return "cannot be opened"
    return "" if is_archive(file) else parse(content).reason


def _what(file: HandedIn, tasks: Mapping[str, Set[str]], released: NotebookNode) -> str:
    """What a file is that may hold one of these solutions, "" if it is nothing of the kind."""
    if is_archive(file):
        return kinds.export(file.name, b"") or ("an archive in an archive" if file.archive else why_closed(file))
    content = _content(file)
    if content is None:
        return "cannot be opened"
    notebook = parse(content).notebook if b"nbformat" in content else None
    if notebook is not None and is_of_another(notebook, released):
        return ""
    text, is_text = kinds.decoded(content)
    is_text = is_text and "\0" not in text and not content.startswith(b"%PDF")
    if notebook is not None:
        text = "\n".join(cell.source for cell in notebook.cells)
    sought = sorted(frozenset().union(*tasks.values()))
    if defined := [name for name in sought if re.search(_DEFINITION.format(re.escape(name)), text, re.MULTILINE)]:
        return f"defines {_listed(defined)}"
    kind = kinds.export(file.name, content)
    named = any(re.search(rf"\b{re.escape(name)}\b", text) for name in sought)
    return kind if named or not is_text or kind == kinds.COLAB else ""


def _content(file: HandedIn) -> bytes | None:
    try:
        return file.read()
    except OSError:
        return None


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - MAX_NAMES} more" if len(items) > MAX_NAMES else ""
    return ", ".join(items[:MAX_NAMES]) + more
