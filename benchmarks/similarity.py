"""Similar submissions: how many copies are found, and how many pairs of independent solutions are taken for copies.

A cohort has 60 submissions. Independent ones are made of the corpus in `tests/solutions/`: each cell is that of the
reference or of one of its wrong or alternative solutions, drawn at random and apart from the other cells, with names,
comments, layout and order of a student's own. Two who happen to draw the same solutions of some cells are a pair that
must not be reported. Seven more are copies, each of another one of them, changed in one way; those changed in all ways
have other names, order, comments and layout. In a half copy half of the tasks are the copier's own. A rewritten one is
changed in all ways, and half of its comparisons, products, assignments and results are written otherwise. The
thresholds were chosen with `convolution_by_hand`, `mnist_convnet` and `windows_and_strides` only. How chance is
computed was changed once after a part of the other five had been measured; then all was measured anew.

There are 20 cohorts for each exercise, and 5 where thresholds were chosen: 100 copies of each kind in all five others.

In the second table the cohort also has seven complete solutions that were written apart, from the release alone
(`tests/report/independent/`), and the copies are copies of these. One person wrote all seven, in different styles, so
they may be more alike than those of seven students. The false pairs are those with one of the seven. No threshold was
chosen with those of `text_augmentation`.

`copydetect` is that library alone, with its own settings, and with the release and the reference as boilerplate: the
copies in which it sees more than in all independent pairs but one of 1,000 of the same cohort; 5 cohorts an exercise.
"""

import io
import random
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from copydetect import CodeFingerprint, compare_files

from autograder.authoring.variants import Variant, variants_of
from autograder.course import Course
from autograder.exercise import Exercise, id_of, without_marks
from autograder.report.similar import Background, Solutions, pairs_of
from benchmarks import kept
from benchmarks.restyling import ALL, restyled

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results" / "similarity.json"
INDEPENDENT = ROOT / "tests" / "report" / "independent"

DEVELOPED_ON = ("convolution_by_hand", "mnist_convnet", "windows_and_strides")
SIZE, SEEDS = 60, 20
FEWER_SEEDS = 5  # for the library alone, which takes as long as all else, and where thresholds were chosen
KINDS: dict[str, tuple[str, ...]] = {
    "renamed": ("renamed",),
    "reordered": ("reordered",),
    "commented": ("commented",),
    "formatted": ("formatted",),
    "all ways": ALL,
    "half": ALL,
    "rewritten": (*ALL, "rewritten"),
}


