"""Make the pictures of README.md again, from the course folder that `make demo` leaves.

make demo
.venv/bin/python docs/images/make.py              # cohort.svg: what `autograder grade` prints
(cd demo; ../.venv/bin/autograder viva convolution_by_hand ada)
.venv/bin/python docs/images/make.py chromium     # and graded-cell.png, report.png and viva.png, which need Chromium
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from autograder.cohorts import summary
from autograder.cohorts.outcome import Outcome
from autograder.course import VIVA, Course
from autograder.grading.record import GradingRecord
from autograder.report import page as pages
from autograder.report.cohort import Cohort
from autograder.report.doubtful import doubtful
from autograder.report.findings import Findings
from autograder.report.similar import similar_pairs

HERE = Path(__file__).parent
EXERCISE = "convolution_by_hand"

STUDENTS = ("ada", "alan", "claude", "donald", "edsger", "grace")  # an untouched notebook would fill the table
COLUMNS = 100

STUDENT, CELLS = "claude", ("pool2d", "check_pool2d")
WIDTH, HEIGHT, REPORT_HEIGHT = 1080, 500, 1240
VIVA_WIDTH, VIVA_HEIGHT = 700, 1000
BOTH_SIDES = """
  body { max-width: none !important; display: grid; grid-template-columns: 1fr 1fr; gap: 2rem }
  .side + .side { border: 0 !important; padding: 0 !important }
"""
STYLE = """
  main { margin: 0 !important; padding: 0 !important; border: 0 !important }
  header, nav, section, main > *, details, a[href='#top'] { display: none !important }
"""


def table(course: Course) -> None:
    """Save the table of the cohort, as it is printed."""
    records = [GradingRecord.load(course.root, EXERCISE, student) for student in STUDENTS]
    outcomes = [Outcome(each.student, EXERCISE, each.status, each, each.problem) for each in records]
    with open("/dev/null", "w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(summary.cohort_table(course.exercise(EXERCISE), outcomes))
        console.save_svg(str(HERE / "cohort.svg"), title=f"autograder grade {EXERCISE}", unique_id="cohort")


def cell(course: Course, chromium: str) -> None:
    """Take a picture of a solution and its graded cell in the feedback, without the other cells."""
    shown = "".join(f"main > .framed:has([id='cell-id={name}']) {{ display: block !important }}\n" for name in CELLS)
    feedback = (course.folder("feedback", STUDENT, EXERCISE) / f"{EXERCISE}.html").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(feedback.replace("</head>", f"<style>{STYLE}{shown}</style></head>", 1), encoding="utf-8")
        picture(chromium, page, "graded-cell.png", HEIGHT)


def report(course: Course, chromium: str) -> None:
    """Take a picture of the beginning of the report on the cohort."""
    cohort = Cohort.load(course, EXERCISE)
    found = pages.report(cohort, Findings(doubtful(cohort), similar_pairs(cohort)))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(pages.render(found), encoding="utf-8")
        picture(chromium, page, "report.png", REPORT_HEIGHT)


def viva(course: Course, chromium: str) -> None:
    """Take a picture of the two sides of a student's sheet, side by side."""
    sheet = (course.root / VIVA / EXERCISE / "ada.html").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(sheet.replace("</head>", f"<style>{BOTH_SIDES}</style></head>", 1), encoding="utf-8")
        picture(chromium, page, "viva.png", VIVA_HEIGHT, 2 * VIVA_WIDTH)


def picture(chromium: str, page: Path, name: str, height: int, width: int = WIDTH) -> None:
    """Take a picture of a page."""
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1"]
    options += [f"--window-size={width},{height}", f"--screenshot={HERE / name}"]
    subprocess.run([chromium, *options, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    demo = Course.load(HERE.parents[1] / "demo")
    table(demo)
    if sys.argv[1:]:
        cell(demo, sys.argv[1])
        report(demo, sys.argv[1])
        viva(demo, sys.argv[1])
