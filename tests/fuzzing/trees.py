"""Mutations of a notebook as JSON: each takes a generator of random numbers and the notebook, and changes it in place.

The notebook need not be a valid one any more: several of them follow one another.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

import nbformat

from fuzzing import outputs
from fuzzing.cells import (
    SOURCES,
    Tree,
    all_outputs,
    attachments,
    cell_type,
    cells,
    flags,
    grade_ids,
    ids,
    metadata,
    source,
)
from fuzzing.values import text, value

Mutation = Callable[[random.Random, Tree], None]


def anywhere(rng: random.Random, tree: Tree) -> None:
    """A value is replaced by anything."""
    holder, key = rng.choice(list(_places(tree)))
    holder[key] = value(rng)


def drop(rng: random.Random, tree: Tree) -> None:
    """A value is missing."""
    holder, key = rng.choice(list(_places(tree)))
    del holder[key]


def retype(rng: random.Random, tree: Tree) -> None:
    """A value has another type, and still says the same."""
    holder, key = rng.choice(list(_places(tree)))
    old = holder[key]
    ways: list[Any] = [[old], {"value": old}, str(old)]
    if isinstance(old, str):
        ways += [old.splitlines(True), list(old[:200]), old.encode("utf-8", "replace").hex()]
    if isinstance(old, dict):
        ways += [list(old), [[k, v] for k, v in old.items()]]
    if isinstance(old, list):
        ways += [{str(n): each for n, each in enumerate(old)}, [*old, None], [old, old]]
    holder[key] = rng.choice(ways)


def add_key(rng: random.Random, tree: Tree) -> None:
    """An object has a key that it should not have."""
    holder, _ = rng.choice(list(_places(tree)))
    if isinstance(holder, dict):
        holder[text(rng)] = value(rng)


def double(rng: random.Random, tree: Tree) -> None:
    """An element of a list is there again, here or at the end."""
    lists = [each for each, key in _places(tree) if isinstance(each, list) and key == 0]
    if lists:
        chosen = rng.choice(lists)
        chosen.insert(rng.choice((0, len(chosen), rng.randrange(len(chosen) + 1))), rng.choice(chosen))


def order(rng: random.Random, tree: Tree) -> None:
    """The cells are in another order."""
    found = tree.get("cells")
    if isinstance(found, list) and found:
        way = rng.randrange(3)
        if way == 0:
            rng.shuffle(found)
        elif way == 1:
            found.reverse()
        else:
            found.insert(rng.randrange(len(found)), found.pop(rng.randrange(len(found))))


def notebook_metadata(rng: random.Random, tree: Tree) -> None:
    """The metadata of the notebook are not metadata, or hold anything."""
    if rng.random() < 0.3 or not isinstance(tree.get("metadata"), dict):
        tree["metadata"] = value(rng)
        return
    name = rng.choice(
        ("kernelspec", "language_info", "widgets", "authors", "title", "celltoolbar", "signature", text(rng))
    )
    tree["metadata"][name] = value(rng)


def version(rng: random.Random, tree: Tree) -> None:
    """The format has another number."""
    way = rng.randrange(3)
    if way < 2:
        tree["nbformat"] = rng.choice((0, 1, 2, 3, 4, 5, 99, -1, 4.0, "4", None, True, [4]))
    if way > 0:
        tree["nbformat_minor"] = rng.choice((0, 1, 2, 3, 4, 5, 6, 99, -1, 4.5, "5", None, {}))


def older_format(rng: random.Random, tree: Tree) -> None:
    """The notebook is one of format 3, perhaps with a number of an even older one."""
    try:
        old = nbformat.convert(nbformat.from_dict(tree), 3)
    except Exception:  # it cannot be converted after another mutation
        return
    tree.clear()
    tree.update(_plain(old))
    if rng.random() < 0.3:
        tree["nbformat"] = rng.choice((1, 2))
    sheets = tree.get("worksheets")
    if isinstance(sheets, list) and rng.random() < 0.5:
        if rng.random() < 0.5:
            sheets.append(rng.choice((value(rng), {"cells": [value(rng)]}, *sheets)))
        elif sheets and isinstance(sheets[0], dict):
            for cell in sheets[0].get("cells", []):
                if rng.random() < 0.2:
                    cell[rng.choice(sorted(cell))] = value(rng)


def further_cells(rng: random.Random, tree: Tree) -> None:
    """There are further cells, some of which are none."""
    found = tree.get("cells")
    if isinstance(found, list):
        for _ in range(rng.randint(1, 4)):
            kind = rng.choice(("code", "markdown", "raw"))
            new = {"cell_type": kind, "metadata": {}, "source": rng.choice((text(rng), rng.choice(SOURCES), "x = 1"))}
            new |= {"outputs": [], "execution_count": None} if kind == "code" else {}
            found.insert(rng.randrange(len(found) + 1), new if rng.random() < 0.7 else value(rng))


def split(rng: random.Random, tree: Tree) -> None:
    """A cell is split in two, or two are merged."""
    found = cells(tree)
    whole = [cell for cell in found if isinstance(cell.get("source"), str) and cell["source"]]
    if len(whole) > 1:
        one, other = rng.sample(whole, 2)
        if rng.random() < 0.5:
            at = rng.randrange(len(one["source"]))
            tree["cells"].insert(tree["cells"].index(one) + 1, {**one, "id": "x", "source": one["source"][at:]})
            one["source"] = one["source"][:at]
        else:
            one["source"] += "\n" + other["source"]
            tree["cells"].remove(other)


def many(rng: random.Random, tree: Tree) -> None:
    """There are very many cells, or very many outputs."""
    found = tree.get("cells")
    if isinstance(found, list) and found:
        if rng.random() < 0.5:
            found += [rng.choice(found) for _ in range(rng.choice((100, 500)))]
        else:
            rng.choice(cells(tree) or [{}])["outputs"] = [outputs.stored(rng)] * rng.choice((150, 2000))


ALL: tuple[Mutation, ...] = (
    *(anywhere, anywhere, drop, drop, retype, add_key, double, order, cell_type, ids, metadata, notebook_metadata),
    *(flags, grade_ids, all_outputs, attachments, source, source, version, older_format, further_cells, split, many),
)


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each place of a value: what holds it, and its key there."""
    first = [(tree, key) for key in tree]
    unread, found = [*first], list[tuple[Any, Any]]()
    while unread:
        holder, key = unread.pop()
        found.append((holder, key))
        inside = holder[key]
        if isinstance(inside, dict):
            unread += [(inside, each) for each in inside]
        elif isinstance(inside, list) and len(found) < 20_000:
            unread += [(inside, each) for each in range(len(inside))]
    yield from found or [({"": None}, "")]


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(each) for key, each in node.items()}
    return [_plain(each) for each in node] if isinstance(node, list) else node
