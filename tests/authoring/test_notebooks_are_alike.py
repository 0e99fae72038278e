"""The notebooks of the course have one form: headings, points, folded checks, alternative texts, marking schemes."""

import re

import pytest
from course_folder import ROOT

from autograder.authoring import build, marking_guide
from autograder.course import Course
from autograder.exercise import id_of, is_graded

COURSE = Course.load(ROOT)


@pytest.fixture(scope="module", params=COURSE.exercises)
def exercise(request):
    return COURSE.exercise(request.param)


def _sections(exercise) -> list[tuple[str, list]]:
    """The headings of the second level, each with the cells below it."""
    found = []
    for cell in exercise.source.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            found.append((cell.source.partition("\n")[0], []))
        elif found:
            found[-1][1].append(cell)
    return found


def test_the_numbers_in_the_titles_are_an_order():
    numbers = sorted(int(COURSE.exercise(name).title.partition(".")[0]) for name in COURSE.exercises)
    assert numbers == list(range(1, len(COURSE.exercises) + 1))


def test_each_heading_says_how_many_points_there_are(exercise):
    for heading, cells in _sections(exercise):
        flags = [cell.metadata.nbgrader for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
        points = sum(each["points"] for each in flags)
        if flags:
            word = "point" if points == 1 else "points"
            hand = ", marked by hand" if flags[0]["solution"] else ""
            assert heading.endswith(f"({points:g} {word}{hand})"), heading
            assert re.match(r"## (Task \d+: |Question( [A-D])?[: ])", heading), heading
        else:
            assert not heading.endswith(")"), heading


def test_tasks_are_numbered_from_1(exercise):
    numbers = [int(found[1]) for heading, _ in _sections(exercise) if (found := re.match(r"## Task (\d+)", heading))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_code_of_checks_is_folded(exercise):
    for cell in exercise.source.cells:
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert folded == is_graded(cell), cell.id


def test_each_picture_has_an_alternative_text(exercise):
    solution = build.solution_path(COURSE, exercise)
    for cell in build.read(solution).cells:
        pictures = [output for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
        if pictures:
            assert len(cell.metadata.get("alt", "")) > 20, cell.id


def test_solutions_show_no_photo(exercise):
    for cell in build.read(build.solution_path(COURSE, exercise)).cells:
        if build.SHOWS_DATA in cell.metadata.get("tags", []):
            assert not [o for o in cell.outputs if "image/png" in o.get("data", {})], cell.id


def test_cells_that_students_may_edit_are_no_part_of_the_checks(exercise):
    for cell in exercise.source.cells:
        if cell.cell_type == "code" and not id_of(cell):
            assert cell.metadata.get("editable", True), cell.id
            assert "open" in cell.metadata.get("tags", []), cell.id


def test_each_written_question_can_be_marked(exercise):
    assert marking_guide.mistakes(exercise) == []


def test_the_marking_guide_fits_the_source():
    assert (ROOT / marking_guide.PATH).read_text() == marking_guide.page(COURSE), "autograder build"
