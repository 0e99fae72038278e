"""Windows on texts with a signal of known length, and models that read reviews."""

from pathlib import Path

import numpy as np

from autograder.course import Course

CLAIM = (
    "A window has to hold the whole phrase that carries the label; a window as large as the text learns it only from "
    "many texts. With the same optimizer for all, the lecture's convnet is no worse than an LSTM and"
    " trains faster."
)
GIVEN = ("data", "prepare", "signal_texts", "models")  # cells whose code the experiment needs
# Training texts: how often each stands in them, windows, epochs.
SWEEPS = {1000: (1, (4, 5, 30), 8), 100: (8, (5, 25, 30), 10)}
EPOCHS = 4


def measure(functions: dict, seed: int) -> dict[str, float]:
    names = dict(functions)
    source = Course.load(Path(__file__).parents[1]).exercise("text_convnet").source
    for cell in source.cells:
        if cell.id in GIVEN:
            exec(compile(cell.source, f"<{cell.id}>", "exec"), names)
    figures, compare = {}, names["compare"]

    texts, validation = names["signal_texts"](1000, 5, seed=1), names["signal_texts"](500, 5, seed=2)
    for count, (copies, windows, epochs) in SWEEPS.items():
        few = [np.tile(part[:count].T, copies).T for part in texts]
        for row in compare(names["builders_of"](windows), few, validation, epochs, seed):
            figures[f"{count} texts with a signal of 5 words, window {row['model']}"] = row["accuracy"]

    train, validation, test = ((names[f"x_{part}"], names[f"y_{part}"]) for part in ("train", "validation", "test"))
    rows = compare(names["builders"], train, validation, EPOCHS, seed)
    figures |= {f"reviews: {row['model']}": row["accuracy"] for row in rows}
    figures["reviews: the more frequent label"] = max(np.mean(validation[1]), 1 - np.mean(validation[1]))
    chosen = max(rows, key=lambda row: row["accuracy"])["model"]
    final = compare({chosen: names["builders"][chosen]}, train, test, EPOCHS, seed)
    figures["reviews: the best of them, on the test reviews"] = final[0]["accuracy"]
    seconds = {row["model"]: row["seconds"] for row in rows}
    figures["seconds of the LSTM for one of the convnet"] = seconds["LSTM"] / seconds["convnet"]
    return figures
