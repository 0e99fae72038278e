"""Deletion jumps by geometric gaps instead of a coin for each word; swaps act on the list of free words, which is merged back; scipy for the error."""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    tokens = list(tokens)
    if rate <= 0:
        return tokens
    free = [place for place, token in enumerate(tokens) if token not in protected]
    gone, at = set(), int(rng.geometric(rate)) - 1
    while at < len(free):
        gone.add(free[at])
        at += int(rng.geometric(rate))
    left = [token for place, token in enumerate(tokens) if place not in gone]
    return left or tokens[-1:]


# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    free = [token for token in tokens if token not in protected]
    if len(free) > 1:
        for _ in range(round(rate * len(tokens))):
            first = int(rng.integers(len(free)))
            second = (first + 1 + int(rng.integers(len(free) - 1))) % len(free)
            free[first], free[second] = free[second], free[first]
    words = iter(free)
    return [token if token in protected else next(words) for token in tokens]


# %% augmentation_gain
from scipy import stats


def augmentation_gain(results):
    found = {}
    for size in {run["reviews"] for run in results}:
        with_it, without = (
            {r["seed"]: r["accuracy"] for r in results if r["reviews"] == size and bool(r["augmented"]) == kind}
            for kind in (True, False)
        )
        differences = [100 * (with_it[seed] - without[seed]) for seed in with_it]
        found[size] = {
            "gain": sum(differences) / len(differences),
            "error": stats.sem(differences),
        }
    return found
