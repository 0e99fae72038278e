"""One trial: a fault in a command, the same command again, and what has to be true then."""

import json
import random
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults import cohort, kinds
from benchmarks.faults.processes import Processes, ended_with

LIMIT_SECONDS = 600
END_SECONDS = 30  # for processes that end by themselves
CLOCK_FOLDER = Path(__file__).parent / "clock"
_TOLERATED = {"dask-scratch-space"}  # of Dask's own, empty but for its locks


@dataclass
class Reference:
    """An undisturbed grading.

    Attributes:
        base: the course folder before it.
        seconds: how long it took.
        code: with which it ended.
        results: see `cohort.results`.
        before, after: bytes of the course folder.
    """

    base: Path
    seconds: float
    code: int
    results: dict[str, dict[str, Any]]
    before: int
    after: int


class Trials:
    """Tries faults, one after the other.

    Args:
        work: an empty folder for all that is made.
    """

    def __init__(self, work: Path):
        self._work = work
        self._processes = Processes()
        self.reference = self._make_reference()

    def _make_reference(self) -> Reference:
        """Grade twice without a fault: both must come to the same; the shorter time counts."""
        base, root, again, temporary = (self._work / name for name in ("base", "reference", "again", "temporary"))
        cohort.make(base)
        temporary.mkdir()
        said = self._work / "said.txt"
        first = self._grade(base, temporary, said, "--jobs", "1", "--students", "edited*")
        if first.wait(LIMIT_SECONDS) != 0:
            raise RuntimeError(f"the first grading failed: {said.read_text()[-2000:]}")
        cohort.edit(base)
        seconds = []
        for folder in (root, again):
            shutil.copytree(base, folder)
            start = time.monotonic()
            code = self._grade(folder, temporary, said, "--jobs", "2").wait(LIMIT_SECONDS)
            seconds.append(time.monotonic() - start)
        found = cohort.results(root)
        if len(found) != cohort.STUDENTS:
            raise RuntimeError(f"only {len(found)} were graded: {said.read_text()[-2000:]}")
        if different := cohort.differences(cohort.results(again), found):
            raise RuntimeError(f"two undisturbed gradings differ: {different}")
        left = self._processes.wait_for_end(END_SECONDS) + self._left_behind(root, temporary)
        if left:
            raise RuntimeError(f"an undisturbed grading leaves {left}")
        return Reference(base, min(seconds), code, found, kinds.used_bytes(base), kinds.used_bytes(root))

    def run(self, seed: int) -> dict[str, Any]:
        """Try one fault.

        Returns:
            "seed", "kind", "share" (of the undisturbed duration, at which it came), "done" (what was done), "codes" of
            the three commands, "graded" (students with the right result after the fault), "seconds" of the first two
            commands, and "wrong": what is not as it has to be; empty if all is.
        """
        rng, kind = random.Random(seed), kinds.kind_of(seed)
        share = rng.random()
        found: dict[str, Any] = {"seed": seed, "kind": kind, "share": round(share, 3), "wrong": []}
        with tempfile.TemporaryDirectory(dir=self._work) as folder, ExitStack() as stack:
            root, temporary, said = Path(folder, "course"), Path(folder, "tmp"), Path(folder, "said.txt")
            root.mkdir()
            temporary.mkdir()
            resize = None
            if kind == "full disk":
                size = self.reference.before + int(share * (self.reference.after - self.reference.before))
                resize = stack.enter_context(kinds.small_disk(root, size + (256 << 10)))
            shutil.copytree(self.reference.base, root, dirs_exist_ok=True)
            first = self._disturbed(rng, kind, share, root, temporary, said, found)
            left = self._processes.wait_for_end(END_SECONDS)
            found["graded"] = cohort.STUDENTS - len(
                {each.split(":")[0] for each in cohort.differences(cohort.results(root), self.reference.results)}
            )
            if left:
                found["wrong"].append(f"processes are left after the fault: {left}")
            if resize is not None:
                resize(1 << 30)
            start = time.monotonic()
            second = self._graded(kind, root, temporary, said)
            found["seconds"].append(round(time.monotonic() - start, 1))
            self._check(root, second, found)
            if kind != "scheduler":  # whose workers are ended after the command: the next one clears up after them
                found["wrong"] += self._left_behind(root, temporary)
            before = cohort.written_at(root)
            third = self._graded("", root, temporary, said)
            found["wrong"] += [each for each in self._left_behind(root, temporary) if each not in found["wrong"]]
            if cohort.written_at(root) != before:
                found["wrong"].append("a third command grades again what has not changed")
            found["codes"] = [first, second, third]
            if found["wrong"]:
                found["said"] = said.read_text(errors="replace")[-3000:]
        return found

    def _disturbed(
        self,
        rng: random.Random,
        kind: str,
        share: float,
        root: Path,
        temporary: Path,
        said: Path,
        found: dict[str, Any],
    ) -> int:
        """The first command, with the fault; returns its exit code."""
        begin, scheduler, environment = time.monotonic(), None, dict[str, str]()
        moment = begin + share * self.reference.seconds
        with ExitStack() as stack:
            options = ["--jobs", "2"]
            if kind == "scheduler":
                scheduler, options = self._cluster(stack, temporary, said)
                begin = time.monotonic()
                moment = begin + share * self.reference.seconds
            if kind == "clock":
                hours = rng.choice((-1, 1)) * rng.uniform(0.1, 48)
                environment = {"PYTHONPATH": str(CLOCK_FOLDER), "FAULTS_CLOCK": f"{moment} {hours * 3600}"}
                found["done"] = f"by {hours:+.1f} h"
            held = None
            if kind == "locked gradebook":
                seconds = rng.uniform(1, 20)
                held = kinds.hold_gradebook(root / "gradebook.db", moment, seconds)
                found["done"] = f"for {seconds:.1f} s"
            running = self._grade(root, temporary, said, *options, **environment)
            if kind in ("worker", "scheduler", "main", "fork server"):
                found["done"] = kinds.kill_one(
                    running, moment, lambda: kinds.victims(kind, running, scheduler, self._processes), rng
                )
            try:
                code = running.wait(LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                found["wrong"].append(f"the command did not end within {LIMIT_SECONDS} s")
                running.kill()
                code = running.wait()
            if held:
                held.join()
        found["seconds"] = [round(time.monotonic() - begin, 1)]
        return code

    def _graded(self, kind: str, root: Path, temporary: Path, said: Path) -> int:
        with ExitStack() as stack:
            options = self._cluster(stack, temporary, said)[1] if kind == "scheduler" else ["--jobs", "2"]
            return self._grade(root, temporary, said, *options).wait(LIMIT_SECONDS)

    def _cluster(self, stack: ExitStack, temporary: Path, said: Path) -> tuple[subprocess.Popen[bytes], list[str]]:
        """A scheduler with two workers, as an instructor starts them; they end with the stack."""
        file = temporary / "scheduler.json"
        file.unlink(missing_ok=True)
        arguments = ["--scheduler-file", str(file)]
        started = [
            self._processes.start(
                ["dask", "scheduler", *arguments, "--port", "0", "--no-dashboard"],
                temporary,
                said,
                TMPDIR=str(temporary),
            )
        ]
        stack.enter_context(ended_with(started))
        worker = ["dask", "worker", *arguments, "--nthreads", "1", "--no-dashboard", "--death-timeout", "20"]
        started += [self._processes.start(worker, temporary, said, TMPDIR=str(temporary)) for _ in range(2)]
        deadline = time.monotonic() + LIMIT_SECONDS
        while not file.exists() or not file.read_text().endswith("}"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"the scheduler does not start: {said.read_text()[-2000:]}")
            time.sleep(0.1)
        return started[0], ["--scheduler", json.loads(file.read_text())["address"]]

    def _check(self, root: Path, code: int, found: dict[str, Any]) -> None:
        wrong = found["wrong"]
        if code != self.reference.code:
            wrong.append(f"the second command ended with {code} instead of {self.reference.code}")
        wrong += cohort.differences(cohort.results(root), self.reference.results)
        wrong += [f"left: {each}" for each in self._processes.wait_for_end(END_SECONDS)]

    def _left_behind(self, root: Path, temporary: Path) -> list[str]:
        left = [path.name for path in temporary.iterdir() if path.name not in _TOLERATED and path.suffix != ".json"]
        left += [path.name for path in temporary.glob("dask-scratch-space/worker-*") if path.is_dir()]
        left += [str(folder) for folder in self._processes.runtime_folders if folder.exists()]
        return [f"left: {each}" for each in left + cohort.left_in(root)]

    def _grade(
        self, root: Path, temporary: Path, said: Path, *options: str, **environment: str
    ) -> subprocess.Popen[bytes]:
        command = ["autograder", "grade", cohort.EXERCISE, *options]
        return self._processes.start(command, root, said, TMPDIR=str(temporary), **environment)
