"""A small download of each system, built by hand from the published formats, and what is in it.

Sources: Moodle 4.5 `mod/assign/classes/downloader.php`, Canvas `lib/content_zipper.rb`, OpenOLAT `GTACourseNode.java`,
ILIAS 9 `class.ilExSubmission.php`, nbgrader's exchange.
"""

import zipfile
from pathlib import Path

from course_folder import NAME

FILE = "mnist_convnet.ipynb"

# The system's title, the files, and those of each student.
DOWNLOADS = {
    "Moodle, folders": (
        "Moodle",
        {
            f"Ada Müller_1234_assignsubmission_file/{FILE}": "ada",
            "Ada Müller_1234_assignsubmission_file/parts/helpers.py": "help",
            "Ada Müller_1234_assignsubmission_onlinetext/onlinetext.html": "text",
            f"Bob de Groot_77_assignsubmission_file/{FILE}": "bob",
        },
        {"1234": {FILE: "ada", "parts/helpers.py": "help", "onlinetext.html": "text"}, "77": {FILE: "bob"}},
    ),
    "Moodle before 4.1": (
        "Moodle",
        {f"Ada M_1234_assignsubmission_file_/{FILE}": "ada", f"Bob_77_assignsubmission_file_/{FILE}": "bob"},
        {"1234": {FILE: "ada"}, "77": {FILE: "bob"}},
    ),
    "Moodle, flat": (
        "Moodle",
        {f"Ada M_1234_assignsubmission_file_{FILE}": "ada", f"Participant_5_assignsubmission_file_{FILE}": "blind"},
        {"1234": {FILE: "ada"}, "5": {FILE: "blind"}},
    ),
    "Canvas": (
        "Canvas",
        {
            f"mullerada_1111_901_{FILE}": "first",
            "mullerada_1111_955_mnist_convnet-1.ipynb": "second",
            f"degrootbob_LATE_2222_902_{FILE}": "bob",
            f"anon_3333_903_{FILE}.json": "chrome",
        },
        {"1111": {FILE: "second"}, "2222": {FILE: "bob"}, "3333": {FILE: "chrome"}},
    ),
    "OpenOLAT": (
        "OpenOLAT",
        {
            f"Blatt 3/Mueller_Ada_ada1/2_submissions/{FILE}": "first",
            f"Blatt 3/Mueller_Ada_ada1/4_revisions_1/{FILE}": "second",
            "Blatt 3/Mueller_Ada_ada1/3_corrections/marked.pdf": "not hers",
            f"Blatt 3/Groot_Bob_bob_x/2_submissions/{FILE}": "bob",
        },
        {"ada1": {FILE: "second"}, "x": {FILE: "bob"}},
    ),
    "ILIAS": (
        "ILIAS",
        {
            f"Mueller_Ada_ada1_4711/{FILE}": "first",
            "Mueller_Ada_ada1_4711/mnist_convnet (2).ipynb": "second",
            f"Groot_Bob_bob_4712/Late Submission - {FILE}": "bob",
            f"Team 9/{FILE}": "team",
        },
        {"ada1": {FILE: "second"}, "bob": {FILE: "bob"}, "Team_9": {FILE: "team"}},
    ),
    "GitHub Classroom": (
        "GitHub Classroom",
        {f"sheet-3-adam/{FILE}": "ada", f"sheet-3-bob-b/{FILE}": "bob", "sheet-3-bob-b/README.md": "read"},
        {"adam": {FILE: "ada"}, "bob-b": {FILE: "bob", "README.md": "read"}},
    ),
    "nbgrader": (
        "nbgrader's exchange",
        {
            f"bob+{NAME}+2026-11-22 08:00:00.000000 UTC+z3/{FILE}": "bob",
            f"ada+{NAME}+2026-11-20 14:30:00.000000 UTC+x9/{FILE}": "first",
            f"ada+{NAME}+2026-11-21 14:30:00.000000 UTC+y1/{FILE}": "second",
            f"ada+{NAME}+2026-11-21 14:30:00.000000 UTC+y1/timestamp.txt": "2026-11-21 14:30:00.000000 UTC",
        },
        {
            "ada": {FILE: "second", "timestamp.txt": "2026-11-21 14:30:00.000000 UTC"},
            "bob": {FILE: "bob", "timestamp.txt": "2026-11-22 08:00:00.000000 UTC"},
        },
    ),
}


def archive(path: Path, files: dict[str, str]) -> Path:
    """A ZIP archive with these files."""
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path
