"""Recursion (by halves) for deletion, functools.reduce for insertion; Welford's running mean and variance."""

# %% random_deletion
def random_deletion(tokens, rate, rng, thesaurus, protected):
    def thinned(start, stop):
        if stop - start == 0:
            return []
        if stop - start == 1:
            token = tokens[start]
            return [] if rng.random() < rate and token not in protected else [token]
        middle = (start + stop) // 2
        return thinned(start, middle) + thinned(middle, stop)

    return thinned(0, len(tokens)) or list(tokens[:1])


# %% random_insertion
from functools import reduce


def random_insertion(tokens, rate, rng, thesaurus, protected):
    pool = [
        synonym
        for token in dict.fromkeys(tokens)
        for synonym in thesaurus.get(token, [])
        if synonym not in protected
    ]

    def inserted(words, _):
        place = int(rng.integers(len(words) + 1))
        new = pool[int(rng.integers(len(pool)))]
        return [*words[:place], new, *words[place:]]

    count = round(rate * len(tokens)) if pool else 0
    return reduce(inserted, range(count), list(tokens))


# %% augmentation_gain
def augmentation_gain(results):
    plain = {(r["reviews"], r["seed"]): r["accuracy"] for r in results if not r["augmented"]}
    running = {}  # size: (n, mean, sum of squares)
    for r in results:
        if r["augmented"]:
            difference = 100.0 * (r["accuracy"] - plain[r["reviews"], r["seed"]])
            n, mean, squares = running.get(r["reviews"], (0, 0.0, 0.0))
            step = difference - mean
            n, mean = n + 1, mean + step / (n + 1)
            running[r["reviews"]] = n, mean, squares + step * (difference - mean)
    return {
        size: {"gain": mean, "error": (squares / (n - 1) / n) ** 0.5}
        for size, (n, mean, squares) in running.items()
    }
