"""What an operation of the student's makes of a text, and what is expected of every operation."""

import statistics
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe

MARKERS = ("<pad>", "<start>", "<unknown>")
CALL = "{}(text, rate, np.random.default_rng(seed), thesaurus, protected)"


def words(value: Any, what: str) -> list[str]:
    """Expect a list of words (or a tuple or array), and return it as a list of strings."""
    values = value.tolist() if isinstance(value, np.ndarray) else value
    is_list = isinstance(values, list | tuple) and all(isinstance(word, str) for word in values)
    missing = " (is the return statement missing?)" if value is None else ""
    expect.true(is_list, f"{what}: expected a list of words, got {describe(value)}{missing}")
    return list(values)


def versions(
    submission: StudentWork,
    operation: str,
    tokens: Sequence[str],
    rate: float,
    seeds: Sequence[int] = (1, 2, 3),
    thesaurus: dict[str, list[str]] | None = None,
    protected: Sequence[str] = (),
) -> list[list[str]]:
    """What an operation makes of a text, once for each seed."""
    text = describe(list(tokens)) if len(tokens) < 4 else f"{len(tokens)} words"
    what = f"{operation}({text}, {rate}, rng, {'thesaurus' if thesaurus else '{}'}, protected)"
    expression = f"[(lambda text, protected: {CALL.format(operation)})(list(tokens), set(protected)) for seed in seeds]"
    names: dict[str, Any] = {"tokens": list(tokens), "rate": rate, "seeds": list(seeds)}
    names |= {"thesaurus": thesaurus or {}, "protected": list(protected)}
    answers: Any = submission.evaluate(expression, what=what, timeout=20.0, **names)
    return [words(value, what) for value in answers]


def only(tokens: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Those tokens that are among the chosen words."""
    return [token for token in tokens if token in chosen]


def is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all of `part` stands in `whole`, in the same order."""
    rest = iter(whole)
    return all(token in rest for token in part)


def moved(old: Sequence[str], new: Sequence[str]) -> int:
    """Number of places with another word."""
    return sum(one != other for one, other in zip(old, new, strict=False))


def distinct(count: int) -> list[str]:
    return [f"w{number}" for number in range(count)]


def synonyms_of(tokens: Sequence[str]) -> dict[str, list[str]]:
    """A thesaurus with two synonyms for each word, all different and longer than the words."""
    return {token: [f"first-synonym-of-{token}", f"second-synonym-of-{token}"] for token in tokens}


def expect_share(shares: Sequence[float], rate: float, what: str, hint: str, *, most: float = 1.5) -> None:
    """Expect about the share `rate` of the words to be changed, and none if it is 0."""
    share = statistics.mean(shares)
    reason = f"{what} with rate {rate}: {share:.3f} of the words are changed. Likely cause: {hint}"
    expect.true(0.5 * rate <= share <= most * rate, reason)


def expect_pure(submission: StudentWork, operation: str, tokens: Sequence[str], thesaurus: dict, rate: float) -> None:
    """Expect a new list that depends on nothing but the arguments, and arguments that stay as they were."""
    seeds = [1, 1, *range(2, 8), 1]
    protected = [*tokens[:2], *[synonyms[0] for synonyms in thesaurus.values()][-9:]]
    what = f"{operation}({len(tokens)} words, {rate}, rng, thesaurus, protected)"
    call = (
        f"(lambda text, protected: ({CALL.format(operation)}, text, sorted(protected)))(list(tokens), set(protected))"
    )
    names: dict[str, Any] = {"tokens": list(tokens), "rate": rate, "thesaurus": thesaurus, "protected": protected}
    expression = f"([{call} for seed in seeds], thesaurus)"
    answer: Any = submission.evaluate(expression, what=what, timeout=20.0, seeds=seeds, **names)
    answers, thesaurus_after = answer
    results = [words(result, what) for result, *_ in answers]
    same_input = all(after == list(tokens) for _, after, _ in answers)
    expect.true(same_input, f"{what} changed the list `tokens` that it was given. Work on a copy: list(tokens)")
    hint = "the function changes an argument, which is still needed as it was"
    expect.equal(thesaurus_after, thesaurus, f"{what}: `thesaurus` afterwards", hint)
    expect.equal(answers[-1][-1], sorted(set(protected)), f"{what}: `protected` afterwards", hint)
    same = [result for seed, result in zip(seeds, results, strict=True) if seed == seeds[0]]
    hint = "all chance has to come from `rng`; random.random, np.random.shuffle and the like do not use it"
    reason = f"{what}: two generators with the same seed gave different results. Likely cause: {hint}"
    expect.true(all(result == same[0] for result in same), reason)
    # Who never changes anything fails in the test of the rate.
    changed = [result for result in results if result != list(tokens)]
    reason = (
        f"{what}: generators with different seeds gave the same result. Likely cause: `rng` is not used or seeded anew"
    )
    expect.true(not changed or any(result != results[0] for result in results), reason)
    python = "__import__('random')"
    draws = f"(np.random.seed(7), {python}.seed(7), run(), np.random.random(), {python}.random())[3:]"
    expression = f"[{draws} for run in (list, lambda: {call})]"
    answer = submission.evaluate(expression, what=what, timeout=20.0, seed=1, **names)
    alone, after_call = answer
    reason = f"{what} seeds or uses a global generator (np.random.seed, random.random), which others draw from too"
    expect.true(alone == after_call, reason)
    cases = [[0.0, []], [rate, list(tokens)]]
    call = f"(lambda text, protected: {CALL.format(operation)} is text)(list(tokens), set(protected))"
    expression = f"[{call} for rate, protected in cases]"
    names = {"tokens": list(tokens), "cases": cases, "thesaurus": thesaurus, "seed": 1}
    is_alias: Any = submission.evaluate(expression, what=what, timeout=20.0, **names)
    reason = (
        f"{operation} returned the very list that it was given, not a new one, where nothing can change (rate 0 or all "
        "words protected). Return list(tokens)"
    )
    expect.true(not any(is_alias), reason)
