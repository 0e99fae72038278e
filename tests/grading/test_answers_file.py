"""The file of answers: each answer comes back as it was written, or is said to be damaged."""

import hashlib

import pytest

from autograder.errors import RecordUnusable
from autograder.grading import answers_file

MESSAGES = [b"", b"\0bytes", b"x" * 100_000]
ANSWERS = {hashlib.sha256(message).hexdigest(): message for message in MESSAGES}


@pytest.fixture
def folder(tmp_path):
    """A folder with a file of answers."""
    answers_file.write(tmp_path, ANSWERS)
    return tmp_path


def test_answers_come_back(folder):
    assert answers_file.read(folder, ANSWERS) == ANSWERS
    assert [answers_file.read_one(folder, digest, 10**6) for digest in ANSWERS] == MESSAGES


def test_only_the_wanted_ones_are_read(folder):
    digest = next(iter(ANSWERS))
    assert answers_file.read(folder, [digest]) == {digest: b""}


def test_a_large_answer_is_not_read(folder):
    with pytest.raises(RecordUnusable, match=r"the answer has 0\.1 MiB"):
        answers_file.read_one(folder, list(ANSWERS)[2], 1000)


def _change(path):
    path.write_bytes(path.read_bytes().replace(b"bytes", b"other"))


def _cut_off(path):
    path.write_bytes(path.read_bytes()[:-1])


def _empty(path):
    path.write_bytes(b"")


def _lose(path):
    path.write_bytes(b"\x80")  # an empty map


def _other_type(path):
    path.write_bytes(b"\x93\1\2\3")  # a list


@pytest.mark.parametrize("damage", [_change, _cut_off, _empty, _lose, _other_type, lambda path: path.unlink()])
def test_damage_is_noticed(folder, damage):
    damage(folder / answers_file.FILE)
    with pytest.raises(RecordUnusable, match="the record is damaged"):
        answers_file.read(folder, ANSWERS)
    with pytest.raises(RecordUnusable, match="the record is damaged"):
        answers_file.read_one(folder, list(ANSWERS)[1], 1000)
