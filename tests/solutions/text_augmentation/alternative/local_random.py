"""A generator of the standard library that is seeded by rng does the drawing; statistics for the error."""

# %% synonym_replacement
import random


def synonym_replacement(tokens, rate, rng, thesaurus, protected):
    source = random.Random(int(rng.integers(2**62)))
    choices = {}
    for place, token in enumerate(tokens):
        synonyms = [word for word in thesaurus.get(token, ()) if word not in protected]
        if synonyms and token not in protected:
            choices[place] = synonyms
    result = list(tokens)
    for place in source.sample(sorted(choices), min(len(choices), round(rate * len(tokens)))):
        result[place] = source.choice(choices[place])
    return result


# %% random_insertion
import random


def random_insertion(tokens, rate, rng, thesaurus, protected):
    source = random.Random(int(rng.integers(2**62)))
    pool = [new for old in tokens for new in thesaurus.get(old, []) if new not in protected]
    result = tokens[:]
    if pool:
        for word in source.choices(pool, k=round(rate * len(tokens))):
            result.insert(source.randint(0, len(result)), word)
    return result


# %% augmentation_gain
import statistics
from collections import defaultdict


def augmentation_gain(results):
    pairs = defaultdict(lambda: defaultdict(float))
    for run in results:
        sign = 1 if run["augmented"] else -1
        pairs[run["reviews"]][run["seed"]] += sign * run["accuracy"] * 100
    return {
        size: {
            "gain": statistics.fmean(seeds.values()),
            "error": statistics.stdev(seeds.values()) / len(seeds) ** 0.5,
        }
        for size, seeds in pairs.items()
    }
