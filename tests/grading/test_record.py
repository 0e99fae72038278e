"""The grading record: nothing of a grading is lost, and an interrupted save leaves the old one."""

import json

import pytest

from autograder.errors import RecordUnusable
from autograder.grading import answers_file
from autograder.grading import record as module
from autograder.grading.record import CellRun, GradingRecord, folder_of
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.questions.question import Answer, Question


def _question(value=1):
    return Question.make("f(x)", {"x": value}, text=f"f({value})", seed=0, timeout=1.0)


def _record(**settings) -> GradingRecord:
    tests = (TestVerdict("test_a", "claim", 1.0, "failed", "reason ä 𝄞", "detail", {"accuracy": 0.5}, 0.1),)
    verdicts = [Verdict("check_a", 2.0, tests), Verdict("check_b", 3.0, problem="the kernel died")]
    return GradingRecord("exercise", "student", verdicts=verdicts, repairs=["renamed"], **settings)


def test_a_record_comes_back(tmp_path):
    record = _record(cells=[CellRun("a", "ok", 0.5)], graded_with={"keras": "3"}, seconds=1.5)
    record.note_question("check_a", _question(), Answer(b"bytes", "", 0.12345678))
    path = record.save(tmp_path)
    assert path == tmp_path / "records" / "exercise" / "student" / "record.json"
    again = GradingRecord.load(tmp_path, "exercise", "student")
    assert again.answers == {}
    again.answers = record.answers
    assert again == record


def test_a_question_without_an_answer_has_none(tmp_path):
    record = _record()
    record.note_question("check_a", _question(2), Answer(None, "the kernel died", 60.0))
    record.save(tmp_path)
    again = GradingRecord.load_with_answers(tmp_path, "exercise", "student")
    assert (again.questions[0].problem, again.questions[0].answer, again.answers) == ("the kernel died", "", {})


def test_the_same_question_keeps_its_answer_after_each_cell(tmp_path):
    record, question = _record(), _question()
    record.note_question("check_a", question, Answer(b"early", "", 0.1))
    record.note_question("check_b", question, Answer(b"late", "", 0.1))
    record.save(tmp_path)
    again = GradingRecord.load_with_answers(tmp_path, "exercise", "student")
    assert [again.answers[asked.answer] for asked in again.questions] == [b"early", b"late"]


def _damage_text(folder):
    path = folder / "record.json"
    path.write_text(path.read_text().replace("the kernel died", "all is well"))


def _damage_answer(folder):
    path = folder / answers_file.FILE
    path.write_bytes(path.read_bytes().replace(b"bytes", b"other"))


def _lose_answer(folder):
    (folder / answers_file.FILE).unlink()


def _cut_off(folder):
    path = folder / "record.json"
    path.write_text(path.read_text()[:200])


def _older_format(folder):
    path = folder / "record.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 3}))


def _other_type(folder):
    path = folder / "record.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"cells": "none"}))


@pytest.mark.parametrize("damage", [_damage_text, _damage_answer, _lose_answer, _cut_off, _older_format, _other_type])
def test_a_damaged_record_is_not_taken(tmp_path, damage):
    record = _record()
    record.note_question("check_a", _question(), Answer(b"bytes", "", 0.1))
    record.save(tmp_path)
    assert GradingRecord.load_with_answers(tmp_path, "exercise", "student") == record
    damage(folder_of(tmp_path, "exercise", "student"))
    with pytest.raises(RecordUnusable):
        GradingRecord.load_with_answers(tmp_path, "exercise", "student")


def test_a_record_of_an_older_version_is_said_to_be_old_in_one_line(tmp_path):
    _record().save(tmp_path)
    _older_format(folder_of(tmp_path, "exercise", "student"))
    with pytest.raises(
        RecordUnusable, match=r"^the record is of another version of the autograder \(format 3 instead of 6\)$"
    ):
        GradingRecord.load(tmp_path, "exercise", "student")


def test_a_record_saved_without_its_answers_keeps_those_that_are_there(tmp_path):
    record = _record()
    record.note_question("check_a", _question(), Answer(b"bytes", "", 0.1))
    record.save(tmp_path)
    record.problem = "new"
    record.save_without_answers(tmp_path)
    assert GradingRecord.load_with_answers(tmp_path, "exercise", "student") == record


def test_a_missing_record_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        GradingRecord.load(tmp_path, "exercise", "nobody")


def test_an_older_record_is_replaced_with_its_answers(tmp_path):
    old = _record()
    old.note_question("check_a", _question(), Answer(b"old", "", 0.1))
    old.save(tmp_path)
    _record(problem="new").save(tmp_path)
    assert GradingRecord.load(tmp_path, "exercise", "student").problem == "new"
    assert GradingRecord.load_with_answers(tmp_path, "exercise", "student").answers == {}
    assert [path.name for path in (tmp_path / "records" / "exercise").iterdir()] == ["student"]


def test_a_save_that_fails_leaves_the_old_record(tmp_path, monkeypatch):
    _record(problem="old").save(tmp_path)

    def full_disk(*arguments, **keywords):
        raise OSError("No space left on device")

    monkeypatch.setattr(module.json, "dumps", full_disk)
    with pytest.raises(OSError, match="space"):
        _record(problem="new").save(tmp_path)
    monkeypatch.undo()
    assert GradingRecord.load(tmp_path, "exercise", "student").problem == "old"
    assert [path.name for path in (tmp_path / "records" / "exercise").iterdir()] == ["student"]


def test_text_that_is_no_valid_unicode_does_not_lose_the_grade(tmp_path):
    _record(problem="called \udcff.ipynb").save(tmp_path)
    again = GradingRecord.load(tmp_path, "exercise", "student")
    assert again.score == _record().score
    assert "called" in again.problem


def test_a_record_can_be_read_by_a_person(tmp_path):
    text = _record().save(tmp_path).read_text(encoding="utf-8")
    assert "reason ä 𝄞" in text
    assert json.loads(text)["verdicts"][0]["score"] == 0


def test_points_are_those_of_the_verdicts():
    assert (_record().score, _record().maximum) == (0, 5)


@pytest.mark.parametrize(
    ("settings", "needed"),
    [
        ({}, False),
        ({"verdicts": [Verdict("a", 1.0, (TestVerdict("t", "c", 1.0, "passed"),))]}, False),
        ({"status": "ungradable"}, True),
        ({"verdicts": [Verdict("a", 1.0, problem="no verdict")]}, True),
        ({"verdicts": [Verdict("a", 1.0, (TestVerdict("t", "c", 1.0, "error"),))]}, True),
    ],
)
def test_the_instructor_is_needed_when_there_is_no_verdict(settings, needed):
    assert GradingRecord("exercise", "student", **settings).needs_instructor == needed
