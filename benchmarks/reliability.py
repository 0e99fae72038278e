"""`python -m benchmarks.reliability`: write what was tried into `docs/reliability.md`, between the markers there."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import kept
from benchmarks.faults.kinds import KINDS

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
FUZZING = Path(__file__).parent / "results" / "fuzzing.json"
FAULTS = Path(__file__).parent / "results" / "faults.jsonl"


def fuzzing_table(batches: dict[str, dict[str, Any]]) -> str:
    """What became of the mutated notebooks."""
    counts, mutations = Counter[str](), Counter[str]()
    for batch in batches.values():
        counts.update(batch["counts"])
        mutations.update(batch["mutations"])
    failures = sum(len(batch["failures"]) for batch in batches.values())
    lost = sum(len(batch["lost"]) for batch in batches.values())
    minutes = sum(batch["seconds"] for batch in batches.values()) / 60
    rows = {
        "mutated notebooks": counts["graded"] + counts["ungradable"] + counts["failed"],
        "graded": counts["graded"],
        "not gradable, with a reason": counts["ungradable"],
        "of both, written by nbgrader, with feedback": counts["written"],
        "mutations": sum(mutations.values()),
        "kinds of mutations": len(mutations),
        "a promise was broken": failures,
        "own text in a cell neither kept nor named for a person": lost,
        "minutes, on one core beside other work": round(minutes),
    }
    return "\n".join(["| | number |", "|---|---|", *(f"| {what} | {number:,} |" for what, number in rows.items())])


def faults_table(trials: list[dict[str, Any]]) -> str:
    """What became of the cohorts with a fault."""
    lines = [
        "| fault | trials | it came while the command ran | right after it, of 20 | right after the second command |"
        " a promise was broken |",
        "|---|---|---|---|---|---|",
    ]
    for kind, what in KINDS.items():
        found = [trial for trial in trials if trial["kind"] == kind]
        if not found:
            continue
        came = sum(trial.get("done") != "the command had ended" for trial in found)
        graded = [trial["graded"] for trial in found]
        right = sum(not trial["wrong"] for trial in found)
        lines.append(
            f"| {what} | {len(found)} | {came} | {min(graded)} to {max(graded)} | {right} of {len(found)} |"
            f" {len(found) - right} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    text = PAGE.read_text()
    tables = {"fuzzing": "not run yet", "faults": "not run yet"}
    if FUZZING.exists():
        tables["fuzzing"] = fuzzing_table(kept.load(FUZZING))
    if FAULTS.exists():
        tables["faults"] = faults_table([json.loads(line) for line in FAULTS.read_text().splitlines()])
    for name, table in tables.items():
        pattern = rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)"
        text, found = re.subn(
            pattern, lambda match, table=table: f"{match[1]}{table}\n{match[2]}", text, flags=re.DOTALL
        )
        if found != 1:
            raise SystemExit(f"expected one pair of markers for {name} in {PAGE.name}, found {found}")
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
