"""The grading record: all that explains a grade, and all that is needed to compute it again.

`records/<exercise>/<student>/record.json`, and beside it the answers as they came (`answers_file`). Points can be
explained from it (`autograder explain`) without running a student's line.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from autograder.errors import RecordUnusable
from autograder.grading import answers_file
from autograder.grading.incidents import Incident
from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Asked, Question

RECORD_FOLDER = "records"
TEMPORARY = ".new-"  # how a folder is called in which a record is written
FORMAT = 6
ANSWERS_BYTES = 512 << 20  # of one record: what a submission answers must not fill the instructor's disk
WHERE_CHARACTERS = 300

CellStatus = Literal["ok", "error", "timeout", "lost"]


class CellRun(msgspec.Struct, frozen=True):
    """How one cell was executed.

    Attributes:
        id: of the cell.
        status: "ok"; "error" if it raised; "timeout" if it was stopped; "lost" if it cost the kernel.
        seconds: how long it took.
        problem: why the kernel was lost, else "".
        error: what it raised, such as "ModuleNotFoundError: No module named 'cv2'", else "".
        incidents: what went out of bounds.
    """

    id: str
    status: CellStatus
    seconds: float
    problem: str = ""
    error: str = ""
    incidents: tuple[Incident, ...] = ()


class GradingRecord(msgspec.Struct):
    """What is known of one grading of one submission.

    Attributes:
        exercise, student: whose.
        status: "graded", or "ungradable" (nothing could be graded, the reason is `problem`).
        problem: one sentence, "" if all is well.
        fingerprint: of the submission, see `autograder.submissions.fingerprint.of_folder`.
        code_fingerprint: of the code that was executed, see `autograder.submissions.fingerprint.of_code`.
        graded_with: hashes and versions of everything else that the grade depends on.
        judged_by: for each graded cell a hash of what its verdict depends on besides the answers.
        due_date: when the exercise was due, "" if never: a late penalty depends on it.
        data_source: "real" or "sample".
        sandbox: what confined the student's code.
        repairs: what was repaired, a sentence each; nobody has to look at it.
        review: what a person has to look at, a sentence each with the place.
        about: the grade_id of the written answer that a sentence of `review` is about, if it is about one.
        suspicious: what looked like an attempt to gain points, a sentence each.
        incidents: exceeded limits and malformed messages.
        cells: the executed cells.
        questions: in the order in which they were asked.
        verdicts: in the notebook's order.
        starting: seconds that starting kernels took.
        seconds: wall time of the execution with its hidden tests; see `autograder.grading.timing`.
        graded_at: when, in UTC.
        answers: the messages of the student's process by their hash; they lie in a file of their own.
    """

    exercise: str
    student: str
    status: Literal["graded", "ungradable"] = "graded"
    problem: str = ""
    fingerprint: str = ""
    code_fingerprint: str = ""
    graded_with: dict[str, str] = {}
    judged_by: dict[str, str] = {}
    due_date: str = ""
    data_source: str = ""
    sandbox: str = ""
    repairs: list[str] = []
    review: list[str] = []
    about: dict[str, str] = {}
    suspicious: list[str] = []
    incidents: list[Incident] = []
    cells: list[CellRun] = []
    questions: list[Asked] = []
    verdicts: list[Verdict] = []
    starting: float = 0.0
    seconds: float = 0.0
    graded_at: str = msgspec.field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    answers: dict[str, bytes] = {}

    @property
    def score(self) -> float:
        """Points earned, of all graded cells."""
        return sum(verdict.score for verdict in self.verdicts)

    @property
    def maximum(self) -> float:
        """Points that can be earned."""
        return sum(verdict.maximum for verdict in self.verdicts)

    def answer(self, course_root: Path, digest: str, most: int) -> bytes:
        """The message of one answer, without reading the others.

        Args:
            digest: its hash, as `questions` has it.
            most: bytes.

        Raises:
            RecordUnusable: if it is missing, was changed, or is larger.
        """
        return answers_file.read_one(folder_of(course_root, self.exercise, self.student), digest, most)

    @property
    def limits(self) -> list[str]:
        """Which limits were exceeded, and where, a sentence each."""
        return [str(incident) for incident in self.incidents if incident.kind == "limit"]

    @property
    def needs_instructor(self) -> bool:
        """Whether a person has to look: at what was handed in, at a broken hidden test, or nothing could be graded."""
        return (
            self.status != "graded" or bool(self.review) or any(verdict.needs_instructor for verdict in self.verdicts)
        )

    def note_cell(self, run: CellRun) -> None:
        """Keep how a cell was executed."""
        self.cells.append(msgspec.structs.replace(run, incidents=()))
        self._note(run.incidents, f"cell {run.id}", run.id)

    def note_question(self, grade_id: str, question: Question, answer: Answer) -> None:
        """Keep a question with its answer; the same question may be answered otherwise after another cell."""
        digest = "" if answer.message is None else hashlib.sha256(answer.message).hexdigest()
        self.questions.append(
            Asked(
                grade_id=grade_id,
                text=question.text,
                key=question.key,
                seconds=round(answer.seconds, 4),
                timeout=question.timeout,
                problem=answer.problem,
                answer=digest,
                takes=question.takes,
            )
        )
        where = f"{grade_id}, {question.text}"[:WHERE_CHARACTERS]
        if answer.limit:
            self._note([Incident("limit", answer.limit)], where)
        if answer.malformed:
            self._note([Incident("malformed", answer.problem)], where)
        if answer.message is not None:
            kept = sum(map(len, self.answers.values()))
            if kept + len(answer.message) <= ANSWERS_BYTES:
                self.answers[digest] = answer.message
            else:
                text = f"answers of more than {ANSWERS_BYTES >> 20} MiB in total are not kept"
                self._note([Incident("limit", text)], "record")

    def limits_in(self, cell: str) -> list[str]:
        """Which limits were exceeded while a cell ran."""
        return [each.text for each in self.incidents if each.kind == "limit" and each.cell == cell]

    def _note(self, incidents: Iterable[Incident], where: str, cell: str = "") -> None:
        placed = [msgspec.structs.replace(incident, where=where, cell=cell) for incident in incidents]
        self.incidents += [incident for incident in dict.fromkeys(placed) if incident not in self.incidents]

    def save(self, course_root: Path) -> Path:
        """Write the record, all of it or nothing; an older record of the same submission is replaced."""
        target = folder_of(course_root, self.exercise, self.student)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=TEMPORARY) as temporary:
            new = Path(temporary) / "record"
            new.mkdir()
            answers_file.write(new, self.answers)
            self._write(new / "record.json")
            if target.exists():
                os.rename(target, Path(temporary) / "old")
            os.rename(new, target)
        return target / "record.json"

    def save_without_answers(self, course_root: Path) -> Path:
        """Write a record whose answers are all there already, all of it or nothing."""
        target = folder_of(course_root, self.exercise, self.student) / "record.json"
        with tempfile.TemporaryDirectory(dir=target.parents[1], prefix=TEMPORARY) as temporary:
            self._write(Path(temporary) / target.name)
            os.replace(Path(temporary) / target.name, target)
        return target

    def _write(self, path: Path) -> None:
        data = msgspec.to_builtins(self)
        del data["answers"]
        data["format"] = FORMAT
        for plain, verdict in zip(data["verdicts"], self.verdicts, strict=True):
            plain["score"] = verdict.score  # for whoever reads the file
        text = json.dumps(data | {"checksum": _checksum(data)}, ensure_ascii=False)  # with an indent it is slow
        # A student's file name or text may hold invalid Unicode; the grade is kept all the same.
        readable = msgspec.json.format(text.encode("utf-8", errors="surrogatepass"), indent=1)
        path.write_text(readable.decode("utf-8", errors="surrogatepass"), "utf-8", errors="backslashreplace")

    @classmethod
    def load(cls, course_root: Path, exercise: str, student: str) -> "GradingRecord":
        """Read a record, without its answers.

        Raises:
            FileNotFoundError: if this submission was never graded.
            RecordUnusable: if the record is damaged, or of another version of the autograder.
        """
        record, _ = _read(folder_of(course_root, exercise, student))
        return record

    @classmethod
    def load_with_answers(cls, course_root: Path, exercise: str, student: str) -> "GradingRecord":
        """Read a record with its answers, and make sure that each byte is as it was written.

        Raises:
            RecordUnusable: if there is none, or it is damaged, or of another version of the autograder.
        """
        folder = folder_of(course_root, exercise, student)
        try:
            record, data = _read(folder)
        except FileNotFoundError:
            raise RecordUnusable("there is no record") from None
        if data.pop("checksum", "") != _checksum(data):
            raise RecordUnusable("the record is damaged")
        if (record.exercise, record.student) != (exercise, student):
            raise RecordUnusable(f"the record is that of {record.student} in {record.exercise}")
        record.answers = answers_file.read(folder, {asked.answer for asked in record.questions} - {""})
        return record


def folder_of(course_root: Path, exercise: str, student: str) -> Path:
    """The folder of one grading record."""
    return course_root / RECORD_FOLDER / exercise / student


def students_of(course_root: Path, exercise: str) -> list[str]:
    """The students with a grading record for an exercise, in alphabetical order."""
    found = (path.parent.name for path in (course_root / RECORD_FOLDER / exercise).glob("*/record.json"))
    return sorted(name for name in found if not name.startswith(TEMPORARY))


def all_of(course_root: Path, exercise: str) -> list[GradingRecord]:
    """The grading records of an exercise, in alphabetical order of the students.

    Raises:
        RecordUnusable: if one is damaged, or of another version of the autograder.
    """
    return [GradingRecord.load(course_root, exercise, student) for student in students_of(course_root, exercise)]


def _read(folder: Path) -> tuple[GradingRecord, dict[str, Any]]:
    """A record, and the data that it was made from."""
    try:
        data = _decoded((folder / "record.json").read_bytes())
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise RecordUnusable(f"the record cannot be read ({type(error).__name__})") from error
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        raise RecordUnusable(f"the record is of another version of the autograder (format {found} instead of {FORMAT})")
    try:
        return msgspec.convert(data, GradingRecord), data
    except msgspec.ValidationError as error:
        raise RecordUnusable(f"the record is damaged ({error})") from error


def _decoded(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text)  # three times as fast as Python's own
    except msgspec.DecodeError:  # such as half a character of UTF-16, which JSON can hold
        return json.loads(text.decode("utf-8"))


def _checksum(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
