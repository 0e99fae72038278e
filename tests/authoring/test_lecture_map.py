"""The map of slides and tasks agrees with the notebooks, in both directions."""

import re

import pytest
from course_folder import ROOT

from autograder.course import Course

COURSE = Course.load(ROOT)
TEXT = (ROOT / "docs" / "lecture-map.md").read_text()
FROM_SLIDES, _, FROM_NOTEBOOKS = TEXT.partition("## From a notebook to its slides")
HEADER = {"slide", "task or look", "---"}


def _rows(text: str) -> list[tuple[str, list[str]]]:
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [(row[0], row[1].split("; ")) for row in rows if row[0] not in HEADER]


def _from_slides() -> set[tuple[str, str, str]]:
    """(number of the notebook, heading, slide) of each place in the first table."""
    places = [(slide, place) for slide, found in _rows(FROM_SLIDES) for place in found]
    return {(*place.split(": ", 1), slide) for slide, place in places}


def _from_notebooks() -> set[tuple[str, str, str]]:
    found = set()
    for part in FROM_NOTEBOOKS.split("### ")[1:]:
        number = part.partition(".")[0]
        found |= {(number, heading, slide) for heading, slides in _rows(part) for slide in slides}
    return found


def test_both_directions_say_the_same():
    assert _from_slides() == _from_notebooks() != set()


@pytest.mark.parametrize("name", COURSE.exercises)
def test_each_task_has_a_slide_and_each_place_exists(name):
    exercise = COURSE.exercise(name)
    texts = [cell.source for cell in exercise.source.cells if cell.cell_type == "markdown"]
    headings = [text.splitlines()[0].removeprefix("## ") for text in texts if text.startswith("## ")]
    headings = [re.sub(r" \([^()]*(points?|by hand)\)$", "", heading) for heading in headings]
    number = exercise.title.partition(".")[0]
    mapped = {heading for each, heading, _ in _from_slides() if each == number}
    assert mapped <= {*headings}
    assert {heading for heading in headings if heading.startswith(("Task", "Question"))} <= mapped


def test_the_titles_are_those_of_the_notebooks():
    titles = re.findall(r"^### (.+)$", FROM_NOTEBOOKS, re.MULTILINE)
    assert titles == sorted(COURSE.exercise(name).title for name in COURSE.exercises)
