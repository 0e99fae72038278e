"""`python -m benchmarks.recorded_photos`: write the curves of the full-scale run into the package for students.

The notebook draws them beside the student's own short run.
"""

from pathlib import Path

import convnets
from benchmarks import image_augmentation, kept

MODULE = Path(convnets.__file__).parent / "recorded_photos.py"
NUMBERS_IN_A_LINE = 10

HEAD = '''"""Accuracies of a training too long for a notebook, recorded once: 2,000 photos of cats and dogs, 40 epochs.

Made from `benchmarks/results/image_augmentation.json` by `python -m benchmarks.recorded_photos`.
"""

PHOTOS, EPOCHS, IMAGE_SIZE = {photos:_}, {epochs}, {size}


def histories() -> dict[str, dict[str, list[float]]]:
    """For "without" and "with" augmentation, the accuracy and val_accuracy of each epoch."""
    return {{
        name: {{curve: [float(number) for number in numbers.split()] for curve, numbers in curves.items()}}
        for name, curves in _RECORDED.items()
    }}


_RECORDED = {{
{recorded}
}}
'''


def text() -> str:
    """The module, from the results."""
    lines = []
    for name, found in kept.load(image_augmentation.RESULTS).items():
        lines.append(f'    "{name.split()[0]}": {{')
        for curve in ("accuracy", "val_accuracy"):
            lines += [f'        "{curve}": """', *_rows(found[curve]), '        """,']
        lines.append("    },")
    size, epochs = image_augmentation.IMAGE_SIZE, image_augmentation.EPOCHS
    return HEAD.format(photos=2000, epochs=epochs, size=size, recorded="\n".join(lines))


def _rows(numbers: list[float]) -> list[str]:
    starts = range(0, len(numbers), NUMBERS_IN_A_LINE)
    rows = (numbers[start : start + NUMBERS_IN_A_LINE] for start in starts)
    return [" " * 12 + " ".join(f"{number:.4f}" for number in row) for row in rows]


if __name__ == "__main__":
    MODULE.write_text(text())
