"""Values that nobody expects where they stand."""

import random
from typing import Any

# What JSON can hold and `json.dumps` cannot write; replaced in the text by what stands here.
DEEP, LONG_NUMBER = "@deep@", "@long number@"
WRITTEN = {f'"{DEEP}"': "[" * 3000 + "]" * 3000, f'"{LONG_NUMBER}"': "9" * 5000}

TEXTS = (
    "", " ", "\n", "\x00", "a\x00b", "\ud800", "\udfff tail", "\x1b[31mred\x1b[0m", "\u2028line", "\u202eleft",
    "\ufeffmark", "日本語", "é" * 300, "🙂👩‍👩‍👧", "../../etc/passwd", "/", ".", "..", "a/b", "a b", "a:b",
    "%s{0}", "[red]not markup[/]", "<script>alert(1)</script>", "<b", "](javascript:alert(1))",
    "![x](attachment:none.png)", "$\\frac{1}{0}$", "NaN", "null", "x" * 65, "x" * 5000, "\r", "\r\n", "\t\f\v",
    "-1", "1e999", "__class__", "'\"`", "\\", "#" * 50, "&colon;", "\x85\xa0",
)  # fmt: skip
NUMBERS = (0, -1, 1, 2, 4, 5, 10**6, 2**63, -(2**64), 0.5, -0.0, 1e308, float("nan"), float("inf"), float("-inf"))


def text(rng: random.Random) -> str:
    """Any text."""
    return rng.choice(TEXTS) if rng.random() < 0.98 else rng.choice("xé\x00(") * rng.choice((1000, 100_000, 1_000_000))


def value(rng: random.Random, depth: int = 0) -> Any:
    """Anything that JSON can hold, and some things that it should not."""
    kind = rng.randrange(10 if depth < 3 else 6)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind == 1:
        return rng.choice(NUMBERS)
    if kind == 2 and rng.random() < 0.1:
        return rng.choice((DEEP, LONG_NUMBER))
    if kind < 6:
        return text(rng)
    if kind < 8:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {text(rng): value(rng, depth + 1) for _ in range(rng.randrange(4))}
