"""A student: opens what was handed out, solves a task, and validates."""

import re
import shutil

import pytest
from course_folder import ROOT, solution
from playwright.sync_api import Locator, Page, expect

from autograder.authoring import bundle
from autograder.course import Course
from browser import jupyter

pytestmark = pytest.mark.slow

SECONDS = 90  # that a cell or Validate may take; on a busy machine importing TensorFlow takes a minute


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """JupyterLab as the README of the bundle says, in a copy of the bundle."""
    root = tmp_path_factory.mktemp("bundle")
    for name in ("source", "release", "solutions", "convnets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    made = bundle.make(Course.load(root))
    with jupyter.started(made, root / "home", ["--config", "settings/jupyterlab.py"]) as address:
        yield address


class Notebook:
    """The notebook in front."""

    def __init__(self, page: Page):
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self.page = page

    def wait_for_kernel(self) -> None:
        """Until then, JupyterLab executes nothing."""
        expect(self.page.locator("#jp-bottom-panel")).to_contain_text("| Idle", timeout=SECONDS * 1000)
        expect(self.panel.locator(".jp-Toolbar-kernelName")).to_contain_text("Python 3", timeout=SECONDS * 1000)

    def cell(self, text: str) -> Locator:
        """The code cell that holds a text."""
        return self.panel.locator(".jp-CodeCell").filter(has_text=text).first

    def run(self, cell: Locator) -> Locator:
        """Run a cell as a student does, and wait for its end; gives its output."""
        cell.locator(".jp-InputArea-prompt").click()  # selects it, in command mode
        self.page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=SECONDS * 1000)
        return cell.locator(".jp-OutputArea")

    def run_check(self, task: Locator) -> Locator:
        """Run the folded check below a task that was run just now: it is selected. Gives its output."""
        expect(task).not_to_have_class(re.compile("jp-mod-selected"))
        self.page.keyboard.press("Shift+Enter")
        return task.locator("xpath=following-sibling::*[1]").locator(".jp-OutputArea")

    def write(self, cell: Locator, text: str) -> None:
        """Replace the text of a cell."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)


def test_the_way_from_the_start_page_to_a_validated_task(lab, open_page, shoot):
    page = open_page(lab)
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()
    assert page.url.endswith("/lab/tree/00_start_here.ipynb")
    shoot(page, "student-1-start-page")

    page.get_by_role("link", name="1. Convolution by hand").click()
    notebook = Notebook(page)
    expect(notebook.panel.get_by_role("heading", name="1. Convolution by hand")).to_be_visible()
    notebook.wait_for_kernel()
    first = notebook.run(notebook.cell("Says so if what this notebook imports is missing"))
    expect(first).to_be_empty()
    notebook.run(notebook.cell("from convnets import check, predictions"))
    windows = notebook.run(notebook.cell("plots.windows(["))
    expect(windows.locator("img")).to_be_visible()
    shoot(page, "student-2-first-cells")

    task = notebook.cell("def output_size(")
    notebook.run(task)
    output = notebook.run_check(task)
    expect(output).to_have_text(
        "Not solved yet: output_size. Write it in its cell, run that cell, then run this one again."
    )
    shoot(page, "student-3-not-solved-yet")

    notebook.write(task, solution("output_size"))
    notebook.run(task)
    output = notebook.run_check(task)
    expect(output).to_contain_text("output_size(28, 3) = 26")
    expect(output).not_to_contain_text("Not solved")
    shoot(page, "student-4-solved")

    notebook.panel.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Validation Results", timeout=SECONDS * 1000)
    shoot(page, "student-5-validated")
    expect(dialog).to_contain_text("response_map")
    expect(dialog).not_to_contain_text("output_size(28, 3) = 26")


def test_students_see_nothing_of_what_instructors_use(lab, open_page, shoot):
    page = open_page(lab)
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()
    Notebook(page).wait_for_kernel()

    expect(page.get_by_text(re.compile("get notified about official Jupyter news", re.IGNORECASE))).to_have_count(0)
    expect(page.get_by_role("menuitem", name="Help")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)
    page.keyboard.press("ControlOrMeta+Shift+c")  # all commands
    expect(page.locator("#modal-command-palette")).to_be_visible()
    page.keyboard.insert_text("assignment")
    shoot(page, "student-6-commands")
    for name in ("Formgrader", "Create Assignment", "Course List", "Assignment List"):
        expect(page.get_by_text(re.compile(name, re.IGNORECASE))).to_have_count(0)
