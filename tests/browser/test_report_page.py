"""A lecturer reads the report: on a screen, on a telephone, on paper."""

import pytest
from playwright.sync_api import expect
from report.handmade import ask, cohort, fragment, pair, record

from autograder.report import page as report_page
from autograder.report.findings import Doubtful, Findings
from browser.measures import OVERFLOW, expect_a_page_for_all

pytestmark = pytest.mark.slow

LONG = "pool2d(array 6x6x1, 2): expected 1, got " + "many, " * 60
PASS, FAIL = {"test_a": "", "test_b": ""}, {"test_a": LONG, "test_b": ""}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    good, bad = record("ada", PASS), record("bob-" + "x" * 120, FAIL, suspicious=["it reads " + "/etc/passwd" * 30])
    for of, value in ((good, 1), (bad, "y" * 500)):
        ask(of, "pool2d(" + "x" * 300 + ")", value)
    many = [
        record(f"student {number}", FAIL if number % 3 else PASS, repairs=["it was mended"]) for number in range(20)
    ]
    found = cohort(tmp_path_factory.mktemp("a cohort"), good, bad, *many)
    code = "def pool2d(x):\n" + "    return " + "x + " * 80 + "1\n"
    findings = Findings(
        [Doubtful(found.tests[1], "strong students lose it as often as weak ones", ["ada"], "autograder regrade")],
        [pair("ada", "student 1", 0.9, [fragment("pool2d", code, code, [1], [1, 2])])],
    )
    return report_page.write(found.course.root, report_page.report(found, findings)).as_uri()


@pytest.fixture
def opened(address, open_page):
    """Opens the page with everything that is folded in it."""

    def open_one(width: int):
        page = open_page(address, width=width)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        return page

    return open_one


@pytest.mark.parametrize("width", [1200, 400])
def test_nothing_is_cut_off(address, open_page, opened, shoot, width):
    shoot(open_page(address, width=width), f"report-{width}")
    page = opened(width)
    whole, visible = page.evaluate(OVERFLOW)
    assert whole <= visible
    for element in page.locator("pre, code, table, svg").all():
        assert element.evaluate("each => each.getBoundingClientRect().right") <= width


def test_it_loads_nothing_and_runs_nothing(address, browser):
    page = browser.new_page(java_script_enabled=False)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert page.locator("script").count() == 0
    assert page.locator("summary").count() > 0
    page.close()


def test_a_link_to_a_student_unfolds_what_it_leads_to(address, open_page):
    page = open_page(address, width=1200)
    target = page.locator("#student-1")
    expect(target).to_be_hidden()
    page.get_by_role("link", name="ada", exact=True).first.click()
    expect(target).to_be_visible()
    expect(target).to_be_in_viewport()
    expect(page.locator(".student[open]")).to_have_count(1)


def test_it_can_be_read_by_all(opened):
    page = opened(1200)
    expect_a_page_for_all(page)
    assert page.locator("th:not([scope])").count() == 0
    assert page.locator("svg:not([role=img][aria-label])").count() == 0


def test_what_is_folded_is_printed(address, open_page, print_page):
    page = open_page(address, width=1200)
    print_page(page, "report")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins, at 96 dots an inch
    whole, visible = page.evaluate(OVERFLOW)
    assert whole <= visible
    assert page.locator(".student[open]").count() == 0
    for body in page.locator(".student .body").all():
        assert body.evaluate("each => each.checkVisibility({contentVisibilityAuto: true})")
        assert body.bounding_box()["height"] > 0
