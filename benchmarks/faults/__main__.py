"""`python -m benchmarks.faults`: try the faults of some seeds; those in the file of results are not tried again."""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.faults.trial import Trials

RESULTS = Path(__file__).parents[1] / "results" / "faults.jsonl"


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", help="which (default: 0 to 49)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="a line of JSON for each trial")
    arguments = parser.parse_args()
    seeds = range(50) if arguments.seeds is None else arguments.seeds
    lines = arguments.results.read_text().splitlines() if arguments.results.exists() else []
    done = {json.loads(line)["seed"] for line in lines}
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        trials = Trials(Path(folder))
        print(f"undisturbed: {trials.reference.seconds:.1f} s, exit code {trials.reference.code}", flush=True)
        for seed in seeds:
            if seed in done:
                continue
            found = trials.run(seed)
            with arguments.results.open("a") as file:
                file.write(json.dumps(found) + "\n")
            print(found, flush=True)


if __name__ == "__main__":
    main()
