"""Mutations of the cells of a notebook as JSON; see `trees`."""

import random
from typing import Any

from fuzzing import outputs
from fuzzing.values import text, value

Tree = dict[str, Any]

SOURCES = (
    "(" * 400, "(" * 5000 + ")" * 5000, "-" * 20_000 + "1", "[" * 150 + "]" * 150, "def f(:\n",
    "\tx = 1\n  y = 2", "\x00", "%%bash\nls", "%%html\n<script>1</script>", "!ls", "%run helpers.ipynb",
    "?print", "x = '''", "import os, sys\n" * 3000, "lambda" + ": lambda" * 200 + ": 0", "f'{f\"{x}\"}'",
    "class A:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 98)), "nonlocal x", "return 1", "await x",
    "# -*- coding: utf-16 -*-\nx = 1", "x" + ".x" * 5000, "x = " + "1 +" * 9000 + " 1", "global x\nx: int = 1",
    "\ud800 = 1", "x\r\ny\rz", "from x import *", "match x:\n case {**y}: pass", "\f\fx=1", "\\\n" * 3000,
    "1if 1else 2", "0777", "print 'two'", "x = 10**99999", "@" * 3000, "try:\n x\nexcept* E: pass",
    "def f[T](x: T): ...",
)  # fmt: skip
FLAGS: dict[str, tuple[Any, ...]] = {
    "grade_id": ("", "x", None, 7, [], {"a": 1}, "a b", "\ud800", "own-0"),
    "points": (-1, 1e9, "5", None, float("nan"), float("inf"), [], True),
    **dict.fromkeys(("grade", "solution", "locked", "task"), (True, False, None, "yes", 1, [], {})),
    "schema_version": (1, 2, 3, 99, "3", None, -1),
    "cell_type": ("code", "markdown", "raw", 3, None),
    "checksum": ("", None, 5, "0" * 32),
}


def cells(tree: Tree) -> list[Tree]:
    """The cells that are ones."""
    found = tree.get("cells")
    return [cell for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []


def some(rng: random.Random, tree: Tree) -> list[Tree]:
    """One cell, some or all of them."""
    found = cells(tree)
    return rng.sample(found, rng.choice((1, min(3, len(found)), len(found)))) if found else []


def cell_type(rng: random.Random, tree: Tree) -> None:
    """A cell, or each of them, has another type."""
    for cell in some(rng, tree):
        cell["cell_type"] = rng.choice(("code", "markdown", "raw", "heading", "Code", "html", None, 1, [], text(rng)))


def ids(rng: random.Random, tree: Tree) -> None:
    """Ids are absent, doubled, too long or not ids."""
    found = cells(tree)
    for cell in some(rng, tree):
        way = rng.randrange(5)
        if way == 0:
            cell.pop("id", None)
        elif way == 1:
            cell["id"] = rng.choice(found).get("id")
        elif way == 2:
            cell["id"] = rng.choice(("own-0", "own-1", "x" * 64, "x" * 65, "ä", "a b", "", "-", "setup"))
        else:
            cell["id"] = value(rng)


def metadata(rng: random.Random, tree: Tree) -> None:
    """The metadata of cells are not metadata, or hold anything."""
    for cell in some(rng, tree):
        name = rng.choice(("tags", "nbgrader", "collapsed", "slideshow", "jupyter", "deletable", "name", text(rng)))
        if rng.random() < 0.3 or not isinstance(cell.get("metadata"), dict):
            cell["metadata"] = value(rng)
        else:
            cell["metadata"][name] = value(rng)


def flags(rng: random.Random, tree: Tree) -> None:
    """What nbgrader notes in cells was edited."""
    for cell in some(rng, tree):
        found = cell.get("metadata")
        if isinstance(found, dict) and isinstance(found.get("nbgrader"), dict):
            for name in rng.sample(sorted(FLAGS), rng.randint(1, 3)):
                found["nbgrader"][name] = rng.choice(FLAGS[name])


def grade_ids(rng: random.Random, tree: Tree) -> None:
    """Cells have each other's marks, or one cell has those of another too."""
    marked = [cell for cell in cells(tree) if isinstance(cell.get("metadata"), dict) and "nbgrader" in cell["metadata"]]
    if len(marked) > 1:
        one, other = (cell["metadata"] for cell in rng.sample(marked, 2))
        mine = one["nbgrader"]
        one["nbgrader"] = other["nbgrader"]
        if rng.random() < 0.5:
            other["nbgrader"] = mine


def all_outputs(rng: random.Random, tree: Tree) -> None:
    """Cells have outputs of all kinds, malformed ones too."""
    for cell in some(rng, tree):
        cell["outputs"] = value(rng) if rng.random() < 0.1 else [outputs.stored(rng) for _ in range(rng.randrange(5))]
        if rng.random() < 0.3:
            cell["execution_count"] = value(rng)


def attachments(rng: random.Random, tree: Tree) -> None:
    """Cells have attachments, right ones and malformed ones, which their text shows or does not show."""
    for cell in some(rng, tree):
        name = rng.choice(("image.png", "a b.png", "ä.png", "../x.png", text(rng)))
        whole = {name: {"image/png": outputs.PICTURE}}
        cell["attachments"] = rng.choice((whole, {name: value(rng)}, {name: {"image/png": value(rng)}}, value(rng)))
        if isinstance(cell.get("source"), str) and rng.random() < 0.7:
            cell["source"] += rng.choice(
                (f"\n![p](attachment:{name})", "\n![p](attachment:other.png)", "\n![](attachment:)")
            )


def source(rng: random.Random, tree: Tree) -> None:
    """The text of cells is something else."""
    for cell in some(rng, tree):
        way = rng.randrange(4)
        old = cell.get("source")
        if way == 0:
            cell["source"] = rng.choice(SOURCES)
        elif way == 1:
            cell["source"] = value(rng)
        elif way == 2 and isinstance(old, str) and old:
            at = rng.randrange(len(old))
            cell["source"] = old[:at] + rng.choice((text(rng), rng.choice(SOURCES))) + old[at:]
        elif isinstance(old, str):
            cell["source"] = rng.choice((old.splitlines(True), [old, 1, None], old.replace("\n", "\r\n"), old.upper()))
