"""`python -m tests.fuzzing`: handle the mutated notebooks of many seeds, or the one of one seed again.

What is done is kept in `benchmarks/results/fuzzing.json`, a hundred seeds at a time, and not repeated.
"""

import argparse
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import kept
from fuzzing.one import ROOT, Bench, Done

RESULTS = ROOT / "benchmarks" / "results" / "fuzzing.json"
BATCH = 100


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--seed", type=int, help="only this one, with all that it says")
    parser.add_argument(
        "--keep", type=Path, help="with --seed: the folder for what was handed in, and what was written"
    )
    parser.add_argument("--count", type=int, default=10_000, help="of seeds, from 0 on")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file for what is done")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # nbformat warns of what it repairs
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments.keep or Path(folder))
        if arguments.seed is not None:
            done = Done()
            try:
                bench.run(arguments.seed, done)
            finally:
                print(done)
            return
        for first in range(0, arguments.count, BATCH):
            kept.once(arguments.results, str(first), lambda first=first: _batch(bench, first), print)
    found = kept.load(arguments.results)
    failed = [failure for batch in found.values() for failure in batch["failures"]]
    sys.exit("\n".join(failed) or 0)


def _batch(bench: Bench, first: int) -> dict:
    """A hundred seeds; "failures": of those that broke a promise; "lost": of those that lost own text."""
    start, counts, failures, lost = time.perf_counter(), Counter[str](), list[str](), list[str]()
    mutations = Counter[str]()
    for seed in range(first, first + BATCH):
        done = Done()
        try:
            bench.run(seed, done)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            failures.append(f"--seed {seed}: {type(error).__name__}: {error!s:.200} ({place}; {done.made})")
        counts[done.status or "failed"] += 1
        counts["written"] += done.written
        mutations.update(name for name in done.made if name.isidentifier())
        lost += [f"--seed {seed}: {each}" for each in done.lost[:1]]
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "counts": dict(counts),
        "mutations": dict(mutations),
        "failures": failures,
        "lost": lost,
    }


if __name__ == "__main__":
    main()
