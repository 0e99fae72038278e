"""Mutations of a notebook's file and of the folder that it lies in."""

import contextlib
import gzip
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from fuzzing.values import text


def same(rng: random.Random, content: bytes) -> bytes:
    """As it is."""
    return content


def encoded(rng: random.Random, content: bytes) -> bytes:
    """In another encoding."""
    name = rng.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7", "cp037")
    )
    return content.decode("utf-8", "surrogatepass").encode(name, "replace")


def truncated(rng: random.Random, content: bytes) -> bytes:
    """Cut off."""
    return content[: rng.randrange(len(content) + 1)]


def flipped(rng: random.Random, content: bytes) -> bytes:
    """With some wrong bytes."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 50))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def line_ends(rng: random.Random, content: bytes) -> bytes:
    """With the ends of lines of another system."""
    return content.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\x0b\n")))


def joined(rng: random.Random, content: bytes) -> bytes:
    """With something before or after it."""
    other = rng.choice(
        (content, b"\x00", b"\xff\xfe", b"{}", b"// comment\n", b"<html>", b"\xef\xbb\xbf", b"\n" * 1000)
    )
    return rng.choice((other + content, content + other))


def other_format(rng: random.Random, content: bytes) -> bytes:
    """Something else than a notebook under its name."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("notebook.ipynb", content)
    conflict = b"<<<<<<< HEAD\n" + content + b"=======\n" + content + b">>>>>>> theirs\n"
    return rng.choice((
        archive.getvalue(), gzip.compress(content), conflict, b"", b" \n", b"null", b"[]", b'"text"', b"4",
        b"print(1)", b"<!DOCTYPE html><title>Sign in</title>", b"%PDF-1.4",
        os.fsencode(text(rng)[:1000].encode("utf-8", "replace").decode()), b"[" * 100_000,
        b'{"nbformat": 4, "cells": ' + b"[" * 5000 + b"]" * 5000 + b"}", b'{"nbformat": ' + b"4" * 5000 + b"}",
    ))  # fmt: skip


def twice_the_key(rng: random.Random, content: bytes) -> bytes:
    """With a key that is there twice."""
    key = rng.choice((b'"cells":', b'"nbformat":', b'"metadata":', b'"source":', b'"cell_type":'))
    return content.replace(key, rng.choice((b'"x": 1, ', key + b" [], ", key + b" 4, ")) + key, rng.choice((1, -1)))


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *([same] * 8),
    *(encoded, truncated, flipped, line_ends, joined, other_format, twice_the_key),
)

NAMES = (
    "{} (1).ipynb", "{}-Copy1.ipynb", "{}.ipynb.json", "{}.ipynb.txt", "{}.IPYNB", "{}", "notebook.ipynb",
    "ä{}.ipynb", " {}.ipynb", "{}.ipynb ", "[x]{}.ipynb", "{}\n.ipynb", "._{}.ipynb", "-{}.ipynb",
    "x" * 240 + ".ipynb", "{}.zip", "Submission/{}.ipynb", "a/b/c/{}.ipynb", ".hidden/{}.ipynb",
    "__MACOSX/._{}.ipynb", "\udcff{}.ipynb",
)  # fmt: skip
BESIDE = (
    "helpers.py", "numpy.py", "sitecustomize.py", "conftest.py", "a/b/c/d.txt", ".hidden", "-rf", "a b.txt",
    "ä.py", "x" * 255, "\udcfe.txt", "line\nbreak.py", "[bold]x.py", "image.png", "data.csv", "other.ipynb",
    ".ipynb_checkpoints/a-checkpoint.ipynb", "keras/__init__.py", "timestamp.txt/inside", "con",
    "a" * 100 + "/" + "b" * 200, "back\\slash", "record.json",
)  # fmt: skip
TIMES = (
    b"", b"2026-11-20 23:30:00", b"2026-11-20 23:30:00 +0100", b"2026-11-20T23:30:00Z",
    b"2026-11-20 23:30:00 PST", b"yesterday", b"20.11.2026", b"0", b"-1", b"99999999999",
    b"9999-12-31 23:59:59 -2359", b"0001-01-01 00:00:00 +2300", b"\xff\xfe\x00", b"\x00", b"2026-13-45",
    b"1e400", b"x" * 1001, b"2026-11-20 23:30:00\n2026-11-21 00:00:00", b"24:61", "２０２６-11-20".encode(),
    b"[]", b"10 10 10 10", b"12.5", b"a" * 999, b"NaN", b"T", b"2026-11-20 23:30:00.9999999999 UTC+99",
    b"1" * 900, b"\xef\xbb\xbf2026-11-20 10:00:00",
)  # fmt: skip


def lay_out(rng: random.Random, folder: Path, name: str, content: bytes) -> list[str]:
    """Write a submission; returns what was done besides writing the notebook, for messages."""
    done = []
    folder.mkdir(parents=True)
    target = folder / f"{name}.ipynb"
    if rng.random() < 0.2:
        chosen = rng.choice(NAMES).format(name)
        target = folder / chosen
        done.append(f"name {chosen!r}")
        target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if rng.random() < 0.2:
        for each in rng.sample(BESIDE, rng.randint(1, 4)):
            _beside(folder / each, rng.choice((b"", b"x = 1\n", b"\xff\x00", b"\x89PNG")))
            done.append(f"beside {each!r}")
    if rng.random() < 0.2 and not (folder / "timestamp.txt").exists():
        moment = rng.choice(TIMES)
        (folder / "timestamp.txt").write_bytes(moment)
        done.append(f"time {moment[:40]!r}")
    if rng.random() < 0.05:
        done.append(_strange(rng, folder, target, content, name))
    return done


def _beside(path: Path, content: bytes) -> None:
    with contextlib.suppress(FileExistsError, IsADirectoryError, NotADirectoryError):  # it has the name of another one
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _strange(rng: random.Random, folder: Path, notebook: Path, content: bytes, name: str) -> str:
    """What is not a file, or there are many of."""
    way = rng.choice(
        ("link to notebook", "dangling", "loop", "pipe", "folder", "system", "time link", "many", "second")
    )
    if way in ("link to notebook", "dangling", "pipe", "folder", "system"):
        notebook.unlink()
    if way == "link to notebook":
        (folder / "real.txt").write_bytes(content)
        notebook.symlink_to("real.txt")
    elif way == "dangling":
        notebook.symlink_to("nowhere")
    elif way == "loop":
        (folder / "loop").symlink_to(folder)
        (folder / "self").symlink_to("self")
    elif way == "pipe":
        os.mkfifo(notebook)
    elif way == "folder":
        notebook.mkdir()
    elif way == "system":
        notebook.symlink_to("/etc/passwd")
    elif way == "time link" and not (folder / "timestamp.txt").exists():
        (folder / "timestamp.txt").symlink_to("/etc/passwd")
    elif way == "many":
        for number in range(1100):
            (folder / f"file{number}.txt").write_bytes(b"x")
    elif way == "second":
        (folder / f"{name}-Copy1.ipynb").write_bytes(content[::2])
    return way
