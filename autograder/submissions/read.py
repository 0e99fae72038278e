"""Reads what a student handed in: finds the notebook of an exercise, or says why there is none and what to do."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nbformat import NotebookNode

from autograder.submissions import nothing_found, programs
from autograder.submissions.choice import choose
from autograder.submissions.handed_in import HandedIn, in_archive, in_archives, in_folder
from autograder.submissions.parse import Parsed, parse
from autograder.submissions.version import Version, is_of_another

MAX_NOTEBOOK_BYTES = 64 << 20
MAX_LOOKED_AT = 256 << 20  # bytes of all files together that are looked at as notebooks

# Where a student may have written answers, beside the notebook.
DOCUMENTS = frozenset((".txt", ".md", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".tex", ".html", ".pages", ".ipynb")) | {
    ".png",
    ".jpg",
    ".jpeg",
    ".heic",
    ".webp",
    ".svg",
}
OF_A_PROJECT = ("readme", "requirements", "license", "licence")  # such files are about the code beside them


@dataclass
class Found:
    """The notebook that was found in a student's folder.

    Attributes:
        notebook: see `autograder.submissions.parse`. None if there is none.
        files: the files beside it, by the path at which it finds them.
        documents: those of them that may hold written answers.
        unread: all files, in archives too, but for the notebook and its other versions.
        repairs: what had to be repaired to read it.
        review: what a person has to look at, a sentence each.
        problem: why there is no notebook, and what to do.
    """

    notebook: NotebookNode | None = None
    files: dict[str, HandedIn] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    unread: list[HandedIn] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    problem: str = ""


def read(folder: Path, exercise: str, released: NotebookNode) -> Found:
    """Read the submission of an exercise from a student's folder.

    Args:
        folder: the student's.
        exercise: its name.
        released: the notebook as it was handed out.
    """
    plain = in_folder(folder)
    right = next((file for file in plain if file.name == f"{exercise}.ipynb"), None)
    parsed = _parsed(right) if right else Parsed()
    versions = _versions(plain, released, {right.name: parsed} if right else {})
    packed = in_archives(plain)
    archived = _versions(packed, released, {})
    is_worked_on = any(version.worked_on for version in versions)
    found = Found()
    chosen, review, found.problem = choose(versions if is_worked_on else [*versions, *archived], exercise)
    versions += archived
    found.review += review
    if chosen is not None:
        _take(chosen, versions, right, parsed, exercise, found)
        found.files = _beside(chosen.file, plain)
        known = [chosen.file, right, *(version.file for version in versions if version.is_whole)]
        found.unread = [file for file in [*plain, *packed] if file not in known]
        blank = [version.file.place for version in versions if version.is_blank]
        found.documents = [
            name
            for name, file in found.files.items()
            if _may_hold_answers(name)
            and file.place not in blank
            and not programs.is_of_another_exercise(file.name, exercise)
        ]
        return found
    found.files = {file.name: file for file in plain if file is not right}
    if found.problem:
        return found
    if right is None:
        others = [file for file in plain if _is_notebook_name(file.name)]
        right, parsed = (others[0], _parsed(others[0])) if len(others) == 1 else (None, parsed)
    if right is None:
        found.problem = nothing_found.problem(folder, plain, exercise)
    elif parsed.notebook is None:
        found.problem = f"{right.name} {parsed.reason}: {_advice(parsed.reason)}"
    else:  # of another exercise
        found.notebook = parsed.notebook
    return found


def _versions(files: list[HandedIn], released: NotebookNode, known: dict[str, Parsed]) -> list[Version]:
    """The notebooks among these files that come from the released one; whole versions only, if there are any."""
    found, room = [], MAX_LOOKED_AT
    for file in sorted(files, key=lambda file: (file.name not in known, not _is_notebook_name(file.name), file.name)):
        room -= file.size
        if room < 0:
            break
        parsed = known.get(file.name) or (_parsed(file) if _is_json(file) else Parsed())
        if parsed.notebook is not None:
            version = Version.of(file, parsed, parsed.notebook, released)
            if version.solutions and (version.is_whole or not is_of_another(parsed.notebook, released)):
                found.append(version)
    right = [version for version in found if version.file.name in known]
    whole = [version for version in found if version.is_whole]
    return [*right, *(version for version in whole or found if version not in right)]


def _take(
    chosen: Version, versions: list[Version], right: HandedIn | None, parsed: Parsed, exercise: str, found: Found
) -> None:
    """Take the chosen notebook, and say what a person should know about the choice."""
    file, is_explained = chosen.file, bool(found.review)
    found.notebook = chosen.parsed.notebook
    found.repairs += chosen.parsed.repairs
    found.review += chosen.parsed.review
    if right is not None and file is not right and right not in [version.file for version in versions]:
        reason = parsed.reason or "is not a notebook of this exercise"
        archive = "is a ZIP archive" if file.archive == right.name else reason
        found.review.append(f"{right.name} {archive}: {file.place} was graded instead")
    elif file is not right and not is_explained:
        is_plain = not file.archive and "/" not in file.name and _is_notebook_name(file.name)
        if is_plain or (programs.is_in_bundle(file.name, exercise) and len(versions) == 1):
            found.repairs.append(f"the notebook was called {file.place}")
        else:
            only = "the only notebook of this exercise there" + (" that is worked on" if len(versions) > 1 else "")
            found.review.append(f"there is no {exercise}.ipynb: {file.place} was graded, {only}")
    for other in versions:
        count = chosen.differences(other)
        if other is chosen or not other.worked_on or not chosen.differ(other) or not other.is_whole:
            continue
        own = " and cells of the student's own" if chosen.own != other.own else ""
        untouched = "" if chosen.worked_on else ", and in the graded one none is worked on"
        found.review.append(
            f"{other.file.place} is another version of this exercise: {count} of {len(chosen.solutions)} answers"
            f"{own} differ from {file.place}, which was graded{untouched}. "
            f"If it is the right one, put it in the place of {exercise}.ipynb and grade again"
        )


def _beside(notebook: HandedIn, plain: list[HandedIn]) -> dict[str, HandedIn]:
    """The other files, by their path as the notebook sees it: those in its own folder are beside it."""
    lying = plain
    if notebook.archive:
        archive = next(file for file in plain if file.name == notebook.archive)
        lying = [*in_archive(archive), *(file for file in plain if file is not archive)]
    found: dict[str, HandedIn] = {}
    for file in sorted(lying, key=lambda file: (file.archive, file.base) != (notebook.archive, notebook.base)):
        if (file.archive, file.name) == (notebook.archive, notebook.name):
            continue
        is_near = file.archive == notebook.archive and file.name.startswith(notebook.base)
        found.setdefault(file.name.removeprefix(notebook.base) if is_near else file.name, file)
    return found


def _parsed(file: HandedIn) -> Parsed:
    if file.size > MAX_NOTEBOOK_BYTES:
        return Parsed(reason=f"is larger than {MAX_NOTEBOOK_BYTES >> 20} MiB")
    try:
        return parse(file.read())
    except OSError as error:
        return Parsed(reason=f"cannot be opened ({error.strerror})")


def _is_json(file: HandedIn) -> bool:
    """Whether this may be a notebook, whatever it is called."""
    if file.size > MAX_NOTEBOOK_BYTES:
        return False
    try:
        if file.start().lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] != b"{":
            return False
        content = file.read()
    except OSError:
        return False
    return b"nbformat" in content.replace(b"\0", b"")


def _may_hold_answers(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() in DOCUMENTS and not path.stem.lower().startswith(OF_A_PROJECT)


def _is_notebook_name(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def _advice(reason: str) -> str:
    if reason.startswith("is larger"):
        return "ask the student to clear its outputs and hand it in again"
    if reason.startswith("cannot be opened"):
        return "make it readable, and grade again"
    if "conflict markers" in reason:
        return "ask the student to resolve the conflict and hand it in again"
    if "is a web page" in reason or "PDF" in reason:
        return "ask the student for the .ipynb file, and grade again"
    return "ask the student to hand it in again"
