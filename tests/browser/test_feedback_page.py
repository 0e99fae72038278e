"""A student reads the feedback: on a screen, on a telephone, on paper."""

import re

import pytest
from course_folder import NAME
from playwright.sync_api import expect

from autograder.nbgrader_plugin import feedback
from browser.measures import OVERFLOW, expect_a_page_for_all

pytestmark = pytest.mark.slow


@pytest.fixture
def address(graded):
    return feedback.page_of(graded, NAME, "bob").as_uri()


@pytest.mark.parametrize("width", [1000, 400])
def test_nothing_is_cut_off(address, open_page, shoot, width):
    page = open_page(address, width=width)
    shoot(page, f"feedback-{width}")
    page.locator("[id='comment-pool2d'], .framed", has_text="a long comment").first.scroll_into_view_if_needed()
    shoot(page, f"feedback-{width}-long-lines")

    whole, visible = page.evaluate(OVERFLOW)
    assert whole <= visible
    for line in page.locator("pre").all():
        assert line.evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_the_overview_names_tasks_and_leads_to_them(address, open_page, shoot):
    page = open_page(address, width=1000)
    tasks = page.get_by_role("navigation")
    expect(tasks.get_by_role("link", name="Task 5: pooling")).to_be_visible()
    expect(tasks).not_to_contain_text("Test cell")
    expect(tasks.get_by_role("row", name=re.compile("Question B: why pooling"))).to_contain_text("not graded yet")

    tasks.get_by_role("link", name="Task 5: pooling").click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("What was tested")
    shoot(page, "feedback-task")


def test_it_can_be_read_by_all(address, open_page):
    page = open_page(address, width=1000)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    expect_a_page_for_all(page)
    assert page.locator("img:not([alt]), img[alt='']").count() == 0
    assert page.locator(".tasks th:not([scope])").count() == 0
    identifiers = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(each => each.getAttribute('href').slice(1))"
    )
    assert set(links) <= set(identifiers)


def test_it_prints_on_a4(address, open_page, print_page):
    page = open_page(address, width=1000)
    print_page(page, "feedback")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins, at 96 dots an inch
    whole, visible = page.evaluate(OVERFLOW)
    assert whole <= visible
