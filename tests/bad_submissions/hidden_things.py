"""Attempts to read what is hidden. The tasks are solved, so they keep their points; what is read is printed."""

from pathlib import Path

from nbformat import NotebookNode

from autograder.sandbox.paths import PACKAGE
from bad_submissions.case import NAME, cases, own_cell, with_files

ROOT = PACKAGE.parent
LEAK = "SECRET"  # in all that must not be read; see the test's course folder


def reads(code: str, above: str = "import glob, os, pathlib, subprocess, sys\n"):
    """Hand in with a cell that prints what `found` is after `code`."""
    lines = "\n    ".join(code.splitlines())
    return own_cell(f"{above}try:\n    {lines}\n    print('read:', str(found)[:100_000])\n"
                    "except BaseException as error:\n    print('refused:', type(error).__name__)")  # fmt: skip


def links(folder: Path, reference: NotebookNode) -> None:
    course = folder.parents[2]
    (folder / "gradebook").symlink_to(course / "gradebook.db")
    (folder / "solutions").symlink_to(course / "source")
    (folder / "other.txt").symlink_to(course / "submitted" / "victim" / NAME / "answer.txt")
    reads("found = [open(name).read() for name in ('gradebook', 'other.txt')], os.listdir('solutions')")(
        folder, reference
    )


PLANT = """
import ctypes, mmap, os, pathlib, tempfile
for folder in {".", os.environ["HOME"], tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue",
               os.environ.get("KERAS_HOME", "."), os.path.dirname(np.__file__), ".."}:
    try:
        pathlib.Path(folder, "left_behind").write_text("PLANTED")
    except OSError as error:
        print(folder, "refused")
libc = ctypes.CDLL(None)
segment = libc.shmget(4711, 4096, 0o1666)
if segment >= 0:
    libc.shmat.restype = ctypes.c_void_p
    ctypes.memmove(libc.shmat(segment, None, 0), b"PLANTED", 7)
"""
LOOK = """
import ctypes, glob, pathlib, tempfile, os
seen = [path for folder in (".", "..", os.environ["HOME"], tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm")
        for path in glob.glob(folder + "/**/left_behind", recursive=True)]
libc = ctypes.CDLL(None)
segment = libc.shmget(4711, 4096, 0o666)
print("found" if seen or segment >= 0 else "nothing", "of the previous submission", seen, segment)
"""

CASES = cases(
    "reading what is hidden",
    [
        ("reads_hidden_tests_by_path",
         reads(f"found = open({str(PACKAGE / 'hidden_tests' / NAME / 'test_pool2d.py')!r}).read()"), (), (),
         ("'read:",)),
        ("reads_hidden_tests_by_import", reads(f"import autograder.hidden_tests.{NAME}.test_pool2d as found"), (), (),
         ("read: <",)),
        ("reads_the_solutions", reads(
            f"found = [open(p).read() for p in glob.glob({str(ROOT)!r} + '/**/*.ipynb', recursive=True)] or 1/0"),
         (), (), ("read: [",)),
        ("reads_the_folders_above", reads(
            "found = [open(p).read() for p in glob.glob('../../**/*.ipynb', recursive=True)\n"
            "         + glob.glob('/tmp/**/answer.txt', recursive=True)] or 1/0"), (), (), ("read: [",)),
        ("reads_the_gradebook", reads(
            "import sqlite3\n"
            "paths = [p for p in glob.glob('/tmp/**/gradebook.db', recursive=True)]\n"
            "found = paths, [sqlite3.connect(p).execute('select * from grade').fetchall() for p in paths] or 1/0"),
         (), (), ("read: (",)),
        ("reads_the_environment", reads(
            "found = dict(os.environ), open('/proc/self/environ').read(), subprocess.run('env', capture_output=True)")),
        ("reads_other_processes", reads(
            "found = [open(p).read() for n in ('environ', 'cmdline') for p in glob.glob(f'/proc/[0-9]*/{n}')\n"
            "         if f'/{os.getpid()}/' not in p]")),
        ("reads_the_memory_of_its_parent", reads("found = open(f'/proc/{os.getppid()}/mem', 'rb').read(1)"), (), (),
         ("read: b",)),
        ("reads_passwords", reads("found = open('/etc/shadow').read()"), (), (), ("read: root",)),
        ("follows_links_that_it_shipped", links, (), (), ("read: (",)),
        ("makes_a_link", reads(
            "os.symlink('/etc/shadow', 'link')\nfound = open('link').read()"), (), (), ("read: root",)),
        ("asks_the_network", reads(
            "import urllib.request\nfound = urllib.request.urlopen('http://127.0.0.1:80/', timeout=2).read()"),
         (), (), ("read: b",)),
        ("sends_by_udp", reads(
            "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))\nfound = 'sent'"),
         (), (), ("read: sent",)),
        ("talks_to_other_sockets", reads(
            "import socket\nfound = []\nfor p in glob.glob('/run/**/*.sock*', recursive=True) or 1/0:\n"
            "    socket.socket(socket.AF_UNIX).connect(p)\n    found.append(p)"), (), (), ("read: ['",)),
        ("leaves_something_behind_a", own_cell(PLANT)),
        ("leaves_something_behind_b", own_cell(LOOK), (), (), ("found of the previous submission",)),
        ("ships_a_file_of_its_own", with_files({"mine.txt": "mine"}, own_cell("print(open('mine.txt').read())"))),
    ],
)  # fmt: skip
