"""Python's own generator, seeded by the given one."""

# %% random_deletion
import random


def random_deletion(tokens, rate, rng, thesaurus, protected):
    chance = random.Random(int(rng.integers(2**32)))
    left = [token for token in tokens if token in protected or not chance.random() < rate]
    return left or chance.sample(tokens, k=min(1, len(tokens)))


# %% random_swap
import random


def random_swap(tokens, rate, rng, thesaurus, protected):
    chance = random.Random(int(rng.integers(2**32)))
    result = tokens[:]
    free = [place for place, token in enumerate(tokens) if token not in protected]
    swaps = round(rate * len(tokens)) if len(free) > 1 else 0
    while swaps:
        one, other = chance.sample(free, k=2)
        result[one], result[other] = result[other], result[one]
        swaps -= 1
    return result


# %% own_operation
import random


def own_operation(tokens, rate, rng, thesaurus, protected):
    """Filler words, as people use them who write as they speak."""
    chance = random.Random(int(rng.integers(2**32)))
    fillers = [word for word in ("well", "actually", "i", "mean", "so") if word not in protected]
    result = []
    for token in tokens:
        if fillers and chance.random() < rate:
            result.append(chance.choice(fillers))
        result.append(token)
    return result
