"""The grading record: all that explains a grade, and all that is needed to compute it again.

`records/<exercise>/<student>/record.json`, and beside it `answers/<hash of the answer>.npz`, the answers as they
came. Points can be explained from it (`autograder explain`) without running a student's line.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from autograder.judging.verdict import Verdict
from autograder.questions.question import Answer, Question

RECORD_FOLDER = "records"
FORMAT = 2
ANSWERS_BYTES = 512 << 20  # of one record: what a submission answers must not fill the instructor's disk


class RecordUnsound(Exception):
    """A record cannot stand for a grading; the text says why."""


@dataclass
class GradingRecord:
    """What is known of one grading of one submission.

    Attributes:
        exercise, student: whose.
        status: "graded", "ungradable" (nothing could be graded, the reason is `problem`) or "interrupted".
        problem: one sentence, "" if all is well.
        submitted_sha256: hash of the notebook as it was handed in.
        executed_sha256: hash of the code that was executed, see `autograder.submissions.fingerprint`.
        graded_with: hashes and versions of what it was graded with.
        judged_by: for each graded cell a hash of what its verdict depends on beside the answers.
        data_source: "real" or "sample".
        walls: what kept the student's code in.
        repairs: see `autograder.submissions.repair`.
        suspicious: what looked like an attempt, from there and from `autograder.grading.tampering`.
        limits: which limits struck, and where, a sentence each.
        cells: for each executed cell its id, status and seconds.
        questions: for each question, in the order they were asked, its text, key, the graded cell, seconds, how many
            it had, problem, and the hash of the answer ("" if none came).
        verdicts: in the notebook's order.
        starting: seconds that starting kernels took.
        seconds: wall time of the execution with its hidden tests; see `autograder.grading.timing`.
    """

    exercise: str
    student: str
    status: str = "graded"
    problem: str = ""
    submitted_sha256: str = ""
    executed_sha256: str = ""
    graded_with: dict[str, str] = field(default_factory=dict)
    judged_by: dict[str, str] = field(default_factory=dict)
    data_source: str = ""
    walls: str = ""
    repairs: list[str] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    cells: list[dict] = field(default_factory=list)
    questions: list[dict] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    starting: float = 0.0
    seconds: float = 0.0
    graded_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    answers: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def score(self) -> float:
        return sum(verdict.score for verdict in self.verdicts)

    @property
    def maximum(self) -> float:
        return sum(verdict.maximum for verdict in self.verdicts)

    @property
    def needs_instructor(self) -> bool:
        """Whether a person has to look: nothing could be graded, or a hidden test broke."""
        return self.status != "graded" or any(verdict.needs_instructor for verdict in self.verdicts)

    def note_question(self, grade_id: str, question: Question, answer: Answer) -> None:
        """Keep a question with its answer; the same question may be answered otherwise after another cell."""
        digest = "" if answer.message is None else hashlib.sha256(answer.message).hexdigest()
        self.questions.append(
            {
                "grade_id": grade_id,
                "text": question.text,
                "key": question.key,
                "seconds": round(answer.seconds, 4),
                "timeout": question.timeout,
                "problem": answer.problem,
                "answer": digest,
            }
        )
        self.note_limits(f"{grade_id}, {question.text}"[:300], [answer.limit] if answer.limit else [])
        if answer.message is not None:
            kept = sum(map(len, self.answers.values()))
            if kept + len(answer.message) <= ANSWERS_BYTES:
                self.answers[digest] = answer.message
            else:
                self.note_limits("record", [f"answers of more than {ANSWERS_BYTES >> 20} MiB in all are not kept"])

    def note_limits(self, where: str, strikes: Iterable[str]) -> None:
        """Note which limits struck, each once."""
        self.limits += [line for line in (f"{where}: {strike}" for strike in strikes) if line not in self.limits]

    def limits_in(self, cell: str) -> list[str]:
        """Which limits struck while a cell ran."""
        start = f"cell {cell}: "
        return [line.removeprefix(start) for line in self.limits if line.startswith(start)]

    def save(self, course_root: Path) -> Path:
        """Write the record, all of it or nothing; an older record of the same submission is replaced."""
        target = folder_of(course_root, self.exercise, self.student)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as temporary:
            new = Path(temporary) / "record"
            (new / "answers").mkdir(parents=True)
            for key, message in self.answers.items():
                (new / "answers" / f"{key}.npz").write_bytes(message)
            self._write(new / "record.json")
            if target.exists():
                os.rename(target, Path(temporary) / "old")
            os.rename(new, target)
        return target / "record.json"

    def save_without_answers(self, course_root: Path) -> Path:
        """Write a record whose answers are all there already, all of it or nothing."""
        target = folder_of(course_root, self.exercise, self.student) / "record.json"
        with tempfile.TemporaryDirectory(dir=target.parents[1], prefix=".new-") as temporary:
            self._write(Path(temporary) / target.name)
            os.replace(Path(temporary) / target.name, target)
        return target

    def _write(self, path: Path) -> None:
        data = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "answers"}
        data |= {"format": FORMAT, "verdicts": [verdict.to_dict() for verdict in self.verdicts]}
        text = json.dumps(data | {"checksum": _checksum(data)}, indent=1, ensure_ascii=False)
        # A file name or a text of a student's may hold what is no valid Unicode; the grade is kept all the same.
        path.write_text(text, encoding="utf-8", errors="backslashreplace")

    @classmethod
    def load(cls, course_root: Path, exercise: str, student: str) -> "GradingRecord":
        """Read a record, without its answers.

        Raises:
            FileNotFoundError: if this submission was never graded.
        """
        data = json.loads((folder_of(course_root, exercise, student) / "record.json").read_text(encoding="utf-8"))
        del data["format"]
        data.pop("checksum", None)
        return cls(**data | {"verdicts": [Verdict.from_dict(verdict) for verdict in data["verdicts"]]})

    @classmethod
    def load_with_answers(cls, course_root: Path, exercise: str, student: str) -> "GradingRecord":
        """Read a record with its answers, and make sure that each byte is as it was written.

        Raises:
            RecordUnsound: if there is none, or it is damaged, or of another version of the autograder.
        """
        folder = folder_of(course_root, exercise, student)
        try:
            data = json.loads((folder / "record.json").read_text(encoding="utf-8"))
            if not isinstance(data, dict) or data.get("format") != FORMAT:
                raise RecordUnsound("the record is of another version of the autograder")
            if data.pop("checksum", "") != _checksum(data):
                raise RecordUnsound("the record is damaged")
            record = cls.load(course_root, exercise, student)
        except FileNotFoundError:
            raise RecordUnsound("there is no record") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RecordUnsound(f"the record cannot be read ({type(error).__name__})") from error
        if (record.exercise, record.student) != (exercise, student):
            raise RecordUnsound(f"the record is that of {record.student} in {record.exercise}")
        for digest in {question["answer"] for question in record.questions} - {""}:
            record.answers[digest] = _read_answer(folder / "answers" / f"{digest}.npz", digest)
        return record


def folder_of(course_root: Path, exercise: str, student: str) -> Path:
    """The folder of one grading record."""
    return course_root / RECORD_FOLDER / exercise / student


def all_of(course_root: Path, exercise: str) -> list[GradingRecord]:
    """The grading records of an exercise, in alphabetical order of the students."""
    paths = sorted((course_root / RECORD_FOLDER / exercise).glob("*/record.json"))
    return [GradingRecord.load(course_root, exercise, path.parent.name) for path in paths]


def _checksum(data: dict) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _read_answer(path: Path, digest: str) -> bytes:
    try:
        message = path.read_bytes()
    except OSError:
        raise RecordUnsound(f"the record is damaged: {path.name} is missing") from None
    if hashlib.sha256(message).hexdigest() != digest:
        raise RecordUnsound(f"the record is damaged: {path.name} was changed")
    return message
