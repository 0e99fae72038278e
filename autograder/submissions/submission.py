"""A submission: what a student handed in, read, repaired and fingerprinted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from autograder.course import Course
from autograder.exercise import Exercise
from autograder.submissions import files, fingerprint, read, timestamp, unread
from autograder.submissions.repair import Repaired, repair


@dataclass(frozen=True, eq=False)
class Submission:
    """One submission of an exercise.

    Attributes:
        exercise, student: whose.
        notebook: the released notebook with the student's solutions in it; without them if there is a `problem`.
        files: the student's supporting files, by relative path.
        fingerprint: a hash of all that was handed in, see `autograder.submissions.fingerprint`; "" if unknown.
        repairs: what was repaired, a sentence each; nobody has to look at it.
        review: what a person has to look at, a sentence each with the place: what the student wrote or handed in that
            is not graded, or perhaps not as it was meant.
        suspicious: what looked like an attempt to gain points, a sentence each; it changes no score.
        problem: why nothing can be graded and what to do, "" if something can.
        put_back: the texts of changed locked code cells as they were handed in, by grade_id.
        about: the grade_id of the written answer that a sentence of `review` is about, if it is about one.
    """

    exercise: str
    student: str
    notebook: NotebookNode = field(repr=False)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fingerprint: str = ""
    repairs: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    suspicious: tuple[str, ...] = ()
    problem: str = ""
    put_back: Mapping[str, str] = field(default_factory=dict, repr=False)
    about: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def code_fingerprint(self) -> str:
        """A hash of what is executed; see `autograder.submissions.fingerprint.of_code`."""
        return fingerprint.of_code(self.notebook, self.files)


def load(course: Course, exercise: Exercise, student: str) -> Submission:
    """Read and repair what a student handed in for an exercise. Whatever the folder holds, there is a result."""
    folder = course.folder("submitted", student, exercise.name)
    found = read.read(folder, exercise.name, exercise.released)
    supporting = files.read(folder, found.files)
    if found.notebook is None:
        repaired = Repaired(nbformat.from_dict(exercise.released), problem=found.problem)
    else:
        repaired = repair(found.notebook, exercise.released, exercise.name, found.documents)
        repaired.review += unread.review(repaired.notebook, exercise.released, found.unread)
    _, no_time = timestamp.read(folder, course.timezone)
    return Submission(
        exercise.name,
        student,
        repaired.notebook,
        supporting.files,
        fingerprint.of_folder(folder),
        _lines(*found.repairs, *repaired.repairs),
        _lines(*found.review, *repaired.review, *([no_time] if no_time else []), *supporting.review),
        _lines(*repaired.suspicious, *supporting.suspicious),
        "".join(_lines(repaired.problem)),
        repaired.put_back,
        dict(zip(_lines(*repaired.about), repaired.about.values(), strict=True)),
    )


def _lines(*sentences: str) -> tuple[str, ...]:
    """Each sentence on one line, of printable characters: the name of a file may hold any others."""
    one_line = (" ".join(sentence.split()) for sentence in sentences)
    return tuple("".join(each if each.isprintable() else "\ufffd" for each in sentence) for sentence in one_line)


def of_notebook(
    notebook: NotebookNode, exercise: Exercise, student: str = "somebody", files: Mapping[str, bytes] | None = None
) -> Submission:
    """A submission that consists of this notebook, without a folder: a solution that is tried out."""
    repaired = repair(notebook, exercise.released, exercise.name)
    return Submission(
        exercise.name,
        student,
        repaired.notebook,
        files or {},
        repairs=tuple(repaired.repairs),
        review=tuple(repaired.review),
        suspicious=tuple(repaired.suspicious),
        problem=repaired.problem,
        put_back=repaired.put_back,
        about=repaired.about,
    )
