"""An instructor: opens the formgrader, and gives points for a written answer."""

import re

import pytest
from browser import jupyter
from course_folder import NAME
from playwright.sync_api import expect

from autograder.nbgrader_plugin import gradebook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab(graded, tmp_path_factory):
    with jupyter.started(graded.root, tmp_path_factory.mktemp("home")) as address:
        yield address


def _score(course):
    with gradebook.opened(course) as book:
        return book.find_grade("explain_pooling", NAME, NAME, "bob").manual_score


def test_the_formgrader_opens_from_the_menu(lab, open_page, shoot):
    page = open_page(lab)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    expect(page.frame_locator("iframe").get_by_role("link", name=NAME)).to_be_visible()
    shoot(page, "instructor-1-formgrader")


def test_a_written_answer_is_marked_by_its_scheme(lab, graded, open_page, shoot):
    address = lab.replace("/?", f"/formgrader/gradebook/{NAME}/{NAME}?")
    page = open_page(address)
    page.get_by_role("link", name=re.compile("Submission #")).first.click()
    page.locator("a.name-hidden").wait_for()
    if "bob" not in page.locator("a.name-shown").text_content():
        page.get_by_role("link", name="Next").click()
    expect(page.locator("a.name-shown")).to_have_text(re.compile("bob"))
    expect(page.get_by_text("What was tested").first).to_be_visible()
    expect(page.get_by_text(re.compile("Likely cause")).first).to_be_visible()
    page.get_by_text(re.compile("Likely cause")).first.scroll_into_view_if_needed()
    shoot(page, "instructor-2-reasons")

    expect(page.get_by_text("For the instructor, not in the feedback").last).to_be_visible()
    score = page.locator("#explain_pooling")
    score.scroll_into_view_if_needed()
    shoot(page, "instructor-3-marking-scheme")
    with page.expect_response(lambda each: "/api/grade/" in each.url and each.request.method == "PUT") as saved:
        score.fill("2")
        score.press("Tab")
    assert saved.value.ok
    assert _score(graded) == 2
    page.reload()
    expect(page.locator("#explain_pooling")).to_have_value("2")
    shoot(page, "instructor-4-saved")
