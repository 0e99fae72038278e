"""The own operation inserts fillers, other than protected ones; augment uses a random part of the operations; groupby for the gain."""

# %% own_operation
def own_operation(tokens, rate, rng, thesaurus, protected):
    """Insert filler words that say nothing."""
    fillers = "well actually basically honestly anyway so um uh hmm y'know".split()
    fillers = [filler for filler in fillers if filler not in protected]
    result = []
    for token in tokens:
        if fillers and rng.random() < rate:
            result.append(fillers[rng.integers(len(fillers))])
        result.append(token)
    return result


# %% augment
def augment(tokens, rate, rng, thesaurus, protected, operations):
    kept = set(protected)
    kept.update(("<start>", "<unknown>", "<pad>"))
    use = [bool(coin) for coin in rng.integers(2, size=len(operations))]
    if not any(use):
        use[int(rng.integers(len(operations)))] = True
    version = list(tokens)
    for operation, wanted in zip(operations, use):
        if wanted:
            version = operation(version, rate, rng, thesaurus, kept)
    return version


# %% augmentation_gain
from itertools import groupby
from math import sqrt


def augmentation_gain(results):
    ordered = sorted(results, key=lambda run: (run["reviews"], run["seed"], run["augmented"]))
    gains = {}
    for size, runs in groupby(ordered, key=lambda run: run["reviews"]):
        accuracies = [run["accuracy"] for run in runs]
        d = [100 * after - 100 * before for before, after in zip(accuracies[::2], accuracies[1::2])]
        n = len(d)
        mean = sum(d) / n
        variance = sum((x - mean) ** 2 for x in d) / (n - 1)
        gains[size] = {"gain": mean, "error": sqrt(variance / n)}
    return gains
