"""The message where no notebook of an exercise was handed in: what there is instead."""

from pathlib import Path

from autograder.submissions import kinds
from autograder.submissions.handed_in import HandedIn, in_archives, is_archive, is_file, why_closed

MAX_NAMES = 10


def problem(folder: Path, plain: list[HandedIn], exercise: str) -> str:
    """Say what is there instead, and what to ask the student for.

    Args:
        folder: the student's.
        plain: the files in it.
        exercise: its name.
    """
    files = [*plain, *in_archives(plain)]
    exports = {file.place: what for file in files if (what := _export(file))}
    notes = exports | {file.place: why for file in plain if is_archive(file) and (why := why_closed(file))}
    shown = [f"{file.place} ({notes[file.place]})" if file.place in notes else file.place for file in files]
    for path in sorted(folder.glob("*.ipynb")):
        if not is_file(path):
            shown.insert(0, f"{path.name} (a link or a folder, not a file)")
    shown += [path.relative_to(folder).as_posix() for path in sorted(folder.glob(".ipynb_checkpoints/*.ipynb"))]
    more = f" and {len(shown) - MAX_NAMES} more" if len(shown) > MAX_NAMES else ""
    names = (", ".join(shown[:MAX_NAMES]) or "none") + more
    what = f"{next(iter(exports.values()))} is not the notebook: " if exports else ""
    advice = "ask the student for the .ipynb file" if exports else "ask the student for it, or rename the right one"
    return f"there is no {exercise}.ipynb (files there: {names}): {what}{advice}, and grade again"


def _export(file: HandedIn) -> str:
    try:
        return kinds.export(file.name, file.read() if file.size <= kinds.MAX_LOOKED_AT else b"")
    except OSError:
        return ""