def solutions_of(exercise: Exercise) -> dict[str, list[str]]:
    """For each cell of code that students fill in, the reference and all other solutions that there are."""
    found = {
        id_of(cell): [without_marks(cell.source)]
        for cell in exercise.source.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    for variant in variants_of(ROOT, exercise.name):
        for grade_id, source in variant.cells.items():
            found[grade_id].append(source)
    return found


def written_apart(name: str) -> dict[str, Solutions]:
    """Complete solutions, written apart, by their names."""
    return {path.stem: Variant.read(path).cells for path in sorted((INDEPENDENT / name).glob("*.py"))}


def make_cohort(
    corpus: Mapping[str, list[str]],
    given: frozenset[str],
    seed: int,
    size: int = SIZE,
    apart: Mapping[str, Solutions] | None = None,
) -> tuple[dict[str, Solutions], dict[tuple[str, str], str]]:
    """A cohort with one copy of each kind.

    Args:
        corpus: solutions of each cell.
        given: names that nobody changes.
        seed: of all choices.
        size: number of submissions, copies included.
        apart: complete solutions that are part of the cohort; if there are any, these are copied.

    Returns:
        The solutions of each student, and the kind of each pair that is a copy.
    """
    rng = random.Random(seed)

    def own(grade_id: str) -> str:
        return restyled(rng.choice(corpus[grade_id]), rng, given, *ALL)

    cohort: dict[str, Solutions] = dict(apart or {})
    for number in range(size - len(cohort) - len(KINDS)):
        cohort[f"student {number:03}"] = {grade_id: own(grade_id) for grade_id in corpus}
    copied = rng.sample(sorted(apart or cohort), len(KINDS))
    copies = {}
    for original, (kind, ways) in zip(copied, KINDS.items(), strict=True):
        by_hand = set(rng.sample(sorted(corpus), len(corpus) // 2)) if kind == "half" else set()
        cohort[kind] = {
            grade_id: own(grade_id) if grade_id in by_hand else restyled(cohort[original][grade_id], rng, given, *ways)
            for grade_id in corpus
        }
        first, second = sorted((original, kind))
        copies[first, second] = kind
    return cohort, copies


def measure(exercise: Exercise, seed: int, apart: bool = False) -> dict:
    """One cohort: the kinds of copies that are found, and how many other pairs are reported."""
    background = Background.of(exercise)
    among = written_apart(exercise.name) if apart else {}
    cohort, copies = make_cohort(solutions_of(exercise), background.given, seed, apart=among)
    started = time.perf_counter()
    reported = {(pair.first, pair.second) for pair in pairs_of(cohort, background)}
    seconds = time.perf_counter() - started
    false = reported - copies.keys()
    return {
        "found": sorted(kind for pair, kind in copies.items() if pair in reported),
        "pairs": len(cohort) * (len(cohort) - 1) // 2 - len(copies),
        "false": len(false),
        "false apart": sum(pair[0] in among or pair[1] in among for pair in false),
        "pairs apart": len(among) * (len(cohort) - len(among)) + len(among) * (len(among) - 1) // 2 - bool(among) * 7,
        "seconds": round(seconds, 2),
        "by copydetect": _by_copydetect(cohort, copies, background) if seed < FEWER_SEEDS else None,
    }


def _by_copydetect(
    cohort: Mapping[str, Solutions], copies: Mapping[tuple[str, str], str], background: Background
) -> list[str]:
    """The kinds of copies that the library finds with the best threshold for this cohort: one false pair in 1,000."""

    def fingerprint(text: str, boilerplate: np.ndarray | None = None) -> CodeFingerprint:
        return CodeFingerprint("solution.py", 25, 6, boilerplate=boilerplate, fp=io.StringIO(text))

    known = np.array(sorted(fingerprint("\n".join(background.code)).hashes))
    prints = {
        student: fingerprint("\n".join(cells[name] for name in background.code_cells), known)
        for student, cells in cohort.items()
    }
    students = sorted(cohort)
    similarity = {
        (a, b): max(compare_files(prints[a], prints[b])[1]) for i, a in enumerate(students) for b in students[i + 1 :]
    }
    others = sorted((value for pair, value in similarity.items() if pair not in copies), reverse=True)
    return sorted(kind for pair, kind in copies.items() if similarity[pair] > others[len(others) // 1000])


def run() -> None:
    """Measure what is not measured yet."""
    course = Course.load(ROOT)
    for seed in range(SEEDS):
        for name in course.exercises:
            if name in DEVELOPED_ON and seed >= FEWER_SEEDS:
                continue
            exercise = course.exercise(name)
            kept.once(RESULTS, f"{name}, seed {seed}", lambda e=exercise, s=seed: measure(e, s), _say)
            if written_apart(name):
                kept.once(RESULTS, f"{name}, apart, seed {seed}", lambda e=exercise, s=seed: measure(e, s, True), _say)


def _say(line: str) -> None:
    print(line, flush=True)


def as_table(results: dict[str, dict]) -> str:
    """The tables, in Markdown."""
    by_exercise: dict[str, list[dict]] = {}
    for name, result in results.items():
        by_exercise.setdefault(name.rpartition(", seed")[0], []).append(result)
    measured = [name for name in by_exercise if "apart" not in name and name not in DEVELOPED_ON]
    rows = [_row(f"`{name}`", by_exercise[name]) for name in measured]
    rows.append(_row("**all five**", [each for name in measured for each in by_exercise[name]]))
    rows += [_row(f"`{name}` (thresholds chosen)", by_exercise[name]) for name in DEVELOPED_ON if name in by_exercise]
    head = f"| exercise | {' | '.join(KINDS)} | false pairs of 1,000 | all ways, by `copydetect` |"
    head += f"\n|{'---|' * (len(KINDS) + 3)}\n"
    apart = [
        _row(f"`{name.partition(',')[0]}`", each, " apart") for name, each in by_exercise.items() if "apart" in name
    ]
    return f"Copies found, in percent.\n\n{head}{chr(10).join(rows)}\n\n{head}{chr(10).join(apart)}"


def _row(name: str, results: list[dict], of: str = "") -> str:
    share = [100 * sum(kind in each["found"] for each in results) / len(results) for kind in KINDS]
    false, pairs = (sum(each[key + of] for each in results) for key in ("false", "pairs"))
    by_library = [each["by copydetect"] for each in results if each["by copydetect"] is not None]
    library = 100 * sum("all ways" in each for each in by_library) / len(by_library)
    cells = " | ".join(f"{each:.0f}" for each in share)
    return f"| {name} | {cells} | {1000 * false / pairs:.2f} ({false} of {pairs:,}) | {library:.0f} |"


if __name__ == "__main__":
    run()
    print(as_table(kept.load(RESULTS)))
