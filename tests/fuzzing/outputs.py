"""Outputs of cells: as a student's file may store them, and as a kernel may send them."""

import base64
import random
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from fuzzing.values import text, value

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
MIMES = ("text/plain", "text/html", "image/png", "image/jpeg", "image/svg+xml", "application/json", "text/latex",
         "application/javascript", "text/markdown", "application/vnd.jupyter.widget-view+json")  # fmt: skip


def stored(rng: random.Random) -> Any:
    """An output in a file: right, or with anything in it."""
    output: dict[str, Any] = rng.choice((
        {"output_type": "stream", "name": "stdout", "text": text(rng)},
        {"output_type": "stream", "name": "stderr", "text": [text(rng), text(rng)]},
        {"output_type": "error", "ename": "E", "evalue": text(rng), "traceback": [text(rng)]},
        {"output_type": "display_data", "data": _data(rng), "metadata": {}},
        {"output_type": "execute_result", "data": _data(rng), "metadata": {}, "execution_count": 3},
        {"output_type": "pyout", "prompt_number": 3, "text": "1"},
        {"output_type": "update_display_data", "data": _data(rng)},
    ))  # fmt: skip
    if rng.random() < 0.4:
        output[rng.choice(sorted(output))] = value(rng)
    if rng.random() < 0.2:
        output.pop(rng.choice(sorted(output)))
    return output if rng.random() < 0.95 else value(rng)


def sent(rng: random.Random) -> NotebookNode:
    """An output as nbclient makes it of a kernel's messages: of a known type, with any content in it."""
    kind = rng.randrange(4)
    if kind == 0:
        return new_output("stream", name=rng.choice(("stdout", "stderr")), text=text(rng))
    if kind == 1:
        return new_output("error", ename=text(rng), evalue=text(rng), traceback=[text(rng)])
    data = from_dict({mime: each for mime, each in _data(rng).items() if isinstance(each, str)})
    return new_output(rng.choice(("display_data", "execute_result")), data=data, metadata=from_dict({"x": value(rng)}))


def _data(rng: random.Random) -> dict[str, Any]:
    right = {"text/plain": "1", "image/png": PICTURE, "text/html": "<b>1</b>", "application/json": {"a": 1}}
    found = {mime: right.get(mime, text(rng)) for mime in rng.sample(MIMES, rng.randint(1, 3))}
    if rng.random() < 0.3:
        found[rng.choice((*MIMES, text(rng)))] = value(rng)
    return found
