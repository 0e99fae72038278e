"""A real browser: Chromium of the system, driven by Playwright. Without one, these tests are skipped."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import course_folder
import pytest
from course_folder import NAME, ROOT
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from autograder.authoring.variants import variants_of
from autograder.course import Course

ARTEFACTS = ROOT / "test-artefacts"
NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 60

expect.set_options(timeout=SECONDS * 1000)

# Errors of the console that are known, and why each is none of ours.
KNOWN = {
    "cdnjs.cloudflare.com/ajax/libs/mathjax": "the feedback loads MathJax for formulas; tests may have no network",
    "MathJax is not defined": "the formgrader says so where it cannot load MathJax",
    "cdn.jupyter.org": "JupyterLab's page of news and the extension manager; tests may have no network",
}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("there is no Chromium: sudo apt-get install chromium")
    return path


@pytest.fixture(scope="module")  # Playwright's event loop runs as long, and grading needs one of its own
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a page, and keeps a picture of its end; at the end of the test, no error may stand in its console."""
    errors: list[str] = []
    pages: list[Page] = []

    def note(text: str) -> None:
        if not any(known in text for known in KNOWN):
            errors.append(text)

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            note(f"{message.text} ({message.location.get('url', '')})")

    def open_one(address: str, *, width: int = 1400, height: int = 1000) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.set_default_timeout(SECONDS * 1000)
        page.on("console", note_message)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(address)
        return page

    yield open_one
    for number, page in enumerate(pages):
        page.screenshot(path=_kept(f"end-{request.node.name}-{number}"))
        page.close()
    assert errors == []


@pytest.fixture
def shoot() -> Callable[[Page, str], object]:
    """Keeps a picture of what is on the screen, to be looked at."""

    return lambda page, name: page.screenshot(path=_kept(name))


def _kept(name: str, kind: str = "png") -> Path:
    ARTEFACTS.mkdir(exist_ok=True)
    return ARTEFACTS / f"{name}.{kind}"


@pytest.fixture
def print_page() -> Callable[[Page, str], object]:
    """Prints to a PDF file, to be looked at."""
    return lambda page, name: page.pdf(path=_kept(name, "pdf"), prefer_css_page_size=True)


@pytest.fixture(scope="session")
def graded(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with graded submissions and their feedback: ada's is right, bob's has a mistake and long lines."""
    root = tmp_path_factory.mktemp("a graded course")
    wrong = next(variant for variant in variants_of(ROOT, NAME) if "pool2d" in variant.cells and variant.is_wrong)
    long_line = f'\nprint("{"a long line without an end, " * 20}", "{"x" * 400}")\n'
    cells = dict(wrong.cells)
    cells["pool2d"] += f"\n# {'a long comment ' * 30}{long_line}"
    cells["explain_pooling"] = f"Pooling makes maps smaller. See {'https://example.org/' + 'pooling-' * 40}"
    course = course_folder.make(root, {"ada": {}, "bob": cells})
    course_folder.run(root, "grade", NAME, "--jobs", "1")
    course_folder.run(root, "feedback", NAME)
    return course
