"""Answers from the record of an earlier grading, instead of a student's kernel."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from autograder.questions.question import Answer, Asked, Question


class NewQuestion(msgspec.Struct, frozen=True):
    """A question that the record cannot answer.

    Attributes:
        grade_id: the graded cell.
        text: the question, for a person.
        why: what is missing.
    """

    grade_id: str
    text: str
    why: str


class RecordedAnswers:
    """An `Answerer` that answers as the student's kernel did.

    An answer holds for the same question after the same graded cell, asked for the n-th time. Where no answer came
    (the kernel died, the time was up), everything that was asked before may be the cause: it holds only if exactly
    the same was asked until then.

    Args:
        asked: the record's questions, in the order in which they were asked.
        answers: the messages of the answers by their hashes.
    """

    def __init__(self, asked: Sequence[Asked], answers: Mapping[str, bytes]):
        self._recorded = tuple(asked)
        self._answers = dict(answers)
        self._places: dict[tuple[str, str], list[int]] = {}
        for place, recorded in enumerate(self._recorded):
            self._places.setdefault((recorded.grade_id, recorded.key), []).append(place)
        self._grade_id = ""
        self._same = True  # whether exactly what was asked then was asked until now
        self._times: Counter[tuple[str, str]] = Counter()
        self._used: set[int] = set()
        self._asked: list[Asked] = []
        self._new: list[NewQuestion] = []

    def enter(self, grade_id: str) -> None:
        """From now on, questions are asked after this graded cell."""
        self._grade_id = grade_id

    def ask(self, question: Question) -> Answer:
        """The recorded answer; if there is none, the question is noted for `finish`."""
        identity = (self._grade_id, question.key)
        places = self._places.get(identity, [])
        time = self._times[identity]
        self._times[identity] += 1
        if time >= len(places):
            return self._note_new(question, "was not asked")
        recorded = self._recorded[places[time]]
        if recorded.problem:
            if recorded.timeout != question.timeout or not self._same or places[time] != len(self._asked):
                return self._note_new(question, f"was not answered ({recorded.problem}), under other conditions")
        elif recorded.answer not in self._answers:
            return self._note_new(question, "the answer was not kept")
        elif recorded.seconds > question.timeout:
            return self._note_new(question, f"took {recorded.seconds:g} s, and now has {question.timeout:g} s")
        self._same = self._same and places[time] == len(self._asked)
        self._used.add(places[time])
        self._asked.append(msgspec.structs.replace(recorded, text=question.text, timeout=question.timeout))
        return Answer(self._answers.get(recorded.answer), recorded.problem, recorded.seconds)

    def finish(self) -> tuple[tuple[Asked, ...], tuple[NewQuestion, ...]]:
        """What was asked, as a record keeps it, and what the record does not answer.

        A lost answer that nobody has asked for counts too: without the question, the kernel may have survived.
        """
        noted = {(new.grade_id, new.text) for new in self._new}
        for place, recorded in enumerate(self._recorded):
            identity = (recorded.grade_id, recorded.text)
            if recorded.problem and place not in self._used and identity not in noted:
                why = f"was not answered ({recorded.problem}), and is not asked any more"
                self._new.append(NewQuestion(*identity, why))
        return tuple(self._asked), tuple(self._new)

    def _note_new(self, question: Question, why: str) -> Answer:
        self._same = False
        self._new.append(NewQuestion(self._grade_id, question.text, why))
        return Answer(None, "the record does not answer this")
