"""The page of a cohort: what a lecturer finds there, and that nothing in it is a student's markup."""

import dataclasses
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from course_folder import NAME, run
from report.handmade import CELL, ask, cohort, fragment, pair, record

from autograder.errors import CourseError
from autograder.judging.verdict import TestVerdict, Verdict
from autograder.nbgrader_plugin import gradebook
from autograder.nbgrader_plugin.standing import Standing
from autograder.report import page
from autograder.report.cohort import Cohort
from autograder.report.doubtful import doubtful
from autograder.report.findings import Doubtful, Findings
from autograder.submissions import fingerprint

VOID = {"meta", "link", "br", "path", "use"}
PASS, FAIL = {"test_a": "", "test_b": ""}, {"test_a": "f(2): expected 3, got 4", "test_b": ""}
NOT_YET = dict.fromkeys(PASS, "pool2d is not implemented yet")


class _Elements(HTMLParser):
    """Reads a page, and complains of elements that are not closed."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def _html(found: Cohort, findings: Findings | None = None) -> str:
    text = page.render(page.report(found, findings))
    elements = _Elements(text).tags
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in elements if tag == "a"]
    assert {link[1:] for link in links} <= set(ids)
    assert "script" not in {tag for tag, _ in elements}
    loaded = [value for _, attrs in elements for name, value in attrs.items() if name in ("src", "srcset", "data")]
    assert loaded == []
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)
    return text


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def _of(students: dict, **changes) -> list:
    return [record(name, reasons, **changes) for name, reasons in students.items()]


def test_it_says_what_was_lost_why_and_by_whom(tmp_path):
    bob = record("bob", FAIL)
    ask(bob, "f(2)", 4)
    found = cohort(tmp_path, *_of({"ada": PASS, "cleo": FAIL, "dan": NOT_YET}), bob)
    said = _words(_html(found))
    assert "4 submissions" in said
    assert "2 students f(2): expected 3, got 4. bob , cleo" in said
    assert "test_a holds 1 point, test_a 3 (1) 0.25" in said
    assert "Task 5: pooling 0 of 3, not tried" in said
    assert "Question Answer With all points f(2) 4" in said
    assert f"autograder explain {NAME} bob" in said


def test_who_has_tried_nothing_is_no_part_of_the_statistics(tmp_path):
    untouched = record("dan", NOT_YET)
    untouched.verdicts = untouched.verdicts[1:]
    found = cohort(tmp_path, *_of({"ada": PASS, "bob": FAIL}), untouched)
    (test, _) = page.report(found).tests[CELL]
    assert (test.lost, test.untried, test.item.known, test.item.difficulty) == (2, 1, 2, 0.5)


def test_who_needs_the_lecturer_is_on_top_with_what_helps(tmp_path):
    broken = record("cleo", PASS)
    broken.verdicts[1] = Verdict(
        CELL, 3.0, (TestVerdict("test_a", "a", 3.0, "error", detail="a line\nKeyError: 'x'\n"),)
    )
    records = [
        record("ada", PASS, suspicious=["it reads /etc/passwd"]),
        record("bob", {}, status="ungradable", problem="no notebook: ask the student", verdicts=[]),
        broken,
        record("dan", PASS, review=["an answer was found below the cell"]),
    ]
    found = cohort(tmp_path, *records)
    (found.course.root / "records" / NAME / "eve").mkdir()
    (found.course.root / "records" / NAME / "eve" / "record.json").write_text("{")
    found.course.folder("submitted", "finn", NAME).mkdir(parents=True)
    said = _words(_html(Cohort.load(found.course, NAME)))
    top = said[said.index("These have 0 points") : said.index("How the class did Points")]
    for part in (
        "bob : no notebook: ask the student",
        "finn : handed in",
        f"autograder grade {NAME} --students eve",
        f"cleo : {CELL}: the hidden test broke: KeyError: 'x' autograder explain {NAME} cleo",
        "ada : it reads /etc/passwd",
        "dan : an answer was found below the cell",
        "3 of 3 answers to Question A: find the misprints",
    ):
        assert part in top, part


def test_nobody_needs_the_lecturer_if_all_is_marked(tmp_path):
    found = cohort(tmp_path, *_of({"ada": PASS, "bob": FAIL}))
    for each in ("ada", "bob"):
        folder = found.course.folder("submitted", each, NAME)
        folder.mkdir(parents=True)
    marked = Standing(9.0, 24.0, 0.0, {CELL: 2.0, "explain_misprint": 2.0, "explain_pooling": 3.0})
    found = dataclasses.replace(found, outcomes=[dataclasses.replace(each, standing=marked) for each in found.outcomes])
    for each in found.outcomes:
        each.record.fingerprint = fingerprint.of_folder(found.course.folder("submitted", each.student, NAME))
    made = page.report(found)
    assert made.needs == []
    assert not made.distribution.without_written
    assert list(made.distribution.scores) == [9.0, 9.0]
    assert "Nobody. Every submission has a verdict" in _words(page.render(made))


def test_scores_of_the_gradebook_count(tmp_path):
    found = cohort(tmp_path, *_of({"ada": PASS, "bob": FAIL}))
    standing = Standing(
        2.5, 19.0, 1.5, {CELL: 3.0, "check_output_size": 1.0, "explain_misprint": None}, frozenset({CELL})
    )
    outcomes = [dataclasses.replace(found.outcomes[1], standing=standing)]
    made = page.report(dataclasses.replace(found, outcomes=outcomes))
    assert list(made.distribution.scores) == [2.5]
    said = _words(page.render(made))
    assert "1 student lost points for handing in late" in said
    assert "Task 5: pooling 3 of 3, set by hand, hidden tests: 1" in said
    assert "late −1.5" in said


HOSTILE = [
    '<script>alert("1")</script>',
    "<img src=x onerror=alert(1)>",
    "\u202eevil",
    "a\nb\tc\x07",
    "{{ 7 * 11111 }}",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_students_stay_texts(tmp_path, text):
    hostile = record("bob", {"test_a": text, "test_b": ""}, suspicious=[text], review=[text], repairs=[text])
    ask(hostile, text, text)
    found = cohort(tmp_path, hostile)
    outcome = dataclasses.replace(found.outcomes[0], student=text)
    shared = fragment(text, text, text, [1], [1])
    test = dataclasses.replace(found.tests[1], claim=text)
    findings = Findings([Doubtful(test, text, [text], text)], [pair(text, "ada", 0.9, [shared])])
    made = page.report(dataclasses.replace(found, outcomes=[outcome]), findings)
    html = page.render(made)
    _Elements(html)
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "\x07" not in html
    assert "77777" not in html


@pytest.mark.parametrize(
    "students",
    [
        {"ada": FAIL},
        {"ada": PASS, "bob": PASS},
        {"ada": NOT_YET, "bob": NOT_YET},
        {"ada": {}},
        {"ada": {"test_a": ""}, "bob": {"test_b": "it differs"}},
    ],
    ids=["one", "all full", "nobody tried", "no hidden test", "a test added since"],
)
def test_small_and_uniform_cohorts_have_a_page(tmp_path, students):
    assert "Cronbach's alpha: –" in _words(_html(cohort(tmp_path, *_of(students))))


def test_a_cohort_of_which_nothing_could_be_graded_has_a_page(tmp_path):
    found = cohort(tmp_path, record("bob", {}, status="ungradable", problem="no notebook", verdicts=[]))
    assert "Nobody's submission could be graded." in _words(_html(found))


def test_what_others_find_has_its_place(tmp_path):
    found = cohort(tmp_path, *_of({"ada": PASS, "bob": FAIL}))
    without = _words(_html(found))
    assert "may be wrong" not in without
    assert "similar" not in without.casefold()
    doubtful = Doubtful(found.tests[1], "strong students lose it", ["bob"], f"autograder regrade {NAME} --dry-run")
    shared = fragment("pool2d", "a = 1\nb = 2", "x = 1\ny = 2", [2], [2])
    html = _html(found, Findings([doubtful], [pair("ada", "bob", 0.93, [shared])]))
    said = _words(html)
    assert "Which hidden test may be wrong?" in said
    assert "strong students lose it" in said
    assert f"autograder regrade {NAME} --dry-run" in said
    assert "ada and bob 93% < 0.01 1" in said
    assert "This is no proof." in said
    assert "<mark>b = 2</mark>" in html
    assert "<mark>a = 1</mark>" not in html


def test_the_page_of_120_students_has_less_than_5_mb(tmp_path):
    everything = {f"test_{number}": f"f({number}): expected 3, got 4. " + "why " * 200 for number in range(20)}
    students = [record(f"student-{number:03}", everything) for number in range(40)]
    for each in students:
        for number in range(20):
            ask(each, f"f({number})" + "x" * 200, "y" * 500)
    found = cohort(tmp_path, *students)
    report = page.report(found)
    assert [len(task.answered) for task in report.students[0].tasks if task.answered] == [6]
    made = page.write(found.course.root, report)
    assert made.stat().st_size < 5_000_000 * 40 / 120
    assert f"14 more: autograder explain {NAME} student-007 --questions" in _words(made.read_text())


@pytest.mark.slow  # a gradebook is made
def test_who_handed_nothing_in_is_named(tmp_path):
    found = cohort(tmp_path, *_of({"ada": PASS}))
    with gradebook.opened(found.course) as book:
        book.update_or_create_student("ada")  # graded, though the gradebook has lost it
        book.update_or_create_student("<zoë>")
    assert page.report(found).missing == ["<zoë>"]
    assert "1 student of the gradebook handed nothing in: <zoë> ." in _words(_html(found))


def test_the_command_writes_the_page_and_prints_the_short_form(tmp_path):
    untouched = record("dan", NOT_YET)
    untouched.verdicts = untouched.verdicts[1:]
    found = cohort(tmp_path, record("ada", PASS, suspicious=["it reads /etc/passwd"]), *_of({"bob": FAIL}), untouched)
    said = run(found.course.root, "report", NAME)
    assert "suspicious: it reads /etc/passwd" in said
    assert "1 suspected cheating: ada" in said
    assert "median" in said
    assert "50% passed: test_a holds" in said
    assert "100% passed" not in said  # test_b was lost only by who tried nothing
    assert f"reports/{NAME}.html" in said
    assert "test_a holds" in (found.course.root / "reports" / f"{NAME}.html").read_text()


def test_a_cohort_without_any_verdict_has_a_page(tmp_path):
    broken = [Verdict(CELL, 3.0, (), problem="no verdict: the hidden tests broke")]
    found = cohort(tmp_path, *[record(name, {}, verdicts=broken) for name in ("ada", "bob")])
    assert not doubtful(found)
    assert "no verdict: the hidden tests broke" in _words(_html(found))


def test_a_page_that_cannot_be_written_leaves_the_older_one(tmp_path, monkeypatch):
    found = page.report(cohort(tmp_path, *_of({"ada": PASS})))
    path = page.write(tmp_path, found)
    before = path.read_text()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CourseError, match="cannot be written \\(No space left on device\\)"):
        page.write(tmp_path, found)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.read_text() == before
