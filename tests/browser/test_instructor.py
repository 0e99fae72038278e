"""An instructor: opens the formgrader, and gives points for a written answer."""

import re

import pytest
from course_folder import NAME
from playwright.sync_api import expect

from autograder.nbgrader_plugin import gradebook
from browser import jupyter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab(graded, tmp_path_factory):
    with jupyter.started(graded.root, tmp_path_factory.mktemp("home")) as address:
        yield address


def _score(course):
    with gradebook.opened(course) as book:
        return book.find_grade("explain_pooling", NAME, NAME, "bob").manual_score


def test_a_written_answer_is_marked_by_its_scheme(lab, graded, open_page, shoot):
    page = open_page(lab)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    formgrader = page.frame_locator("iframe")
    expect(formgrader.get_by_role("link", name=NAME)).to_be_visible()
    shoot(page, "instructor-1-formgrader")

    formgrader.get_by_role("link", name="Manual Grading").click()
    for _ in ("the exercise", "its only notebook"):
        formgrader.locator("td").get_by_role("link", name=NAME, exact=True).click()
    expect(formgrader.get_by_role("link", name="Submission #2")).to_be_visible()
    formgrader.get_by_role("button", name="Show All Names").click()
    shoot(page, "instructor-2-submissions")
    formgrader.get_by_role("link", name="bob").click()

    reason = formgrader.get_by_text(re.compile("Likely cause: a sum, a maximum")).first
    reason.scroll_into_view_if_needed()
    expect(reason).to_be_visible()
    label = formgrader.locator(".nbgrader_cell:has(#check_pool2d) .nbgrader-label")
    assert "Task 5: pooling" in label.evaluate("each => getComputedStyle(each, '::before').content")
    shoot(page, "instructor-3-reasons")
    for line in formgrader.locator("pre").all():
        assert line.evaluate("each => each.scrollWidth <= each.clientWidth + 1")

    scheme = formgrader.get_by_text("For the instructor, not in the feedback").last
    score = formgrader.locator("[id='explain_pooling']")
    scheme.scroll_into_view_if_needed()
    expect(scheme).to_be_visible()
    shoot(page, "instructor-4-marking-scheme")
    with page.expect_response(lambda each: "/api/grade/" in each.url and each.request.method == "PUT") as saved:
        score.fill("2")
        score.press("Tab")
    assert saved.value.ok
    assert _score(graded) == 2
    expect(score).not_to_have_class(re.compile("needs_manual_grade"))
    score.scroll_into_view_if_needed()
    shoot(page, "instructor-5-saved")
